"""Moving, splitting and merging, and other titles, kinds and tags. Each is said on a page before it is done."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.core.refusals import Refused
from community.core.slugs import IdSlug
from community.forum import rules as forum_rules
from community.forum.models import Post, Thread
from community.moderation import actions, queries
from community.moderation.forms import ChangeThreadForm, IntoForm, SplitForm
from community.moderation.views.guarding import moderators_only

BACK = gettext_lazy("It can be moved back in the same way.")


@moderators_only
def post_move(request, ref: IdSlug, number: int):
    """Move a post with its replies."""
    posts = Post.objects.visible_to(request.user).published().select_related("thread__change", "author")
    post = posts.filter(thread=ref.pk, number=number).first()
    if post is None:
        raise Http404

    def plan(sent):
        forum_rules.check_can_move(post)
        forum_rules.check_can_put_into(sent["into"])
        forum_rules.check_is_same_circle(post.thread, sent["into"])
        return [*_said(queries.moving(request.user, post.thread, [post.pk]), sent["into"]), BACK]

    def act(sent):
        actions.move_post(post, moderator=request.user, **sent)
        post.refresh_from_db()
        return post

    form = IntoForm(request.POST or None, viewer=request.user)
    title = _("Move #%(number)d with its replies") % {"number": number}
    return _surgery(request, post.thread, form, title, plan, act)


@moderators_only
def thread_split(request, ref: IdSlug):
    """Let posts begin a thread of their own."""
    thread = _thread(request, ref)

    def plan(sent):
        posts = forum_rules.posts_to_split_off(thread, sent["numbers"])
        return [*_said(queries.moving(request.user, thread, [post.pk for post in posts]), sent["title"]), BACK]

    initial = {"numbers": request.GET.get("posts", "")[:400], "tags": [tag.name for tag in thread.tags.all()]}
    form = SplitForm(request.POST or None, kinds=forum_rules.PLAIN_KINDS, initial=initial)
    return _surgery(
        request, thread, form, _("Make a thread of posts"), plan,
        lambda sent: actions.split_thread(thread, moderator=request.user, **sent),
    )  # fmt: skip


@moderators_only
def thread_merge(request, ref: IdSlug):
    """Let the thread go up in another one."""
    thread = _thread(request, ref)

    def plan(sent):
        forum_rules.check_can_merge(thread, sent["into"])
        return [
            *_said(queries.moving(request.user, thread), sent["into"]),
            _("The address of this thread leads to the other one. Its title, tags and summary are not kept."),
            _("This cannot be undone at once: posts can be split off again, one by one."),
        ]

    def act(sent):
        actions.merge_thread(thread, moderator=request.user, **sent)
        return sent["into"]

    form = IntoForm(request.POST or None, viewer=request.user)
    return _surgery(request, thread, form, _("Merge into another thread"), plan, act)


@moderators_only
def thread_change(request, ref: IdSlug):
    """Another title, kind or tags."""
    thread = _thread(request, ref)
    kinds = forum_rules.PLAIN_KINDS if thread.kind in forum_rules.PLAIN_KINDS else (thread.kind,)
    names = [tag.name for tag in thread.tags.all()]

    def plan(sent):
        forum_rules.check_can_be_called(thread, sent["title"])
        forum_rules.check_can_be_of_kind(thread, sent["kind"])
        tags = ", ".join(f"#{tag}" for tag in sent["tags"]) or _("no tags")
        lines = [f"{sent['title']} · {Thread.Kind(sent['kind']).label} · {tags}"]
        if thread.kind == Thread.Kind.QUESTION != sent["kind"]:
            lines.append(_("An accepted answer is not accepted any more: only questions have one."))
        return [*lines, _("Nobody is told. You can change it back here.")]

    def act(sent):
        actions.change_thread(thread, moderator=request.user, **sent)
        return Thread.objects.get(pk=thread.pk)

    initial = {"title": thread.title, "kind": thread.kind, "tags": names}
    form = ChangeThreadForm(request.POST or None, kinds=kinds, initial=initial)
    return _surgery(request, thread, form, _("Change title, kind or tags"), plan, act)


def _thread(request, ref: IdSlug) -> Thread:
    return get_object_or_404(Thread.objects.visible_to(request.user).select_related("change"), pk=ref.pk)


def _said(moving: queries.Moving, into) -> list[str]:
    lines = [
        ngettext("%(count)d post moves to “%(into)s”.", "%(count)d posts move to “%(into)s”.", moving.posts)
        % {"count": moving.posts, "into": into},
        _("They get new numbers at its end. Their old addresses lead to the new ones."),
    ]
    if moving.waiting:
        lines.append(
            ngettext("%(count)d post that waits goes along.", "%(count)d posts that wait go along.", moving.waiting)
            % {"count": moving.waiting}
        )
    told = ngettext(
        "%(count)d author is told, with your reason.", "%(count)d authors are told, with your reason.", moving.people
    )
    return [*lines, told % {"count": moving.people}]


def _surgery(request, thread: Thread, form, title: str, plan, act):
    """The form; then what would happen, with the same fields out of sight; then it is done."""
    context = {"thread": thread, "form": form, "title": title}
    if request.method == "POST" and form.is_valid():
        try:
            context["lines"] = plan(form.cleaned_data)
            if "confirm" in request.POST:
                done = act(form.cleaned_data)
                messages.success(request, _("Done. It is in the log."))
                return redirect(done)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return render(request, "moderation/surgery_confirm.html", context)
    return render(request, "moderation/surgery.html", context, status=422 if form.errors else 200)
