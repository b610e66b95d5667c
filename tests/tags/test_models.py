"""The curated vocabulary: what is a tag, and what is on its page."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from community.tags.models import Tag
from tests import factories as make
from tests.pages import parse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["renewals", "a", "5g", "end-of-life", "x" * 25])
def test_small_letters_digits_and_single_hyphens_make_a_tag(name):
    Tag(name=name, description="Words").full_clean()


@pytest.mark.parametrize(
    "name", ["", "Renewals", "two words", "-a", "a-", "a--b", "ü", "a_b", "x" * 26, "a\n", "c++", "٣"]
)
def test_anything_else_is_no_tag(name):
    with pytest.raises(ValidationError):
        Tag(name=name, description="Words").full_clean()


def test_a_tag_exists_once():
    make.make_tag("renewals")

    with pytest.raises(IntegrityError, match="tags_tag_name"), transaction.atomic():
        Tag.objects.create(name="renewals", description="Again")


def test_the_list_of_tags_is_in_the_order_of_letters(browse):
    for name in ("renewals", "api", "mdf"):
        make.make_tag(name)
    page = parse(browse().get("/tags/").text)

    links = [a.get("href") for a in page.iter("a") if a.get("class") == "tag"]
    assert links == ["/tags/api/", "/tags/mdf/", "/tags/renewals/"]


def test_an_empty_list_of_tags_says_who_adds_the_first(browse):
    assert "No tag yet. An administrator adds the first." in browse().get("/tags/").text


def test_the_page_of_a_tag_holds_what_carries_it_and_nothing_else(browse, bob, nils):
    tag, other = make.make_tag("renewals"), make.make_tag("portal")
    make.make_change(title="A change under this tag", tags=[tag, other])
    make.make_change(title="LEAK a change under another", tags=[other])
    make.make_rumour(title="LEAK a rumour under this tag", tags=[tag])
    make.make_draft(title="LEAK a draft under this tag", tags=[tag])
    make.make_thread(bob, title="A thread under this tag", tags=[tag])
    make.make_thread(bob, title="LEAK a thread under another", tags=[other])
    make.make_thread(nils, title="LEAK a thread that waits", tags=[tag])

    text = browse().get("/tags/renewals/").text
    assert "A change under this tag" in text
    assert "A thread under this tag" in text
    assert "LEAK" not in text
