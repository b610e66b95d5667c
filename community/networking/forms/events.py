"""Shapes of input about events."""

from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.accounts.countries import COUNTRIES, NAMES
from community.core.paging import number_in
from community.networking.forms.diary import MomentInput
from community.networking.models import Event, Group
from community.networking.models.events import LONGEST_TEXT
from community.networking.zones import moment_there, zone_choices

LONGEST = 14  # days from the beginning to the end
FAR = 730  # days ahead; what is further away is a slip of the year


class ClockField(forms.DateTimeField):
    """A day with a time as clocks somewhere show it: without a zone."""

    widget = MomentInput

    def to_python(self, value) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            return datetime.fromisoformat(str(value).strip()).replace(tzinfo=None, second=0, microsecond=0)
        except ValueError:
            raise ValidationError(_("This is no day with a time. Write it like 2026-11-30T14:05.")) from None


class EventForm(forms.Form):
    """When, where and what. Times are those of the clocks in the zone."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("What it is"),
        min_length=3,
        max_length=120,
        error_messages={"required": _("Give it a name."), "min_length": _("Give it a longer name.")},
    )
    starts = ClockField(label=_("Begins"), error_messages={"required": _("Say when it begins.")})
    ends = ClockField(label=_("Ends"), error_messages={"required": _("Say when it ends; about will do.")})
    zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [("", _("Choose the zone")), *zone_choices()],
        help_text=_("Of the place; of an online event that of most who come. Summer time is known to it."),
        error_messages={"required": _("Choose the zone of these times."),
                        "invalid_choice": _("Choose one of these zones.")},
    )  # fmt: skip
    place = forms.CharField(
        label=pgettext_lazy("event", "Place"),
        max_length=300,
        required=False,
        help_text=_("Address and room. Empty, if it is online only."),
    )
    country = forms.ChoiceField(
        label=_("Country of the place"), required=False, choices=[("", _("none: online")), *COUNTRIES]
    )
    link = forms.URLField(
        label=_("Where one takes part online"), max_length=300, required=False, assume_scheme="https",
        help_text=_("Only who has a place reads it."),
        error_messages={"invalid": _("Copy the whole web address, with https://.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("What it is about"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("In Markdown. Do not write the online address here: everybody who sees the event reads this."),
        error_messages={"required": _("Say in a few words what happens there.")},
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=100_000, required=False,
        help_text=_("Who comes later waits in line, and moves up by itself. Empty: as many as want to come."),
    )  # fmt: skip
    closes = ClockField(label=_("Yes until"), required=False, help_text=_("In the same zone. Empty: until it begins."))

    def clean(self):
        cleaned = super().clean()
        self._clean_moments(cleaned)
        if not cleaned.get("place") and not cleaned.get("link") and not self.errors.keys() & {"place", "link"}:
            self.add_error("place", _("Say where it is: a place, or where one takes part online."))
        if cleaned.get("place") and not cleaned.get("country"):
            self.add_error("country", _("Choose the country of the place."))
        if not cleaned.get("place"):
            cleaned["country"] = ""
        return cleaned

    @property
    def said(self) -> dict:
        """What was cleaned, as ``actions.plan_event`` takes it."""
        cleaned = self.cleaned_data
        names = ("title", "zone", "place", "country", "link", "text", "capacity", "starts_at", "ends_at", "open_until")
        return {name: cleaned[name] for name in names}

    @staticmethod
    def initial_of(event: Event) -> dict:
        """What the form says of an event that is there."""
        names = ("title", "zone", "place", "country", "link", "text", "capacity")
        closes = event.open_until and event.open_until.astimezone(event.local_start.tzinfo).replace(tzinfo=None)
        clocks = {"starts": event.local_start.replace(tzinfo=None), "ends": event.local_end.replace(tzinfo=None)}
        return {name: getattr(event, name) for name in names} | clocks | {"closes": closes}

    def _clean_moments(self, cleaned: dict) -> None:
        for shown, name in (("starts", "starts_at"), ("ends", "ends_at"), ("closes", "open_until")):
            cleaned[name] = self._moment(cleaned, shown)
        starts, ends, closes = cleaned["starts_at"], cleaned["ends_at"], cleaned["open_until"]
        if starts and "starts" in self.changed_data and starts <= timezone.now():
            self.add_error("starts", _("This is over. Choose a time to come."))
        if starts and (starts - timezone.now()).days > FAR:
            self.add_error("starts", _("This is more than two years away. Is the year right?"))
        if starts and ends and ends <= starts:
            self.add_error("ends", _("It ends before it begins. Choose a later time."))
        elif starts and ends and (ends - starts).days >= LONGEST:
            self.add_error("ends", _("It takes two weeks at most. Plan another event for what comes after."))
        if starts and closes and closes > starts:
            self.add_error("closes", _("This is after it begins. Leave it empty, or choose an earlier time."))

    def _moment(self, cleaned: dict, shown: str) -> datetime | None:
        if not cleaned.get(shown) or not cleaned.get("zone"):
            return None
        try:
            return moment_there(cleaned[shown], cleaned["zone"])
        except ValidationError as error:
            self.add_error(shown, error)
            return None
        except OverflowError:
            self.add_error(shown, _("There is no such year. Write four digits, for example 2027."))
            return None


class CancelEventForm(forms.Form):
    """Why an event does not take place."""

    reason = forms.CharField(
        label=_("Why it does not take place"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands on the page, and goes to everybody who comes or waits for a place."),
        error_messages={"required": _("Say in a sentence why. Those who have kept the day free want to know.")},
    )  # fmt: skip


class EventFilters:
    """What of the list of events is asked for, from the address. What makes no sense is left out."""

    def __init__(self, query, *, is_member: bool):
        self.after = number_in(query.get("after"))
        self.group_pk = number_in(query.get("group"))
        self.country = query.get("country", "") if query.get("country") in NAMES else ""
        self.chosen = {
            "country": self.country,
            "online": query.get("online") == "1",
            "mine": is_member and query.get("mine") == "1",
            "past": query.get("past") == "1",
        }

    def query_of_calendar(self, group: Group | None) -> str:
        """The same choice for the address of a calendar, as far as it is there for everybody."""
        kept = {"country": self.country, "online": "1" if self.chosen["online"] else "", "group": group and group.pk}
        return urlencode({name: value for name, value in kept.items() if value})

    @property
    def narrows(self) -> bool:
        """Whether something is left out that would stand in the list."""
        return bool(self.country or self.chosen["online"] or self.chosen["mine"] or self.group_pk)
