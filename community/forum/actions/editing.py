"""Changing a text that was written, and taking a removal back."""

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import masks
from community.activity.actions import record
from community.core.differences import line_difference
from community.core.jobs import defer
from community.core.refusals import Refused
from community.forum import rules
from community.forum.actions.drafts import drop_edit
from community.forum.actions.images import show_images
from community.forum.actions.posts import read_again, recount
from community.forum.actions.writing import render_source
from community.forum.models import Post, Revision, Thread
from community.forum.queries import images_in
from community.forum.wording import fingerprint_of


class EditedMeanwhile(Refused):
    """Somebody else has edited the post since the form was given. ``post`` is as it stands now."""

    def __init__(self, post: Post) -> None:
        super().__init__(
            _("Somebody has edited this post since you began. Both texts are below: put them together, then save.")
        )
        self.post = post


@transaction.atomic
def edit_post(post: Post, *, by, source: str, version: int) -> bool:
    """Give a post another text. A shown one keeps what it said as a revision, but for its first minutes.

    Args:
        version: of the text that the person began with.
    Returns:
        False, with nothing written, if the text is the same.
    Raises:
        Refused: the person may not, or the text cannot be shown.
        EditedMeanwhile: the post has another version by now.
    """
    images = images_in(by, source)
    rendered = render_source(source, images=images)
    read_again(post, thread=Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id))
    post = Post.objects.select_related("thread").get(pk=post.pk)
    rules.check_can_edit(by, post)
    rules.check_can_show(by, images, post.author)
    drop_edit(post, by=by)
    if post.source == source:
        return False
    if post.version != version:
        raise EditedMeanwhile(post)
    if rendered.hold_reason and post.is_published:
        raise Refused(_("The text could not be shown safely as it is formatted. Make the formatting simpler."))
    if post.is_held:
        writing = rules.Writing(masks.person_of(post.author), source, rendered, post.thread, besides=post.title_beside)
        post.hold_rule = rules.hold_rule_of_edit(post, writing)
    else:
        rules.check_watched_words(by, source, rendered.html, before=(post.source, post.html))
    signer = post.author if masks.wears(by, post.author_id) else by
    if rules.leaves_a_revision(post, by):
        _keep(post, signer, source)
    post.source, post.html, post.renderer_version = source, rendered.html, rendered.version
    post.mentions = list(rendered.mentions)
    post.fingerprint = fingerprint_of(source)
    post.version += 1
    post.save()
    show_images(post, images=images)
    Thread.objects.filter(pk=post.thread_id).update(version=F("version") + 1)
    record("post.edited", actor=signer, target=post)
    return True


@transaction.atomic
def undo_delete(post: Post, *, by) -> bool:
    """The author brings a post back that they have just removed. False if it is shown.

    Raises:
        Refused: somebody else's post, or ten minutes are over.
    """
    thread = Thread.objects.select_for_update(no_key=True).get(pk=post.thread_id)
    read_again(post, thread=thread)
    if post.is_published and masks.is_self(by, post.author_id):
        return False
    rules.check_can_undo_delete(by, post)
    post.state, post.state_changed_at = Post.State.PUBLISHED, timezone.now()
    post.save(update_fields=["state", "state_changed_at"])
    recount(thread)
    record("post.undeleted", actor=post.author, target=post)
    return True


def compare_revision(revision: Revision) -> None:
    """Find out what an edit changed, line by line. In the worker, because texts are whatever somebody typed."""
    revision.difference = line_difference(revision.before, revision.after) or []
    revision.save(update_fields=["difference"])


def _keep(post: Post, by, source: str) -> None:
    last = post.revisions.aggregate(last=Max("number"))["last"] or 0
    now = timezone.now()
    revision = Revision.objects.create(
        post=post, number=last + 1, before=post.source, after=source, edited_by=by, edited_at=now
    )
    post.edited_at = now
    defer("forum.compare_revision", revision_id=revision.pk)
