"""The ways to a vendor: reading, adding, changing them, and saying whether they work."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.refusals import Refused, allowed
from community.core.views import because_of, in_place, members_only
from community.networking import actions, queries, rules
from community.networking.forms import RouteForm
from community.networking.models import ContactRoute
from community.programs.models import Vendor

FIELDS = ("kind", "address", "purpose", "what_for", "program", "country", "language", "hours", "note")


@require_safe
def contact_map(request, slug: str):
    vendor = get_object_or_404(Vendor, slug=slug)
    context = {
        "vendor": vendor,
        "map": queries.contact_map(request.user, vendor),
        "can_add": allowed(rules.check_can_add_route, request.user, vendor),
        "can_vote": rules.may_vote(request.user, vendor),
    }
    return render(request, "networking/contact_map.html", context)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def route_add(request, slug: str):
    vendor = get_object_or_404(Vendor, slug=slug)
    try:
        rules.check_can_add_route(request.user, vendor)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("contact_map", slug)
    form = RouteForm(request.POST or None, vendor=vendor)
    context = {"vendor": vendor, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            route = actions.add_route(vendor, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            return because_of(refusal, render(request, "networking/route_form.html", context, status=422))
        messages.success(request, _("Added. Other partners can say now whether it works for them."))
        return redirect(route)
    return render(request, "networking/route_form.html", context, status=422 if form.errors else 200)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def route_change(request, pk: int):
    route = _found(request, pk)
    try:
        rules.check_can_change_route(request.user, route)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(route)
    initial = {name: getattr(route, name) for name in FIELDS}
    form = RouteForm(request.POST or None, vendor=route.vendor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_route(route, by=request.user, **form.cleaned_data)
            return redirect(route)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    can_remove = allowed(rules.check_can_remove_route, request.user, route)
    context = {"vendor": route.vendor, "route": route, "form": form, "can_remove": can_remove}
    return render(request, "networking/route_form.html", context, status=422 if form.errors else 200)


@members_only
@require_POST
def route_vote(request, pk: int):
    """Say for one's company that it works, or with ``works=0`` that it does not; with ``stop`` nothing any more."""
    route = _found(request, pk)
    try:
        if "stop" in request.POST:
            actions.take_back_vote(route, by=request.user)
            said = _("What your company said is taken back.")
        else:
            works = request.POST.get("works") != "0"
            actions.vote_on_route(route, by=request.user, works=works)
            said = _("Your company says: works.") if works else _("Your company says: does not work.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(route)
    context = {"route": queries.route_for(request.user, pk), "said": said, "can_vote": True}
    return in_place(request, "networking/_route_votes.html", context, back=route.get_absolute_url())


@members_only
@require_POST
def route_remove(request, pk: int):
    route = _found(request, pk)
    try:
        actions.remove_route(route, by=request.user)
        messages.success(request, _("Removed."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("contact_map", route.vendor.slug)


def _found(request, pk: int) -> ContactRoute:
    route = queries.route_for(request.user, pk)
    if route is None:
        raise Http404
    return route
