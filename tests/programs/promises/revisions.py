"""Of revisions."""

from django.utils import timezone

from community.programs.models import ChangeRevision
from tests import factories as make


def same_number(change) -> None:
    for _time in range(2):
        ChangeRevision.objects.create(
            change=change, number=1, edited_by=make.make_moderator(), edited_at=timezone.now(), is_substantive=False,
            circle="everybody", touched=["title"], fields={"title": ["a", "b"]},
        )  # fmt: skip


def by_nobody(change) -> None:
    ChangeRevision.objects.create(
        change=change, number=1, edited_at=timezone.now(), is_substantive=False, circle="everybody",
        touched=["title"], fields={"title": ["a", "b"]},
    )  # fmt: skip


BROKEN = {
    "one_revision_per_change_and_number": [same_number],
    "revision_by_somebody_or_a_source": [by_nobody],
}
