"""Shapes of input about questions and answers."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.forms import DayInput
from community.programs.clock import TickKind
from community.programs.models import Question


class QuestionTextField(forms.CharField):
    """20 to 600 characters of plain text in one paragraph."""

    def __init__(self, **kwargs):
        super().__init__(
            min_length=20, max_length=600, label=_("Question"), widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={
                "required": _("Write the question."),
                "min_length": _("Make the question at least %(limit_value)d characters long. It has %(show_value)d."),
                "max_length": _("Make the question at most %(limit_value)d characters long. It has %(show_value)d."),
            },
            **kwargs,
        )  # fmt: skip

    def clean(self, value):
        return super().clean(" ".join(value.split()) if value else value)


class QuestionForm(forms.Form):
    """A question to the vendor, for the member's company."""

    text = QuestionTextField(
        help_text=_("One thing that can be answered, in 20 to 600 characters. It is sent as it stands.")
    )
    unnamed = forms.BooleanField(
        required=False, label=_("Count my company without naming it"),
        help_text=_("It counts for the ten, and its name is not shown."),
    )  # fmt: skip
    # Set by the second button, once questions like this one have been shown.
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)


class QuestionTextForm(forms.Form):
    """The words of a question that a moderator mends."""

    text = QuestionTextField()


class FixedForm(forms.Form):
    """That the matter was mended without a word, and where that can be seen."""

    note = forms.CharField(
        required=False, max_length=300, label=_("What you saw"),
        help_text=_("For example: “Uploads work again since this morning.”"),
    )  # fmt: skip
    url = forms.URLField(
        required=False, max_length=500, assume_scheme="https", label=_("Where it can be seen"),
        help_text=_("If it is on the web."),
    )  # fmt: skip


class MergeForm(forms.Form):
    """Another question about the same change, into which one goes up."""

    into = forms.ModelChoiceField(Question.objects.none(), label=_("Merge into"), empty_label=_("Choose"))

    def __init__(self, question: Question, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = Question.objects.filter(change=question.change_id).standing().exclude(pk=question.pk)
        self.fields["into"].queryset = others.order_by("number")
        self.fields["into"].label_from_instance = lambda other: f"Q{other.number} · {other.text[:80]}"


class HandOverForm(forms.Form):
    """The day on which a moderator carried a question to the vendor."""

    on = forms.DateField(
        label=_("Handed over on"), widget=DayInput(), initial=timezone.localdate,
        error_messages={"invalid": _("Write the day as 2026-11-30.")},
    )  # fmt: skip


class AnswerForm(forms.Form):
    """An official answer: what it says about each question, and its words. Fields are named ``q3`` by number."""

    NOTHING = ""

    body = forms.CharField(
        label=_("Answer"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8}), help_text=_("Markdown."),
        error_messages={"required": _("Write the answer, also if you refuse: say why.")},
    )  # fmt: skip

    def __init__(self, questions: list[Question], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[f"q{question.number}"] = forms.ChoiceField(
                required=False, label=f"Q{question.number} · {question.text}", widget=forms.RadioSelect,
                choices=[(self.NOTHING, _("not about this one")), *TickKind.choices],
            )  # fmt: skip
        self.order_fields([f"q{question.number}" for question in questions])

    def clean(self):
        data = super().clean()
        if not self.ticks():
            raise ValidationError(_("Say for at least one question whether you answer it."))
        return data

    def ticks(self) -> dict[Question, str]:
        """The questions that the answer is about, each with what it does."""
        chosen = {question: self.cleaned_data.get(f"q{question.number}") for question in self.questions}
        return {question: kind for question, kind in chosen.items() if kind}
