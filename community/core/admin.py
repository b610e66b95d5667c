"""What the admin sites of the areas share."""

from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin):
    """To look something up. Changes go through actions, which keep the counters, the log and the mails right."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
