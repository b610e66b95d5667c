"""Addresses of the form ``<id>-<slug>``."""

import re

from django.utils.text import slugify

ID_AND_SLUG = re.compile(r"(?P<id>\d{1,18})(?:-(?P<slug>[-\w]*))?\Z", re.ASCII)


def id_and_slug(pk: int, title: str) -> str:
    """``12-what-replaces-the-portal``; only the number counts, so a title may change."""
    slug = slugify(title)[:60].strip("-")
    return f"{pk}-{slug}" if slug else str(pk)


class IdSlugConverter:
    """A path converter that accepts ``12`` and ``12-any-slug`` and gives (12, "12-any-slug")."""

    regex = r"\d{1,18}(?:-[-a-zA-Z0-9_]*)?"

    def to_python(self, value: str) -> "IdSlug":
        match = ID_AND_SLUG.match(value)
        if not match or int(match["id"]) > 2**63 - 1:
            raise ValueError
        return IdSlug(value)

    def to_url(self, value) -> str:
        return str(value)


class IdSlug(str):
    """The path segment as it was asked for, with its number."""

    @property
    def pk(self) -> int:
        return int(self.partition("-")[0])
