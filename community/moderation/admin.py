from django.contrib import admin

from community.core.admin import ReadOnlyAdmin
from community.moderation.models import Appeal, Claim, Decision, ReasonTemplate, Report


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ["post", "reason", "reporter", "created_at", "upheld"]
    list_filter = ["reason", "upheld"]
    list_select_related = ["post__thread", "reporter"]


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "moderator", "verb", "target_kind", "target_id", "reason"]
    list_filter = ["verb", ("moderator", admin.RelatedOnlyFieldListFilter)]  # not everybody who is here
    list_select_related = ["moderator"]


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin):
    list_display = ["case", "moderator", "until"]
    list_select_related = ["moderator"]


@admin.register(ReasonTemplate)
class ReasonTemplateAdmin(ReadOnlyAdmin):
    list_display = ["kind", "position", "title", "text"]
    list_filter = ["kind"]


@admin.register(Appeal)
class AppealAdmin(ReadOnlyAdmin):
    list_display = ["decision", "appellant", "made_at", "decided_at", "outcome", "is_reversed"]
    list_filter = ["outcome"]
    list_select_related = ["decision__moderator", "appellant"]
