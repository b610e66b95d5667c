"""Reading a source by the clock: fetch or open, read, store, and say how it went.

A run never raises: whatever happens is written down in words, and the next run comes later after each failure.
"""

import logging
from email.message import Message
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.markup import patiently
from community.core.outgoing import Answer, Network, NotFetched, fetch
from community.programs.actions import note_import_run
from community.programs.models import ImportSource

from . import read_file
from .files import DATA_ENDINGS, File, Source, UnreadableError
from .report import ImportReport
from .store import import_pages, import_paths

ACCEPT = "application/atom+xml, application/rss+xml, application/xml, application/json;q=0.9, */*;q=0.5"
MAX_PROBLEMS = 200  # kept with a source; the command lists all

log = logging.getLogger(__name__)


@patiently()
def run_source(source: ImportSource, *, network: Network | None = None) -> ImportReport | None:
    """Read the source once. None if there was nothing new, or nothing could be read."""
    try:
        report, seen = _from_web(source, network) if source.url else (_from_folder(source), {})
    except (NotFetched, UnreadableError) as reason:
        note_import_run(source, outcome=_("Nothing was read: %(why)s.") % {"why": reason}, good=False)
        return None
    except Exception:
        log.exception("The import source %s failed", source.pk)
        note_import_run(source, outcome=_("The import failed by a fault of ours; it is in the log."), good=False)
        return None
    if report is None:
        note_import_run(source, outcome=_("Nothing new since the last run."), good=True, **seen)
        return None
    problems = [vars(problem) for problem in report.problems[:MAX_PROBLEMS]]
    good = report.anything_read
    # A document that could not be read is fetched again in full, in case it was cut off on the way.
    seen = seen if good else {"etag": "", "last_modified": ""}
    note_import_run(source, outcome=_outcome(report), good=good, problems=problems, **seen)
    return report


def _from_web(source: ImportSource, network: Network | None) -> tuple[ImportReport | None, dict]:
    conditions = {"If-None-Match": source.etag, "If-Modified-Since": source.last_modified}
    headers = {"Accept": ACCEPT} | {name: value for name, value in conditions.items() if value}
    answer = fetch(source.url, headers=headers, network=network)
    if answer.status == 304:
        return None, {}
    if answer.status != 200:
        raise NotFetched(_("the server answered with status %(status)s") % {"status": answer.status})
    seen = {"etag": answer.headers.get("etag", ""), "last_modified": answer.headers.get("last-modified", "")}
    page = read_file(File(source.url, _file_name(answer), answer.body), source.format)
    return import_pages(source.vendor, [page], attribution=source.attribution, source=source), seen


def _file_name(answer: Answer) -> str:
    """A name whose ending fits what came: servers say it in the type, or it stands in the address."""
    name = PurePosixPath(urlsplit(answer.url).path).name[-80:]
    if name.lower().endswith((*DATA_ENDINGS, ".md")):
        return name
    message = Message()
    message["Content-Type"] = answer.headers.get("content-type", "")
    is_json = "json" in message.get_content_type() or answer.body.lstrip()[:1] in (b"{", b"[")
    return f"{name or 'feed'}{'.json' if is_json else '.xml'}"


def _from_folder(source: ImportSource) -> ImportReport:
    if not settings.IMPORT_FOLDER:
        raise UnreadableError(_("no folder for imports is set on this machine"))
    folder = Path(settings.IMPORT_FOLDER) / source.folder
    if not folder.resolve().is_relative_to(Path(settings.IMPORT_FOLDER).resolve()):
        raise UnreadableError(_("the folder lies outside the folder for imports"))
    return import_paths(
        source.vendor, [Source(folder)], attribution=source.attribution, source=source, wanted=source.format
    )


def _outcome(report: ImportReport) -> str:
    """The run in one sentence, as "12 notices: 2 new, 1 updated, 3 no longer at the source"."""
    if not report.anything_read:
        first = next(iter(report.problems), None)
        return _("Nothing was read: %(why)s.") % {"why": first.reason if first else _("there is nothing in it")}
    notices = ngettext("%(count)d notice", "%(count)d notices", report.records) % {"count": report.records}
    parts = [
        _("%(count)d new") % {"count": report.total("created")},
        _("%(count)d updated") % {"count": report.total("updated")},
        _("%(count)d no longer at the source") % {"count": len(report.no_longer_at_source)},
    ]
    told = ", ".join(part for part in parts if not part.startswith("0 ")) or _("nothing changed")
    return f"{notices}: {told}."
