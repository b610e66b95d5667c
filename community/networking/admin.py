from django.contrib import admin

from community.core.admin import ReadOnlyAdmin
from community.networking.models import HelpAsk, TeamingEntry


@admin.register(HelpAsk)
class HelpAskAdmin(ReadOnlyAdmin):
    """Which questions were offered. To whom, is nobody's business but theirs."""

    list_display = ["thread", "asked_at", "people_found", "has_others"]
    list_select_related = ["thread"]


@admin.register(TeamingEntry)
class TeamingEntryAdmin(ReadOnlyAdmin):
    """What stands and stood on the teaming board. Whom it was told to, is theirs."""

    list_display = ["title", "kind", "author", "state", "expires_on", "hidden_at"]
    list_filter = ["kind", "state"]
    list_select_related = ["author"]
    search_fields = ["title"]
