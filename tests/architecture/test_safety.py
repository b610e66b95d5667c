"""What no file may contain, because a single one would be enough."""

import ast
import importlib
import re

import pytest
from django import forms
from django.urls import get_resolver

from tests.architecture.sources import area_of, name_of, python_files, template_files, tree_of

# Templates that show HTML made by community.core.markup. Anything else is escaped.
SHOW_HTML = {
    "templates/emails/talk.html",
    "templates/forum/_post.html",
    "templates/forum/_preview.html",
    "templates/forum/_summary.html",
    "templates/forum/answer_obsolete.html",
    "templates/forum/own_post.html",
    "templates/forum/post_delete.html",
    "templates/moderation/_appealed.html",
    "templates/moderation/_sealed.html",
    "templates/moderation/answer_case.html",
    "templates/moderation/change_case.html",
    "templates/moderation/post_case.html",
    "templates/moderation/report.html",
    "templates/moderation/report_case.html",
    "templates/networking/_message.html",
    "templates/networking/teaming_entry.html",
    "templates/networking/event.html",
    "templates/networking/group.html",
    "templates/programs/_playbook.html",
    "templates/programs/_official_answer.html",
    "templates/web/change.html",
}
# The columns and values that hold it.
RENDERED = {"html", "summary_html", "details_html", "next_steps_html", "note_html", "description_html", "text_html"}
# Python files that may say that a text is HTML, write SQL with something put into it, or ask another machine.
MARK_SAFE: set[str] = set()
COMPOSE_SQL = {
    "community/core/append_only.py",  # the name of a table, from migrations
    "community/core/prepared.py",  # a statement of Django's own, around which it puts COUNT
    "community/core/embedded.py",  # names of databases and users, quoted by psycopg
    "community/networking/management/commands/check_directory.py",  # names of columns, from its own lines
    "community/networking/migrations/0002_directory_source.py",  # names of columns and tables, from its own lines
}
READ_YAML = ["community/programs/importers/frontmatter.py"]  # with a loader that knows plain values only
ASK_OTHERS = {
    "community/core/outgoing.py",  # the one way out, which refuses every address that is not public
    "community/web/supervisor.py",  # its own address on loopback
}

CLIENTS = {
    "aiohttp",
    "ftplib",
    "http.client",
    "httpx",
    "requests",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "websockets",
}
SAFE = re.compile(r"\{\{\s*([\w.]+)((?:\|[^}]*)?)\|safe\b([^}]*)\}\}")


def templates(*suffixes: str) -> list[tuple[str, str]]:
    return [(name_of(path), path.read_text()) for path in template_files() if path.suffix in (suffixes or (".html",))]


# --- HTML ------------------------------------------------------------------------------------------------


def test_only_the_templates_listed_show_html():
    assert {name for name, text in templates(".html", ".txt") if "|safe" in text} == SHOW_HTML


def test_html_that_is_shown_comes_from_the_renderer():
    shown = {
        (name, value.split(".")[-1], before + after)
        for name, text in templates()
        for value, before, after in SAFE.findall(text)
    }

    assert {value for _name, value, _filters in shown} <= RENDERED
    assert {filters for _name, _value, filters in shown} == {""} or {f.strip() for _n, _v, f in shown} == {""}
    assert sum(text.count("|safe") for _name, text in templates()) == sum(
        len(SAFE.findall(text)) for _name, text in templates()
    )


def test_escaping_is_off_in_plain_text_only():
    off = {
        name
        for name, text in templates(".html", ".txt")
        if re.search(r"autoescape\s+off|\|safeseq|\bfilter\s+safe", text)
    }

    assert {name for name in off if not name.endswith(".txt")} == set()


def test_no_code_says_that_a_text_is_html():
    names = {"mark_safe", "SafeString", "SafeText", "html_safe", "__html__"}
    marking = {
        name_of(path)
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Name) and node.id in names)
        or (isinstance(node, ast.Attribute) and node.attr in names)
        or (isinstance(node, ast.FunctionDef) and node.name in names)
    }

    assert marking == MARK_SAFE


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a script in the page", r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")"),
        ("a style in the page", r"<style\b|\sstyle\s*="),
        ("an event handler", r"<[^>]*\son[a-z]+\s*="),
        ("a script as an address", r"(?i)javascript:"),
        ("another host's file", r"<(?:script|img|iframe|link)[^>]*(?:src|href)=\"(?:https?:)?//"),
    ],
)
def test_no_template_has_what_the_content_security_policy_refuses(what, pattern):
    # A mail is no page: no policy of ours reaches it, and it has no style but its own.
    in_mails = {name for name, _text in templates() if name.startswith("templates/emails/")}
    exempt = in_mails if what == "a style in the page" else set()

    assert [name for name, text in templates() if name not in exempt and re.search(pattern, text)] == [], what


def test_every_form_that_posts_carries_a_token():
    posting = re.compile(r"<form\b[^>]*method=\"post\"[^>]*>(.*?)</form>", re.DOTALL)

    without = [name for name, text in templates() for form in posting.findall(text) if "csrf_token" not in form]

    # The language is a cookie only, and its form stands on pages of visitors, who get no other one; what stops mails
    # is reached with a token of its own.
    assert sorted(without) == ["templates/components/_site_footer.html", "templates/notifications/unsubscribe.html"]


def test_every_address_that_a_template_names_exists():
    known = names_of(get_resolver())
    named = re.compile(r"{%\s*url\s+[\"']([\w:-]+)[\"']")

    unknown = {
        (name, url) for name, text in templates(".html", ".txt") for url in named.findall(text) if url not in known
    }

    assert unknown == set()


def names_of(resolver, namespace: str = "") -> set[str]:
    names = set()
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            names |= names_of(pattern, inner)
        elif pattern.name:
            names.add(namespace + pattern.name)
    return names


# --- Python ----------------------------------------------------------------------------------------------


def calls() -> list[tuple[str, str, ast.Call]]:
    """Every call with its file and the name of what is called."""
    return [
        (name_of(path), getattr(node.func, "attr", getattr(node.func, "id", "")), node)
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
    ]


def test_nobody_goes_round_the_orm():
    assert [
        f"{name}:{node.lineno}"
        for name, called, node in calls()
        if called in {"extra", "RawSQL"} or (called == "raw" and isinstance(node.func, ast.Attribute))
    ] == []


def test_sql_is_composed_in_the_files_listed_only():
    def composed(node: ast.AST) -> bool:
        return any(
            isinstance(part, ast.JoinedStr)
            or (isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mod))
            or (isinstance(part, ast.Call) and getattr(part.func, "attr", "") == "format")
            for part in ast.walk(node)
        )

    composing = {
        name
        for name, called, node in calls()
        if called in {"execute", "executemany", "RunSQL", "callproc"}
        and any(composed(argument) for argument in [*node.args, *(word.value for word in node.keywords)])
    }

    assert composing <= COMPOSE_SQL


def test_other_machines_are_asked_in_the_files_listed_only():
    asking = set()
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                modules = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            if any(module in CLIENTS or module.split(".")[0] in CLIENTS for module in modules):
                asking.add(name_of(path))

    assert asking == ASK_OTHERS


def test_nothing_is_run_or_unpacked_that_somebody_wrote():
    run = {"eval", "exec", "compile", "__import__"}
    unpack = {"pickle", "marshal", "shelve", "yaml"}
    used = [
        f"{name}:{node.lineno} {called}"
        for name, called, node in calls()
        if (isinstance(node.func, ast.Name) and called in run)
        or (called.startswith("load") and getattr(getattr(node.func, "value", None), "id", "") in unpack)
    ]

    assert [call.partition(":")[0] for call in used] == READ_YAML


def test_no_secret_comes_from_the_plain_dice():
    rolling = {
        name_of(path)
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Import) and "random" in {alias.name for alias in node.names}
    }

    assert rolling == set()


# --- Forms -----------------------------------------------------------------------------------------------


def our_forms() -> list[type[forms.BaseForm]]:
    areas = {area_of(path) for path in [*python_files("*/forms.py"), *python_files("*/forms/__init__.py")]}
    modules = [importlib.import_module(f"community.{area}.forms") for area in sorted(areas)]
    return sorted(
        {
            thing
            for module in modules
            for thing in vars(module).values()
            if isinstance(thing, type)
            and issubclass(thing, forms.BaseForm)
            and thing.__module__.startswith("community.")
        },
        key=lambda form: form.__qualname__,
    )


def test_every_text_that_is_taken_has_an_end():
    endless = [
        f"{form.__name__}.{name}"
        for form in our_forms()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and field.max_length is None
        if not isinstance(field, forms.UUIDField)  # 32 digits, or it is none
    ]

    assert endless == []


def test_forms_name_the_fields_that_they_take():
    assert [
        form.__name__ for form in our_forms() if getattr(getattr(form, "Meta", None), "fields", None) == "__all__"
    ] == []
    assert [form.__name__ for form in our_forms() if getattr(getattr(form, "Meta", None), "exclude", None)] == []


def test_forms_are_found():
    assert {"ReplyForm", "ReportForm", "PartnerApplicationForm", "ChangeForm"} <= {
        form.__name__ for form in our_forms()
    }
