"""The list of watched words, and what of it stands in a post."""

from community.accounts import rules as people
from community.forum import rules as forum_rules
from community.forum.models import Post, WatchedWord


def watched_words(viewer) -> list[WatchedWord]:
    """The words that hold posts now, with who put them there. One query."""
    return list(WatchedWord.objects.visible_to(viewer).watched().select_related("added_by"))


def watched_words_of(post: Post, viewer) -> list[str]:
    """The watched words in a post, and in the title that waits with it, for moderators. One query."""
    if not people.is_moderator(viewer) or post.hold_rule != Post.HoldRule.WORDS:
        return []
    return forum_rules.watched_words_in(post.source, post.html, post.title_beside)
