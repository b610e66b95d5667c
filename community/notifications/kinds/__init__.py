"""What each kind of notification says. To add one: a row in its file here, a row in ``recipients.WHO``, a test.

Sentences are written when they are read, in the reader's language, from what the reader may see.
"""

from community.notifications import news
from community.notifications.kinds import (
    appeals,
    deadlines,
    decisions,
    events,
    groups,
    offers,
    peers,
    programs,
    proofs,
    reports,
    rounds,
    talk,
    teaming,
)
from community.notifications.kinds.base import Kind

KINDS: dict[str, Kind] = (
    talk.KINDS
    | decisions.KINDS
    | reports.KINDS
    | programs.KINDS
    | proofs.KINDS
    | appeals.KINDS
    | peers.KINDS
    | groups.KINDS
    | offers.KINDS
    | rounds.KINDS
    | teaming.KINDS
    | events.KINDS
    | {name: Kind(**words) for name, words in news.kinds()}
    | deadlines.KINDS
)

__all__ = ["KINDS", "Kind"]
