"""The form of the ladder."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from community.notifications.models.reminders import FURTHEST_RUNG, MOST_RUNGS, Ladder


class LadderForm(forms.Form):
    """How many days ahead, of which dates, and where."""

    days = forms.CharField(
        label=_("Days ahead"),
        max_length=60,
        required=False,
        help_text=_("As 90, 30, 7, 1. At most 8 numbers from 0 (on the day itself) to 365."),
    )
    of_act_by = forms.BooleanField(label=_("Of the last day to act"), required=False)
    of_effective = forms.BooleanField(label=_("Of the day in force"), required=False)
    channel = forms.ChoiceField(label=_("Where"), choices=Ladder.Channel.choices, widget=forms.RadioSelect)

    @classmethod
    def of(cls, ladder: Ladder, data=None) -> "LadderForm":
        """The form as a ladder stands."""
        initial = {name: getattr(ladder, name) for name in ("of_act_by", "of_effective", "channel")}
        return cls(data, initial=initial | {"days": ", ".join(map(str, ladder.rungs))})

    def clean_days(self) -> list[int]:
        words = re.split(r"[\s,;]+", self.cleaned_data["days"].strip(" ,;"))
        strange = [word for word in words if word and not re.fullmatch(r"[0-9]{1,3}", word)]
        if strange:
            raise forms.ValidationError(_("“%(word)s” is no number of days."), params={"word": strange[0]})
        days = sorted({int(word) for word in words if word}, reverse=True)
        if days and days[0] > FURTHEST_RUNG:
            raise forms.ValidationError(_("%(n)d days is more than a year. Choose 365 or less."), params={"n": days[0]})
        if len(days) > MOST_RUNGS:
            raise forms.ValidationError(_("%(n)d numbers are too many. Keep the 8 that help."), params={"n": len(days)})
        return days

    def clean(self) -> dict:
        facts = super().clean()
        wanted = facts.get("channel") != Ladder.Channel.OFF
        if wanted and "days" in facts and not facts["days"]:
            self.add_error("days", _("Name at least one number of days, or choose “Not at all”."))
        if wanted and not (facts.get("of_act_by") or facts.get("of_effective")):
            self.add_error("of_act_by", _("Choose at least one of the two dates, or choose “Not at all”."))
        return facts

    def facts(self) -> dict:
        """What ``set_ladder`` takes."""
        facts = dict(self.cleaned_data)
        return {"rungs": facts.pop("days"), **facts}
