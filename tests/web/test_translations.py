"""The German catalogue is whole, and nothing that people read stands beside it.

Neither xgettext nor msgfmt is asked, so that this runs on a bare machine: what is marked for translation is read
with Django's own template lexer and with Python's parser.
"""

import ast
import html
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from tests.pages import community

ROOT = Path(settings.BASE_DIR)
CATALOGUE = ROOT / "locale" / "de" / "LC_MESSAGES" / "django.po"
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.*") if path.suffix in {".html", ".txt"})
CODE = sorted(path for path in (ROOT / "community").rglob("*.py") if "migrations" not in path.parts)
COLLECT = "run `make messages` and translate what is new"

MARKERS = {f"{kind}gettext{when}" for kind in ("", "n", "p", "np") for when in ("", "_lazy", "_noop")}
CALL = re.compile(r"(?<!\w)(_|n?p?gettext)\(")
LITERAL = re.compile(r"""[\s,]*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{+\s*\w*\s*\}+|</?\w+[^>]*>|&\w+;")
WORD = re.compile(r"[^\W\d_]{3,}")
# A name is the same in every language; a word of HTML is not read.
NAMES = {"Apple", "Backchannel", "CSV", "Google", "Markdown", "Outlook", "submit"}


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(CATALOGUE)


# --- the catalogue ---------------------------------------------------------------------------------


def pairs(entry) -> list[tuple[str, str]]:
    """What is said in English and in German, singular and plural apart."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return list(zip([entry.msgid, entry.msgid_plural], entry.msgstr_plural.values(), strict=True))


def test_every_message_is_translated(catalogue):
    missing = [english for entry in catalogue for english, german in pairs(entry) if not german]
    doubtful = [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete]

    assert (missing, doubtful) == ([], [])


def test_placeholders_and_tags_survive_translation(catalogue):
    changed = [
        (english, german)
        for entry in catalogue
        for english, german in pairs(entry)
        if set(PLACEHOLDER.findall(english)) != set(PLACEHOLDER.findall(german))
    ]

    assert changed == []


def test_a_translation_begins_and_ends_as_the_english_does(catalogue):
    """Blanks at the edges join a text to what stands beside it; a full stop makes it a sentence."""
    edges = re.compile(r"^\s*|\s*$")
    changed = [
        (english, german)
        for entry in catalogue
        for english, german in pairs(entry)
        if edges.findall(english) != edges.findall(german) or (english.endswith(".") and not german.endswith("."))
    ]

    assert changed == []


def test_german_says_du_and_quotes_as_german_does(catalogue):
    """„…“, no straight quotes, no exclamation marks; "Sie" only begins a sentence, where it means "they"."""
    wrong = re.compile(r"[!\"”]|“(?=\w)|(?<![.;:?] )(?<!^)\b(?:Sie|Ihnen|Ihr(?:e[nmrs]?)?)\b")
    found = [german for entry in catalogue for _english, german in pairs(entry) if wrong.search(german)]

    assert found == []


def test_the_compiled_catalogue_holds_what_the_readable_one_says(catalogue):
    compiled = polib.mofile(CATALOGUE.with_suffix(".mo"))

    assert {_key(entry): pairs(entry) for entry in compiled} == {_key(entry): pairs(entry) for entry in catalogue}, (
        COLLECT
    )


def _key(entry) -> tuple[str | None, str]:
    return entry.msgctxt or None, entry.msgid


# --- what is marked for translation ----------------------------------------------------------------

Message = tuple[str | None, str, str | None]  # context, singular, plural


def message(marker: str, texts: list[str]) -> Message:
    """The message that a call such as ``npgettext("context", "one", "many")`` asks for."""
    kind = marker.partition("gettext")[0]
    context, texts = (texts[0], texts[1:]) if "p" in kind else (None, texts)
    return context, texts[0], texts[1] if "n" in kind else None


def marked_in_template(path: Path) -> set[Message]:
    source = templatize(path.read_text())
    found = set()
    for call in CALL.finditer(source):
        texts, at = [], call.end()
        while literal := LITERAL.match(source, at):
            texts.append(ast.literal_eval(literal[1]))
            at = literal.end()
        found.add(message(call[1], texts))
    return found


def marked_in_code(path: Path) -> set[Message]:
    tree = ast.parse(path.read_text())
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    real = {name.asname: name.name for node in imports for name in node.names if name.asname}
    found = set()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
        marker = real.get(name, name)
        texts = [part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if marker in MARKERS and texts:
            found.add(message(marker, texts))
    return found


def test_the_catalogue_holds_what_is_marked_and_nothing_else(catalogue):
    marked = {found for path in TEMPLATES for found in marked_in_template(path)}
    marked |= {found for path in CODE for found in marked_in_code(path)}
    known = {_key(entry): entry.msgid_plural for entry in catalogue}

    missing = [found for found in marked if found[:2] not in known or (found[2] or "") not in {"", known[found[:2]]}]
    left_over = known.keys() - {found[:2] for found in marked}

    assert (sorted(missing, key=str), sorted(left_over, key=str)) == ([], []), COLLECT


# --- what is not marked but should be --------------------------------------------------------------

UNSEEN = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{%\s*blocktrans.*?endblocktrans\w*\s*%}|{#.*?#}|{%.*?%}|{{.*?}}"
    r"|<!--.*?-->|<!doctype[^>]*>|<(script|style)\b.*?</\1>",
    re.DOTALL | re.IGNORECASE,
)
SPOKEN_ATTRIBUTE = re.compile(r"\b(?:title|alt|placeholder|aria-label|aria-description|label)=\"([^\"]*)\"")
TAG = re.compile(r"<[^>]*>|[\w-]+=\"[^\"]*\"")  # or an attribute that a block puts into a tag of its parent
FALLBACK = re.compile(r"\|(?:default|default_if_none|yesno|join):(\"[^\"]*\")|\bwith\b[^%]*?\w=(\"[^\"]* [^\"]*\")")


def unmarked_in_template(path: Path) -> list[str]:
    """Words that a reader sees in any language as they stand, each as "file:line: word"."""
    source = path.read_text()
    kept_lines = UNSEEN.sub(lambda part: "\n" * part[0].count("\n"), source)
    spoken = SPOKEN_ATTRIBUTE.sub(lambda part: f">{part[1]}<", kept_lines)
    text = TAG.sub(lambda part: "\n" * part[0].count("\n"), spoken)
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1)]
    lines += [(source[: part.start()].count("\n") + 1, part[1] or part[2] or "") for part in FALLBACK.finditer(source)]
    return [
        f"{path.relative_to(ROOT)}:{number}: {word}"
        for number, line in lines
        for word in WORD.findall(html.unescape(line))
        if word not in NAMES
    ]


def test_templates_have_no_text_outside_translation_tags():
    assert [found for path in TEMPLATES for found in unmarked_in_template(path)] == []


def test_the_search_for_unmarked_text_finds_it(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    page = tmp_path / "page.html"
    page.write_text(
        '{% comment %}unseen{% endcomment %}<p class="unseen">Seen &amp; {{ unseen|default:"nothing" }}</p>\n'
        '<img alt="Picture"><b title="{% translate "unseen" %}">{% blocktranslate %}unseen{% endblocktranslate %}</b>'
    )

    assert unmarked_in_template(page) == [
        "page.html:1: Seen", "page.html:2: Picture", "page.html:1: nothing",
    ]  # fmt: skip


SPEAKS = {"Refused", "ValidationError", "success", "info", "warning", "error"}  # what shows its first text to people
LABELS = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "violation_error_message"}


def test_code_says_nothing_to_people_outside_translation():
    found = []
    for path in CODE:
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") != "messages":
                speaks = False
            else:
                speaks = (getattr(call.func, "id", "") or getattr(call.func, "attr", "")) in SPEAKS
            said = [*(call.args if speaks else []), *(word.value for word in call.keywords if word.arg in LABELS)]
            found += [
                f"{path.relative_to(ROOT)}:{part.lineno}: {part.value}"
                for part in said
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and WORD.search(part.value)
            ]

    assert found == []


# --- pages in German -------------------------------------------------------------------------------

# Common English words that German does not have, and that the texts of a community() do not use.
ENGLISH = {
    "after", "and", "answer", "because", "been", "change", "changes", "everybody", "from", "have", "here", "may",
    "nobody", "nothing", "other", "post", "posts", "shown", "sign", "somebody", "tags", "than", "that", "the", "there",
    "they", "this", "thread", "threads", "waiting", "we", "what", "when", "where", "who", "with", "write", "yet", "you",
    "your",
}  # fmt: skip
# A language is offered in its own words; the others were written by members, or for them when they wrote.
AS_WRITTEN = {"English", "Fee", "First recorded.", "For", "Off topic"}
VISITOR = [
    "home", "changes", "change", "vendors", "vendor", "program", "threads", "thread", "tag", "tags", "person", "about",
    "log", "sign in", "sign up", "password forgotten",
]  # fmt: skip
PARTNER = [
    "home", "thread", "inbox", "profile", "propose", "write", "reply", "report", "remove", "own post", "e-mail",
    "password", "second factor", "sessions",
]  # fmt: skip
MODERATOR = ["queue", "post case", "report case", "application case", "change case", "lock", "log"]
READERS = {
    "visitor": (VISITOR, ["Änderungen", "Themen", "Hersteller", "Anmelden", "Sprache"]),
    "bob": (PARTNER, ["Änderungen", "Themen", "Hersteller", "Eingang", "Dein Profil"]),
    "mona": (MODERATOR, ["Warteschlange", "Themen", "Hersteller", "Eingang"]),
}


def texts_of(page: str) -> list[str]:
    """What a reader of a page is told, piece by piece: text between tags, and attributes that are read out."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    pieces = [*re.split(r"<[^>]*>", body), *SPOKEN_ATTRIBUTE.findall(body)]
    return [" ".join(html.unescape(piece).split()) for piece in pieces if piece.strip()]


@pytest.mark.django_db
@pytest.mark.parametrize("who", READERS)
def test_pages_speak_german(who, browse, catalogue):
    here = community()
    reader = browse() if who == "visitor" else browse(getattr(here, who))
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    names, expected = READERS[who]
    in_english = {english for entry in catalogue for english, german in pairs(entry) if english != german}

    left = []
    for name in names:
        answer = reader.get(here.addresses[name])
        assert answer.status_code == 200, name
        page = answer.content.decode()
        assert '<html lang="de">' in page, name
        texts = texts_of(page)
        assert [word for word in expected if word not in texts] == [], name
        left += [(name, text) for text in texts if text in in_english - AS_WRITTEN]
        left += [(name, text) for text in texts if ENGLISH & set(text.lower().split())]

    assert left == []


@pytest.mark.django_db
def test_an_unknown_address_is_refused_in_german(browse):
    reader = browse()
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"

    answer = reader.get("/nothing-here/")

    assert answer.status_code == 404
    assert "Hier endet die Strecke" in texts_of(answer.content.decode())


@pytest.mark.django_db
def test_without_a_cookie_the_browser_chooses_the_language(browse):
    page = browse().get("/about/", headers={"accept-language": "de-AT,de;q=0.9,en;q=0.5"}).content.decode()

    assert "Über uns und Regeln" in texts_of(page)
