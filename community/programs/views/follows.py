"""Following vendors and programs, watching changes."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.slugs import IdSlug
from community.core.views import in_place, members_only
from community.programs import actions, queries
from community.programs.models import Change, Program, Vendor
from community.programs.views.touch import touches_in


@members_only
@require_safe
def following(request):
    """What one follows and watches, with the next dates."""
    touches = touches_in(request)
    page = queries.following(request.user, before=request.GET.get("before", ""), touches=touches)
    context = {"page": page, "touches": touches, "is_continued": "before" in request.GET}
    return render(request, "programs/following.html", context)


@members_only
@require_POST
def change_watch(request, ref: IdSlug):
    """Watch a change; with ``stop`` no longer."""
    return _follow(request, get_object_or_404(Change.objects.visible_to(request.user), pk=ref.pk))


@members_only
@require_POST
def vendor_follow(request, slug: str):
    """Follow a vendor; with ``stop`` no longer."""
    return _follow(request, get_object_or_404(Vendor, slug=slug))


@members_only
@require_POST
def program_follow(request, vendor_slug: str, slug: str):
    """Follow a program; with ``stop`` no longer."""
    programs = Program.objects.select_related("vendor")
    return _follow(request, get_object_or_404(programs, vendor__slug=vendor_slug, slug=slug))


def _follow(request, thing):
    if "stop" in request.POST:
        actions.unfollow(thing, member=request.user)
    else:
        actions.follow(thing, member=request.user)
    context = {
        "said": _("You hear of it now.") if "stop" not in request.POST else _("You no longer hear of it."),
        "thing": thing,
        "is_followed": "stop" not in request.POST,
        "follow_url": request.path,
        "is_watch": isinstance(thing, Change),
    }
    return in_place(request, "components/_follow.html", context, back=thing.get_absolute_url())
