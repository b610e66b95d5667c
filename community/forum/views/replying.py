"""The forms in which replies are written, where they stand: what they begin with, and what comes of them."""

import re
from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect

from community.forum import queries
from community.forum.forms import FORMS, ReplyForm, ThreadForm, begun
from community.forum.models import Post, Thread
from community.forum.views.loading import AT_FOOT, number_of, parent_of, reply_context

FORM_ID = re.compile(r"reply(?:-\d{1,9})?")


def begin_reply(request, found: Thread, parent: Post) -> HttpResponse:
    """The form that answers a post, with what was written before: in its place, or on a page of its own."""
    draft = queries.draft_of(request.user, thread=found, parent=parent)
    form = ReplyForm(initial={"parent": parent.number} | (begun(ReplyForm, draft) if draft else {}))
    context = reply_context(request, found, form, parent) | {"draft": draft}
    if not request.htmx:
        return render(request, "forum/reply.html", context)
    form.fields["source"].widget.attrs["data-focus"] = True
    return render(request, _part(context), context | _in_place(form, f"reply-{parent.number}"))


def begun_thread(request) -> tuple:
    """The viewer's unfinished thread, and what the form begins with because of it."""
    draft = queries.draft_of(request.user)
    if draft is None:
        return None, {}
    kind = draft.rest.get("kind", [""])[-1]
    return draft, begun(FORMS.get(kind, ThreadForm), draft)


def unfinished_replies(found: Thread, form: ReplyForm | None) -> dict:
    """For the page of a thread: the form at its foot goes on with its draft, and the other drafts are named."""
    rows = queries.unfinished_in(found)
    unfinished = [row for row in rows if row["parent"] is not None]
    draft = next((row for row in rows if row["parent"] is None), None)
    if form is not None or draft is None:
        return {"unfinished": unfinished, "draft": draft}
    kept = {"source": draft["source"], "mask": draft["rest"].get("mask", [""])[-1]}
    kept |= {"form_key": draft["form_key"]} if draft["form_key"] else {}
    return {"unfinished": unfinished, "draft": draft, "form": ReplyForm(initial=kept)}


def refused_in_place(request, found: Thread, form: ReplyForm) -> HttpResponse:
    """The form again, where it stood, with what is wrong and all that was typed."""
    parent = parent_of(request.user, found, number_of(form.data.get("parent")))
    context = reply_context(request, found, form, parent) | _in_place(form, _form_id(request))
    return render(request, _part(context), context, status=422)


def posted_in_place(request, found: Thread, post: Post) -> HttpResponse:
    """The post that was written, for the place in the page where it belongs."""
    context = reply_context(request, found, ReplyForm(), None)
    context |= {"in_place": True, "is_at_foot": _form_id(request) == AT_FOOT, "post": post, "posted": post}
    if not post.is_held:
        view = parse_qs(urlsplit(request.htmx.current_url or "").query).get("view", [queries.TREE])[0]
        shown, after = queries.arrived_post(found, request.user, post.number, view)
        if shown is None or after is None:  # gone already, or the first of its thread: there is no list yet
            return HttpResponseClientRedirect(post.get_absolute_url())
        context |= {"post": shown, "after": after}
    return render(request, "forum/_reply_posted.html", context)


def _form_id(request) -> str:
    return request.htmx.target if FORM_ID.fullmatch(request.htmx.target or "") else AT_FOOT


def _in_place(form: ReplyForm, form_id: str) -> dict:
    """Several forms may be open on one page, so each has ids of its own."""
    if form_id != AT_FOOT:
        form.auto_id = f"{form_id}_%s"
    return {"in_place": True, "form_id": form_id}


def _part(context: dict) -> str:
    return "forum/_reply_box.html" if context["can_reply"] else "forum/_text_kept.html"
