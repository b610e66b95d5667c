"""The summary above a thread."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from community.core.refusals import Refused, allowed
from community.core.slugs import IdSlug
from community.core.views import attempt, members_only
from community.forum import actions, queries, rules
from community.forum.forms import SummaryForm
from community.forum.models import Thread
from community.forum.views.loading import thread_or_404


@members_only
def summary_edit(request, ref: IdSlug):
    """Write what the thread has come to."""
    found = thread_or_404(request, ref)
    if request.method != "POST":
        if not allowed(rules.check_can_summarize, request.user, found):
            attempt(request, lambda: rules.check_can_summarize(request.user, found))
            return redirect(found)
        now = found.summary
        return _form(
            request, found, SummaryForm(initial={"source": now and now.source, "version": now.number if now else 0})
        )
    form = SummaryForm(request.POST)
    if not form.is_valid():
        return _form(request, found, form)
    try:
        actions.write_summary(found, by=request.user, **form.cleaned_data)
    except actions.SummedUpMeanwhile as refusal:
        now = refusal.summary
        form.begin_with(now.number if now else 0)
        form.add_error(None, refusal.sentence)
        return _form(request, found, form, theirs=now.source if now else "")
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return _form(request, found, form)
    return redirect(f"{found.get_absolute_url()}#summary")


@members_only
@require_safe
def summary_history(request, ref: IdSlug):
    """What the summary has said, for those who may write it: what they took away is nobody else's to read."""
    found = thread_or_404(request, ref)
    if not allowed(rules.check_can_summarize, request.user, found):
        raise Http404
    versions = queries.summary_versions(found, request.user)
    return render(request, "forum/summary_history.html", {"thread": found, "versions": versions})


def _form(request, found: Thread, form: SummaryForm, *, theirs: str = ""):
    context = {"thread": found, "form": form, "theirs": theirs}
    return render(request, "forum/summary_edit.html", context, status=422 if form.errors else 200)
