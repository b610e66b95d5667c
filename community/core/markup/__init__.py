"""Markdown → safe HTML, in under a second whatever the text. No database, no settings.

``render`` for a post that is about to be stored; ``render_html`` where something must be shown in any case.
See docs/decisions/0003-markup.md for why there are two sanitisers and a process of its own.

    limits, characters, links    what is allowed
    layout → dialect → tree      lines → python-markdown's tree → HTML
    gates                        bleach and nh3 must agree
    child, workers, wire         the process that does it, and the web process's side
    plain                        the ways back to plain text
    mailed                       what goes out by mail
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .characters import candidate_handles, clean_text
from .images import candidate_images
from .limits import MAX_SOURCE, TOO_LONG, CannotRender
from .mailed import html_for_mail, text_for_mail
from .plain import excerpt, plain_html
from .workers import patiently, pool

__all__ = [
    "MAX_SOURCE",
    "RENDERER_VERSION",
    "CannotRender",
    "Rendered",
    "candidate_handles",
    "candidate_images",
    "excerpt",
    "html_for_mail",
    "patiently",
    "render",
    "render_html",
    "rendered_plainly",
    "text_for_mail",
]

RENDERER_VERSION = 1  # stored with every rendering; raise it when the same text would give other HTML


@dataclass(frozen=True)
class Rendered:
    """A text as it is stored beside its source."""

    html: str
    version: int
    mentions: tuple[str, ...]  # the handles that are linked, lower case, in the order of the text, each once
    hold_reason: str = ""  # why a moderator should look before others see it; empty for nearly every text


def render(
    source: str, *, handles: Collection[str] | None = None, images: Mapping[str, tuple[int, int]] | None = None
) -> Rendered:
    """Render a post, in under a second.

    ``handles``: the @names that exist, in any case, and become links (None: all that could exist); ask
    ``candidate_handles`` first which to look up. ``images``: {key: (width, height)} of the site's own images that may
    be shown, of those that ``candidate_images`` names; all others are links. Raises CannotRender, with the sentence
    the member reads, for a text that is too long, too deeply nested or takes too long.
    """
    if len(source) > MAX_SOURCE:
        raise CannotRender(TOO_LONG)
    answer = pool.ask(clean_text(source), _known(source, handles), dict(images or {}))
    if refusal := answer.get("refused"):
        raise CannotRender(refusal)
    if hold_reason := answer.get("held"):
        return Rendered(plain_html(source), RENDERER_VERSION, (), hold_reason)
    return Rendered(answer["html"], RENDERER_VERSION, tuple(answer["mentions"]))


def render_html(source: str) -> str:
    """The HTML of any text, in under a second and without exception: as plain paragraphs if need be."""
    try:
        return render(source).html
    except CannotRender:
        return plain_html(source)


def rendered_plainly(source: str) -> Rendered:
    """The text as it was typed, for one that cannot be rendered and must be stored all the same."""
    return Rendered(plain_html(source), RENDERER_VERSION, ())


def _known(source: str, handles: Collection[str] | None) -> list[str] | None:
    if handles is None:
        return None
    known = {handle.lower() for handle in handles}
    return sorted(candidate_handles(source) & known)
