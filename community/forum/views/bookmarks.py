"""Keeping posts."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.core.refusals import Refused
from community.core.slugs import IdSlug
from community.core.views import in_place, members_only
from community.forum import actions, queries
from community.forum.forms import ReminderForm
from community.forum.models import Post


@members_only
@require_POST
def post_bookmark(request, ref: IdSlug, number: int):
    """Keep a post; with ``stop`` no longer."""
    posts = Post.objects.visible_to(request.user).published().select_related("thread")
    post = posts.filter(thread=ref.pk, number=number).first()
    if post is None:
        raise Http404
    if "stop" in request.POST:
        actions.drop_bookmark(post, member=request.user)
    else:
        actions.bookmark_post(post, member=request.user)
    post.is_bookmarked = "stop" not in request.POST
    said = _("Bookmarked.") if post.is_bookmarked else _("No longer bookmarked.")
    context = {"post": post, "thread": post.thread, "said": said}
    back = reverse("thread_list") + "?list=bookmarks" if "from_list" in request.POST else post.get_absolute_url()
    return in_place(request, "forum/_bookmark.html", context, back=back)


@members_only
def bookmark_reminder(request, ref: IdSlug, number: int):
    """The day on which one wants to be reminded of a post that one keeps."""
    bookmark = queries.bookmark_of(request.user, ref.pk, number)
    if bookmark is None:
        raise Http404
    form = ReminderForm(request.POST or None, initial={"on": bookmark.remind_on})
    form.fields["on"].widget.attrs["min"] = timezone.localdate().isoformat()
    if request.method == "POST" and form.is_valid() and _remind(bookmark, form):
        messages.success(request, _("Saved."))
        return redirect(reverse("thread_list") + "?list=bookmarks")
    context = {"form": form, "post": bookmark.post, "thread": bookmark.post.thread, "bookmark": bookmark}
    return render(request, "forum/bookmark_reminder.html", context, status=422 if form.errors else 200)


def _remind(bookmark, form: ReminderForm) -> bool:
    try:
        actions.set_bookmark_reminder(bookmark, on=form.cleaned_data["on"])
    except Refused as refusal:
        form.add_error("on", refusal.sentence)
    return not form.errors
