"""Shapes of input about threads and posts."""

import uuid
from datetime import UTC, datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.core.forms import DayInput
from community.core.paging import number_in
from community.forum import rules
from community.forum.models import BenefitReview, Circle, Post, Summary, TeamingOffer, Thread, ThreadReader
from community.forum.queries import reviewable_benefits
from community.tags.forms import TagsField

LONGEST_POST = Post._meta.get_field("source").max_length

ANOTHER = "another"  # a benefit that the matrix does not know

LONGEST_OFFER = timedelta(days=366)  # what is older describes nobody’s capacity

TOO_LONG = _("This text has %(show_value)d characters; %(limit_value)d is the most. Split it into two posts.")


OPENED = Signer(salt="forum.form_opened")


def opened_now(form_key) -> str:
    """The moment, signed for the form with that key."""
    return OPENED.sign_object([str(form_key), timezone.now().timestamp()])


class MarkdownField(forms.CharField):
    """A text with marks. ``above`` is the template that stands between its label and its box."""

    above = "forum/_writing_tools.html"


class WritingForm(forms.Form):
    """A form that gives one post. Its key is made with it, so that sending it twice is noticed.

    ``opened`` is the key, signed with the moment at which the form was given: of that very form, and of no other.
    """

    form_key = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    mask = forms.CharField(required=False, max_length=60)  # the pseudonym that signs, as the page showed it; or empty

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.setdefault("opened", opened_now(self["form_key"].value()))

    def renew_key(self) -> None:
        """What is sent from here on is a post of its own."""
        self.data = self.data.copy()
        self.data["form_key"] = str(uuid.uuid4())
        self.data["opened"] = opened_now(self.data["form_key"])

    @property
    def typed_for(self) -> timedelta:
        """How long the form was open; no time at all if it does not say so, or says it of another form."""
        try:
            key, moment = OPENED.unsign_object(self.cleaned_data["opened"])
        except BadSignature:
            return timedelta()
        if key != str(self.cleaned_data["form_key"]):
            return timedelta()
        return timezone.now() - datetime.fromtimestamp(moment, UTC)


class ReplyForm(WritingForm):
    """The text of a reply, and the number of the post it answers."""

    source = forms.CharField(
        label=_("Your reply"), max_length=LONGEST_POST, strip=True, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write something first. The reply is empty."), "max_length": TOO_LONG},
    )  # fmt: skip
    parent = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    hat = forms.IntegerField(required=False, min_value=1)  # which is worn while saying this; none by default
    revive = forms.BooleanField(label=_("Reply all the same"), required=False)

    def is_meant(self, thread: Thread) -> bool:
        """Asks once whether a thread that has come to rest is to be revived. False, with an error, until it is said."""
        if thread.is_at_rest and not self.cleaned_data["revive"]:
            self.add_error("revive", _("Nobody has written here for a long time. Tick that you want to reply."))
            return False
        return True


class EditForm(forms.Form):
    """A post's other text, and the version of the text that it began with."""

    source = MarkdownField(
        label=_("Text"), max_length=LONGEST_POST, strip=True, widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("The text is empty. To take the post away, remove it."), "max_length": TOO_LONG},
    )  # fmt: skip
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def begin_with(self, version: int) -> None:
        """What is saved from here on replaces that version."""
        self.data = self.data.copy()
        self.data["version"] = str(version)


KINDS = {
    Thread.Kind.QUESTION: _("Question: you need an answer"),
    Thread.Kind.DISCUSSION: _("Discussion: you want views"),
    Thread.Kind.REVIEW: _("Benefit review: what a benefit was worth"),
    Thread.Kind.OFFER: _("Offer or teaming: you have work, or look for some"),
    Thread.Kind.ANNOUNCEMENT: _("Announcement: from the moderators to everybody"),
}


class ThreadForm(WritingForm):
    """A new thread with its first post."""

    OWN: tuple[str, ...] = ()  # the fields that only threads of this kind have

    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect, initial=Thread.Kind.QUESTION)
    title = forms.CharField(
        label=_("Title"), min_length=15, max_length=255,
        help_text=_("15 to 255 characters. Name the vendor and the program."),
        widget=forms.TextInput(attrs={"data-size": "title"}),
        error_messages={
            "min_length": _("Make the title at least %(limit_value)d characters long. It has %(show_value)d."),
        },
    )  # fmt: skip
    source = MarkdownField(
        label=_("Text"), max_length=LONGEST_POST, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Markdown: **bold**, *italic*, > quote, - list, [words](address)."),
        error_messages={"required": _("Write the first post. It is empty."), "max_length": TOO_LONG},
    )  # fmt: skip
    tags = TagsField()
    group = forms.ModelChoiceField(
        None, required=False, widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("You are not in this group any more, or it has ended.")},
    )  # fmt: skip

    def __init__(self, *args, kinds, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, KINDS[kind]) for kind in kinds]
        self.fields["group"].queryset = groups
        self.has_lost_group = not self.is_bound and bool(self.initial.get("group")) and self.circle is None
        if self.has_lost_group:
            self.initial["group"] = None

    @property
    def circle(self) -> Circle | None:
        """The group whose thread it is to be, if the form names one that the member is in."""
        try:
            return self.fields["group"].clean(self["group"].value())
        except ValidationError:
            return None

    @property
    def own_fields(self) -> list:
        return [self[name] for name in self.OWN]

    @property
    def shared_fields(self) -> list:
        return [field for field in self.visible_fields() if field.name not in {"kind", "mask", *self.OWN}]

    @property
    def facts(self) -> dict:
        """What ``start_thread`` takes, without the author."""
        shared = {
            name: value for name, value in self.cleaned_data.items() if name not in {*self.OWN, "opened", "group"}
        }
        circle = self.cleaned_data["group"]
        return shared | {"details": self.details(), "typed_for": self.typed_for, "circle": circle}

    def details(self) -> BenefitReview | TeamingOffer | None:
        """What threads of this kind say besides, not saved; most say nothing."""


class DraftForm(forms.Form):
    """A form as it stands while somebody types in it. Nothing in it has to be complete."""

    MOST_VALUES, LONGEST_VALUE = 20, 500  # of one of the other fields; no real form comes near

    source = forms.CharField(
        required=False, max_length=LONGEST_POST, strip=False, error_messages={"max_length": TOO_LONG}
    )
    title = forms.CharField(required=False, max_length=255)
    form_key = forms.UUIDField(required=False)

    @property
    def rest(self) -> dict[str, list[str]]:
        """What was chosen or typed in the form's other fields."""
        forms_kept = (ThreadForm, ReviewForm, OfferForm, EditForm)
        names = {name for form in forms_kept for name in form.base_fields} - set(self.fields)
        return {
            name: [
                value[: self.LONGEST_VALUE].replace("\0", "") for value in self.data.getlist(name)[: self.MOST_VALUES]
            ]
            for name in sorted(names)
            if name in self.data
        }


def begun(form_class, draft) -> dict:
    """What ``form_class`` begins with when it goes on with a draft. Where several can be chosen, a list."""
    fields = form_class.base_fields
    many = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)
    rest = {
        name: values if isinstance(fields[name], many) else values[-1]
        for name, values in draft.rest.items()
        if name in fields and values
    }
    typed = {"source": draft.source, "title": draft.title} | ({"form_key": draft.form_key} if draft.form_key else {})
    return rest | {name: value for name, value in typed.items() if name in fields}


class ReadForm(forms.Form):
    """The numbers of posts that were read, as the page sends them; or up to which number everything was."""

    MOST = 200  # posts in one go: ten pages

    up_to = forms.IntegerField(required=False, min_value=1)
    numbers = forms.CharField(required=False, max_length=2000)

    def clean_numbers(self) -> list[int]:
        numbers = [number_in(text, most=2**31 - 1) for text in self.cleaned_data["numbers"].split(",")]
        return [number for number in numbers if number][: self.MOST]


class WatchLevelForm(forms.Form):
    """How much one wants to hear of a thread."""

    level = forms.ChoiceField(choices=ThreadReader.Level.choices)


class ReminderForm(forms.Form):
    """The day on which one wants to be reminded of a post."""

    on = forms.DateField(
        label=_("Remind me on"), required=False, widget=DayInput,
        help_text=_("In your inbox and by mail, on that day. Leave it empty for no reminder."),
        error_messages={"invalid": _("This is not a day. Write it as 2027-01-31.")},
    )  # fmt: skip


class ThreadSearchForm(forms.Form):
    """Words to look for within a thread."""

    q = forms.CharField(max_length=200, strip=True)


class SummaryForm(forms.Form):
    """What a thread has come to, and the version that the text began with."""

    source = forms.CharField(
        label=_("Summary"), max_length=Summary._meta.get_field("source").max_length, strip=True, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What is known by now, in a few sentences, with the numbers of the posts. Empty takes it away."),
        error_messages={"max_length": _("A summary has at most %(limit_value)d characters. This has %(show_value)d.")},
    )  # fmt: skip
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def begin_with(self, version: int) -> None:
        """What is saved from here on replaces that version."""
        self.data = self.data.copy()
        self.data["version"] = str(version)


class ReviewForm(ThreadForm):
    """A review of a benefit, which the matrix knows or the author names."""

    OWN = ("row", "benefit", "worked", "value")

    row = forms.ChoiceField(
        label=_("Benefit"), help_text=_("As the programs name it."),
        error_messages={"required": _("Choose the benefit, or “another one”.")},
    )  # fmt: skip
    benefit = forms.CharField(
        label=_("Its name, if it is another one"), required=False, max_length=120,
        help_text=_("With the program: “Cloud credits, partner network”."),
    )  # fmt: skip
    worked = forms.TypedChoiceField(
        label=_("Did it do what it promises?"), widget=forms.RadioSelect, coerce=lambda said: said == "yes",
        choices=[("yes", _("It worked")), ("no", _("It did not"))],
        error_messages={"required": _("Say whether it worked.")},
    )  # fmt: skip
    value = forms.ChoiceField(
        label=_("What it was worth to your company in a year"), required=False,
        choices=[("", _("not told")), *BenefitReview.Value.choices],
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {str(row.pk): row for row in reviewable_benefits()}
        self.fields["row"].choices = [("", _("choose")), *self._by_program(), (ANOTHER, _("another one"))]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("row") == ANOTHER and not cleaned.get("benefit") and "benefit" not in self.errors:
            self.add_error("benefit", _("Write the name of the benefit."))
        return cleaned

    def details(self) -> BenefitReview:
        told = self.cleaned_data
        row = self.rows.get(told["row"])
        return BenefitReview(
            row=row, benefit=row.name if row else told["benefit"], worked=told["worked"], value=told["value"]
        )

    def _by_program(self) -> list[tuple[str, list]]:
        groups: dict[str, list] = {}
        for row in self.rows.values():
            groups.setdefault(f"{row.program.vendor}: {row.program}", []).append((row.pk, row.name))
        return list(groups.items())


class OfferForm(ThreadForm):
    """Work that is offered or looked for, where, and until when."""

    OWN = ("side", "region", "until")

    side = forms.ChoiceField(
        label=_("Which is it?"), widget=forms.RadioSelect, choices=TeamingOffer.Side.choices,
        error_messages={"required": _("Say whether you offer or look for something.")},
    )  # fmt: skip
    region = forms.CharField(
        label=_("Where"), max_length=80, help_text=_("Countries or a region; “remote” if it does not matter."),
        error_messages={"required": _("Say where, or “remote”.")},
    )  # fmt: skip
    until = forms.DateField(
        label=_("Until when"), widget=DayInput, help_text=_("At most a year ahead; then it stands as over."),
        error_messages={"required": _("Say until when it stands.")},
    )  # fmt: skip

    def clean_until(self):
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= until <= today + LONGEST_OFFER:
            raise ValidationError(_("Choose a day from today on, at most a year ahead."))
        return until

    def details(self) -> TeamingOffer:
        return TeamingOffer(**{name: self.cleaned_data[name] for name in self.OWN})


FORMS = {Thread.Kind.REVIEW: ReviewForm, Thread.Kind.OFFER: OfferForm}


def thread_form(member: User, kind: str, *args, **kwargs) -> ThreadForm:
    """The form for a thread of that kind; one with the shared fields alone if there is no such kind."""
    kinds, groups = rules.kinds_for(member), Circle.objects.written_in_by(member)
    return FORMS.get(kind if kind in kinds else "", ThreadForm)(*args, kinds=kinds, groups=groups, **kwargs)


class ObsoleteForm(forms.Form):
    """Why an accepted answer does not hold any more."""

    reason = forms.CharField(
        label=_("What has changed"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody reads it beside the answer."),
        error_messages={"required": _("Say what has changed, so that readers know what to do instead.")},
    )  # fmt: skip
