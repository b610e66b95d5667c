"""What to do about a change: its steps, and what each member has ticked."""

from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.programs.models.changes import Change
from community.programs.querysets.playbooks import PrivateQuerySet


@dataclass(frozen=True)
class Step:
    """One row of a version. ``step`` is the identity that outlives its wording, None where it is new.

    ``days`` before (negative) or after the ``anchor``, "act_by" or "effective"; without an anchor it has no date.
    """

    text: str
    note: str = ""
    anchor: str = ""
    days: int = 0
    who: str = ""
    step: int | None = None
    note_html: str = ""

    @property
    def rule(self) -> str:
        """When it is due, in words, whatever the dates are."""
        if not self.anchor:
            return ""
        if not self.days:
            return _("on the day to act by") if self.anchor == "act_by" else _("on the day in force")
        count = abs(self.days)
        if self.days < 0:
            before = ngettext("%(n)d day before", "%(n)d days before", count)
        else:
            before = ngettext("%(n)d day after", "%(n)d days after", count)
        anchor = _("the day to act by") if self.anchor == "act_by" else _("the day in force")
        return f"{before % {'n': count}} {anchor}"

    @property
    def lines(self) -> list[str]:
        """As the differences between versions show it."""
        facts = " · ".join(fact for fact in (self.rule, self.who) if fact)
        return [f"{self.text} ({facts})" if facts else self.text, *(f"  {line}" for line in self.note.splitlines())]

    def to_row(self) -> dict:
        return asdict(self)


class PlaybookStep(models.Model):
    """That a step is the same one in all versions, reworded, moved, removed or brought back."""

    change = models.ForeignKey(Change, models.CASCADE, related_name="playbook_steps")
    text = models.CharField(max_length=300)  # as last worded: written again, it is the same step
    first_number = models.PositiveIntegerField()  # the version that it came with
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.text


class StepTick(models.Model):
    """A member has done a step. Nobody else's business, moderators' included."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="step_ticks")
    step = models.ForeignKey(PlaybookStep, models.CASCADE, related_name="ticks")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PrivateQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("member", "step", name="one_tick_per_member_and_step")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.step_id}"


class PlaybookLook(models.Model):
    """The version of a playbook up to which a member knows it; later steps are marked as new."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    change = models.ForeignKey(Change, models.CASCADE, related_name="playbook_looks")
    number = models.PositiveIntegerField()

    objects = PrivateQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("member", "change", name="one_look_per_member_and_playbook")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.change_id}, {self.number}"
