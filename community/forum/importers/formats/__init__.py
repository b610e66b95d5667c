"""The formats of discussions that can be imported, by the name that is typed. One module each."""

from community.forum.importers.base import Format

from .discourse import Discourse
from .mbox import Mbox
from .stackexchange import StackExchange
from .wordpress import WordPress

FORMATS: dict[str, Format] = {one.NAME: one() for one in (WordPress, Mbox, Discourse, StackExchange)}
