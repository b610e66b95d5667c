"""Reading introductions: the lists, one of them, and what it is about."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page
from community.forum.models import Thread
from community.networking.models import Introduction, PeerSettings, TeamingEntry
from community.programs.models import Change, Question

LISTS = ("got", "asked", "contacts")


def introductions(viewer, which: str, *, before: int | None = None) -> KeysetPage:
    """A page of those that the viewer "got" and did not accept yet, "asked" for, or of their "contacts"; the newest
    first. One query."""
    rows = Introduction.objects.visible_to(viewer).as_read_by(viewer).with_people().newest_first()
    if which == "contacts":
        rows = rows.accepted()
    elif which == "asked":
        rows = rows.filter(requester=viewer)
    else:
        rows = rows.filter(target=viewer).not_accepted()
    if before:
        rows = rows.filter(pk__lt=before)
    return keyset_page(rows, size=PAGE_SIZE, key=lambda row: row.pk)


def introduction_for(viewer, pk: int) -> Introduction | None:
    """One that the viewer has asked for or can answer. One query."""
    rows = Introduction.objects.visible_to(viewer).as_read_by(viewer).with_people()
    return rows.filter(pk=pk).first()


def about_for(viewer, introduction: Introduction):
    """The change, question, thread or entry of the teaming board that it is about, as far as the viewer may see that;
    else None. One query, or none."""
    for model, pk in (
        (Change, introduction.change_id), (Question, introduction.question_id), (Thread, introduction.thread_id),
        (TeamingEntry, introduction.teaming_entry_id),
    ):  # fmt: skip
        if pk:
            return model.objects.visible_to(viewer).filter(pk=pk).first()
    return None


def thing_at(address: str, viewer):
    """The change, question, thread or entry of the teaming board that stands at an address, if the viewer may see it;
    else None."""
    try:
        found = resolve(urlsplit(address.strip()).path)
    except (Resolver404, ValueError):
        return None
    if found.url_name == "teaming_entry":
        return TeamingEntry.objects.visible_to(viewer).filter(pk=found.kwargs["pk"]).first()
    ref, number = found.kwargs.get("ref"), found.kwargs.get("number")
    if found.url_name == "change":
        return Change.objects.visible_to(viewer).filter(pk=ref.pk).first()
    if found.url_name == "question":
        return Question.objects.visible_to(viewer).filter(change=ref.pk, number=number, merged_into=None).first()
    if found.url_name in {"thread", "post"}:
        return Thread.objects.visible_to(viewer).filter(pk=ref.pk).first()
    return None


def peer_settings(viewer) -> PeerSettings:
    """What the viewer lets others do; the usual if they have chosen nothing. One query."""
    return PeerSettings.objects.visible_to(viewer).first() or PeerSettings(member=viewer)
