"""What the section of questions, their own pages and a vendor's list read."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, TextField, Value, When
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from community.accounts import rules as people
from community.core.refusals import allowed
from community.programs import rules
from community.programs.clock import TickKind, TickVerdicts
from community.programs.models import AnswerTick, Change, FixReport, OfficialAnswer, Question, Signature, Verdict

SIMILAR_WORDS = 2  # shared words of four letters and more that make two questions similar
DATES = ("sent_on", "handed_over_on", "clock_from", "due_on", "overdue_on", "outcome_on")
PLAIN = ("id", "number", "text", "asked_by_id", "sent_with", "channel", "calendar", "outcome", "hidden_reason")


@dataclass(frozen=True)
class TickRow:
    """One official answer to one question, with what the askers say; ``mine`` is the viewer's word, None if unsaid."""

    id: int
    answer: int
    number: int
    text: str
    verdicts: TickVerdicts
    mine: bool | None
    can_judge: bool

    @property
    def label(self) -> str:
        return TickKind(self.verdicts.kind).label


@dataclass(frozen=True)
class QuestionRow:
    """A question as one viewer sees it: who stands behind it, what was answered, and what the viewer may do."""

    question: Question
    companies: list[str]
    unnamed: int
    has_signed: bool
    is_named: bool
    is_own: bool
    can_sign: bool
    fixes: int
    has_seen_fix: bool
    can_report_fixed: bool
    ticks: list[TickRow]
    merged_into: int | None = None

    @property
    def clock(self):
        return self.question.clock

    @property
    def disputed(self) -> int:
        """Companies that say of some answer that it does not answer the question."""
        return sum(tick.verdicts.disputed for tick in self.ticks)


@dataclass(frozen=True)
class AnswerRow:
    """An official answer with the questions that it is about.

    Of one that a moderator has hidden: the reason, and its words for those alone who may read them still.
    """

    id: int
    html: str
    author: str
    handle: str
    hat_since: dt.date
    on: dt.date
    ticks: list[TickRow]
    day: int | None
    is_late: bool
    is_hidden: bool
    hidden_reason: str


@dataclass(frozen=True)
class QuestionSection:
    """All questions about a change, and the answers to them."""

    rows: list[QuestionRow]
    answers: list[AnswerRow]
    can_ask: bool
    can_answer: bool

    @property
    def standing(self) -> list[QuestionRow]:
        return [row for row in self.rows if row.question.hidden_at is None and row.merged_into is None]

    @property
    def gone(self) -> list[QuestionRow]:
        """Merged into another one, or hidden and shown to this viewer nevertheless."""
        return [row for row in self.rows if row.question.hidden_at or row.merged_into is not None]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many stand in which state: (label, count) for those that occur."""
        found: dict[str, int] = {}
        for row in self.standing:
            found[row.clock.label] = found.get(row.clock.label, 0) + 1
        return list(found.items())


def question_annotations(viewer) -> dict:
    """What ``question_section`` needs, hung onto a query for changes: costs no query of its own."""
    return {"question_rows": _question_rows(viewer), "answer_rows": _answer_rows(viewer)}


def question_section(change: Change, viewer) -> QuestionSection:
    """The questions and answers of a change loaded with ``question_annotations``. No query."""
    rows = [_row(given, change, viewer) for given in change.question_rows]
    ticks = [tick for row in rows if row.question.hidden_at is None for tick in row.ticks]
    questions = {row.question.number: row.question for row in rows}
    return QuestionSection(
        rows=rows,
        answers=[_answer(given, ticks, questions) for given in change.answer_rows],
        can_ask=allowed(rules.check_can_ask, viewer, change),
        can_answer=allowed(rules.check_can_answer, viewer, change),
    )


def similar_questions(section: QuestionSection, text: str) -> list[QuestionRow]:
    """Questions of the same change that share words with the text, those that share most first. No query."""
    wanted = _words(text)
    scored = [(len(wanted & _words(row.question.text)), row) for row in section.standing]
    close = [pair for pair in scored if pair[0] >= SIMILAR_WORDS]
    return [row for _score, row in sorted(close, key=lambda pair: (-pair[0], pair[1].question.number))]


def questions_of_vendor(vendor, viewer) -> list[Question]:
    """What the vendor is asked and has not settled, by due day; then what still collects. One query."""
    questions = Question.objects.visible_to(viewer).unanswered().filter(change__vendor=vendor)
    questions = questions.filter(change__publication="published").select_related("change__vendor")
    ordered = questions.with_signature_count().order_by(F("due_on").asc(nulls_last=True), "-signature_count", "pk")
    return list(ordered[:200])


def _question_rows(viewer) -> ArraySubquery:
    signers = Signature.objects.filter(question=OuterRef("pk")).order_by("pk")
    verdicts = Verdict.objects.filter(tick=OuterRef("pk")).order_by("pk")
    ticks = AnswerTick.objects.filter(question=OuterRef("pk"), answer__hidden_at=None).order_by("pk")
    fixes = FixReport.objects.filter(question=OuterRef("pk")).order_by("pk")
    questions = Question.objects.not_hidden_from(viewer).filter(change=OuterRef("pk")).order_by("number")
    said = ArraySubquery(verdicts.values(row=JSONObject(company="company", agrees="agrees")))
    return ArraySubquery(
        questions.annotate(
            signer_rows=ArraySubquery(
                signers.values(row=JSONObject(company="company", name="company__name", named="is_named"))
            ),
            tick_rows=ArraySubquery(
                ticks.annotate(said=said).values(
                    row=JSONObject(id="pk", answer="answer", kind="kind", on="answer__answered_on", said="said")
                )
            ),
            fix_rows=ArraySubquery(fixes.values("company")),
        ).values(
            row=JSONObject(
                **{name: name for name in (*PLAIN, *DATES, "hidden_at", "signer_rows", "tick_rows", "fix_rows")},
                asked_at="asked_at",
                merged="merged_into__number",
                asked_for="asked_for",
                merged_into="merged_into",
            )
        )
    )


def _answer_rows(viewer) -> ArraySubquery:
    answers = OfficialAnswer.objects.filter(change=OuterRef("pk")).order_by("answered_at", "pk")
    return ArraySubquery(
        answers.values(
            row=JSONObject(
                id="pk",
                html=Case(
                    When(OfficialAnswer.objects.readable_by(viewer), then="html"),
                    default=Value(""),
                    output_field=TextField(),
                ),
                hidden_at="hidden_at",
                hidden_reason="hidden_reason",
                author="author__name",
                handle="author__handle",
                hat="hat__granted_at",
                on="answered_on",
            )
        )
    )


def _row(given: dict, change: Change, viewer) -> QuestionRow:
    company = viewer.company if people.is_member(viewer) else None
    own = company.pk if company else None
    question = Question(
        change=change,
        **{name: given[name] for name in PLAIN},
        **{name: parse_date(given[name] or "") for name in DATES},
        **{name: parse_datetime(given[name] or "") for name in ("hidden_at", "asked_at")},
        asked_for_id=given["asked_for"],
        merged_into_id=given["merged_into"],
    )
    signers = given["signer_rows"]
    question.signature_count = len(signers)
    mine = next((signer for signer in signers if signer["company"] == own), None)
    can_judge = allowed(lambda: rules.check_can_judge(viewer, question, has_signed=mine is not None))
    speaker = own if mine else None
    return QuestionRow(
        question=question,
        companies=[signer["name"] for signer in signers if signer["named"]],
        unnamed=sum(not signer["named"] for signer in signers),
        has_signed=mine is not None,
        is_named=bool(mine and mine["named"]),
        is_own=own is not None and given["asked_for"] == own,
        can_sign=allowed(rules.check_can_sign, viewer, question),
        fixes=len(given["fix_rows"]),
        has_seen_fix=own in given["fix_rows"],
        can_report_fixed=allowed(rules.check_can_report_fixed, viewer, question),
        ticks=[_tick(tick, question, speaker, can_judge=can_judge) for tick in given["tick_rows"]],
        merged_into=given["merged"],
    )


def _tick(given: dict, question: Question, speaker: int | None, *, can_judge: bool) -> TickRow:
    """``speaker``: the viewer's company; None stands for the moderators."""
    said = given["said"]
    companies = [word["agrees"] for word in said if word["company"]]
    moderator = next((word["agrees"] for word in said if word["company"] is None), None)
    mine = next((word["agrees"] for word in said if word["company"] == speaker), None)
    verdicts = TickVerdicts(
        given["kind"], parse_date(given["on"]), companies.count(True), companies.count(False), moderator
    )
    return TickRow(
        id=given["id"], answer=given["answer"], number=question.number, text=question.text, verdicts=verdicts,
        mine=mine if can_judge else None, can_judge=can_judge and given["kind"] != TickKind.REFUSES,
    )  # fmt: skip


def _answer(given: dict, ticks: list[TickRow], questions: dict[int, Question]) -> AnswerRow:
    """The working day is that of the question that waited longest."""
    on = parse_date(given["on"])
    own = [tick for tick in ticks if tick.answer == given["id"]]
    days = [questions[tick.number].day_of(on) for tick in own if questions[tick.number].is_sent]
    late = [questions[tick.number].due_on < on for tick in own if questions[tick.number].is_sent]
    return AnswerRow(
        id=given["id"], html=given["html"], author=given["author"], handle=given["handle"], on=on,
        hat_since=timezone.localdate(parse_datetime(given["hat"])), ticks=own, day=max(days, default=None),
        is_late=any(late), is_hidden=given["hidden_at"] is not None, hidden_reason=given["hidden_reason"],
    )  # fmt: skip


def _words(text: str) -> set[str]:
    words = "".join(letter if letter.isalnum() else " " for letter in text.lower()).split()
    return {word for word in words if len(word) > 3}
