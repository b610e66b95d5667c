"""Warning, silencing and suspending people."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts import rules as people
from community.accounts.models import Sanction, User
from community.core.refusals import allowed
from community.core.views import attempt
from community.moderation import actions, queries
from community.moderation.forms import ReasonForm, SanctionForm
from community.moderation.views.guarding import moderators_only


@moderators_only
@require_safe
def person_case(request, handle: str):
    return _show(request, _person(request, handle))


@moderators_only
@require_POST
def person_sanction(request, handle: str):
    person, form = _person(request, handle), SanctionForm(request.POST)
    if not form.is_valid():
        return _show(request, person, form)
    given = form.cleaned_data
    attempt(
        request,
        lambda: actions.sanction(
            person, moderator=request.user, kind=given["kind"], reason=given["reason"], lasts=given["lasts"],
            case=given["case"], seen=given["seen"],
        ),
        done=_("Done. %(name)s was told, with the reason.") % {"name": person.name},
        already=queries.already(request.user, person.sanctions.order_by("-pk").first() or person),
    )  # fmt: skip
    return redirect("person_case", person.handle)


@moderators_only
@require_POST
def sanction_lift(request, pk: int):
    rows = Sanction.objects.visible_to(request.user).select_related("person")
    found, form = get_object_or_404(rows, pk=pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, found.person, lift_form=form, lifting=found.pk)
    attempt(
        request,
        lambda: actions.lift_sanction(found, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=_("Lifted. %(name)s was told.") % {"name": found.person.name},
        already=queries.already(request.user, found),
    )
    return redirect("person_case", found.person.handle)


def _person(request, handle: str) -> User:
    return get_object_or_404(User.objects.known_to_moderators(request.user).with_company(), handle=handle)


def _show(request, person: User, form: SanctionForm | None = None, *, lift_form=None, lifting: int = 0):
    sanctions = queries.sanctions_of(request.user, person)
    seen = sanctions[0].pk if sanctions else 0
    form = form or SanctionForm(initial={"case": request.GET.get("case", "")[:40], "seen": seen})
    context = {
        "person": person,
        "form": form,
        "lift_form": lift_form or ReasonForm(),
        "lifting": lifting,
        "sanctions": sanctions,
        "may_sanction": allowed(people.check_can_sanction, request.user, person),
        "panel": queries.person_panel(person),
    }
    status = 422 if form.errors or (lift_form and lift_form.errors) else 200
    return render(request, "moderation/person_case.html", context, status=status)
