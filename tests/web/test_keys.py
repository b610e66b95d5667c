"""Single keys: one table, and a switch that is the member's own."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from community.moderation.forms import KEYS

TEMPLATES = Path(settings.BASE_DIR, "templates")
SHEET = TEMPLATES / "web" / "_keys.html"
WALKED = {"j", "k"}  # along data-row
NAMED = re.compile(r'data-key="([^"]*)"')


def test_the_sheet_names_the_keys_that_something_has_and_no_others():
    sources = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    of_things = {
        key for source in sources for named in NAMED.findall(source) for key in re.sub(r"{%.*?%}", " ", named).split()
    }
    of_things |= set(KEYS.values())  # of fields, which are no templates
    on_the_sheet = re.findall(r'data-shortcut="([^"]+)"', SHEET.read_text())

    assert of_things == set(on_the_sheet) - WALKED
    assert len(on_the_sheet) == len(set(on_the_sheet))
    assert any("data-row" in source for source in sources)


@pytest.mark.django_db
def test_a_member_switches_the_keys_off_and_on_again(browse, bob, bea):
    member, other = browse(bob), browse(bea)
    assert 'data-state="on"' in member.get("/about/").text

    answer = member.post("/keys/", {"keys": "off"}, follow=True)
    bob.refresh_from_db()
    assert (bob.keys_off, answer.redirect_chain) == (True, [("/keys/", 302)])
    assert 'data-state="off"' in member.get("/about/").text
    assert 'data-state="on"' in other.get("/about/").text

    member.post("/keys/", {"keys": "on"})
    assert 'data-state="on"' in member.get("/about/").text


@pytest.mark.django_db
def test_a_visitor_reads_the_page_and_has_nothing_to_save(browse):
    visitor = browse()
    page = visitor.get("/keys/")

    assert (page.status_code, page.cookies.keys(), "csrfmiddlewaretoken" in page.text) == (200, {}.keys(), False)
    assert "data-state" not in page.text
    assert visitor.post("/keys/", {"keys": "off"}).status_code == 401
