"""Following a tag. The page of a tag is in ``web``."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.core.views import in_place, members_only
from community.tags import actions
from community.tags.models import Tag


@members_only
@require_POST
def tag_follow(request, name: str):
    """Follow a tag; with ``stop`` no longer."""
    tag = get_object_or_404(Tag, name=name)
    if "stop" in request.POST:
        actions.unfollow_tag(tag, member=request.user)
    else:
        actions.follow_tag(tag, member=request.user)
    said = _("You hear of it now.") if "stop" not in request.POST else _("You no longer hear of it.")
    context = {"thing": tag, "is_followed": "stop" not in request.POST, "follow_url": request.path, "said": said}
    return in_place(request, "components/_follow.html", context, back=tag.get_absolute_url())
