from django.contrib import admin

from community.accounts.models import Company, Hat, Membership, ModeratorScope, PartnerApplication, Sanction, User
from community.core.admin import ReadOnlyAdmin


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Roles are given here; everything else is the person's own."""

    list_display = ["name", "handle", "role", "is_active", "joined_at"]
    list_filter = ["role", "is_active"]
    search_fields = ["name", "handle", "email"]
    fields = ["name", "handle", "email", "role", "is_active", "trusted_at", "joined_at", "last_login"]
    readonly_fields = ["name", "handle", "email", "trusted_at", "joined_at", "last_login"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(is_face=False)

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Company)
class CompanyAdmin(admin.ModelAdmin):
    list_display = ["name", "country", "size", "email_domain", "verified_at"]
    list_filter = ["country", "size"]
    search_fields = ["name", "email_domain"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Hat)
class HatAdmin(ReadOnlyAdmin):
    """Granted and taken off by moderators, with a row in the log."""

    list_display = ["wearer", "vendor", "granted_at", "doffed_at"]
    list_filter = ["vendor"]
    list_select_related = ["wearer", "vendor"]
    search_fields = ["wearer__name", "vendor__name"]


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ["user", "company", "since"]
    list_select_related = ["user", "company"]
    search_fields = ["user__name", "company__name"]


@admin.register(PartnerApplication)
class PartnerApplicationAdmin(ReadOnlyAdmin):
    list_display = ["company_name", "applicant", "state", "created_at", "decided_at"]
    list_filter = ["state"]
    list_select_related = ["applicant"]
    search_fields = ["company_name", "applicant__name"]


@admin.register(Sanction)
class SanctionAdmin(ReadOnlyAdmin):
    list_display = ["person", "kind", "given_at", "until", "lifted_at", "given_by"]
    list_filter = ["kind"]
    list_select_related = ["person", "given_by"]


@admin.register(ModeratorScope)
class ModeratorScopeAdmin(ReadOnlyAdmin):
    """Given and taken back on the page of moderators, where it is written to the log."""

    list_display = ["person", "vendor", "tag", "given_by", "given_at"]
    list_select_related = ["person", "vendor", "tag", "given_by"]
