"""Editing records, and reading how they were edited."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.core.refusals import Refused, allowed
from community.core.slugs import IdSlug
from community.core.views import members_only
from community.programs import queries, rules
from community.programs.actions import EditConflict, revise_change
from community.programs.forms import RevisionForm
from community.programs.models import Change


@members_only
def change_edit(request, ref: IdSlug):
    """Correct a record. For those who may not, the address does not exist."""
    change = _change(request, ref)
    if not allowed(rules.check_can_edit, request.user, change):
        raise Http404
    form = RevisionForm(change, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            revision = revise_change(change, by=request.user, **form.facts())
        except EditConflict as conflict:
            form = form.rebased()
            form.add_error(None, conflict.sentence)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            said = _("Saved, and kept as an edit.") if revision else _("Nothing differs, so nothing was saved.")
            messages.success(request, said)
            change.refresh_from_db(fields=["title"])
            return redirect(change)
    context = {"change": change, "form": form}
    return render(request, "programs/change_edit.html", context, status=422 if form.errors else 200)


@require_safe
def revision_list(request, ref: IdSlug):
    change = _change(request, ref)
    context = {"change": change, "revisions": queries.revisions_of(change, request.user)}
    return render(request, "programs/revision_list.html", context)


@require_safe
def revision(request, ref: IdSlug, number: int):
    change = _change(request, ref)
    found = queries.revision_by_number(change, request.user, number)
    if found is None:
        raise Http404
    context = {
        "change": change,
        "revision": found,
        "fields": queries.difference(found),
        "is_compared": hasattr(found, "difference"),
    }
    return render(request, "programs/revision.html", context)


def _change(request, ref: IdSlug) -> Change:
    found = Change.objects.visible_to(request.user).select_related("vendor").filter(pk=ref.pk).first()
    if found is None:
        raise Http404
    return found
