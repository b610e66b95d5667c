from django.contrib import admin

from community.core.admin import ReadOnlyAdmin
from community.forum.models import Post, Thread


@admin.register(Thread)
class ThreadAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "author", "post_count", "last_post_at"]
    list_filter = ["kind"]
    list_select_related = ["author"]
    search_fields = ["title"]


@admin.register(Post)
class PostAdmin(ReadOnlyAdmin):
    list_display = ["thread", "number", "author", "state", "created_at"]
    list_filter = ["state", "hold_rule"]
    list_select_related = ["thread", "author"]
    search_fields = ["thread__title", "author__name"]
