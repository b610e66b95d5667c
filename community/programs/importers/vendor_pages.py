"""Pages of vendor announcements: one file a month, in any of the formats that ``docs/importing.md``
describes."""

from collections.abc import Iterator
from pathlib import Path

from .announcements import PageText, read_announcements
from .base import LOST, NOTE, Page, Problem
from .cleaning import plain_text
from .dates import page_month
from .documents import Document, Library
from .files import Source, UnreadableError

MAX_PAGE_NAME = 110  # characters; together with the anchor it is the key of a record


class VendorPages:
    """Month pages with their announcements on them or included, in one or two languages."""

    def read(self, source: Source, paths: list[Path], *, base_url: str = "") -> Iterator[Page]:
        """One Page for every file, in the order of names; included files come last, with the page they belong
        to."""
        library = Library(source)
        documents, later = [], []
        for path in paths:
            try:
                documents.append(library.document(path))
            except UnreadableError as reason:
                shown = source.shown(path)
                yield Page(shown, page_name(path), problems=[Problem(shown, 0, str(reason), LOST)], readable=False)
        for document in documents:
            if document.is_include:
                later.append(document)
            else:
                yield self._page(library, document, base_url)
        for document in later:
            yield self._include(library, document, base_url)

    def _page(self, library: Library, document: Document, base_url: str) -> Page:
        sides, problems = library.expanded(document)
        titles = _page_titles(document)
        page = Page(document.shown, page_name(document.path), next(filter(None, titles), ""))
        page.problems = problems
        month = page_month(page.name, *titles)
        for language, lines in sides.items():
            text = PageText(page.name, document.shown, language, month, base_url)
            announcements, found = read_announcements(text, lines)
            page.announcements += announcements
            page.problems += found
        page.problems = list(dict.fromkeys(page.problems))
        page.languages = tuple(dict.fromkeys(one.language for one in page.announcements)) or tuple(sides)
        return page

    def _include(self, library: Library, document: Document, base_url: str) -> Page:
        """A file made to be included. Its notices were read with the page, which alone knows their
        anchors."""
        page = Page(document.shown, page_name(document.path), languages=tuple(document.languages))
        page.through = library.included_by.get(document.path, "")
        if page.through:
            return page
        page.problems += document.problems
        found = self._page(library, document, base_url).announcements
        if found:
            reason = "no imported page includes this file; import it together with its month page"
            page.problems.append(Problem(document.shown, found[0].line, reason, LOST))
        else:
            reason = "an included file that no imported page includes"
            page.problems.append(Problem(document.shown, 0, reason, NOTE))
        return page


def page_name(path: Path) -> str:
    """What a page is called in every language: its file name without the ending (``2020-june``)."""
    return path.stem.lower()[:MAX_PAGE_NAME]


def _page_titles(document: Document) -> list[str]:
    """The first heading, which is English on pages with an original, and the front matter's title."""
    first = next(iter(document.sides.values()))
    heading = next((line.text[1:] for line in first if line.text.startswith("# ")), "")
    return [plain_text(heading), document.fields.get("title", "")]
