"""Of what calendars read."""

import datetime as dt

from community.programs.models import ChangeDate


def twice(change) -> None:
    for _time in range(2):
        ChangeDate.objects.create(
            change=change, field="act_by", day=dt.date(2027, 1, 1), precision="day", state="announced",
            moved_at=change.moved_at,
        )  # fmt: skip


BROKEN = {"one_date_per_change_and_field": [twice]}
