from django.contrib import admin

from community.core.admin import ReadOnlyAdmin
from community.programs.models import Change, ImportedItem, Program, Tier, Vendor


@admin.register(Vendor)
class VendorAdmin(admin.ModelAdmin):
    list_display = ["name", "website", "country", "contact_email"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


class TierInline(admin.TabularInline):
    model = Tier
    extra = 1


@admin.register(Program)
class ProgramAdmin(admin.ModelAdmin):
    list_display = ["name", "vendor"]
    list_filter = ["vendor"]
    search_fields = ["name", "vendor__name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [TierInline]


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    list_display = ["title", "vendor", "kind", "state", "publication", "timetable_on"]
    list_filter = ["publication", "state", "kind", "vendor"]
    list_select_related = ["vendor"]
    search_fields = ["title"]


@admin.register(ImportedItem)
class ImportedItemAdmin(ReadOnlyAdmin):
    list_display = ["key", "vendor", "change", "needs_review", "last_seen_at"]
    list_filter = ["vendor"]
    list_select_related = ["vendor", "change"]
    search_fields = ["key", "change__title"]
