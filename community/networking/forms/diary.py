"""Shapes of input about one's own tickets."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.networking.models import Ticket
from community.networking.queries import routes_of
from community.programs.models import Vendor


class MomentInput(forms.DateTimeInput):
    """The browser's calendar with a clock, to the minute."""

    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


def _moment(label, **how) -> forms.DateTimeField:
    unreadable = _("This is no day with a time. Write it like 2026-11-30T14:05.")
    return forms.DateTimeField(
        label=label, widget=MomentInput(), error_messages={"invalid": unreadable, **how.pop("errors", {})}, **how
    )


class VendorChoice(forms.Form):
    """With whom: what else can be chosen depends on it."""

    vendor = forms.ModelChoiceField(
        Vendor.objects.all(), label=_("Vendor"), to_field_name="slug",
        error_messages={"required": _("Choose the vendor."), "invalid_choice": _("Choose one of these vendors.")},
    )  # fmt: skip


class TicketForm(forms.Form):
    """What one asked for, through which route, and what came of it."""

    title = forms.CharField(
        label=_("Ticket"), max_length=120, help_text=_("Its number, or what it is about. Only you read it."),
        error_messages={"required": _("Give the ticket a name that you will know again.")},
    )  # fmt: skip
    program = forms.ModelChoiceField(None, label=_("Program"), required=False, empty_label=_("none"))
    route = forms.ModelChoiceField(
        None, label=_("Through the route"), required=False, empty_label=_("another one, or none")
    )
    opened_at = _moment(_("Opened"), errors={"required": _("Say when you opened it.")})
    first_reply_at = _moment(
        _("First reply"), required=False, help_text=_("Of a person. An automatic receipt is no reply.")
    )
    solved_at = _moment(_("Solved"), required=False)
    escalated = forms.ChoiceField(label=_("Escalated"), choices=Ticket.Escalated.choices)
    notes = forms.CharField(
        label=_("Notes"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only you read them."),
    )  # fmt: skip

    def __init__(self, *args, vendor: Vendor, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = vendor.programs.all()
        self.fields["route"].queryset = routes_of(viewer, vendor)

    @classmethod
    def showing(cls, ticket: Ticket, data=None, *, viewer) -> "TicketForm":
        """The form with what was noted."""
        names = ("title", "program", "route", "opened_at", "first_reply_at", "solved_at", "escalated", "notes")
        initial = {name: getattr(ticket, name) for name in names}
        return cls(data, initial=initial, vendor=ticket.vendor, viewer=viewer)

    def clean(self):
        cleaned = super().clean()
        opened, replied, solved = (cleaned.get(name) for name in ("opened_at", "first_reply_at", "solved_at"))
        for name, at in (("opened_at", opened), ("first_reply_at", replied), ("solved_at", solved)):
            if at and at > timezone.now():
                self.add_error(name, _("This is yet to come. Note what has happened."))
        if opened and replied and replied < opened:
            self.add_error("first_reply_at", _("The first reply cannot come before the ticket was opened."))
        if opened and solved and solved < opened:
            self.add_error("solved_at", _("It cannot be solved before it was opened."))
        return cleaned
