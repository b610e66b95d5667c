"""Of follows."""

from community.programs.models import Follow
from tests import factories as make


def both(change) -> None:
    Follow.objects.create(member=make.make_user(), change=change, vendor=change.vendor)


def nothing(change) -> None:
    Follow.objects.create(member=make.make_user())


def twice(thing):
    def follow(change) -> None:
        member = make.make_user()
        what = {"change": change, "vendor": change.vendor, "program": make.make_program()}[thing]
        for _time in range(2):
            Follow.objects.create(member=member, **{thing: what})

    return follow


BROKEN = {
    "follow_of_exactly_one_thing": [both, nothing],
    "one_follow_per_person_and_vendor": [twice("vendor")],
    "one_follow_per_person_and_program": [twice("program")],
    "one_watch_per_person_and_change": [twice("change")],
}
