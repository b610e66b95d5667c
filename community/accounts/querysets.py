"""Filters over people and applications."""

import datetime as dt

from django.apps import apps
from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Case, F, OuterRef, Q, When
from django.db.models.functions import Lower, Replace
from django.utils import timezone

from community.accounts import handles

# As handles.shape: what a handle looks like.
HANDLE_SHAPE = Replace(
    Replace(
        models.Func(Lower("handle"), models.Value("10-_"), models.Value("lo"), function="translate"),
        models.Value("rn"), models.Value("m"),
    ),
    models.Value("vv"), models.Value("w"),
)  # fmt: skip


class UserQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "UserQuerySet":
        """Everybody sees active people, and whom those imported from elsewhere stand for; moderators see all.

        Pseudonyms are nobody: they have no page and stand in no list.
        """
        if viewer.is_authenticated and viewer.role != "member":
            return self.filter(is_face=False)
        return self.filter(models.Q(is_active=True) | ~models.Q(imported_from=""))

    def faces(self) -> "UserQuerySet":
        """Pseudonyms."""
        return self.filter(is_face=True)

    def known_to_moderators(self, viewer) -> "UserQuerySet":
        """Who can be decided about: those who have an account here, and pseudonyms."""
        decides = viewer.is_authenticated and viewer.role != "member"
        return self.filter(imported_from="") if decides else self.none()

    def with_company(self) -> "UserQuerySet":
        return self.select_related("membership__company")

    def with_handle_like(self, handle: str) -> "UserQuerySet":
        """Those whose handle is this one, or easily taken for it."""
        return self.annotate(handle_shape=HANDLE_SHAPE).filter(handle_shape=handles.shape(handle))

    def with_second_factor(self) -> "UserQuerySet":
        """Recovery codes alone are none: they are for the day on which it is lost."""
        factors = apps.get_model("mfa", "Authenticator").objects.filter(user=models.OuterRef("pk"))
        return self.annotate(has_second_factor=models.Exists(factors.exclude(type="recovery_codes")))

    def with_sanction(self, now: dt.datetime | None = None) -> "UserQuerySet":
        """Each knows what they are under now, for ``rules.sanction_of``: no query of its own."""
        from community.accounts import masks
        from community.accounts.models.sanctions import IN_FORCE, Sanction

        def strictest(about: Q) -> models.Subquery:
            return models.Subquery(
                Sanction.objects.in_force(now).filter(about).strictest_first().values(found=IN_FORCE)[:1]
            )

        by_name = Q(person=OuterRef("pk"))
        by_face = Q(
            person__in=masks.faces_of(OuterRef(OuterRef("pk")))
        )  # no index knows both, so those without one do not ask
        return self.annotate(
            sanction_in_force=Case(When(face_count=0, then=strictest(by_name)), default=strictest(by_name | by_face))
        )

    def active(self) -> "UserQuerySet":
        """Those who may sign in now: no account that is closed, and nobody who is suspended."""
        from community.accounts import masks
        from community.accounts.models.sanctions import Sanction

        suspended = Sanction.objects.in_force().filter(kind="suspend")
        by_name = models.Exists(suspended.filter(person=OuterRef("pk")))
        return self.filter(~by_name, ~masks.stands_behind(suspended.values("person")), is_active=True)

    def suspended(self) -> "UserQuerySet":
        """Those who are suspended now, by name or under a pseudonym. Few, whom lists of many leave out."""
        from community.accounts import masks
        from community.accounts.models.sanctions import Sanction

        ids = Sanction.objects.in_force().filter(kind="suspend").values("person")
        return self.filter(Q(pk__in=ids) | Q(pk__in=masks.people_of(ids)))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email: str):
        return self.get(email__iexact=email)

    def create_user(self, *, email: str, handle: str, name: str, password: str | None = None, **fields):
        """A person with a hashed password, or with none that fits if ``password`` is None."""
        user = self.model(email=email.strip().lower(), handle=handle.lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, **fields):
        """The first administrator, made on the command line."""
        return self.create_user(**{**fields, "role": "admin"})


class ApplicationQuerySet(models.QuerySet):
    def pending(self) -> "ApplicationQuerySet":
        return self.filter(state="pending")

    def visible_to(self, viewer) -> "ApplicationQuerySet":
        """An application is between the applicant and the moderators."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.role != "member":
            return self
        return self.filter(applicant=viewer)

    def visible_by_link(self, viewer, token: str) -> "ApplicationQuerySet":
        """By its link an application is seen by partners, who may vouch for it, unless it was declined; and by
        whoever made it."""
        found = self.filter(vouch_token=token)
        if not viewer.is_authenticated:
            return self.none()
        mine = models.Q(applicant=viewer)
        return found.filter(mine | ~models.Q(state="declined") if viewer.company is not None else mine)

    def oldest_first(self) -> "ApplicationQuerySet":
        return self.order_by("created_at", "pk")


class CompanyQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "CompanyQuerySet":
        """Everybody sees verified companies, moderators all."""
        if viewer.is_authenticated and viewer.role != "member":
            return self
        return self.exclude(verified_at=None)


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ClaimQuerySet":
        """A claim is between the claimant and the moderators; who keeps a page is for everybody."""
        if not viewer.is_authenticated:
            return self.keeping()
        return self if viewer.role != "member" else self.filter(Q(claimant=viewer) | self._kept())

    def pending(self) -> "ClaimQuerySet":
        return self.filter(state="pending")

    def keeping(self) -> "ClaimQuerySet":
        """Those by which somebody keeps a page now: they belong to the company still."""
        return self.filter(self._kept())

    def oldest_first(self) -> "ClaimQuerySet":
        return self.order_by("created_at", "pk")

    @staticmethod
    def _kept() -> Q:
        return Q(state="granted", ended_at=None, claimant__is_active=True, claimant__membership__company=F("company"))


class HatQuerySet(models.QuerySet):
    def worn(self) -> "HatQuerySet":
        """Those that nobody has taken off."""
        return self.filter(doffed_at=None)

    def visible_to(self, viewer) -> "HatQuerySet":
        """Who speaks for a vendor, and who did, is for everybody to know who may know of the person."""
        from community.accounts.models.people import User

        return self.filter(wearer__in=User.objects.visible_to(viewer))


class HatRequestQuerySet(models.QuerySet):
    def pending(self) -> "HatRequestQuerySet":
        return self.filter(state="pending")

    def visible_to(self, viewer) -> "HatRequestQuerySet":
        """A request is between whoever made it and the moderators."""
        if not viewer.is_authenticated:
            return self.none()
        return self if viewer.role != "member" else self.filter(requester=viewer)

    def oldest_first(self) -> "HatRequestQuerySet":
        return self.order_by("created_at", "pk")


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "EvidenceQuerySet":
        """Moderators read it, and whoever gave it; nobody else ever does."""
        if not viewer.is_authenticated:
            return self.none()
        return self if viewer.role != "member" else self.filter(owner=viewer)


class VouchQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "VouchQuerySet":
        """Between who was asked or answered and the moderators; the applicant learns only whom they asked."""
        if not viewer.is_authenticated:
            return self.none()
        return self if viewer.role != "member" else self.filter(voucher=viewer)

    def that_count(self) -> "VouchQuerySet":
        """Words for an applicant, of people who are not sanctioned now."""
        from community.accounts import masks
        from community.accounts.models.people import User
        from community.accounts.models.sanctions import Sanction

        sanctioned = Sanction.objects.in_force()
        by_name = models.Exists(sanctioned.filter(person=OuterRef("pk")))
        free = User.objects.active().filter(~by_name, ~masks.stands_behind(sanctioned.values("person")))
        return self.filter(answer="yes", voucher__in=free)


class FormerHandleQuerySet(models.QuerySet):
    def held(self) -> "FormerHandleQuerySet":
        """Those given up too lately to be given again."""
        return self.filter(given_up_at__gt=timezone.now() - dt.timedelta(days=handles.HELD_DAYS))

    def like(self, handle: str) -> "FormerHandleQuerySet":
        return self.filter(trace=handles.trace(handle))


class WithheldTextQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "WithheldTextQuerySet":
        """Those of a person are between the person and the moderators, those of a company between its people and
        them."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.role != "member":
            return self
        return self.filter(Q(person=viewer) | Q(company__memberships__user=viewer))

    def waiting(self) -> "WithheldTextQuerySet":
        return self.filter(decided_at=None)


class SanctionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "SanctionQuerySet":
        """A sanction is between the person and the moderators."""
        if not viewer.is_authenticated:
            return self.none()
        return self if viewer.role != "member" else self.about(viewer)

    def about(self, person) -> "SanctionQuerySet":
        """Those of a person, imposed by name or on a pseudonym."""
        from community.accounts import masks

        return self.filter(person__in=masks.selves(person))

    def in_force(self, now: dt.datetime | None = None) -> "SanctionQuerySet":
        """Silence and suspensions that are neither over nor lifted."""
        lasting = Q(until=None) | Q(until__gt=now or timezone.now())
        return self.filter(lasting, lifted_at=None, kind__in=["silence", "suspend"])

    def strictest_first(self) -> "SanctionQuerySet":
        """Suspensions first, and of a kind the one that lasts longest."""
        return self.order_by(Case(When(kind="suspend", then=0), default=1), F("until").desc(nulls_first=True), "-pk")
