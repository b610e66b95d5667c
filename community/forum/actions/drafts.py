"""Keeping what somebody has begun to write."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import masks
from community.accounts.models import User
from community.core.refusals import Refused
from community.forum.models import Draft, Post, Thread

MOST_DRAFTS = 200  # more are a mistake or a machine; nobody loses one, the next is refused


@transaction.atomic
def save_draft(
    member, *, thread: Thread | None = None, parent: Post | None = None, edits: Post | None = None,
    source: str, title: str = "", rest: dict | None = None, form_key: UUID | None = None,
) -> Draft | None:  # fmt: skip
    """Keep a text as it stands now, in its place. An empty one takes the draft away.

    The text of another form in the same place is kept as ``replaced``, unless the new one goes on from it.

    Args:
        rest: what else the form holds, {name of the field: its values}.
    Returns:
        None if there is nothing to keep: the text is empty, or the form has given its post meanwhile.
    Raises:
        Refused: the member has too many drafts.
    """
    _wait_for_own_forms(member)
    if _is_written(member, edits, source, form_key):
        return None
    place = {"member": member, "thread": thread, "parent": parent, "edits": edits}
    draft = Draft.objects.filter(**place).first()
    if not source.strip() and not title.strip():
        if draft is not None:
            draft.delete()
        return None
    if draft is None:
        draft = _new_draft(place)
    elif draft.form_key != form_key and not source.startswith(draft.source.rstrip()):
        draft.replaced = draft.source
    draft.source, draft.title, draft.rest, draft.form_key = source, title, rest or {}, form_key
    draft.saved_at = timezone.now()
    draft.save()
    return draft


@transaction.atomic
def discard_draft(draft: Draft) -> bool:
    """Throw a draft away. False if it is gone already."""
    count, _per_model = Draft.objects.filter(pk=draft.pk).delete()
    return count > 0


def drop_written(
    *, author, source: str, form_key: UUID | None = None, thread: Thread | None = None, parent: Post | None = None
) -> None:
    """The text has become a post, so it is no draft any more. What another form has put there stays.

    In the transaction that writes the post. Three statements, after which no late save can bring it back.
    """
    _wait_for_own_forms(author)
    same = Q(source__in={source, source.strip()}, thread=thread, parent=parent)
    if form_key is not None:
        same |= Q(form_key=form_key)
    Draft.objects.filter(same, member=author, edits=None).delete()


def drop_edit(post: Post, *, by) -> None:
    """The edit is saved, so it is no draft any more. In the transaction that saves it."""
    _wait_for_own_forms(by)
    Draft.objects.filter(member=by, edits=post).delete()


def give_back(post: Post) -> Draft | None:
    """Put the text of a declined post back among its author's drafts. None if they write something else there."""
    is_opening = post.thread.published_at is None and post.thread.change_id is None
    thread = None if is_opening else post.thread
    author = masks.person_of(post.author)
    _wait_for_own_forms(author)
    draft, is_new = Draft.objects.get_or_create(
        member=author, thread=thread, parent=None if is_opening else post.parent, edits=None,
        defaults={
            "source": post.source, "title": post.thread.title if is_opening else "", "declined_post": post,
            "rest": (_fields_of(post.thread) if is_opening else {}) | _mask_of(post), "saved_at": timezone.now(),
        },
    )  # fmt: skip
    return draft if is_new else None


def take_again(post: Post) -> None:
    """A declined post is shown after all: its text is no draft any more, unless its author has gone on writing."""
    Draft.objects.filter(declined_post=post, source=post.source).delete()


def _wait_for_own_forms(member) -> None:
    User.objects.select_for_update(no_key=True).get(pk=member.pk)


def _is_written(member, edits: Post | None, source: str, form_key: UUID | None) -> bool:
    """Whether this is a late save of a form that has done its work."""
    if edits is not None:
        return Post.objects.filter(pk=edits.pk, source=source.strip()).exists()
    return form_key is not None and Post.objects.by(member).filter(form_key=form_key).exists()


def _new_draft(place: dict) -> Draft:
    if Draft.objects.filter(member=place["member"]).count() >= MOST_DRAFTS:
        raise Refused(_("You have %(count)d drafts. Throw some away first.") % {"count": MOST_DRAFTS})
    return Draft(**place)


def _mask_of(post: Post) -> dict[str, list[str]]:
    """Under which pseudonym it is sent again: who forgot to say so would say their name."""
    return {"mask": [post.author.name]} if post.author.is_face else {}


def _fields_of(thread: Thread) -> dict[str, list[str]]:
    return {"kind": [thread.kind], "tags": [tag.name for tag in thread.tags.all()]}
