"""What concerns two people waits for what else concerns them."""

from community.accounts.models import User


def lock_people(*persons) -> None:
    """Two requests that come together wait for each other, also those from one to the other and back."""
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=[person.pk for person in persons])
    list(rows.order_by("pk").values_list("pk"))
