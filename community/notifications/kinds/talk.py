"""What others write where one reads, and what one keeps of it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.notifications.kinds.base import Kind

KINDS: dict[str, Kind] = {
    "post.answers_you": Kind(
        topic="answers",
        line=lambda post: _("%(name)s answered you in “%(thread)s”") % _names(post),
        why=gettext_lazy("Somebody answered your post."),
        still_holds=lambda post, reader: is_shown(post),
        icon="reply",
    ),
    "post.mentions_you": Kind(
        topic="mentions",
        line=lambda post: _("%(name)s mentioned you in “%(thread)s”") % _names(post),
        why=gettext_lazy("Somebody mentioned you."),
        still_holds=lambda post, reader: is_shown(post) and reader.handle.lower() in post.mentions,
        icon="at-sign",
    ),
    "post.in_your_thread": Kind(
        topic="threads",
        line=lambda post: _("%(name)s replied in your thread “%(thread)s”") % _names(post),
        why=gettext_lazy("You started the thread."),
        still_holds=lambda post, reader: is_shown(post),
    ),
    "post.in_watched_thread": Kind(
        topic="watched",
        line=lambda post: _("%(name)s replied in “%(thread)s”") % _names(post),
        why=gettext_lazy("You watch the thread."),
        still_holds=lambda post, reader: is_shown(post),
        icon="bell-ring",
    ),
    "bookmark.due": Kind(
        topic="bookmarks",
        line=lambda bookmark: (
            _("You wanted to come back to #%(number)s in “%(thread)s”")
            % {"number": bookmark.post.number, "thread": bookmark.post.thread.title}
        ),
        url=lambda bookmark: bookmark.post.get_absolute_url(),
        why=gettext_lazy("You asked to be reminded of the post."),
        icon="bookmark",
    ),
}


def is_shown(post) -> bool:
    """To everybody who may read the thread: moderators, who see more, are not mailed what was taken away."""
    return post.is_published and post.thread.hidden_at is None


def _names(post) -> dict:
    return {"name": post.author.name, "thread": post.thread.title}
