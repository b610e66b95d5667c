"""Of playbooks and options."""

from community.programs.models import PlaybookLook, PlaybookStep, SheetVersion, StepTick
from tests import factories as make


def version(change, **facts) -> SheetVersion:
    author = make.make_partner()
    return SheetVersion.objects.create(change=change, author=author, **{"kind": "playbook", "number": 1} | facts)


def same_number(change) -> None:
    version(change)
    version(change)


def tick_twice(change) -> None:
    step, member = PlaybookStep.objects.create(change=change, text="A", first_number=1), make.make_user()
    for _time in range(2):
        StepTick.objects.create(step=step, member=member)


def look_twice(change) -> None:
    member = make.make_user()
    for number in (1, 2):
        PlaybookLook.objects.create(change=change, member=member, number=number)


BROKEN = {
    "sheet_version_numbered_once": [same_number],
    "sheet_version_counts_from_one": [lambda change: version(change, number=0)],
    "sheet_version_of_a_known_kind": [lambda change: version(change, kind="poem")],
    "one_tick_per_member_and_step": [tick_twice],
    "one_look_per_member_and_playbook": [look_twice],
}
