from django.contrib import admin

from community.core.admin import ReadOnlyAdmin
from community.networking.models import HelpAsk


@admin.register(HelpAsk)
class HelpAskAdmin(ReadOnlyAdmin):
    """Which questions were offered. To whom, is nobody's business but theirs."""

    list_display = ["thread", "asked_at", "people_found", "has_others"]
    list_select_related = ["thread"]
