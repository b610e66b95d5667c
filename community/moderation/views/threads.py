"""Locking and pinning."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.core.slugs import IdSlug
from community.core.views import attempt
from community.forum.models import Thread
from community.moderation import actions
from community.moderation.forms import LockForm, PinForm
from community.moderation.views.guarding import desk_only


@desk_only
def thread_lock(request, ref: IdSlug):
    """A form for the reason; the same address with ``unlock`` opens the thread again."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user).moderated_by(request.user), pk=ref.pk)
    if request.method == "POST" and "unlock" in request.POST:
        attempt(
            request, lambda: actions.unlock_thread(thread, moderator=request.user), done=_("Replies are open again.")
        )
        return redirect(thread)
    form = LockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        attempt(request, lambda: actions.lock_thread(thread, moderator=request.user, reason=reason), done=_("Locked."))
        return redirect(thread)
    return render(request, "moderation/lock.html", {"thread": thread, "form": form}, status=422 if form.errors else 200)


@desk_only
def thread_pin(request, ref: IdSlug):
    """A form for the last day; the same address with ``unpin`` lets the thread go."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user).moderated_by(request.user), pk=ref.pk)
    if request.method == "POST" and "unpin" in request.POST:
        attempt(request, lambda: actions.unpin_thread(thread, moderator=request.user), done=_("No longer pinned."))
        return redirect(thread)
    form = PinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        attempt(
            request,
            lambda: actions.pin_thread(thread, moderator=request.user, until=until),
            done=_("Pinned above the list."),
        )
        return redirect(thread)
    return render(request, "moderation/pin.html", {"thread": thread, "form": form}, status=422 if form.errors else 200)
