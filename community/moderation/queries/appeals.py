"""What a moderator should see beside an appeal."""

from community.moderation import appealable, subjects
from community.moderation.models import Appeal
from community.moderation.queries.cases import history, person_panel


def appeal_context(viewer, appeal: Appeal) -> dict:
    """The decision, what it is about with what stands around it, its history and the person. Some eight queries."""
    decision = appeal.decision
    kind = appealable.of(decision)
    thing = appealable.loaded(viewer, [decision]).get(decision.pk)
    return {
        "decision": decision,
        "kind": kind,
        "thing": thing,
        "thing_case": kind.subject.case(thing) if thing else "",
        "holds": decision.pk in appealable.holding([decision]),
        "first_post": thing.posts.filter(number=1).first() if thing and decision.target_kind == "thread" else None,
        "texts": _texts(decision),
        "history": history(decision.target_kind, decision.target_id),
        "panel": person_panel(appeal.appellant, f"appeal-{appeal.pk}"),
    }


def _texts(decision) -> list[str]:
    """What a profile or the page of a company said."""
    hidden = subjects.hidden_texts(decision) if decision.target_kind in {"user", "company"} else None
    return hidden.lines if hidden else []
