"""The list of reasons that are given often."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.core.views import attempt
from community.moderation import actions
from community.moderation.forms import ReasonTemplateForm
from community.moderation.models import ReasonTemplate
from community.moderation.views.guarding import moderators_only


@moderators_only
def reasons(request):
    """The list; one that is sent is put on it."""
    return _write(request, None)


@moderators_only
def reason_edit(request, pk: int):
    return _write(request, get_object_or_404(ReasonTemplate, pk=pk))


@moderators_only
@require_POST
def reason_remove(request, pk: int):
    found = get_object_or_404(ReasonTemplate, pk=pk)
    attempt(request, lambda: actions.remove_reason(found, moderator=request.user), done=_("No longer on the list."))
    return redirect("reasons")


def _write(request, template: ReasonTemplate | None):
    form = ReasonTemplateForm(request.POST or None, instance=template)
    if request.method == "POST" and form.is_valid():
        actions.write_reason(moderator=request.user, template=template, **form.cleaned_data)
        messages.success(request, _("Saved. It can be chosen from now on."))
        return redirect("reasons")
    context = {"form": form, "template": template, "templates": ReasonTemplate.objects.all()}
    return render(request, "moderation/reasons.html", context, status=422 if form.errors else 200)
