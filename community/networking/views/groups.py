"""Groups: finding, founding and reading them, and what organisers say of them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.paging import number_in
from community.core.refusals import Refused, allowed
from community.core.views import attempt, because_of, members_only, misspelt
from community.networking import actions, queries, rules
from community.networking.forms import GroupFilters, GroupForm
from community.networking.models import Group


@require_safe
def group_list(request):
    filters = GroupFilters(request.GET, request.user)
    before = number_in(request.GET.get("before"))
    page = queries.group_list(
        request.user, own_only=filters.own_only, tag=filters.tag, country=filters.country, before=before
    )
    context = {
        "page": page,
        "filters": filters,
        "invitations": queries.own_invitations(request.user) if request.user.is_authenticated else [],
        "can_found": allowed(rules.check_can_found, request.user),
    }
    return render(request, "networking/group_list.html", context)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def group_new(request):
    try:
        rules.check_can_found(request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("group_list")
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.found_group(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            return because_of(refusal, _form(request, form))
        messages.success(
            request, _("The group is there, and you are its organiser. Invite somebody, or begin a thread.")
        )
        return redirect(found)
    return _form(request, form)


@require_safe
def group(request, ref):
    found = group_or_404(request, ref)
    elsewhere = misspelt(request, ref, found.get_absolute_url())
    if elsewhere:
        return elsewhere
    page = queries.group_page(request.user, found, before=request.GET.get("before", ""))
    context = {
        "group": found,
        "page": page,
        "can_join": not page.is_member and allowed(rules.check_can_join, request.user, found),
        "can_ask": not page.is_member and allowed(rules.check_can_ask_to_join, request.user, found),
        "why_not": _why_not(request.user, found, page),
    }
    return render(request, "networking/group.html", context)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def group_edit(request, ref):
    found = group_or_404(request, ref)
    try:
        rules.check_can_edit_group(request.user, found)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(found)
    form = GroupForm.showing(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_group(found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect(group_or_404(request, ref))
    return _form(request, form, group=found)


@members_only
@require_POST
def group_end(request, ref):
    found = group_or_404(request, ref)
    if "sure" not in request.POST:
        messages.error(request, _("Nothing has changed. Tick that you are sure; ending a group cannot be taken back."))
        return redirect("group_edit", found.slugged_id)
    done = _("The group has ended. What was written in it can still be read by those who read it before.")
    attempt(request, lambda: actions.end_group(found, by=request.user), done=done)
    return redirect(found)


def group_or_404(request, ref) -> Group:
    """For all views about a group: what the viewer does not see answers as what is not there."""
    found = queries.group_for(request.user, ref.pk)
    if found is None:
        raise Http404
    return found


def _form(request, form: GroupForm, *, group: Group | None = None):
    context = {"form": form, "group": group}
    return render(request, "networking/group_form.html", context, status=422 if form.errors else 200)


def _why_not(user, found: Group, page: queries.GroupPage) -> str:
    """What keeps somebody who is signed in from coming in, in a sentence; empty for members of the group."""
    if not user.is_authenticated or page.is_member:
        return ""
    check = rules.check_can_ask_to_join if found.admission == Group.Admission.REQUEST else rules.check_can_join
    try:
        check(user, found)
    except Refused as refusal:
        return refusal.sentence
    return ""
