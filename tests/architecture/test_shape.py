"""Each kind of code has its file, and each file keeps its shape: architecture.md, sections 4 and 7."""

import ast
import re
from pathlib import Path

from tests.architecture.sources import (
    COMMUNITY,
    TEMPLATES,
    area_of,
    functions_of,
    is_public,
    name_of,
    python_files,
    template_files,
    tree_of,
)

# The files that an area may have. A file that has grown too long is a folder of the same name.
USUAL = {
    "__init__", "actions", "admin", "apps", "forms", "jobs", "models", "queries", "querysets", "rules", "urls", "views",
}  # fmt: skip
FOLDERS = {"management", "migrations", "templatetags"}
# What only one area has, because only there is something of the kind.
OWN = {
    "accounts": {
        "adapter", "backends", "countries", "exports", "handles", "masks", "middleware", "names", "openid", "passkeys",
        "retention", "sessions", "withholding",
    },
    "forum": {"importers", "tree", "wording"},
    "networking": {"calendars", "languages", "pairing", "zones"},
    "programs": {"calendars", "clock", "importers", "prices", "states"},
    "notifications": {"kinds", "letters", "news", "recipients", "topics", "unsubscribing"},
    "live": {"hub", "server", "streams"},
    "moderation": {"appealable", "logbook", "reportable", "subjects", "undoing"},
    "web": {"context", "demo", "errors", "exports", "front", "mailbox", "supervisor"},
}  # fmt: skip
# It holds no area but what knows none.
NO_AREA = {"core"}

LONGEST_MODULE = 400
LONGEST_VIEW = 40


def areas() -> list[Path]:
    return [
        path for path in sorted(COMMUNITY.iterdir()) if (path / "__init__.py").exists() and path.name not in NO_AREA
    ]


def test_every_file_of_an_area_has_a_known_name():
    strange = [
        name_of(path)
        for area in areas()
        for path in sorted(area.iterdir())
        if path.name != "__pycache__" and path.stem not in USUAL | FOLDERS | OWN.get(area.name, set())
    ]

    assert strange == [], "rename it as its like in other areas, or say in OWN what it is"


def test_no_name_is_kept_for_a_file_that_is_gone():
    there = {(area.name, path.stem) for area in areas() for path in area.iterdir()}
    gone = {(area, name) for area, names in OWN.items() for name in names} - there

    assert gone == set()


def test_no_module_is_longer_than_one_can_read():
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in python_files()}
    long = {name: length for name, length in lengths.items() if length > LONGEST_MODULE and "/migrations/" not in name}

    assert long == {}


def test_no_view_is_longer_than_a_screen():
    long = [
        f"{name_of(path)}:{function.lineno} {function.name}"
        for path in [*python_files("*/views.py"), *python_files("*/views/*.py")]
        for function in functions_of(path)
        if function.end_lineno - function.lineno + 1 > LONGEST_VIEW
    ]

    assert long == []


def actions() -> list[tuple[str, ast.FunctionDef]]:
    files = [*python_files("*/actions.py"), *python_files("*/actions/*.py")]
    return [
        (f"{name_of(path)}:{function.lineno} {function.name}", function)
        for path in files
        for function in functions_of(path)
        if is_public(function)
    ]


def test_actions_name_all_that_they_take_but_the_first():
    unnamed = [name for name, function in actions() if len(function.args.posonlyargs + function.args.args) > 1]

    assert unnamed == [], "put a * after the first argument"


def test_actions_take_people_and_things_and_no_request():
    asking = [
        name
        for name, function in actions()
        if "request" in {argument.arg for argument in function.args.args + function.args.kwonlyargs}
    ]

    assert asking == []


def test_actions_queries_and_rules_say_what_they_mean():
    silent = [
        f"{name_of(path)}:{function.lineno} {function.name}"
        for name in ("actions", "queries", "rules")
        for path in [*python_files(f"*/{name}.py"), *python_files(f"*/{name}/*.py")]
        for function in functions_of(path)
        if is_public(function) and not ast.get_docstring(function)
    ]

    assert silent == []


def test_every_module_says_what_it_is():
    silent = [
        name_of(path)
        for path in python_files()
        if path.name not in {"__init__.py", "apps.py", "admin.py"}
        and not {"migrations", "commands"} & set(path.parts)
        and not ast.get_docstring(tree_of(path))
    ]

    assert silent == []


def test_every_index_says_who_uses_it():
    unexplained = []
    for path in [*python_files("*/models.py"), *python_files("*/models/*.py")]:
        lines = path.read_text().splitlines()
        for number, line in enumerate(lines):
            if re.search(r"\b(Index|GinIndex|GistIndex|BrinIndex)\($|\bIndex\(fields", line):
                comment = " ".join(_comment_above(lines, number))
                if "used by:" not in comment:
                    unexplained.append(f"{name_of(path)}:{number + 1}")

    assert unexplained == []


def _comment_above(lines: list[str], number: int) -> list[str]:
    """The comment above an index; several indexes in a row may share one."""
    comment = []
    for line in reversed(lines[:number]):
        text = line.strip()
        if text.startswith("#"):
            comment.append(text)
        elif comment or text.startswith("indexes"):
            break
    return comment


def test_models_import_no_actions_and_actions_no_views():
    """Down the table of section 4, never up."""
    order = ["querysets", "models", "rules", "queries", "actions", "forms", "views", "urls"]
    height = {name: position for position, name in enumerate(order)}
    wrong = []
    for path in python_files("*/**/*.py"):
        kind = path.relative_to(COMMUNITY).parts[1].removesuffix(".py")  # the file, or the folder of the same name
        if kind not in height:
            continue
        for node in tree_of(path).body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"community.{area_of(path)}"):
                names = {node.module.split(".")[2]} if node.module.count(".") > 1 else {n.name for n in node.names}
                wrong += [
                    f"{name_of(path)} may not import {name}" for name in names if height.get(name, -1) > height[kind]
                ]

    assert wrong == []


def test_page_templates_have_the_name_of_their_area_and_parts_begin_with_a_line():
    ours = {area.name for area in areas()}
    strange = [
        name_of(path)
        for path in template_files()
        if path.suffix == ".html" and path.parent.name == "components" and not path.name.startswith("_")
    ]
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}

    assert strange == []
    assert folders <= ours | {"account", "allauth", "components", "emails", "mfa", "socialaccount", "usersessions"}
