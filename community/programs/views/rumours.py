"""Supporting rumours."""

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.core.slugs import IdSlug
from community.core.views import attempt, in_place, members_only
from community.programs import actions, queries
from community.programs.forms import RumourSourceForm


@members_only
@require_POST
def rumour_support(request, ref: IdSlug):
    """The reader's company has heard it too, or has a source."""
    change = queries.change_with_support(request.user, ref.pk)
    if change is None:
        raise Http404
    form, back = RumourSourceForm(request.POST), f"{change.get_absolute_url()}#rumour"
    if not form.is_valid():
        context = {"change": change, "rumour_form": form}
        return in_place(request, "programs/_rumour.html", context, back=back, status=422)
    attempt(
        request,
        lambda: actions.support_rumour(change, member=request.user, source=form.evidence()),
        done=_("Counted for your company."),
        already=_("Your company is counted already. A source helps now."),
    )
    change = queries.change_with_support(request.user, ref.pk)
    if change is None or not change.is_rumour:
        messages.info(request, _("This is no rumour any more."))
    return in_place(request, "programs/_rumour.html", {"change": change}, back=back)
