"""Coming into a group and out of it, and who else is in it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.core.paging import number_in
from community.core.refusals import Refused
from community.core.views import attempt, because_of, members_only
from community.networking import actions, queries, rules
from community.networking.forms import InvitationForm
from community.networking.models import Group, GroupMembership
from community.networking.views.groups import group_or_404


@members_only
@require_POST
def group_join(request, ref):
    """Come in at once: into an open group, or by an invitation."""
    found = group_or_404(request, ref)
    attempt(request, lambda: actions.join_group(found, by=request.user), done=_("You are in the group."))
    return redirect(found)


@members_only
@require_POST
def group_ask(request, ref):
    """Ask the organisers."""
    found = group_or_404(request, ref)
    done = _("Asked. If an organiser lets you in, you will hear of it.")
    attempt(request, lambda: actions.ask_to_join(found, by=request.user), done=done)
    return redirect(found)


@members_only
@require_POST
def group_decline(request, ref):
    """Say no to an invitation."""
    found = group_or_404(request, ref)
    actions.decline_invitation(found, by=request.user)
    messages.success(request, _("The invitation is gone from your page. Nobody is told."))
    return redirect("group_list")


@members_only
@require_POST
def group_leave(request, ref):
    found = group_or_404(request, ref)
    if attempt(request, lambda: actions.leave_group(found, by=request.user), done=_("You have left the group.")):
        return redirect("group_list")
    return redirect(found)


@members_only
@require_POST
def group_watch(request, ref):
    """Be told of each new thread; with ``stop`` not any more."""
    found, stops = group_or_404(request, ref), "stop" in request.POST
    done = _("You are not told of new threads any more.") if stops else _("You are told of each new thread.")
    attempt(request, lambda: actions.watch_group(found, by=request.user, is_watching=not stops), done=done)
    return redirect(found)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def group_members(request, ref):
    """Who is in it, for those who may read that; for organisers also who is on the way, and an invitation by form."""
    found = group_or_404(request, ref)
    own = queries.membership_of(request.user, found)
    if not rules.members_are_shown(request.user, found, own):
        raise Http404
    form = InvitationForm(request.POST or None, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            invited = actions.invite_to_group(found, person=form.cleaned_data["person"], by=request.user)
        except Refused as refusal:
            form.add_error("person", refusal.sentence)
            return because_of(refusal, _members(request, found, own, form))
        messages.success(request, _invited(invited))
        return redirect("group_members", found.slugged_id)
    return _members(request, found, own, form)


@members_only
@require_POST
def membership_accept(request, ref, pk: int):
    """Let somebody in who has asked."""
    return _decide(request, ref, pk, actions.accept_request, _("They are in the group, and are told."))


@members_only
@require_POST
def membership_decline(request, ref, pk: int):
    """Say no to somebody who has asked."""
    done = _("The request is gone. Nobody is told, and they can ask again after 30 days.")
    return _decide(request, ref, pk, actions.decline_request, done)


@members_only
@require_POST
def membership_remove(request, ref, pk: int):
    """Take a member out, or an invitation back."""
    found, membership = _membership_or_404(request, ref, pk)
    if membership.state == GroupMembership.State.INVITED:
        action, done = actions.withdraw_invitation, _("The invitation is taken back.")
    else:
        action, done = actions.remove_member, _("They are not in the group any more, and can come back after 30 days.")
    attempt(request, lambda: action(membership, by=request.user), done=done)
    return redirect("group_members", found.slugged_id)


@members_only
@require_POST
def membership_organiser(request, ref, pk: int):
    """Let a member look after the group too."""
    done = _("They look after the group too from now on, and are told.")
    return _decide(request, ref, pk, actions.make_organiser, done)


def _decide(request, ref, pk: int, action, done: str):
    found, membership = _membership_or_404(request, ref, pk)
    attempt(request, lambda: action(membership, by=request.user), done=done)
    return redirect("group_members", found.slugged_id)


def _membership_or_404(request, ref, pk: int) -> tuple[Group, GroupMembership]:
    """For organisers alone: what others may not decide about is not there for them."""
    found = group_or_404(request, ref)
    if not rules.organises(request.user, found):
        raise Http404
    rows = GroupMembership.objects.visible_to(request.user).select_related("group")
    return found, get_object_or_404(rows, group=found, pk=pk)


def _members(request, found: Group, own: GroupMembership | None, form: InvitationForm):
    organises = own is not None and own.is_organiser
    asking, invited = queries.on_the_way_into(found, request.user) if organises else ([], [])
    context = {
        "group": found,
        "page": queries.members_of_group(request.user, found, after=number_in(request.GET.get("after"))),
        "organises": organises and found.ended_at is None,
        "asking": asking,
        "invited": invited,
        "form": form,
    }
    return render(request, "networking/group_members.html", context, status=422 if form.errors else 200)


def _invited(invited: GroupMembership) -> str:
    name = {"name": invited.person.name}
    if invited.is_member:
        return _("%(name)s had asked, and is in the group now.") % name
    return _("%(name)s is invited.") % name
