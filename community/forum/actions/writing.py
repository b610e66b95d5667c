"""Opening threads and writing posts."""

from collections.abc import Iterable
from datetime import timedelta
from types import NoneType
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts import masks
from community.accounts.models import Hat, User
from community.activity.actions import record
from community.core import markup
from community.core.refusals import Refused
from community.forum import rules
from community.forum.actions.drafts import drop_written
from community.forum.actions.images import show_images
from community.forum.actions.posts import give_number, show_thread
from community.forum.actions.reading import watch_as_writer
from community.forum.models import BenefitReview, Circle, Image, Post, TeamingOffer, Thread
from community.forum.queries import faces_in, images_in, mask_for, sizes_of
from community.forum.wording import fingerprint_of
from community.programs.models import Change

PARENT_GONE = gettext_lazy("The post you answer has been removed. Your text is kept: reply to the thread instead.")

SENT_ALREADY = gettext_lazy(
    "This form was sent before, and its text stands in the thread. What you changed since is kept here: send it again"
    " as a post of its own, or edit the first."
)

DETAILS: dict[str, type] = {Thread.Kind.REVIEW: BenefitReview, Thread.Kind.OFFER: TeamingOffer}

SAME_TEXT = timedelta(minutes=1)  # a second press of the button, not a second thought


class SentAlready(Refused):
    """A form that has given its post came again with other words."""


@transaction.atomic
def start_thread(
    *, author, kind: str, title: str, tags, source: str, form_key: UUID | None = None,
    details: BenefitReview | TeamingOffer | None = None, typed_for: timedelta | None = None, mask: str = "",
    circle: Circle | None = None,
) -> Thread:  # fmt: skip
    """Open a thread with its first post. Both wait if the post does.

    Args:
        details: what threads of this kind say besides, not saved yet; only reviews and offers have some.
        form_key: names the form that was sent; the same form gives the same thread, however often it comes.
        typed_for: how long that form was open; None if there was none.
        mask: the pseudonym that is to sign, as its author has read it; empty for their own name.
        circle: the group whose thread it is; None for everybody's.
    Raises:
        Refused: the person may not start threads of this kind, or not there, or not under that pseudonym, or the text
            cannot be shown.
        TooSoon: the person wrote a moment ago, or has started many threads today.
        SentAlready: the form was sent before with other words.
    """
    rules.check_can_start_kind(author, kind)
    if not isinstance(details, DETAILS.get(kind, NoneType)):
        raise ValueError(f"{details!r} says nothing about a thread of the kind {kind}.")
    images = images_in(author, source)
    rendered = render_source(source, images=images)
    User.objects.select_for_update(no_key=True).get(pk=author.pk)  # two presses of the button wait for each other
    label = _label_of(author, mask, None, circle=circle)
    sent = _sent_before(author, form_key, source)
    existing = sent.thread if sent else _same_thread(author, title, source)
    if existing:
        return existing
    if circle is not None:
        rules.check_can_start_in(author, circle)
    rules.check_pace_of_threads(author)
    rules.check_pace_of_posts(author)
    thread = _new_thread(author, kind, title, label, circle)
    rules.check_can_show(author, images, thread.author)
    thread.tags.set(tags)
    if details is not None:
        details.thread = thread
        details.save(force_insert=True)
    besides = "\n".join([title, *_words_of(details)])
    writing = rules.Writing(author, source, rendered, thread, besides=besides, typed_for=typed_for)
    post = _write(writing, signer=thread.author, parent=None, form_key=form_key)
    _attach(post, images)
    drop_written(author=author, source=source, form_key=form_key)
    return thread


@transaction.atomic
def open_change_thread(change: Change) -> Thread:
    """The discussion of a change; opened once, and the same one given back after that."""
    thread, _created = Thread.objects.get_or_create(
        change=change,
        defaults={"kind": Thread.Kind.CHANGE, "title": change.title, "published_at": timezone.now()},
    )
    return thread


@transaction.atomic
def post_reply(
    *, author, thread: Thread, source: str, parent: Post | None = None, hat: Hat | None = None,
    mask: str = "", form_key: UUID | None = None, typed_for: timedelta | None = None,
) -> Post:  # fmt: skip
    """Write a reply. The same text from the same author within a minute gives back the first post.

    Args:
        hat: what its author wears while saying this: it is said for that vendor. None: for themselves.
        mask: the pseudonym that is to sign, as its author has read it; empty for their own name.
        form_key: names the form that was sent; the same form gives the same post, however often it comes.
        typed_for: how long that form was open; None if there was none.
    Raises:
        Refused: the person may not reply here, the post answered is gone, or the text cannot be shown.
        TooSoon: the person wrote a moment ago.
        SentAlready: the form was sent before with other words.
    """
    images = images_in(author, source)
    rendered = render_source(source, images=images)
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    label = _label_of(author, mask, thread, hat=hat)
    existing = _sent_before(author, form_key, source)
    if existing:
        return existing
    rules.check_can_reply(author, thread)
    if hat is not None:
        rules.check_can_wear(author, hat, thread)
    existing = _same_post(author, thread, parent, source)
    if existing:
        return existing
    if parent is not None:
        parent = Post.objects.published().filter(thread=thread, pk=parent.pk).first()
        if parent is None:
            raise Refused(PARENT_GONE)
    User.objects.select_for_update(no_key=True).get(pk=author.pk)  # writing in two threads at once is too fast as well
    rules.check_pace_of_posts(author, thread, parent)
    drop_written(author=author, source=source, form_key=form_key, thread=thread, parent=parent)
    signer = _signer(author, thread, label)
    rules.check_can_show(author, images, signer)
    writing = rules.Writing(author, source, rendered, thread, typed_for=typed_for)
    post = _write(writing, signer=signer, parent=parent, hat=hat, form_key=form_key)
    _attach(post, images)
    return post


def render_source(source: str, *, images: Iterable[Image] = ()) -> markup.Rendered:
    """The text as it is stored, with links to the members it names and those ``images`` of the site's own that it
    names. Raises Refused if it cannot be shown.
    """
    candidates = markup.candidate_handles(source)
    named = User.objects.filter(handle__in=candidates, is_face=False)  # pseudonyms are answered, not called
    handles = set(named.values_list("handle", flat=True)) if candidates else set()
    try:
        return markup.render(source, handles=handles, images=sizes_of(images))
    except markup.CannotRender as refusal:
        raise Refused(_(str(refusal))) from None


def _label_of(author, mask: str, thread: Thread | None, *, hat: Hat | None = None, circle: Circle | None = None) -> str:
    """The name that is to sign instead of the author's; empty if that is not wished. The thread is locked, or
    the author."""
    if not mask:
        return ""
    rules.check_can_mask(author, hat=hat, circle=thread.circle if thread else circle)
    masks.look_again(author)  # the same form, sent twice at once, has made their face meanwhile
    label = mask_for(author, thread)
    rules.check_mask_is_as_seen(label, mask)
    return label


def _signer(author, thread: Thread, label: str) -> User:
    """Who the post says has written it. The thread is locked."""
    if not label:
        return author
    return masks.face_in(thread.pk, person=author, label=label, beside=faces_in(thread))


def _new_thread(author, kind: str, title: str, label: str, circle: Circle | None) -> Thread:
    """A face is made for a thread that is there; nobody sees the name that it has until then."""
    thread = Thread.objects.create(kind=kind, title=title, author=author, circle=circle)
    signer = _signer(author, thread, label)
    if signer != author:
        thread.author = signer
        thread.save(update_fields=["author"])
    return thread


def _sent_before(author, form_key: UUID | None, source: str) -> Post | None:
    """The post that this very form has given already."""
    if form_key is None:
        return None
    post = Post.objects.by(author).filter(form_key=form_key).select_related("thread").first()
    if post is not None and post.version == 1 and post.state != Post.State.DELETED and post.source != source:
        raise SentAlready(SENT_ALREADY)
    return post


def _same_thread(author, title: str, source: str) -> Thread | None:
    recent = timezone.now() - SAME_TEXT
    begun = Thread.objects.by(author).filter(title=title, created_at__gte=recent)
    return begun.filter(posts__author__in=masks.selves(author), posts__source=source).first()


def _same_post(author, thread: Thread, parent: Post | None, source: str) -> Post | None:
    recent = timezone.now() - SAME_TEXT
    return Post.objects.by(author).filter(thread=thread, parent=parent, source=source, created_at__gte=recent).first()


def _write(
    writing: rules.Writing, *, signer: User, parent: Post | None, hat: Hat | None = None, form_key: UUID | None
) -> Post:
    author, thread, source, rendered = writing.author, writing.thread, writing.source, writing.rendered
    post = Post(
        thread=thread, author=signer, parent=parent, source=source, html=rendered.html,
        renderer_version=rendered.version, mentions=list(rendered.mentions), hat=hat,
        form_key=form_key, fingerprint=fingerprint_of(source),
    )  # fmt: skip
    watch_as_writer(thread, member=author)
    rule = rules.hold_rule(writing)
    if rule:
        post.state = Post.State.HELD
        post.hold_rule = rule
        post.save()
        record("post.held", actor=signer, target=post)
        return post
    give_number(thread, to=post)
    post.save()
    show_thread(thread)
    record("post.created", actor=signer, target=post)
    return post


def _words_of(details: BenefitReview | TeamingOffer | None) -> list[str]:
    """What somebody wrote in the fields of the kind: readers see it above the first post."""
    return [getattr(details, name) for name in ("benefit", "region") if getattr(details, name, "")]


def _attach(post: Post, images: list[Image]) -> None:
    if images:
        show_images(post, images=images)
