"""What a program gives and asks by tier: to read, to compare, and for administrators to edit."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from community.core.refusals import Refused, allowed
from community.core.views import attempt, members_only
from community.programs import queries, rules
from community.programs.actions import CellsOvertaken, arrange_matrix, correct_term, edit_cells, end_row, remove_row
from community.programs.forms import BroughtForm, CellsForm, CorrectionForm, LayoutForm, MatrixDaysForm


@require_safe
def matrix(request, vendor_slug: str, slug: str):
    program = _program(request, vendor_slug, slug)
    form = MatrixDaysForm(request.GET)
    on, before = form.days()
    found = queries.matrix(program, request.user, on=on, before=before)
    context = {
        "program": program,
        "vendor": program.vendor,
        "form": form,
        "matrix": found,
        "today": timezone.localdate(),
    }
    context["can_edit"] = allowed(rules.check_can_edit_matrix, request.user)
    return render(request, "programs/matrix.html", context, status=422 if form.errors else 200)


@members_only
def matrix_edit(request, vendor_slug: str, slug: str):
    """Every cell as of a day, to be changed from that day on. For others than administrators it does not exist."""
    program = _editable(request, vendor_slug, slug)
    on, _before = MatrixDaysForm(request.GET).days()
    rows, tiers = list(program.matrix_rows.all()), list(program.tiers.all())
    changes = queries.changes_that_bring_terms(program)
    form = CellsForm(
        program, rows, tiers, queries.cells_on(program, on), request.POST or None, changes=changes, initial={"on": on}
    )
    if request.method == "POST" and form.is_valid() and _saved(request, program, form):
        return redirect(f"{request.path}?on={form.cleaned_data['on']}")
    context = _context(program, form) | {"on": on, "edits": queries.edits_of_matrix(program)}
    return render(request, "programs/matrix_edit.html", context, status=422 if form.errors else 200)


@members_only
def matrix_layout(request, vendor_slug: str, slug: str):
    """The names and the order of rows and tiers."""
    program = _editable(request, vendor_slug, slug)
    form = LayoutForm(list(program.matrix_rows.all()), list(program.tiers.all()), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = arrange_matrix(program, by=request.user, layout=form.layout())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing differs from what it was."))
            return redirect(request.path)
    return render(request, "programs/matrix_layout.html", _context(program, form), status=422 if form.errors else 200)


@members_only
def matrix_row(request, vendor_slug: str, slug: str, pk: int):
    """The past of one row, and its end."""
    program = _editable(request, vendor_slug, slug)
    row = queries.row_of_matrix(program, pk) or _nothing()
    changes = queries.changes_that_bring_terms(program)
    form = BroughtForm(changes, request.POST or None, initial={"on": timezone.localdate()})
    if "remove" in request.POST:
        if attempt(request, lambda: remove_row(row, by=request.user), done=_("Removed.")):
            return redirect("program_matrix_layout", vendor_slug, slug)
        return redirect(request.path)
    if request.method == "POST" and form.is_valid():
        try:
            ended = end_row(row, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Ended. Its past stays readable.") if ended else _("Nothing was left to end."))
            return redirect(request.path)
    context = _context(program, form) | {"row": row, "terms": queries.terms_of_row(row)}
    return render(request, "programs/matrix_row.html", context, status=422 if form.errors else 200)


@members_only
def matrix_term(request, vendor_slug: str, slug: str, pk: int):
    """Correct what was recorded wrongly, past days included."""
    program = _editable(request, vendor_slug, slug)
    term = queries.term_of_matrix(program, pk) or _nothing()
    initial = {"line": str(term.line), "valid_from": term.valid_from, "valid_until": term.valid_until}
    form = CorrectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            correct_term(term, by=request.user, **form.facts())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Corrected. The old term stays below with your reason."))
            return redirect(reverse("program_matrix_row", args=[vendor_slug, slug, term.row_id]))
    context = _context(program, form) | {"term": term}
    return render(request, "programs/matrix_term.html", context, status=422 if form.errors else 200)


def _program(request, vendor_slug: str, slug: str):
    return queries.program_by_slug(vendor_slug, slug, request.user) or _nothing()


def _editable(request, vendor_slug: str, slug: str):
    if not allowed(rules.check_can_edit_matrix, request.user):
        raise Http404
    return _program(request, vendor_slug, slug)


def _nothing():
    raise Http404


def _context(program, form) -> dict:
    return {"program": program, "vendor": program.vendor, "form": form}


def _saved(request, program, form: CellsForm) -> bool:
    """Whether the cells were written; if not, the form says why and keeps what was typed."""
    facts = {name: form.cleaned_data[name] for name in ("on", "change", "late", "since_unknown")}
    try:
        count = edit_cells(program, by=request.user, edits=form.edits, **facts)
    except CellsOvertaken as overtaken:
        form.show_both(overtaken.cells)
        form.add_error(None, overtaken.sentence)
        return False
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    messages.success(request, ngettext("%(n)d cell saved.", "%(n)d cells saved.", count) % {"n": count})
    return True
