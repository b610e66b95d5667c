"""The record of a vendor, counted anew from the event history alone.

Read are tables that only grow: the history entries of changes, their steps, and what happened to questions
(activities). Nothing is asked of the changes, questions and answers as they stand today, and no query is shared with
``vendor_record``: if both come to the same numbers, neither invents them.
"""

import datetime as dt
from dataclasses import dataclass, field

from community.activity.models import Activity
from community.core.workdays import workdays_between
from community.programs.clock import TickVerdicts, outcome_of
from community.programs.models import ChangeStep, HistoryEntry, Vendor
from community.programs.queries.vendor_record import Notice, VendorRecord, moved_later


def vendor_record_from_history(vendor: Vendor) -> VendorRecord:
    """Replay what happened to the changes and questions of a vendor, and count. Three queries."""
    latest = {entry.change_id: entry for entry in HistoryEntry.objects.order_by("id")}
    own = [entry for entry in latest.values() if entry.vendor_id == vendor.pk]
    public = {e.change_id: e for e in own if e.publication == "published" and e.state != "rumoured"}
    steps = list(ChangeStep.objects.filter(change_id__in=public).order_by("pk"))
    real = {step.change_id for step in steps if step.to_state not in {"rumoured", "withdrawn"}}
    counted = {pk: entry for pk, entry in public.items() if pk in real and entry.kind != "incident"}
    slips = [step.change_id for step in steps if step.change_id in counted and _moved_later(step)]
    # A rumour that came to nothing stays for partners only, with what was asked about it.
    questions = _replayed_questions({pk for pk, entry in public.items() if entry.state != "withdrawn" or pk in real})
    outcomes = [(question, *question.outcome) for question in questions]
    return VendorRecord(
        changes=len(counted),
        notices=tuple(sorted(Notice(e.announced_on, e.effective_on) for e in counted.values() if _to_the_day(e))),
        slips=len(slips),
        slipped=len(set(slips)),
        withdrawn=len({step.change_id for step in steps if step.to_state == "withdrawn"} & set(counted)),
        sent=len(questions),
        answered=sum(outcome == "answered" for _question, outcome, _on in outcomes),
        answer_days=tuple(sorted(q.workdays(on) for q, outcome, on in outcomes if outcome in {"answered", "partly"})),
    )


@dataclass
class Replayed:
    """A question as its events tell it."""

    sent: dt.date | None = None
    start: dt.date | None = None
    calendar: str = ""
    is_hidden: bool = False
    is_merged: bool = False
    ticks: dict[int, tuple[str, dt.date]] = field(default_factory=dict)
    words: dict[tuple[int, int | None], bool] = field(default_factory=dict)
    fixes: dict[int, dt.date] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    @property
    def counts(self) -> bool:
        return self.sent is not None and not self.is_hidden and not self.is_merged

    @property
    def outcome(self) -> tuple[str, dt.date | None]:
        return outcome_of(
            [self._verdicts(tick) for tick in self.ticks if tick not in self.hidden], list(self.fixes.values())
        )

    def workdays(self, until: dt.date) -> int:
        return workdays_between(self.start, until, self.calendar)

    def _verdicts(self, tick: int) -> TickVerdicts:
        kind, on = self.ticks[tick]
        said = [agrees for (about, company), agrees in self.words.items() if about == tick and company is not None]
        return TickVerdicts(kind, on, said.count(True), said.count(False), self.words.get((tick, None)))

    def take(self, verb: str, facts: dict) -> None:
        """One more event."""
        match verb:
            case "question.sent":
                self.sent = self.start = dt.date.fromisoformat(facts["on"])
                self.calendar = facts["calendar"]
            case "question.handed_over":
                self.start = dt.date.fromisoformat(facts["on"])
            case "question.answered":
                self.ticks[facts["tick"]] = facts["kind"], dt.date.fromisoformat(facts["on"])
            case "question.judged":
                self.words[facts["tick"], facts["company"]] = facts["agrees"]
            case "question.answer_hidden":
                self.hidden.add(facts["tick"])
            case "question.answer_shown":
                self.hidden.discard(facts["tick"])
            case "question.seen_fixed":
                self.fixes[facts["company"]] = dt.date.fromisoformat(facts["on"])
            case "question.hidden" | "question.shown":
                self.is_hidden = verb == "question.hidden"
            case "question.merged":
                self.is_merged = True


def _replayed_questions(changes) -> list[Replayed]:
    """The sent questions about these changes that are neither hidden nor merged."""
    questions: dict[int, Replayed] = {}
    for event in Activity.objects.filter(target_kind="question").order_by("pk"):
        if event.verb == "question.asked" and event.facts["change"] in changes:
            questions[event.target_id] = Replayed()
        if event.target_id in questions:
            questions[event.target_id].take(event.verb, event.facts)
    return [question for question in questions.values() if question.counts]


def _to_the_day(entry: HistoryEntry) -> bool:
    return entry.announced_precision == entry.effective_precision == "day"


def _moved_later(step: ChangeStep) -> bool:
    pairs = [(step.effective_was, step.effective_now), (step.act_by_was, step.act_by_now)]
    return any(moved_later(was, now) for was, now in pairs)
