"""Images: taken in, shown by posts, and removed when nobody uses them."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.core.jobs import defer
from community.core.refusals import Refused
from community.core.uploads import CannotTake, Picture, clean_picture, limits
from community.forum import rules
from community.forum.actions.tallies import count_image
from community.forum.models import Image, Post


class ImageRefused(Refused):
    """The file is not taken. ``status`` is what HTTP calls the reason."""

    def __init__(self, sentence: str) -> None:
        super().__init__(_(sentence))
        self.status = limits.STATUS.get(sentence, 422)


def add_image(owner, *, data: bytes | None) -> Image:
    """Take in an image: made anew, and seen by its owner alone until a post shows it. The same image again is one.

    Takes seconds for large ones, so it is no transaction as a whole.

    Args:
        data: the file as it was sent; None if it was larger than one may be and nothing of it was kept.
    Raises:
        Refused: the person may not.
        TooSoon: the person has sent in many.
        ImageRefused: it is no image that we take.
    """
    rules.check_can_add_image(owner)
    if data is None or len(data) > limits.MOST_BYTES:
        raise ImageRefused(limits.TOO_LARGE)
    if not data:
        raise ImageRefused(limits.NOTHING)
    count_image(owner)
    try:
        picture = clean_picture(data)
    except CannotTake as refusal:
        raise ImageRefused(str(refusal)) from None
    return _stored(owner, picture)


def show_images(post: Post, *, images: list[Image]) -> None:
    """Those are the images that the post shows, by its text as it is now. In the transaction that saves the text."""
    # Locked, so that the job which removes what nobody uses does not take one away in between.
    still_there = Image.objects.select_for_update(no_key=True).filter(pk__in=[image.pk for image in images])
    post.images.set(still_there.order_by("pk") if images else [])


@transaction.atomic
def remove_unused_images() -> int:
    """Remove the images that were in no post and no draft for a day, and their files after that. Returns how many."""
    now = timezone.now()
    Image.objects.filter(unused_since=None).unused().update(unused_since=now)
    Image.objects.exclude(unused_since=None).in_use().update(unused_since=None)
    due = Image.objects.select_for_update(skip_locked=True).filter(unused_since__lte=now - rules.UNUSED_KEPT)
    # Asked once more of those that are locked: nobody can put them into a post any longer.
    gone = list(Image.objects.filter(pk__in=list(due.values_list("pk", flat=True))).unused())
    for image in gone:
        defer("forum.remove_image_file", name=image.file.name)
    Image.objects.filter(pk__in=[image.pk for image in gone]).delete()
    return len(gone)


def remove_image_file(name: str) -> bool:
    """Remove the file of an image that is removed. False if the image is there, or the file is not."""
    if Image.objects.filter(file=name).exists() or not default_storage.exists(name):
        return False
    default_storage.delete(name)
    return True


@transaction.atomic
def _stored(owner, picture: Picture) -> Image:
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)  # the same image twice at once
    sha256, now = hashlib.sha256(picture.data).hexdigest(), timezone.now()
    image = Image.objects.select_for_update(no_key=True).filter(owner=owner, sha256=sha256).first()
    if image is not None:
        if image.unused_since is not None:
            image.unused_since = now
            image.save(update_fields=["unused_since"])
        return image
    image = Image(
        owner=owner, kind=picture.kind, width=picture.width, height=picture.height, size=len(picture.data),
        sha256=sha256, created_at=now, unused_since=now,
    )  # fmt: skip
    try:
        image.file.save("", ContentFile(picture.data), save=False)
        image.save(force_insert=True)
    except OSError:
        _forget_file(image)
        raise ImageRefused(limits.NO_ROOM) from None
    except BaseException:
        _forget_file(image)
        raise
    return image


def _forget_file(image: Image) -> None:
    """No file without its row: of one that was not written whole neither."""
    default_storage.delete(image.file.name or image.file.field.generate_filename(image, ""))
