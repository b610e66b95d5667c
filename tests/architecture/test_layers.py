"""Who may import whom: an upper area the lower ones, never the reverse, and neighbours not each other.

There is no list of exceptions. Names in templates, in addresses and in model fields ("programs.Vendor")
are not imports.
"""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import COMMUNITY, area_of, name_of, python_files, tree_of

# From architecture.md, section 3; those on one line are strangers.
LADDER = """
web api live
search notifications
moderation
networking
forum
programs
tags
accounts
activity
core
"""

HEIGHT = {area: -row for row, line in enumerate(LADDER.split("\n")) for area in line.split()}
IN_WORDS = re.compile(r"community\.(\w+)(?:\.\w+)*")


def imported(path: Path) -> list[tuple[str, int]]:
    """The modules of ours that a file imports anywhere in it, also by name in a string, with the line."""
    found = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(f"{base}.{alias.name}", node.lineno) for base in [_base(node, path)] for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and IN_WORDS.fullmatch(node.value):
            found.append((node.value, node.lineno))
    return [(module, line) for module, line in found if module.startswith("community.")]


def _base(node: ast.ImportFrom, path: Path) -> str:
    """The absolute name of what stands after "from"."""
    if not node.level:
        return node.module or ""
    package = path.relative_to(COMMUNITY.parent).parent.parts
    return ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])


def offences(path: Path) -> list[str]:
    """Sentences about the imports of a file that go up or sideways."""
    area = area_of(path)
    others = [(module.split(".")[1], line) for module, line in imported(path)]
    return [
        f"{area} may not import {other} ({name_of(path)}:{line})"
        for other, line in others
        if other != area and HEIGHT.get(other, 1) >= HEIGHT[area]
    ]


def test_nobody_imports_upwards_or_sideways():
    assert [offence for path in python_files("*/**/*.py") for offence in offences(path)] == []


def test_every_area_has_its_place_on_the_ladder():
    areas = {path.name for path in COMMUNITY.iterdir() if (path / "__init__.py").exists()}

    assert areas - set(HEIGHT) == set()


@pytest.mark.parametrize(
    ("source", "offence"),
    [
        ("from community.forum.models import Post", "tags may not import forum (community/tags/models.py:1)"),
        ("import community.forum", "tags may not import forum (community/tags/models.py:1)"),
        ("from community import web", "tags may not import web (community/tags/models.py:1)"),
        ("from ..forum import models", "tags may not import forum (community/tags/models.py:1)"),
        (
            "def late():\n    from community.forum import models",
            "tags may not import forum (community/tags/models.py:2)",
        ),
        ("import_module('community.forum.models')", "tags may not import forum (community/tags/models.py:1)"),
        ("from community.settings import DEBUG", "tags may not import settings (community/tags/models.py:1)"),
        ("from community.core.slugs import id_and_slug", None),
        ("from community.tags.models import Tag", None),
        ("import django", None),
    ],
)
def test_every_way_to_import_is_seen(source, offence, monkeypatch):
    """The witness: files that break the rule, each in one of the ways there are."""
    monkeypatch.setattr("tests.architecture.test_layers.tree_of", lambda path: ast.parse(source))

    assert offences(COMMUNITY / "tags" / "models.py") == ([offence] if offence else [])
