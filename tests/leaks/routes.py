"""The addresses of the site, from its URL configuration."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One address with its parameters, as "t/<ref>/lock/"; ``module`` is that of its view."""

    path: str
    name: str
    module: str


def all_routes() -> list[Route]:
    return list(_walk(get_resolver(), ""))


def _walk(resolver, prefix: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, path)
        else:
            yield Route(re.sub(r"<\w+:(\w+)>", r"<\1>", path), pattern.name or "", pattern.callback.__module__)
