"""Which reminders each member should have, in plain Python from the diary of a simulated year.

It knows nothing of the database, and asks the other way round than the site does: day by day for one member and one
date, by walking the days since the last run and not by comparing what was said.
"""

import datetime as dt
from dataclasses import dataclass, field

DAY = dt.timedelta(days=1)


@dataclass
class Told:
    """Something that one member was told of one date."""

    on: dt.date
    kind: str
    day: dt.date
    rung: int | None = None
    was: dt.date | None = None


@dataclass
class Member:
    """What a member wants: days ahead of which fields, whether at all, and since when."""

    rungs: list[int]
    fields: set[str]
    awake: bool = True
    since: dt.date = dt.date.min


@dataclass
class World:
    """The world as it stands: follows are (member, change) to the day since when; dates (change, field) to a day."""

    members: dict[str, Member] = field(default_factory=dict)
    follows: dict[tuple[str, int], dt.date] = field(default_factory=dict)
    dates: dict[tuple[int, str], dt.date | None] = field(default_factory=dict)
    over: set[int] = field(default_factory=set)
    told: dict[tuple[str, int, str], list[Told]] = field(default_factory=dict)

    def run(self, today: dt.date) -> None:
        """What the job tells on a day."""
        for (who, change), since in self.follows.items():
            for name in ("act_by", "effective"):
                member = self.members[who]
                if member.awake and name in member.fields and (change, name) in self.dates:
                    story = self.told.setdefault((who, change, name), [])
                    self._tell(story, member, since, self._day(change, name), today)

    def _day(self, change: int, name: str) -> dt.date | None:
        return None if change in self.over else self.dates[change, name]

    def _tell(self, story: list[Told], member: Member, since: dt.date, day: dt.date | None, today: dt.date) -> None:
        believed = story[-1].day if story and story[-1].kind != "off" else None
        if believed and day is None:
            if believed >= today:
                story.append(Told(today, "off", believed))
            return
        if believed and day != believed and (believed >= today or day >= today):
            story.append(Told(today, "moved", day, was=believed))
            return
        if day is None or day < today:
            return
        heard = [said.on for said in story if said.day == day and said.kind != "off"]
        first = max(since, member.since, (heard[-1] + DAY) if heard else dt.date.min)
        came, walker = None, max(first, day - 366 * DAY)
        while walker <= today:  # the last rung that was passed on the way is the nearest one
            if (day - walker).days in member.rungs:
                came = (day - walker).days
            walker += DAY
        if came is not None:
            story.append(Told(today, "due", day, rung=came))

    def all(self) -> list[tuple]:
        """Everything that should have been told."""
        return sorted(
            (f"{said.on}", who, change, name, said.kind, f"{said.day}", str(said.was or ""), str(said.rung or ""))
            for (who, change, name), story in self.told.items()
            for said in story
        )
