"""Which handles may be chosen."""

import re
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.utils.crypto import salted_hmac
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

# Names that would pass for the site, for a role, or for an address of ours.
RESERVED = frozenset(
    [
        "about",
        "abuse",
        "account",
        "accounts",
        "admin",
        "administrator",
        "all",
        "anonymous",
        "api",
        "backchannel",
        "changes",
        "everyone",
        "here",
        "help",
        "hostmaster",
        "me",
        "mod",
        "moderation",
        "moderator",
        "moderators",
        "new",
        "nobody",
        "notifications",
        "official",
        "people",
        "postmaster",
        "root",
        "security",
        "settings",
        "staff",
        "support",
        "system",
        "tags",
        "team",
        "threads",
        "vendor",
        "vendors",
        "verified",
        "verified-partner",
        "webmaster",
    ]
)

# How the handles of those begin who only stand for somebody of another community.
IMPORTED = "imported-"
CLOSED = "deleted-"  # and of those whose account is closed
MASKED = "masked-"  # and of pseudonyms: the rest is random, and shown to moderators only
HELD_DAYS = 90  # before a handle that was given up is given again: links and mentions of it are still about

# What else nobody may pass for, by functions that give names: upper areas add theirs when the site starts.
PROTECTED: list[Callable[[], Iterable[str]]] = []


def shape(handle: str) -> str:
    """What a handle looks like: alike for those that are easily taken for each other.

    As Unicode TS39 has it for the characters of handles: 1 is l, 0 is o, rn is m, vv is w; dashes count for nothing.
    The constraint ``user_handle_shape_unique`` says the same in SQL.
    """
    return handle.lower().translate(_ALIKE).replace("rn", "m").replace("vv", "w")


def rough_shape(handle: str) -> str:
    """As ``shape``, for names that matter more: i is l too, and digits are the letters that they are written for."""
    return shape(handle.lower().translate(_FOR_LETTERS)).replace("i", "l")


def parts(handle: str) -> set[str]:
    """The words of a handle in their rough shape, without numbers: those of "admin-24" are those of "admin"."""
    words = (word.rstrip("0123456789") for word in re.split("[-_]", handle.lower()))
    return {rough_shape(word) for word in words if word}


def refuse_reserved(handle: str) -> None:
    """Refuse what others would take for the site itself, or for somebody who was imported."""
    of_the_site, words = {rough_shape(word) for word in RESERVED}, parts(handle)
    if (
        handle.lower().startswith((IMPORTED, CLOSED, MASKED))
        or rough_shape(handle) in of_the_site
        or (words and words <= of_the_site)
    ):
        raise ValidationError(_("“%(handle)s” is kept for the site. Choose another handle."), params={"handle": handle})


def is_protected(handle: str) -> bool:
    """Whether it is the name of a vendor or of staff, or such a name with words of the site: "microsoft-support"."""
    protected = {rough_shape(_as_handle(name)) for names in PROTECTED for name in names()} - {""}
    of_the_site, words = {rough_shape(word) for word in RESERVED}, parts(handle)
    return rough_shape(handle) in protected or bool(words & protected and words <= protected | of_the_site)


def suggested_handle(name: str) -> str:
    """A handle made of a name, if one can be; else empty."""
    handle = _as_handle(name)[:20].rstrip("-")
    return handle if len(handle) >= 3 else ""


def trace(handle: str) -> str:
    """What is kept of a handle that was given up: whether another one looks like it can be told, nothing else."""
    return salted_hmac("community.accounts.handles", shape(handle), algorithm="sha256").hexdigest()


def _as_handle(name: str) -> str:
    return slugify(name).replace("_", "-")


_ALIKE = str.maketrans({"1": "l", "0": "o", "-": None, "_": None})
_FOR_LETTERS = str.maketrans("34578", "eastb")

validators = [
    RegexValidator(
        r"\A[a-z0-9][a-z0-9_-]{2,19}\Z",
        _("Write 3 to 20 small letters a–z, digits, - or _. Begin with a letter or a digit."),
    ),
    MaxLengthValidator(20),
    refuse_reserved,
]
