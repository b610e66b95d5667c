"""Who stands behind a pseudonym is read in one module, and no query can come there by another way."""

import ast

import pytest

from community.accounts.models import User
from community.accounts.models.masks import Mask
from tests.architecture.sources import COMMUNITY, name_of, python_files, tree_of

READ_IN = {"community/accounts/masks.py", "community/accounts/models/masks.py", "community/accounts/models/__init__.py"}
TABLE = "accounts_mask"


def namings(tree: ast.Module) -> list[int]:
    """The lines that name the table: by import, as an attribute, or in a string."""
    lines = []
    for node in ast.walk(tree):
        names = {
            ast.Import: lambda node: [alias.name for alias in node.names],
            ast.ImportFrom: lambda node: [node.module or "", *(alias.name for alias in node.names)],
            ast.Attribute: lambda node: [node.attr],
            ast.Constant: lambda node: [str(node.value)],
        }.get(type(node), lambda node: [])(node)
        if any(name in {"Mask", "community.accounts.models.masks"} or _says_table(name) for name in names):
            lines.append(node.lineno)
    return lines


def _says_table(name: str) -> bool:
    return TABLE in name or name.lower() in {"accounts.mask", "accounts_mask"}


def test_nothing_but_its_module_names_the_table():
    files = [path for path in python_files() if "/migrations/" not in name_of(path) and name_of(path) not in READ_IN]

    assert {name_of(path): lines for path in files if (lines := namings(tree_of(path)))} == {}


@pytest.mark.parametrize(
    "source",
    [
        "from community.accounts.models import Mask",
        "from community.accounts.models.masks import Mask as Other",
        "from community.accounts import models\nmodels.Mask.objects.all()",
        "apps.get_model('accounts.Mask')",
        "cursor.execute('SELECT person_id FROM accounts_mask')",
    ],
)
def test_every_way_to_name_it_is_seen(source):
    assert namings(ast.parse(source))


def test_no_relation_leads_from_a_person_or_a_face_to_it():
    leading = [one.name for one in User._meta.get_fields() if one.is_relation and one.related_model is Mask]

    assert leading == []
    assert {field.related_model for field in Mask._meta.concrete_fields if field.is_relation} == {User}


def test_no_page_of_administrators_shows_it():
    registered = [path for path in COMMUNITY.rglob("admin.py") if namings(tree_of(path))]

    assert registered == []
