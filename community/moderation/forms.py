"""Shapes of input about reports and decisions."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from community.accounts.models import Sanction, User
from community.core.forms import DayInput, ReasonForm
from community.core.paging import number_in
from community.forum.models import Thread, WatchedWord
from community.moderation.models import ReasonTemplate, Report
from community.moderation.rules import MOST_TOGETHER
from community.programs.models import Vendor
from community.tags.forms import TagsField
from community.tags.models import Tag


class ReportForm(forms.ModelForm):
    """What is wrong with something; ``reasons`` are those that make sense for a thing of its kind."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=Report.Reason.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = Report
        fields = ["reason", "note"]
        labels = {"note": _("In your words")}
        help_texts = {"note": _("A sentence helps the moderator. The author never learns who reported.")}

    def __init__(self, *args, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(reason, Report.Reason(reason).label) for reason in reasons]


class NoticeForm(forms.Form):
    """What somebody says is illegal, where it stands, and who says so."""

    page = forms.CharField(
        label=_("Address of the page"), max_length=400,
        help_text=_("Copy it from the browser. Every post has an address of its own: the number above it."),
        error_messages={"required": _("Say on which page it stands.")},
    )  # fmt: skip
    explanation = forms.CharField(
        label=_("What is illegal there, and why?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Name the words or the picture, and the law or right that it breaks."),
        error_messages={"required": _("Say what is illegal, and why.")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Say who you are. Only moderators read it.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254,
        help_text=_("You get a link by which you confirm the notice, and later what came of it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Without an address nobody can answer you.")},
    )  # fmt: skip
    good_faith = forms.BooleanField(
        label=_("I believe in good faith that what I say here is accurate and complete."),
        error_messages={"required": _("This is needed for a notice.")},
    )  # fmt: skip

    def __init__(self, *args, host: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.host = host

    def clean_page(self) -> str:
        """From its slash on. Whether something is there is not said, only whether an address looks like this."""
        parts = urlsplit(self.cleaned_data["page"].strip())
        if parts.netloc and parts.netloc not in {self.host, urlsplit(settings.SITE_URL).netloc}:
            raise ValidationError(_("This is an address of another site. We can only act on what stands here."))
        try:
            resolve(parts.path)
        except Resolver404:
            raise ValidationError(_("No page here has such an address. Copy it from the browser.")) from None
        return parts.path + (f"#{parts.fragment}" if parts.fragment else "")


# What moves to the reason, by the kind of decision: d declines, h hides.
KEYS = {"decline": "d", "hide": "h"}


class DecisionForm(ReasonForm):
    """Why something is declined or hidden: chosen from the list for that kind of decision, written, or both."""

    def __init__(self, kind: str, *args, **kwargs):
        super().__init__(*args, **kwargs)
        templates = ReasonTemplate.objects.filter(kind=kind)
        self.fields["template"] = forms.ModelChoiceField(
            templates, label=_("A reason that is given often"), required=False, empty_label=_("In my own words")
        )
        self.fields["reason"].required = False
        self.order_fields(["template", "reason"])
        if not templates:
            del self.fields["template"]
        key = KEYS.get(kind.partition("_")[0])
        if key:
            next(iter(self.visible_fields())).field.widget.attrs["data-key"] = key

    def clean(self):
        given = super().clean()
        chosen = given.get("template")
        words = [chosen.text if chosen else "", given.get("reason", "").strip()]
        whole = " ".join(word for word in words if word)
        field = self.fields["reason"]
        if not whole and "reason" not in self.errors:
            self.add_error("reason", field.error_messages["required"])
        if len(whole) > field.max_length:
            self.add_error("reason", _("Together with the chosen reason this is too long. Shorten it."))
        return given | {"reason": whole}


class TogetherForm(DecisionForm):
    """Which cases are decided about together, and why. ``kind`` is empty for decisions without a reason."""

    def __init__(self, kind: str, *args, **kwargs):
        super().__init__(kind, *args, **kwargs)
        self.needs_reason = bool(kind)
        self.fields["reason"].widget.attrs["rows"] = 2

    def clean(self):
        given = super().clean() if self.needs_reason else self.cleaned_data | {"reason": ""}
        chosen = self.data.getlist("case")
        if not chosen:
            self.add_error(None, _("Choose at least one case. Nothing was decided."))
        if len(chosen) > MOST_TOGETHER:
            words = {"count": len(chosen), "most": MOST_TOGETHER}
            self.add_error(None, _("These are %(count)d cases, at most %(most)d are decided at once.") % words)
        return given | {"case": chosen}


class AppealForm(forms.Form):
    """Why a decision about oneself is wrong."""

    text = forms.CharField(
        label=_("Why the decision is wrong"), min_length=20, max_length=2000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Say what was overlooked. You can write once; another moderator reads it."),
        error_messages={
            "required": _("Say why the decision is wrong."),
            "min_length": _("Say it in a whole sentence, so that somebody else understands it."),
        },
    )  # fmt: skip


class ReasonTemplateForm(forms.ModelForm):
    """A reason that is given often."""

    class Meta:
        model = ReasonTemplate
        fields = ["kind", "title", "text", "position"]
        labels = {
            "kind": _("For which decision"), "title": _("Short name"), "text": _("What the author will read"),
            "position": _("Place in the list"),
        }  # fmt: skip
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"title": _("Only moderators read it."), "text": _("Say which rule, and what to do next.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose")), *self.fields["kind"].choices[1:]]


class LockForm(ReasonForm):
    """Why a thread is locked: shorter than other reasons, because everybody reads it above the thread."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        longest = Thread._meta.get_field("lock_reason").max_length
        reason = self.fields["reason"]
        reason.label = _("Why is it locked? Everybody reads this.")
        reason.max_length = longest
        reason.widget.attrs["maxlength"] = str(longest)
        reason.validators.append(MaxLengthValidator(longest))


class SanctionForm(ReasonForm):
    """What is imposed on somebody, for how long, and why."""

    LENGTHS = {
        "24h": (timedelta(hours=24), _("24 hours")),
        "3d": (timedelta(days=3), _("3 days")),
        "7d": (timedelta(days=7), _("7 days")),
        "30d": (timedelta(days=30), _("30 days")),
        "": (None, _("until it is lifted")),
    }

    kind = forms.ChoiceField(
        label=_("What"), choices=Sanction.Kind.choices, widget=forms.RadioSelect,
        help_text=_("Who is silenced reads and does not write. Who is suspended cannot sign in. Their posts stay."),
    )  # fmt: skip
    lasts = forms.ChoiceField(
        label=_("How long"), required=False, initial="24h",
        choices=[(name, label) for name, (_length, label) in LENGTHS.items()],
        help_text=_("A warning has no length."),
    )  # fmt: skip
    case = forms.RegexField(r"^[a-z]+-[0-9]{1,18}$", required=False, max_length=40, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)  # the latest one that was shown
    field_order = ["kind", "lasts", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What the person will read")

    def clean_lasts(self) -> timedelta | None:
        return self.LENGTHS[self.cleaned_data["lasts"]][0]


class BlockForm(forms.Form):
    """What happens to the author of a post that is declined, and for how long. The reason is that of declining."""

    sanction = forms.ChoiceField(
        label=_("What"), choices=[(kind, kind.label) for kind in (Sanction.Kind.SILENCE, Sanction.Kind.SUSPEND)],
        widget=forms.RadioSelect, initial=Sanction.Kind.SILENCE,
        help_text=_("Who is silenced reads and does not write. Who is suspended cannot sign in."),
    )  # fmt: skip
    lasts = forms.ChoiceField(
        label=_("How long"), required=False, initial="7d",
        choices=[(name, label) for name, (_length, label) in SanctionForm.LENGTHS.items()],
    )  # fmt: skip

    def clean_lasts(self) -> timedelta | None:
        return SanctionForm.LENGTHS[self.cleaned_data["lasts"]][0]


class ApprovalForm(forms.Form):
    """Approving a partner application."""

    email_domain = forms.CharField(required=False, max_length=253)


class PinForm(forms.Form):
    """How long a thread stands above the list."""

    until = forms.DateField(
        label=_("Until when"), required=False, widget=DayInput,
        help_text=_("The last day. Leave it empty to pin it until somebody unpins it."),
        error_messages={"invalid": _("This is not a day. Write it as 2027-01-31.")},
    )  # fmt: skip


class IntoForm(ReasonForm):
    """Another thread, named by its address or number, and why posts go there."""

    into = forms.CharField(
        label=_("Into which thread?"), max_length=400,
        help_text=_("Its address, or its number: the 12 of /t/12-title/."),
        error_messages={"required": _("Name the other thread.")},
    )  # fmt: skip
    field_order = ["into", "reason"]

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["reason"].label = _("Why? Those who wrote the posts read this, and so does everybody in the log.")

    def clean_into(self) -> Thread:
        found = re.fullmatch(r"(?:.*/t/)?([0-9]{1,18})(?:[-/?#].*)?", self.cleaned_data["into"].strip())
        threads = Thread.objects.visible_to(self.viewer)
        thread = threads.select_related("change").filter(pk=int(found[1])).first() if found else None
        if thread is None:
            raise ValidationError(_("There is no such thread. Copy its address from the browser."))
        return thread


class ChangeThreadForm(ReasonForm):
    """A thread's title, kind and tags."""

    title = forms.CharField(label=_("Title"), min_length=15, max_length=255)
    kind = forms.ChoiceField(label=_("Kind"), choices=Thread.Kind.choices)
    tags = TagsField(required=False)
    field_order = ["title", "kind", "tags", "reason"]

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, Thread.Kind(kind).label) for kind in kinds]
        self.fields["reason"].label = _("Why? Everybody reads this in the log.")


class SplitForm(ChangeThreadForm):
    """Which posts begin a thread of their own, and what it is called."""

    numbers = forms.CharField(
        label=_("Posts"), max_length=400, help_text=_("Their numbers, as 5, 9. What answers them goes along."),
        error_messages={"required": _("Write the number of at least one post.")},
    )  # fmt: skip
    field_order = ["numbers", "title", "kind", "tags", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why? Those who wrote the posts read this, and so does everybody in the log.")

    def clean_numbers(self) -> list[int]:
        parts = self.cleaned_data["numbers"].replace("#", " ").replace(",", " ").split()
        numbers = [number_in(part, most=2**31 - 1) for part in parts]
        if not numbers or None in numbers:
            raise ValidationError(_("Write numbers of posts, as 5, 9."))
        return sorted(set(numbers))


class LiftForm(forms.Form):
    """Why an administrator must know who stands behind a pseudonym."""

    reason = forms.CharField(
        label=_("Why you must know"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Moderators read it in the log, and the person does. Name nobody."),
        error_messages={"required": _("Say why. Without a reason nobody looks.")},
    )  # fmt: skip
    untold = forms.BooleanField(
        label=_("Do not tell the person: it would defeat the purpose"), required=False,
        help_text=_("The log says that, to everybody. Say in the reason what telling would spoil."),
    )  # fmt: skip


class ScopeForm(forms.Form):
    """Who moderates which part."""

    person = forms.CharField(
        label=_("Handle"), max_length=21, help_text=_("Of a partner, as @bob."),
        error_messages={"required": _("Name a member by their handle.")},
    )  # fmt: skip
    vendor = forms.ModelChoiceField(
        Vendor.objects.order_by("name"), label=_("What is about this vendor"), required=False, empty_label="–"
    )
    tag = forms.ModelChoiceField(
        Tag.objects.order_by("name"), label=_("or carries this tag"), required=False, empty_label="–"
    )

    def clean_person(self) -> User:
        handle = self.cleaned_data["person"].strip().removeprefix("@").lower()
        person = User.objects.active().with_company().filter(handle=handle, imported_from="").first()
        if person is None:
            raise ValidationError(_("There is no member with this handle."))
        return person

    def clean(self):
        given = super().clean()
        if bool(given.get("vendor")) == bool(given.get("tag")):
            raise ValidationError(_("Choose a vendor or a tag, one of the two."))
        return given


class WatchedWordForm(forms.Form):
    """A word whose posts wait."""

    word = forms.CharField(
        label=_("Word"), max_length=WatchedWord._meta.get_field("word").max_length,
        help_text=_("One word, or several in a row. Write out each form of it: “refund” does not find “refunds”."),
        error_messages={"required": _("Write a word.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("Why"), required=False, max_length=WatchedWord._meta.get_field("note").max_length,
        help_text=_("For the other moderators."),
    )  # fmt: skip


__all__ = [
    "AppealForm",
    "ApprovalForm",
    "ChangeThreadForm",
    "DecisionForm",
    "IntoForm",
    "LockForm",
    "NoticeForm",
    "PinForm",
    "ReasonForm",
    "ReasonTemplateForm",
    "ReportForm",
    "SanctionForm",
    "ScopeForm",
    "SplitForm",
    "WatchedWordForm",
]
