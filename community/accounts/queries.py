"""What is asked about people."""

from community.accounts.models import User, WithheldText


def names_of_staff() -> list[str]:
    """Names and handles of those who moderate and administrate. One query."""
    staff = User.objects.exclude(role=User.Role.MEMBER).values_list("name", "handle")
    return [word for pair in staff for word in pair]


def withheld_of(person, viewer) -> WithheldText | None:
    """What waits for a moderator of what a person's profile says, for the person and moderators. One query, and none
    for visitors."""
    return WithheldText.objects.visible_to(viewer).waiting().filter(person=person).first()
