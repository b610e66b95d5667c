"""Playbooks and options beside a few changes: made by partners, worked over once or twice."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import yaml

from community.programs import actions as programs


def plan(story) -> None:
    """Versions follow each other some days after the record; the latest a few days ago."""
    for row in yaml.safe_load((Path(__file__).parent / "playbooks.yaml").read_text()):
        for version in row["versions"]:
            moment = story.now - dt.timedelta(days=version["days_ago"])
            story.at(moment, lambda row=row, version=version: _save(story, row, version))
        for person, texts in (row.get("ticks") or {}).items():
            moment = story.now - dt.timedelta(days=row["ticked_days_ago"])
            story.at(moment, lambda row=row, person=person, texts=texts: _tick(story, row, person, texts))


def _save(story, row: dict, version: dict) -> None:
    change, by = story.changes[row["change"]], story.people[version["by"]]
    latest = change.sheet_versions.filter(kind=row["kind"]).order_by("-number").first()
    facts = {"by": by, "base": latest.number if latest else 0, "note": version.get("note") or ""}
    if row["kind"] == "playbook":
        programs.revise_playbook(change, steps=[_step(change, step) for step in version["rows"]], **facts)
    else:
        programs.revise_options(change, options=[_option(story, option) for option in version["rows"]], **facts)


def _step(change, row: dict) -> programs.Step:
    """``was`` is how the step was worded before, so that it stays the same one."""
    known = change.playbook_steps.filter(text=row["was"]).first() if row.get("was") else None
    return programs.Step(
        text=row["text"], note=row.get("note") or "", anchor=row.get("anchor") or "", days=row.get("days") or 0,
        who=row.get("who") or "", step=known.pk if known else None,
    )  # fmt: skip


def _option(story, row: dict) -> programs.Option:
    amounts = {name: Decimal(str(row[name])) for name in ("price", "charge", "yearly") if row.get(name)}
    day = story.now.date() - dt.timedelta(days=row["seen_days_ago"])
    given = {name: value for name, value in row.items() if name not in {*amounts, "seen_days_ago"}}
    return programs.Option(**({"price": Decimal(0), "currency": "EUR"} | given | amounts | {"source_on": day}))


def _tick(story, row: dict, person: str, texts: list[str]) -> None:
    change = story.changes[row["change"]]
    seen = change.sheet_versions.filter(kind="playbook").count()
    for step in change.playbook_steps.filter(text__in=texts).order_by("pk"):
        programs.tick_step(step, member=story.people[person], seen=seen)
