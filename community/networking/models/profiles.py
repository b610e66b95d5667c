"""What people tell other partners of themselves, beside what their account, company and programs say already."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.networking.languages import NAMES as LANGUAGE_NAMES
from community.networking.querysets.profiles import ProfileQuerySet, SkillQuerySet, VendorTieQuerySet
from community.programs.models import Vendor
from community.tags.models import Tag

MOST_SKILLS = 10  # who is good at everything tells nobody whom to ask


class Seen(models.TextChoices):
    """Who reads a part of a profile, beside its owner and moderators."""

    EVERYBODY = "everybody", _("everybody")
    MEMBERS = "members", _("members")
    CONTACTS = "contacts", _("my contacts")


class Part(models.TextChoices):
    """The parts of a profile of which each has its own readers. ``Profile.shown_to`` has their names."""

    SKILLS = "skills", _("Skills")
    CAN_HELP = "can_help", _("Can help with")
    LOOKING_FOR = "looking_for", _("Looking for")
    CAPACITY = "capacity", _("Room for work")
    LANGUAGES = "languages", _("Languages")
    COUNTRIES = "countries", _("Countries you work in")
    PROGRAMS = "programs", _("Programs and tiers")
    TIES = "ties", _("Ties to vendors")


def shown_to_members() -> dict[str, str]:
    """What holds until somebody says otherwise."""
    return dict.fromkeys(Part.values, Seen.MEMBERS.value)


class Profile(models.Model):
    """What somebody tells other partners. Whoever has none has told nothing, and is listed all the same."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    can_help = models.CharField(_("can help with"), max_length=500, blank=True)
    looking_for = models.CharField(_("looking for"), max_length=500, blank=True)
    ties_note = models.CharField(_("about the ties"), max_length=200, blank=True)
    # "2 of 3 free until May": what its owner counts in (people, days a week, projects) they say in words.
    capacity_total = models.PositiveSmallIntegerField(null=True, blank=True)
    capacity_taken = models.PositiveSmallIntegerField(null=True, blank=True)
    capacity_until = models.DateField(null=True, blank=True)  # after that day it says nothing any more
    shown_to = models.JSONField(default=shown_to_members)  # part: seen
    is_listed = models.BooleanField(default=True)  # in the directory
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity_total=None, capacity_taken=None, capacity_until=None)
                | Q(capacity_total__gte=1, capacity_taken__lte=F("capacity_total"), capacity_until__isnull=False),
                name="capacity_told_as_a_whole",
            ),
            models.CheckConstraint(condition=Q(shown_to__has_keys=Part.values), name="every_part_has_its_readers"),
        ]

    def __str__(self) -> str:
        return str(self.member)

    def get_absolute_url(self) -> str:
        return self.member.get_absolute_url()

    @property
    def language_names(self) -> list[str]:
        return sorted(str(LANGUAGE_NAMES[code]) for code in self.languages if code in LANGUAGE_NAMES)

    @property
    def free(self) -> int | None:
        """How much room is left; None if nothing is told, or it was told for days that are over."""
        if self.capacity_until is None or self.capacity_until < timezone.localdate():
            return None
        return self.capacity_total - self.capacity_taken


class Skill(models.Model):
    """Somebody knows about what carries this tag."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="skills")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="skills")

    objects = SkillQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("member", "tag", name="one_skill_per_person_and_tag")]

    def __str__(self) -> str:
        return f"{self.member}: {self.tag}"


class VendorTie(models.Model):
    """Somebody is bound to a vendor by more than its partner program, and says so beside what they write about it."""

    class Kind(models.TextChoices):
        EMPLOYED = "employed", _("worked there")
        CONTRACTOR = "contractor", _("does paid work for it")
        COMMISSION = "commission", _("is paid commission by it")
        ADVISER = "adviser", _("advises it")
        SHARES = "shares", _("holds shares of it")
        FAMILY = "family", _("has family there")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="vendor_ties")
    vendor = models.ForeignKey(Vendor, models.CASCADE, related_name="ties")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    objects = VendorTieQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("member", "vendor", name="one_tie_per_person_and_vendor")]

    def __str__(self) -> str:
        return f"{self.member}: {self.vendor}, {self.get_kind_display()}"
