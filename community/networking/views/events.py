"""Events of groups: finding and planning them, and saying whether one comes."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import conditional_page, require_http_methods, require_POST, require_safe

from community.accounts.countries import NAMES
from community.core.paging import number_in
from community.core.refusals import Refused
from community.core.views import attempt, because_of, calendar_file, members_only, misspelt
from community.networking import actions, queries, rules
from community.networking.calendars import write_events
from community.networking.forms import CancelEventForm, EventFilters, EventForm
from community.networking.models import Attendance, Event, Group
from community.programs.queries import member_with_calendar

OF_ALL = gettext_lazy("Events · Backchannel")  # what a calendar is called that is not one group's


@require_safe
def event_list(request):
    filters = EventFilters(request.GET, is_member=request.user.is_authenticated)
    group = queries.group_named(request.user, filters.group_pk)
    page = queries.event_list(request.user, filters.chosen | {"group": group}, after=filters.after)
    codes = queries.countries_of_events(request.user, past=filters.chosen["past"])
    countries = [(code, NAMES.get(code, code)) for code in codes]
    calendar = "?".join(filter(None, [reverse("events_calendar"), filters.query_of_calendar(group)]))
    context = {"filters": filters, "group": group, "page": page, "countries": countries, "calendar_url": calendar}
    return render(request, "networking/event_list.html", context)


@require_safe
def events_calendar(request):
    """What a list shows, as far as it is to come: of all groups, or of one, a country, online."""
    filters = EventFilters(request.GET, is_member=False)
    group = queries.group_named(request.user, filters.group_pk)
    events = queries.events_ahead(request.user, filters.chosen | {"group": group})
    return calendar_file(write_events(group.name if group else OF_ALL, events), filename="events")


@require_safe
def event(request, ref):
    found = _found(request, ref.pk)
    elsewhere = misspelt(request, ref, found.get_absolute_url())
    if elsewhere:
        return elsewhere
    return render(request, "networking/event.html", {"page": queries.event_page(request.user, found), "event": found})


@require_safe
def event_calendar(request, ref):
    found = _found(request, ref.pk)
    return calendar_file(write_events(found.title, [found]), filename=f"event-{found.pk}")


@require_safe
@conditional_page
def own_events_calendar(request, token: str):
    """No session is asked for: who knows the address may read. What its member may not see now is not in it."""
    member = member_with_calendar(token)
    if member is None:
        raise Http404
    answer = calendar_file(write_events(OF_ALL, queries.calendar_of_events(member)), filename="events")
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


@members_only
@require_safe
def event_people(request, ref):
    """Who comes, who waits and who does not, for the organisers. For others the address leads to the event."""
    found = _found(request, ref.pk)
    if not rules.organises(request.user, found.group):
        messages.error(request, _("Organisers read who comes. You see there whom of your peers you meet."))
        return redirect(found)
    state = request.GET.get("state", "")
    state = state if state in Attendance.State.values else Attendance.State.GOING
    rows = queries.attendances_of(found, state, after=number_in(request.GET.get("after")))
    context = {"event": found, "state": state, "states": Attendance.State.choices, "rows": rows}
    return render(request, "networking/event_people.html", context)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def event_new(request, ref):
    group = queries.group_named(request.user, ref.pk)
    if group is None:
        raise Http404
    try:
        rules.check_can_plan(request.user, group)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(group)
    initial = {"form_key": uuid4(), "country": group.country, "zone": queries.usual_zone_of(group)}
    form = EventForm(request.POST or None, initial=initial)
    return _event_form(request, form, group)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def event_edit(request, pk: int):
    found = _found(request, pk)
    try:
        rules.check_can_change_event(request.user, found)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(found)
    form = EventForm(request.POST or None, initial=EventForm.initial_of(found))
    return _event_form(request, form, found.group, event=found)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def event_cancel(request, pk: int):
    found = _found(request, pk)
    try:
        rules.check_can_change_event(request.user, found)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(found)
    form = CancelEventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_event(found, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("Cancelled. Everybody who comes or waits is told."))
            return redirect(found)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    context = {"event": found, "form": form}
    return render(request, "networking/event_cancel.html", context, status=422 if form.errors else 200)


@members_only
@require_POST
def event_answer(request, pk: int):
    """Say that one comes, with ``comes=0`` that one does not, with ``stop`` nothing any more."""
    found = _found(request, pk)
    if "stop" in request.POST:
        attempt(request, lambda: actions.take_answer_back(found, by=request.user), done=_("Taken back."))
        return redirect(found)
    comes, is_shown = request.POST.get("comes") != "0", request.POST.get("is_shown") == "1"
    try:
        own = actions.answer_event(found, by=request.user, comes=comes, is_shown=is_shown)
        messages.success(request, SAID[own.state]())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(found)


SAID = {
    Attendance.State.GOING: lambda: _("You have a place. See you there."),
    Attendance.State.WAITING: lambda: _("All places are taken. You wait in line, and hear when one gets free."),
    Attendance.State.NO: lambda: _("Noted: you do not come."),
}


def _event_form(request, form: EventForm, group: Group, event: Event | None = None):
    context = {"form": form, "group": group, "event": event}
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_save(request, form, group, event))
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            return because_of(refusal, render(request, "networking/event_form.html", context, status=422))
    return render(request, "networking/event_form.html", context, status=422 if form.errors else 200)


def _save(request, form: EventForm, group: Group, event: Event | None) -> Event:
    if event is None:
        key = form.cleaned_data["form_key"]
        event = actions.plan_event(group, by=request.user, form_key=key, **form.said)
        messages.success(request, _("Planned. Members of the group are told."))
        return event
    actions.change_event(event, by=request.user, **form.said)
    event.refresh_from_db(fields=["title"])
    return event


def _found(request, pk: int) -> Event:
    found = queries.event_for(request.user, pk)
    if found is None:
        raise Http404
    return found
