"""Which handles may be chosen."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
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


def refuse_reserved(handle: str) -> None:
    """Refuse what others would take for the site itself, or for somebody who was imported."""
    if handle.lower() in RESERVED or handle.lower().startswith(IMPORTED):
        raise ValidationError(_("“%(handle)s” is kept for the site. Choose another handle."), params={"handle": handle})


validators = [
    RegexValidator(
        r"\A[a-z0-9][a-z0-9_-]{2,19}\Z",
        _("Write 3 to 20 small letters a–z, digits, - or _. Begin with a letter or a digit."),
    ),
    MaxLengthValidator(20),
    refuse_reserved,
]
