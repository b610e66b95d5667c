"""The playbook of a change: to read, to tick, to take along."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.refusals import allowed
from community.core.slugs import IdSlug
from community.core.views import in_place, members_only
from community.programs import actions, queries, rules
from community.programs.views.sheets import load


@require_safe
def playbook(request, ref: IdSlug):
    return render(request, "programs/playbook.html", _context(request, load(request, ref)))


@members_only
@require_POST
def playbook_ticks(request, ref: IdSlug):
    """Tick a step or take the tick away; without either, what was new is known now. Answers in place."""
    change = load(request, ref)
    sheet = queries.playbook(change).sheet
    seen = min(_number(request.POST.get("seen")), sheet.number)
    if pk := _number(request.POST.get("tick")):
        actions.tick_step(get_object_or_404(change.playbook_steps, pk=pk), member=request.user, seen=seen)
        said = _("Ticked.")
    elif pk := _number(request.POST.get("untick")):
        actions.untick_step(get_object_or_404(change.playbook_steps, pk=pk), member=request.user)
        said = _("No longer ticked.")
    else:
        actions.see_playbook(change, member=request.user, number=seen)
        said = _("No step is new to you now.")
    context = _context(request, load(request, ref)) | {"is_alone": "alone" in request.POST, "said": said}
    page = "playbook/" if context["is_alone"] else ""
    return in_place(request, "programs/_playbook.html", context, back=f"{change.get_absolute_url()}{page}#playbook")


@require_safe
def playbook_file(request, ref: IdSlug, ending: str):
    """The playbook as .csv, .ics or .md; a member's file holds their ticks, a visitor's none."""
    change = load(request, ref)
    found = queries.playbook(change)
    if not found.sheet.number:
        raise Http404
    ticks = request.user.is_authenticated
    address = f"{settings.SITE_URL}{change.get_absolute_url()}"
    if ending == "csv":
        kind, body = "text/csv", queries.playbook_csv(found, with_ticks=ticks)
    elif ending == "md":
        body = queries.playbook_markdown(found, change=change, address=address, with_ticks=ticks)
        kind = "text/markdown"
    else:
        host = urlsplit(settings.SITE_URL).hostname
        body = queries.playbook_calendar(found, change=change, address=address, host=host, with_ticks=ticks)
        kind = "text/calendar"
    name = f'attachment; filename="playbook-{change.pk}.{ending}"'
    return HttpResponse(body, content_type=f"{kind}; charset=utf-8", headers={"Content-Disposition": name})


def _context(request, change) -> dict:
    return {
        "change": change,
        "playbook": queries.playbook(change),
        "can_edit_sheets": allowed(rules.check_can_edit_sheets, request.user, change),
        "is_alone": True,
    }


def _number(text: str | None) -> int:
    """A number of a form of ours; nought if it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0
