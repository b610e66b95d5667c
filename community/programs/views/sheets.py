"""The playbook and the options of a change: to read, to edit, and their versions."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts import rules as people
from community.core.refusals import Refused, allowed
from community.core.slugs import IdSlug
from community.core.views import attempt, members_only
from community.programs import actions, queries, rules
from community.programs.forms import QuantityForm, SheetEditor
from community.programs.models import SheetVersion

Kind = SheetVersion.Kind
REVISE = {Kind.PLAYBOOK: actions.revise_playbook, Kind.OPTIONS: actions.revise_options}
ROWS = {Kind.PLAYBOOK: "steps", Kind.OPTIONS: "options"}


@require_safe
def options(request, ref: IdSlug):
    """The options with the reader's quantities, which stand in the address."""
    change = load(request, ref)
    form = QuantityForm(queries.options_table(change), request.GET or None)
    context = {
        "change": change,
        "form": form,
        "options": queries.options_table(change, form.asked()) if form.is_bound else form.table,
        "can_edit_sheets": allowed(rules.check_can_edit_sheets, request.user, change),
    }
    return render(request, "programs/options.html", context, status=422 if form.errors else 200)


@members_only
def sheet_edit(request, ref: IdSlug, kind: str):
    """Edit the whole list in one form; ``more`` gives more empty rows."""
    change = load(request, ref)
    if not allowed(rules.check_can_edit_sheets, request.user, change):
        attempt(request, lambda: rules.check_can_edit_sheets(request.user, change))
        return redirect(change)
    sheet = queries.sheet_of(change, kind)
    more = "more" in request.POST
    editor = SheetEditor(kind, number=sheet.number, things=sheet.rows, data=request.POST or None, more=more)
    context = {"change": change, "kind": kind, "editor": editor}
    if request.method == "POST" and not more and editor.is_valid():
        try:
            _save(editor, change, kind=kind, by=request.user)
        except actions.SheetOvertaken as overtaken:
            context |= _both(editor, kind, overtaken)
        except Refused as refusal:
            editor.refuse(refusal.sentence)
        else:
            messages.success(request, _("Saved. Earlier versions are kept."))
            return redirect(kind, change.slugged_id)
    context["is_refused"] = request.method == "POST" and not more
    return render(request, f"programs/{kind}_edit.html", context, status=422 if context["is_refused"] else 200)


@require_safe
def sheet_versions(request, ref: IdSlug, kind: str):
    """Who saved what, the latest first, line by line."""
    change = load(request, ref)
    before = request.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 9 else None
    rows, next_before = queries.sheet_versions(change, kind, before=number)
    context = {"change": change, "kind": kind, "rows": rows, "next_before": next_before, "is_continued": bool(number)}
    return render(request, "programs/sheet_versions.html", context)


@members_only
@require_POST
def sheet_restore(request, ref: IdSlug, kind: str, number: int):
    """Put an earlier version back. For others than moderators the address does not exist."""
    change = load(request, ref)
    version = queries.sheet_version(change, kind, number) if people.is_moderator(request.user) else None
    if version is None:
        raise Http404
    attempt(
        request, lambda: actions.restore_version(version, by=request.user),
        done=_("Put back, as the next version."), already=_("The latest version says the same."),
    )  # fmt: skip
    return redirect(f"{kind}_versions", change.slugged_id)


def load(request, ref: IdSlug):
    """The change with its sheets, if the reader may see it."""
    change = queries.change_with_sheets(request.user, ref.pk)
    if change is None:
        raise Http404
    return change


def _save(editor: SheetEditor, change, *, kind: str, by) -> SheetVersion:
    head = editor.head.cleaned_data
    return REVISE[kind](change, by=by, base=head["base"], note=head["why"], **{ROWS[kind]: editor.things()})


def _both(editor: SheetEditor, kind: str, overtaken: actions.SheetOvertaken) -> dict:
    """For somebody who was overtaken: the version of the others, and what one's own makes of it."""
    latest = overtaken.latest
    theirs = queries.lines_of(kind, latest.rows) if latest else []
    mine = [line for thing in editor.things() for line in thing.lines]
    editor.rebase(latest.number if latest else 0)
    return {"latest": latest, "theirs": theirs, "difference": queries.sheet_difference(theirs, mine)}
