"""Who moderates a part of the site: for administrators."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.accounts import rules as people
from community.core.refusals import Refused
from community.core.views import attempt
from community.moderation import actions, queries
from community.moderation.forms import ScopeForm
from community.moderation.views.guarding import moderators_only


@moderators_only
def scopes(request):
    """The list; whoever is named in the form is put on it."""
    if not people.is_admin(request.user):
        raise Http404
    form = ScopeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            is_new = actions.give_scope(moderator=request.user, **form.cleaned_data)
            messages.success(request, _("They moderate that from now on.") if is_new else _("They do already."))
            return redirect("scopes")
        except Refused as refusal:
            form.add_error("person", refusal.sentence)
    context = {"form": form, "scopes": queries.scopes(request.user)}
    return render(request, "moderation/scopes.html", context, status=422 if form.errors else 200)


@moderators_only
@require_POST
def scope_end(request, pk: int):
    scope = get_object_or_404(queries.scopes(request.user), pk=pk)
    attempt(request, lambda: actions.end_scope(scope, moderator=request.user), done=_("Ended."))
    return redirect("scopes")
