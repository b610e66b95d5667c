"""The language of the pages: as the browser asks, or as chosen."""

import re

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_choice_is_kept_in_a_cookie_and_leads_back(browse):
    reader = browse()
    answer = reader.post("/language/", {"language": "de", "next": "/changes/?kind=fee"})
    cookie = answer.cookies["django_language"]

    assert (answer.status_code, answer["Location"], cookie.value) == (302, "/changes/?kind=fee", "de")
    assert (cookie["samesite"], cookie["max-age"]) == ("Lax", 365 * 24 * 3600)
    assert '<html lang="de">' in reader.get("/about/").text


@pytest.mark.parametrize("language", ["", "fr", "xx", "en-gb", "de\r\nSet-Cookie: a=b", "../de", "x" * 5000])
def test_a_language_that_is_not_offered_changes_nothing(language, browse):
    answer = browse().post("/language/", {"language": language, "next": "/about/"})

    assert (answer.status_code, answer["Location"], dict(answer.cookies)) == (302, "/about/", {})


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "javascript:alert(1)", "",
     "\\\\evil",
     "http:///evil.example", "\x08//evil.example", " //evil.example"],
    ids=repr,
)  # fmt: skip
def test_nobody_is_led_away_from_the_site(elsewhere, browse):
    assert browse().post("/language/", {"language": "de", "next": elsewhere})["Location"] == "/"


def test_an_address_with_a_line_break_in_it_breaks_no_header(browse):
    assert "\n" not in browse().post("/language/", {"language": "de", "next": "/a\r\nSet-Cookie: b=c"})["Location"]


@pytest.mark.parametrize(
    ("wish", "answered"), [("de-AT,de;q=0.9,en;q=0.5", "de"), ("fr", "en"), ("", "en"), ("en", "en")]
)
def test_a_visitor_is_answered_in_the_language_the_browser_asks_for(wish, answered, browse):
    answer = browse().get("/about/", headers={"accept-language": wish})

    assert f'<html lang="{answered}">' in answer.text
    assert answer["Content-Language"] == answered


def test_two_languages_are_two_versions_of_a_page(browse):
    english, german = (browse().get("/about/", headers={"accept-language": wish}) for wish in ("en", "de"))

    assert english["ETag"] != german["ETag"]
    assert "Accept-Language" in german["Vary"]


@pytest.mark.parametrize("form", ["reply", "propose", "gone"])
def test_a_page_that_came_of_a_refused_form_is_left_for_one_that_can_be_asked_for(form, browse, bob):
    thread = make.make_thread().get_absolute_url()
    address, leads_to = {
        "reply": (f"{thread}replies/", thread),
        "propose": ("/changes/propose/", "/changes/propose/"),
        "gone": (f"{thread}replies/nothing/", thread),
    }[form]
    reader = browse(bob)
    page = reader.post(address, {"source": ""})
    back = re.search(r'name="next" value="([^"]*)"', page.text)[1]

    assert (page.status_code, back) == (404 if form == "gone" else 422, leads_to)
    assert reader.get(back).status_code == 200
