"""Verified pseudonyms: who stands behind a face. The only module that reads the table ``Mask``.

A face is a ``User`` row without address and password that has one person and one place. Everybody else asks here
whether something was written by somebody ("is it mine?"), never the other way round. See 0059 in the decisions.
"""

from collections.abc import Iterable
from string import ascii_uppercase

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from community.accounts.handles import MASKED
from community.accounts.models import User
from community.accounts.models.masks import Mask
from community.activity.actions import record

UNSAID = "abcdefghjkmnpqrstuvxyz"  # no letter that looks like another one, or like two
LETTERS = [*ascii_uppercase, *(a + b for a in ascii_uppercase for b in ascii_uppercase)]


def selves(user) -> frozenset[int]:
    """The ids under which the person writes: their own, and those of their faces; none of a visitor.

    No query for those without a face; else one, once for each request.
    """
    if not user.is_authenticated:
        return frozenset()
    if not user.face_count:
        return frozenset({user.pk})
    if not hasattr(user, "own_faces"):
        user.own_faces = frozenset(Mask.objects.filter(person=user).values_list("face", flat=True))
    return user.own_faces | {user.pk}


def is_self(user, author_id: int | None) -> bool:
    """Whether that is the person, under their name or a pseudonym."""
    return author_id is not None and author_id in selves(user)


def wears(user, author_id: int | None) -> bool:
    """Whether that is one of the person's pseudonyms."""
    return is_self(user, author_id) and author_id != user.pk


def look_again(user) -> None:
    """Forget what was known of the person's faces: another request may have made one meanwhile. One query."""
    user.__dict__.pop("own_faces", None)
    user.refresh_from_db(fields=["face_count"])


def person_of(author: User) -> User:
    """Whom a rule is about: the person behind a face, anybody else themselves. What comes of it must not show which.

    No query but for faces. A face whose person has left stands for itself.
    """
    if not author.is_face:
        return author
    mask = Mask.objects.select_related("person").filter(face=author).first()
    return mask.person if mask else author


def people_behind(ids: Iterable[int | None]) -> dict[int, int]:
    """Of these ids the faces, each with its person. One query, none for none."""
    known = {pk for pk in ids if pk}
    return dict(Mask.objects.filter(face__in=known).values_list("face", "person")) if known else {}


def faces_of(person) -> QuerySet:
    """The ids of somebody's faces, for a query; ``person`` may be an ``OuterRef`` to their id."""
    return Mask.objects.filter(person=person).values("face")


def stands_behind(faces) -> Exists:
    """A filter of people: whether one of these faces, given by their ids, is theirs."""
    return Exists(Mask.objects.filter(person=OuterRef("pk"), face__in=faces))


def people_of(faces) -> QuerySet:
    """The ids of those whose faces these are, for a query."""
    return Mask.objects.filter(face__in=faces).values("person")


def masks_of(viewer) -> QuerySet[Mask]:
    """The viewer's own, for what they are told of them; nobody sees another's."""
    return Mask.objects.filter(person=viewer).select_related("face") if viewer.is_authenticated else Mask.objects.none()


def face_name_in(place: int | None, person) -> str:
    """Under which name the person has written there; empty if they have not. No query for those without a face."""
    if place is None or not person.is_authenticated or not person.face_count:
        return ""
    return Mask.objects.filter(person=person, place=place).values_list("face__name", flat=True).first() or ""


def label_of(facts: Iterable[str]) -> str:
    """The name of a face, in the language of the site: that of its person would tell something."""
    with translation.override(settings.LANGUAGE_CODE):
        return " · ".join([_("Verified partner"), *facts])[:54]


@transaction.atomic
def face_in(place: int, *, person: User, label: str, beside: Iterable[int] = ()) -> User:
    """The person's face there; made if there is none. The place is locked by whoever asks.

    Args:
        beside: other faces that have written there, to be told apart from.
    """
    mask = Mask.objects.select_related("face").filter(person=person, place=place).first()
    if mask:
        return mask.face
    face = User.objects.create(
        email=None, handle=MASKED + get_random_string(12, UNSAID), name=label, password=make_password(None),
        is_active=False, is_face=True,
    )  # fmt: skip
    Mask.objects.create(person=person, face=face, place=place, label=label)
    User.objects.filter(pk=person.pk).update(face_count=F("face_count") + 1)
    look_again(person)
    tell_apart({face.pk, *beside})
    face.refresh_from_db()
    return face


@transaction.atomic
def tell_apart(faces: Iterable[int]) -> None:
    """Give letters to the faces of one place that have the same label: A to the first, B to the next.

    A letter that was given stays, unless somebody who came from elsewhere has the same.
    """
    alike: dict[str, list[Mask]] = {}
    for mask in Mask.objects.select_related("face").filter(face__in=list(faces)).order_by("face"):
        alike.setdefault(mask.label, []).append(mask)
    for masks in alike.values():
        if len(masks) > 1:
            _give_letters(masks)


@transaction.atomic
def carry(faces: Iterable[int], *, into: int) -> None:
    """These faces have nothing left where they were: their people go on with them in the other place.

    Who has a face there already keeps that one for what comes; both stay, or it would be told that they are one.
    """
    known = Mask.objects.filter(place=into).values("person")
    Mask.objects.filter(face__in=list(faces)).exclude(person__in=known).update(place=into)


@transaction.atomic
def lift(face: User, *, by: User, reason: str) -> User | None:
    """Who is behind a face, for the one look that its caller writes to the log. None if nobody is any more.

    Args:
        reason: what the person is told; empty if they are not told.
    """
    mask = Mask.objects.select_related("person__membership__company").filter(face=face).first()
    if mask is None:
        return None
    if reason:
        record("mask.lifted", actor=by, target=mask, reason=reason)
    return mask.person


def owner_of(mask_id: int) -> int | None:
    """Whose a mask is, by its id: whoever is told of it. One query."""
    return Mask.objects.filter(pk=mask_id).values_list("person", flat=True).first()


def miscounted() -> QuerySet[User]:
    """Members of whom it is not right how many faces they have."""
    here = Mask.objects.filter(person=OuterRef("pk")).order_by().values("person")
    counted = User.objects.annotate(faces=Coalesce(Subquery(here.values(count=Count("pk"))), 0))
    return counted.exclude(face_count=F("faces")).order_by("pk")


def _give_letters(masks: list[Mask]) -> None:
    kept: dict[str, int] = {}
    for mask in masks:
        if mask.letter:
            kept.setdefault(mask.letter, mask.pk)
    free = (letter for letter in LETTERS if letter not in kept)
    for mask in masks:
        if kept.get(mask.letter) != mask.pk:
            letter = next(free)
            Mask.objects.filter(pk=mask.pk).update(letter=letter)
            User.objects.filter(pk=mask.face_id).update(name=f"{mask.label} · {letter}")
