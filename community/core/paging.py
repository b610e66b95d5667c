"""Pages without offsets."""

from dataclasses import dataclass

PAGE_SIZE = 20  # posts and threads on a page: about two screens, and small enough to be quick


@dataclass(frozen=True)
class KeysetPage:
    """A page of a list ordered by a unique key.

    ``items`` are the rows; ``next_key`` continues after the last one, or is None at the end.
    """

    items: list
    next_key: object | None


def keyset_page(rows, *, size: int, key) -> KeysetPage:
    """Take a page from an ordered, already positioned queryset.

    One row more than the page tells whether there is a next page, so nothing is counted.
    """
    found = list(rows[: size + 1])
    items = found[:size]
    return KeysetPage(items, key(items[-1]) if len(found) > size else None)


@dataclass(frozen=True)
class NumberedPage:
    """Page ``number`` of rows that carry the numbers 1…``last_number`` without gaps."""

    number: int
    last_number: int
    size: int = PAGE_SIZE

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return self.number * self.size

    @property
    def page_count(self) -> int:
        return max(1, -(-self.last_number // self.size))

    @property
    def neighbours(self) -> list[int | None]:
        """The page numbers to offer, with None where some are left out."""
        near = {1, self.page_count, *range(self.number - 2, self.number + 3)}
        shown = sorted(page for page in near if 1 <= page <= self.page_count)
        links: list[int | None] = []
        for page in shown:
            if links and links[-1] is not None and page - links[-1] > 1:
                links.append(None)
            links.append(page)
        return links


def number_in(text: str | None, *, most: int = 2**63 - 1) -> int | None:
    """A positive whole number as an address gives it, if the database can hold it; else None."""
    if not text or len(text) > 19 or not text.isdecimal():
        return None
    return int(text) if 0 < int(text) <= most else None


def page_of(number: int, size: int = PAGE_SIZE) -> int:
    """The page on which row ``number`` stands."""
    return (max(number, 1) - 1) // size + 1
