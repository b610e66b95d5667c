"""What the page of one change reads."""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import JSONObject

from community.accounts import rules as people
from community.accounts.models import CompanySize, PartnerRole
from community.core.dates import FuzzyDate, parse_fuzzy
from community.core.slugs import id_and_slug
from community.programs.models import (
    Change,
    ChangeRevision,
    ChangeSource,
    ChangeStep,
    ChangeTerm,
    ChangeVisit,
    Follow,
    Program,
    RumourSupport,
    Tier,
)
from community.programs.queries.effects import EffectPart, effect_annotations, effect_part
from community.programs.queries.matrix import matrix_of_change
from community.programs.queries.questions import QuestionSection, question_annotations, question_section
from community.programs.queries.revisions import labels_of
from community.programs.queries.sheets import sheet_annotations
from community.programs.querysets import Facets
from community.programs.states import State
from community.tags.models import Tag

NEAR = 4  # other changes of the vendor beside the page


@dataclass(frozen=True)
class ChangePage:
    """All of a change but its discussion."""

    change: Change
    terms: list
    sources: list
    programs: list[Program]
    audience: str
    timeline: list["TimelineRow"]
    near: list[Change]
    tags: list[Tag]
    questions: QuestionSection
    effect: EffectPart
    successor: "Other | None" = None
    predecessors: list["Other"] = field(default_factory=list)
    edits: "Edits | None" = None

    @property
    def counts(self) -> dict[str, int]:
        """How much there is of what a returning reader wants to hear of, by the names of ``visits.COUNTED``."""
        return {
            "steps": sum(row.step is not None for row in self.timeline),
            "revisions": self.edits.count if self.edits else 0,
            "questions": len(self.questions.standing),
            "answered": sum(row.clock.state == "answered" for row in self.questions.standing),
        }


@dataclass(frozen=True)
class Other:
    """Another change that a page points to."""

    title: str
    ref: str
    is_duplicate: bool = False


@dataclass(frozen=True)
class Edits:
    """How often the record was edited, and the last time."""

    count: int
    last_at: dt.datetime
    labels: list[str]
    note: str


@dataclass(frozen=True)
class TimelineRow:
    """A step, or a date that is still ahead (``planned``)."""

    date: FuzzyDate
    state: str
    step: ChangeStep | None = None
    planned: str = ""
    moves: list["Moved"] = field(default_factory=list)

    @property
    def is_within_a_state(self) -> bool:
        """Whether only dates moved; who postpones a second time says so again."""
        return self.step is not None and self.step.from_state == self.state != State.POSTPONED


@dataclass(frozen=True)
class Moved:
    """A date that a step moved."""

    field: str
    was: FuzzyDate | None
    now: FuzzyDate | None


def change_for(viewer, pk: int) -> Change | None:
    """The change, if the viewer may see it, with its vendor, terms and tiers, the changes before and after it, its
    edits, its place in a matrix, its questions, playbook and options, and whether the viewer watches or supports it.
    None if they may not see it. One query.
    """
    terms = ChangeTerm.objects.filter(change=OuterRef("pk")).order_by("position")
    tiers = Tier.objects.filter(changes=OuterRef("pk")).order_by("rank")
    return (
        _changes(viewer)
        .annotate(
            term_rows=ArraySubquery(terms.values(row=JSONObject(what="what", old="old", new="new"))),
            tier_names=ArraySubquery(tiers.values("name")),
            matrix=matrix_of_change(viewer),
            gone_since=F("imported_item__missing_since"),
            is_watched=Follow.objects.exists_for(viewer, "change"),
            **sheet_annotations(viewer),
            **question_annotations(viewer),
            is_supported=_is_supported(viewer),
            successor_rows=_others(viewer, supersedes=OuterRef("pk")),
            predecessor_rows=_others(viewer, superseded_by=OuterRef("pk")),
            edit_rows=_edits(viewer),
            **effect_annotations(viewer),
            visit_rows=ChangeVisit.objects.rows_for(viewer),
            **_lists(viewer),
        )
        .with_touch(Facets.of(viewer))
        .filter(pk=pk)
        .first()
    )


def change_head(viewer, pk: int) -> Change | None:
    """The change with its vendor, and nothing that hangs on it. One query."""
    return _changes(viewer).filter(pk=pk).first()


def change_with_sheets(viewer, pk: int) -> Change | None:
    """The change with its playbook and options, for the pages about them. One query."""
    return _changes(viewer).annotate(**sheet_annotations(viewer)).filter(pk=pk).first()


def change_with_questions(viewer, pk: int) -> Change | None:
    """The change with its questions and official answers, for the pages about them. One query."""
    return _changes(viewer).annotate(**question_annotations(viewer)).filter(pk=pk).first()


def change_with_effects(viewer, pk: int) -> Change | None:
    """The change with what companies say that it does to them, for the pages about that. One query."""
    return _changes(viewer).annotate(**effect_annotations(viewer)).with_touch(Facets.of(viewer)).filter(pk=pk).first()


def change_with_support(viewer, pk: int) -> Change | None:
    """The change and whether the viewer's company supports it, for a rumour's box. One query."""
    return _changes(viewer).annotate(is_supported=_is_supported(viewer)).filter(pk=pk).first()


def _changes(viewer):
    return Change.objects.visible_to(viewer).select_related("vendor", "proposed_by")


def _lists(viewer) -> dict[str, ArraySubquery]:
    """Programs, sources, tags and the changes near by, each as rows of plain values."""
    programs = Program.objects.filter(changes=OuterRef("pk")).order_by("name", "pk")
    sources = ChangeSource.objects.filter(change=OuterRef("pk"), is_hearsay=False).order_by("captured_on", "pk")
    tags = Tag.objects.filter(changes=OuterRef("pk")).order_by("name")
    others = Change.objects.visible_to(viewer).published().filter(vendor=OuterRef("vendor")).exclude(pk=OuterRef("pk"))
    return {
        "program_rows": _rows(programs, "id", "name", "slug"),
        "source_rows": _rows(sources, "id", "title", "url", "captured_on", "attribution"),
        "tag_rows": _rows(tags, "id", "name"),
        "near_rows": _rows(others.newest_moves_first()[:NEAR], "id", "title", "state"),
    }


def _rows(things, *fields: str) -> ArraySubquery:
    return ArraySubquery(things.values(row=JSONObject(**{field: field for field in fields})))


def change_page(change: Change, viewer) -> ChangePage:
    """All of a change that ``change_for`` gave. One query, whatever the length of the history."""
    steps = change.steps.select_related("source", "recorded_by__membership__company")
    if not people.is_partner(viewer):
        steps = steps.exclude(to_state=State.RUMOURED)  # what partners told each other stays with them
    return ChangePage(
        change=change,
        terms=change.term_rows,
        sources=[_source(row) for row in change.source_rows],
        programs=[Program(vendor=change.vendor, **row) for row in change.program_rows],
        audience=_audience(change),
        timeline=[_row(step) for step in steps] + _planned(change),
        near=[Change(vendor=change.vendor, **row) for row in change.near_rows],
        tags=[Tag(**row) for row in change.tag_rows],
        questions=question_section(change, viewer),
        effect=effect_part(change, viewer),
        successor=next(iter(_named(change.successor_rows)), None),
        predecessors=_named(change.predecessor_rows),
        edits=_last_edit(change.edit_rows),
    )


def _is_supported(viewer) -> Exists | Value:
    """Whether the viewer's company stands behind the rumour."""
    if not people.is_partner(viewer) or viewer.company is None:
        return Value(False)
    return Exists(RumourSupport.objects.filter(change=OuterRef("pk"), company=viewer.company))


def _others(viewer, **which) -> ArraySubquery:
    others = Change.objects.visible_to(viewer).published().filter(**which).order_by("pk")
    return ArraySubquery(others.values(row=JSONObject(pk="pk", title="title", is_duplicate="is_duplicate")))


def _named(rows: list[dict]) -> list[Other]:
    return [Other(row["title"], id_and_slug(row["pk"], row["title"]), row["is_duplicate"]) for row in rows]


def _edits(viewer) -> ArraySubquery:
    edits = ChangeRevision.objects.visible_to(viewer).filter(change=OuterRef("pk")).order_by("-number")
    return ArraySubquery(edits.values(row=JSONObject(at="edited_at", note="note", touched="touched")))


def _last_edit(rows: list[dict]) -> Edits | None:
    if not rows:
        return None
    last = rows[0]
    return Edits(len(rows), dt.datetime.fromisoformat(last["at"]), labels_of(last["touched"]), last["note"])


def _source(row: dict) -> ChangeSource:
    return ChangeSource(**row | {"captured_on": dt.date.fromisoformat(row["captured_on"])})


def _row(step: ChangeStep) -> TimelineRow:
    moves = [
        Moved(name, parse_fuzzy(was), parse_fuzzy(now))
        for name, was, now in (
            ("effective", step.effective_was, step.effective_now),
            ("act_by", step.act_by_was, step.act_by_now),
        )
        if now or was
    ]
    return TimelineRow(parse_fuzzy(step.happened_on), step.to_state, step=step, moves=moves)


def _planned(change: Change) -> list[TimelineRow]:
    """The dates that are still ahead, as the dotted end of the timeline."""
    if change.is_over:
        return []
    dates = [("act_by", change.act_by, State.ANNOUNCED), ("effective", change.effective, State.IN_FORCE)]
    rows = [TimelineRow(date, state, planned=name) for name, date, state in dates if date and date.days_left >= 0]
    return sorted(rows, key=lambda row: row.date.first_day)


def _audience(change: Change) -> str:
    """The facets in one line, as "Silver, Gold · resellers · DE, AT"; empty means everybody."""
    facets = [
        change.tier_names,
        [str(PartnerRole(role).label) for role in change.audience_roles],
        change.audience_countries,
        [str(CompanySize(size).label) for size in change.audience_sizes],
    ]
    return " · ".join(", ".join(facet) for facet in facets if facet)
