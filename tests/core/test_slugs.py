"""Addresses of the form ``<id>-<slug>``."""

import pytest

from community.core.slugs import IdSlug, IdSlugConverter, id_and_slug


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("What replaces the portal?", "12-what-replaces-the-portal"),
        ("  Spaces -- and dashes  ", "12-spaces-and-dashes"),
        ("Größe: 5 €", "12-groe-5"),
        ("値上げ", "12"),
        ("", "12"),
        ("word " * 40, "12-" + ("word-" * 12).rstrip("-")),
    ],
)
def test_the_title_becomes_a_short_slug(title, address):
    assert id_and_slug(12, title) == address


@pytest.mark.parametrize("segment", ["12", "12-", "12-any-slug", "12-Any_Slug", "0", "999999999999999999"])
def test_a_number_with_any_slug_is_read(segment):
    found = IdSlugConverter().to_python(segment)

    assert found == segment
    assert found.pk == int(segment.partition("-")[0])


@pytest.mark.parametrize("segment", ["", "slug", "-12", "1" * 19, "12 x", "12-ü", "١٢", "１２", "12-a\n", "12.5"])
def test_anything_else_is_no_address(segment):
    with pytest.raises(ValueError):  # noqa: PT011 - Python's own, in many wordings
        IdSlugConverter().to_python(segment)


def test_the_longest_number_fits_into_the_database():
    assert IdSlug("9" * 18).pk < 2**63
