"""What is asked about people."""

from community.accounts.models import User


def names_of_staff() -> list[str]:
    """Names and handles of those who moderate and administrate. One query."""
    staff = User.objects.exclude(role=User.Role.MEMBER).values_list("name", "handle")
    return [word for pair in staff for word in pair]
