"""A simulated year: dates move, people come and go, the job dies in the middle, and an oracle counts afterwards."""

import datetime as dt
import random
from collections import Counter
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from community.notifications import actions
from community.notifications.actions import reminders
from community.notifications.models import Notification, Reminder
from community.programs import actions as programs
from community.programs.actions import Evidence
from community.programs.models import Change
from community.programs.states import MOVES, State
from tests import factories as make
from tests.notifications.reminder_oracle import Member, World

pytestmark = pytest.mark.django_db

MEMBERS, CHANGES, DAYS = 40, 60, 365
START = dt.date(2027, 1, 1)
DEFAULT = [90, 30, 7, 1]
# Members 0 to 4 and changes 0 to 5 are left alone, so that what they get can be said without any rule.
QUIET_MEMBERS, QUIET_CHANGES = 5, 6


class Killed(BaseException):
    """The process is gone: nothing catches it on the way."""


class Year:
    """Does things to the site, and writes the same into the oracle's world."""

    def __init__(self, zone: str, seed: int):
        self.zone, self.dice, self.world = ZoneInfo(zone), random.Random(seed), World()
        self.outages = 0
        self.deaths = 0
        vendors = [make.make_vendor() for _vendor in range(6)]
        moderator = make.make_moderator()
        self.members = {f"m{n}": make.make_user(f"m{n}") for n in range(MEMBERS)}
        self.changes = [self._change(n, vendors[n % 6], moderator) for n in range(CHANGES)]
        self.number = {change.pk: n for n, change in enumerate(self.changes)}
        for n, who in enumerate(self.members):
            self.world.members[who] = Member(list(DEFAULT), {"act_by", "effective"})
            watched = range(QUIET_CHANGES) if n < QUIET_MEMBERS else self.dice.sample(range(QUIET_CHANGES, CHANGES), 3)
            for change in watched:
                self.follow(who, change)
        for who in self.someone(25):
            self.set_ladder(who)

    @property
    def today(self) -> dt.date:
        return dt.datetime.now(self.zone).date()

    def someone(self, count: int = 1) -> list[str]:
        return self.dice.sample(list(self.members)[QUIET_MEMBERS:], count)

    def _change(self, n: int, vendor, moderator) -> Change:
        day = START + dt.timedelta(days=self.dice.randrange(10, DAYS + 60))
        dates = {"effective": make.day(f"{day}")}
        if n % 2:
            dates["act_by"] = make.day(f"{day - dt.timedelta(days=self.dice.randrange(0, 40))}")
        change = make.make_change(vendor=vendor, moderator=moderator, act_by_reason="Refunds until then.", **dates)
        self.world.dates |= {(n, name): date.first_day for name, date in dates.items()}
        return change

    # --- what happens -------------------------------------------------------------------------------

    def follow(self, who: str, change: int) -> None:
        if programs.follow(self.changes[change], member=self.members[who]):
            self.world.follows[who, change] = self.today

    def unfollow(self, who: str, change: int) -> None:
        programs.unfollow(self.changes[change], member=self.members[who])
        self.world.follows.pop((who, change), None)

    def set_ladder(self, who: str) -> None:
        rungs = sorted(self.dice.sample(range(200), self.dice.randrange(1, 9)), reverse=True)
        fields = self.dice.choice([{"act_by"}, {"effective"}, {"act_by", "effective"}])
        channel = self.dice.choice(["mail", "mail", "inbox", "off"])
        actions.set_ladder(
            self.members[who], rungs=rungs, of_act_by="act_by" in fields, of_effective="effective" in fields,
            channel=channel,
        )  # fmt: skip
        self.world.members[who] = Member(rungs, fields, awake=channel != "off", since=self.today)

    def move(self, n: int) -> None:
        """A step to another state with other dates; or a correction without a step, which may take a date out."""
        change = Change.objects.get(pk=self.changes[n].pk)
        names = [name for (number, name), day in self.world.dates.items() if number == n and day]
        if not names or not MOVES[change.state]:
            return
        name, what = self.dice.choice(names), self.dice.random()
        day = self.world.dates[n, name] + dt.timedelta(days=self.dice.randrange(-40, 80))
        if what < 0.2:
            self._step(change, self.dice.choice([State.WITHDRAWN, State.SUPERSEDED]))
            self.world.over.add(n)
        elif what < 0.35:
            Change.objects.filter(pk=change.pk).update(**{f"{name}_on": None, f"{name}_precision": "unknown"})
            self.world.dates[n, name] = None
        elif what < 0.6:
            Change.objects.filter(pk=change.pk).update(**{f"{name}_on": day})
            self.world.dates[n, name] = day
        else:
            to = State.SOFTENED if change.state == State.POSTPONED else State.POSTPONED
            self._step(change, to, **{name: make.day(f"{day}")})
            self.world.dates[n, name] = day

    def _step(self, change: Change, to: str, **dates) -> None:
        source = programs.add_source(change, given=Evidence("Letter", "https://vendor.example/"))
        programs.move_change(change, to=to, on=self.today, why="It moved.", source=source, **dates)

    # --- the job ------------------------------------------------------------------------------------

    def run(self) -> None:
        """The job, killed once or more often on some days, and then run again."""
        while self.dice.random() < 0.15:
            self._run_and_die()
        actions.remind()
        self.world.run(self.today)

    def _run_and_die(self) -> None:
        name = self.dice.choice(["_tell", "announce", "record", "_activity"])
        real, left, before = getattr(reminders, name), self.dice.randrange(0, 4), self.dice.random() < 0.5

        def deadly(*arguments, **facts):
            nonlocal left
            left -= 1
            if left < 0 and before:
                raise Killed
            answer = real(*arguments, **facts)
            if left < 0:
                raise Killed
            return answer

        with mock.patch.object(reminders, name, deadly):
            try:
                actions.remind()
            except Killed:
                self.deaths += 1

    def mail_all(self) -> None:
        for pk in (
            Notification.objects.filter(mailed_at=None).exclude(kind__endswith=".inbox").values_list("pk", flat=True)
        ):
            actions.mail(pk)

    def happen(self) -> None:
        """What people do on a day."""
        for _event in range(self.dice.choice([0, 0, 0, 1])):
            self.move(self.dice.randrange(QUIET_CHANGES, CHANGES))
        if self.dice.random() < 0.3:
            self.follow(*self.someone(), self.dice.randrange(CHANGES))
        if self.dice.random() < 0.2 and (pairs := [p for p in self.world.follows if int(p[0][1:]) >= QUIET_MEMBERS]):
            self.unfollow(*self.dice.choice(pairs))
        if self.dice.random() < 0.1:
            self.set_ladder(*self.someone())

    def told(self) -> list[tuple]:
        """Everything that the rows say was told."""
        told = []
        for row in Reminder.objects.select_related("notice", "recipient"):
            said = row.notice
            about = (row.recipient.handle, self.number[said.change_id], said.field)
            dates = (f"{said.day}", str(said.was_day or ""), str(said.rung or ""))
            told.append((f"{row.told_on}", *about, said.kind, *dates))
        return sorted(told)


@pytest.mark.parametrize(
    ("zone", "seed"), [("UTC", 1), ("Pacific/Auckland", 2), ("America/Los_Angeles", 3)]
)  # fmt: skip
def test_a_year_loses_nothing_and_doubles_nothing(zone, seed, settings):
    settings.TIME_ZONE = zone
    with time_machine.travel(dt.datetime(2027, 1, 1, 0, 30, tzinfo=ZoneInfo(zone)), tick=False) as clock:
        year = Year(zone, seed)
        for day in range(DAYS):
            midnight = dt.datetime.combine(START + dt.timedelta(days=day), dt.time(), ZoneInfo(zone))
            hours = sorted(year.dice.sample(range(24), 2))
            clock.move_to(midnight + dt.timedelta(hours=hours[0], minutes=year.dice.randrange(60)))
            year.happen()
            if year.outages or year.dice.random() < 0.03:  # the worker is away for some days
                year.outages = year.outages - 1 if year.outages else year.dice.randrange(1, 12)
                continue
            clock.move_to(midnight + dt.timedelta(hours=hours[1], minutes=59))
            year.run()
            if seed == 1 and day < 90:
                year.mail_all()

        told, expected = year.told(), year.world.all()

    assert Counter(told) - Counter(expected) == Counter(), "told too much"
    assert Counter(expected) - Counter(told) == Counter(), "lost"
    assert {kind: count > 5 for kind, count in Counter(row[4] for row in told).items()} == {
        "due": True, "moved": True, "off": True,
    }  # fmt: skip
    assert len(told) > 200
    assert year.deaths > 5
    _nothing_twice(told)
    _each_has_its_notification()
    _quiet_ones_were_told_on_the_day(year, told)
    if seed == 1:
        _mails_agree()


def _nothing_twice(told: list[tuple]) -> None:
    """By the plain reading of the promise: a member, a change, a date of it, a day, a rung."""
    rungs = Counter(row[1:4] + row[5:6] + row[7:] for row in told if row[4] == "due")

    assert max(rungs.values()) == 1


def _each_has_its_notification() -> None:
    reminders = Counter(Reminder.objects.values_list("recipient_id", "notice_id"))
    notifications = Counter(
        Notification.objects.filter(activity__target_kind="deadlinenotice").values_list(
            "recipient_id", "activity__target_id"
        )
    )
    assert reminders == notifications


def _quiet_ones_were_told_on_the_day(year: Year, told: list[tuple]) -> None:
    """Nothing moved, nobody changed anything: each rung at its day, or at the first run after; the last day is told."""
    mine = {row[1:4] + row[7:] for row in told if row[1] == "m0"}
    for change in range(QUIET_CHANGES):
        for name in ("act_by", "effective"):
            day = year.world.dates.get((change, name))
            if day is None:
                continue
            due = [
                rung
                for rung in DEFAULT
                if START <= day - dt.timedelta(days=rung) < START + dt.timedelta(days=DAYS - 15)
            ]
            heard = [rung for rung in DEFAULT if ("m0", change, name, str(rung)) in mine]
            late = [row for row in told if row[1:4] == ("m0", change, name)
                    and (day - dt.date.fromisoformat(row[0])).days > int(row[7])]  # fmt: skip
            assert late == []
            assert set(heard) <= set(DEFAULT)
            assert len(set(due) - set(heard)) <= 1, "more than one rung fell into an outage"


def _mails_agree() -> None:
    """Each mail once, and none to those who want the inbox only."""
    sent = Counter((message.to[0], message.extra_headers["Message-ID"]) for message in mail.outbox)
    mailed = Notification.objects.exclude(mailed_at=None)

    assert max(sent.values()) == 1
    assert len(sent) == mailed.count() > 20
    assert not mailed.filter(kind__endswith=".inbox").exists()
