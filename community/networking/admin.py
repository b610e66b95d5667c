from django.contrib import admin

from community.core.admin import ReadOnlyAdmin
from community.networking.models import Group, GroupMembership, HelpAsk, TeamingEntry


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


class MembershipInline(admin.TabularInline):
    """Who is in a group. Requests and invitations are between them and its organisers."""

    model = GroupMembership
    fields = readonly_fields = ["person", "role", "began_at"]
    extra, can_delete, max_num = 0, False, 0

    def get_queryset(self, request):
        return super().get_queryset(request).members().select_related("person")


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    """Groups, to look up who organises one."""

    list_display = ["name", "admission", "country", "founded_at", "ended_at", "hidden_at"]
    list_filter = ["admission"]
    search_fields = ["name"]
    inlines = [MembershipInline]
    exclude = ["form_key"]
