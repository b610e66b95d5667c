"""One's own tickets with vendors."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.paging import number_in
from community.core.refusals import Refused
from community.core.views import members_only
from community.networking import actions, queries
from community.networking.forms import TicketForm, VendorChoice
from community.networking.models import Ticket


@members_only
@require_safe
def diary(request):
    page = queries.diary(request.user, before=number_in(request.GET.get("before")))
    return render(request, "networking/diary.html", {"page": page})


@members_only
@require_safe
def diary_file(request):
    headers = {"Content-Disposition": 'attachment; filename="diary.csv"'}
    content = queries.diary_csv(request.user)
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def ticket_note(request):
    """First the vendor, which the address then names; then the ticket."""
    choice = VendorChoice(request.GET or None)
    if not choice.is_valid():
        return render(request, "networking/ticket_vendor.html", {"form": choice})
    vendor, initial = choice.cleaned_data["vendor"], {"route": number_in(request.GET.get("route"))}
    form = TicketForm(request.POST or None, vendor=vendor, viewer=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_ticket(vendor, member=request.user, **form.cleaned_data)
            messages.success(request, _("Noted. Come back when somebody replies."))
            return redirect("diary")
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    context = {"form": form, "vendor": vendor}
    return render(request, "networking/ticket.html", context, status=422 if form.errors else 200)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def ticket(request, pk: int):
    found = _own(request, pk)
    form = TicketForm.showing(found, request.POST or None, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        actions.change_ticket(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Noted."))
        return redirect("diary")
    context = {"form": form, "vendor": found.vendor, "ticket": found}
    return render(request, "networking/ticket.html", context, status=422 if form.errors else 200)


@members_only
@require_POST
def ticket_remove(request, pk: int):
    actions.remove_ticket(_own(request, pk), by=request.user)
    messages.success(request, _("Removed from your diary."))
    return redirect("diary")


def _own(request, pk: int) -> Ticket:
    found = queries.ticket_for(request.user, pk)
    if found is None:
        raise Http404
    return found
