"""Sources of imports: their health, what they may do by themselves, and what they want to change."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from community.core.paging import number_in
from community.core.refusals import Refused
from community.core.views import attempt
from community.moderation import actions, queries
from community.moderation.views.guarding import moderators_only
from community.programs import queries as programs
from community.programs.forms import ImportSourceForm
from community.programs.models import ImportedUpdate, ImportSource


@moderators_only
@require_safe
def source_list(request):
    return render(request, "moderation/source_list.html", {"sources": programs.import_sources(request.user)})


@moderators_only
@require_safe
def source(request, pk: int):
    found = _source(request, pk)
    context = {
        "source": found,
        "publishable": programs.publishable_drafts(request.user, found).count(),
        "history": queries.history("importsource", pk),
    }
    return render(request, "moderation/source.html", context)


@moderators_only
def source_new(request):
    form = ImportSourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _tried(form, lambda: actions.add_import_source(moderator=request.user, **form.cleaned_data))
        if made:
            messages.success(request, _("Added. It is read within ten minutes."))
            return redirect(made)
    return _show_form(request, form, None)


@moderators_only
def source_edit(request, pk: int):
    found = _source(request, pk)
    form = ImportSourceForm(request.POST or None, instance=ImportSource.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "vendor"}
        if _tried(form, lambda: [actions.change_import_source(found, moderator=request.user, **facts)]):
            messages.success(request, _("Saved."))
            return redirect(found)
    return _show_form(request, form, found)


@moderators_only
@require_POST
def source_run(request, pk: int):
    found = _source(request, pk)
    attempt(
        request,
        lambda: actions.run_import_source_now(found, moderator=request.user),
        done=_("It is read as soon as the worker has time. Look again in a minute."),
        already=_("It was read a minute ago. Wait a little."),
    )
    return redirect(found)


@moderators_only
@require_POST
def source_trust(request, pk: int):
    found = _source(request, pk)
    if "stop" in request.POST:
        done = _("From now on a moderator decides about everything of it.")
        attempt(request, lambda: actions.distrust_import_source(found, moderator=request.user), done=done)
    else:
        done = _("Trusted. It updates published records by itself from now on.")
        attempt(request, lambda: actions.trust_import_source(found, moderator=request.user), done=done)
    return redirect(found)


@moderators_only
@require_POST
def source_active(request, pk: int):
    found = _source(request, pk)
    if "stop" in request.POST:
        done = _("It is not read any more. Its records stay.")
        attempt(request, lambda: actions.stop_import_source(found, moderator=request.user), done=done)
    else:
        done = _("It is read again, within ten minutes.")
        attempt(request, lambda: actions.resume_import_source(found, moderator=request.user), done=done)
    return redirect(found)


@moderators_only
def source_publish(request, pk: int):
    """First what would be published; the button publishes exactly that, and nothing that came meanwhile."""
    found = _source(request, pk)
    drafts = programs.publishable_drafts(request.user, found)
    if request.method == "POST":
        until = number_in(request.POST.get("until")) or 0
        try:
            count = actions.publish_drafts_of(found, moderator=request.user, until=until)
            text = ngettext("%(count)d record published.", "%(count)d records published.", count) % {"count": count}
            messages.success(request, text if count else _("Nothing was published: others have decided about them."))
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        return redirect(found)
    listed = list(drafts.select_related("vendor")[: actions.PUBLISH_AT_ONCE])
    context = {"source": found, "drafts": listed, "until": listed[-1].pk if listed else 0, "total": drafts.count()}
    return render(request, "moderation/source_publish.html", context)


@moderators_only
@require_safe
def update_case(request, pk: int):
    update = _update(request, pk)
    change = update.item.change
    context = {
        "update": update,
        "change": change,
        "case": queries.case(request.user, f"update-{pk}"),
        "history": queries.history("change", change.pk),
    }
    return render(request, "moderation/update_case.html", context)


@moderators_only
@require_POST
def update_apply(request, pk: int):
    update = _update(request, pk)
    if _as_seen(request, update):
        done = _("Applied. The record says what its source says.")
        attempt(
            request,
            lambda: actions.apply_update(update, moderator=request.user),
            done=done,
            already=queries.already(request.user, update.item.change),
        )
    return redirect("queue")


@moderators_only
@require_POST
def update_dismiss(request, pk: int):
    update = _update(request, pk)
    if _as_seen(request, update):
        done = _("Dismissed. The record stays as it is.")
        attempt(
            request,
            lambda: actions.dismiss_update(update, moderator=request.user),
            done=done,
            already=queries.already(request.user, update.item.change),
        )
    return redirect("queue")


def _source(request, pk: int) -> ImportSource:
    found = programs.import_source(request.user, pk)
    if found is None:
        raise Http404
    return found


def _update(request, pk: int) -> ImportedUpdate:
    rows = ImportedUpdate.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("item__change__vendor", "item__source", "decided_by"), pk=pk)


def _as_seen(request, update: ImportedUpdate) -> bool:
    """Whether the source has said nothing else since the page was shown on which the button stood."""
    if request.POST.get("seen", update.seen_at.isoformat()) == update.seen_at.isoformat():
        return True
    messages.error(request, _("The source has changed again meanwhile. Look at the update once more."))
    return False


def _tried(form, action):
    """What the action gives; a refusal stands above the form, with everything typed kept."""
    try:
        return action()
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return None


def _show_form(request, form, found: ImportSource | None):
    context = {"form": form, "source": found}
    return render(request, "moderation/source_form.html", context, status=422 if form.errors else 200)
