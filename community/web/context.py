"""What the page frame shows on every page."""

from django.conf import settings
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from community.accounts import rules as people
from community.core.refusals import allowed
from community.core.views import page_to_return_to
from community.moderation.queries import waiting_count
from community.networking.rules import check_can_read_directory
from community.notifications.queries import news


def navigation(request) -> dict:
    """Today, and for members what is new. The counts are asked only by templates that show them."""
    user = getattr(request, "user", None)
    frame = {
        "today": timezone.localdate(),
        "site_url": settings.SITE_URL,
        "page_to_return_to": SimpleLazyObject(lambda: page_to_return_to(request)),
    }
    if user is None or not user.is_authenticated:
        return frame
    at_the_desk = people.is_moderator(user) or people.moderates_a_part(user)
    return frame | {
        "news": SimpleLazyObject(lambda: news(user)),
        "is_moderator": people.is_moderator(user),
        "is_at_the_desk": at_the_desk,
        "is_partner": people.is_partner(user),
        "reads_directory": allowed(check_can_read_directory, user),
        "may_converse": people.may_converse(user),
        "sanction": people.sanction_of(user),
        "waiting_count": SimpleLazyObject(lambda: waiting_count(user)) if at_the_desk else 0,
    }
