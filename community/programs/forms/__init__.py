"""Shapes of input about vendors and changes."""

from community.programs.forms.change_list import ChangeFilterForm
from community.programs.forms.changes import ChangeForm, StepForm
from community.programs.forms.questions import (
    AnswerForm,
    FixedForm,
    HandOverForm,
    MergeForm,
    QuestionForm,
    QuestionTextForm,
)

__all__ = [
    "AnswerForm",
    "ChangeFilterForm",
    "ChangeForm",
    "FixedForm",
    "HandOverForm",
    "MergeForm",
    "QuestionForm",
    "QuestionTextForm",
    "StepForm",
]
