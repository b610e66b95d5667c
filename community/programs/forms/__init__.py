"""Shapes of input about vendors and changes."""

from community.programs.forms.change_list import ChangeFilterForm
from community.programs.forms.changes import ChangeForm, StepForm
from community.programs.forms.matrix import BroughtForm, CellsForm, CorrectionForm, LayoutForm, MatrixDaysForm

__all__ = [
    "BroughtForm",
    "CellsForm",
    "ChangeFilterForm",
    "ChangeForm",
    "CorrectionForm",
    "LayoutForm",
    "MatrixDaysForm",
from community.programs.forms.options import QuantityForm
from community.programs.forms.sheets import OptionForm, PlaybookStepForm, SheetEditor, SheetForm

__all__ = [
    "ChangeFilterForm",
    "ChangeForm",
    "OptionForm",
    "PlaybookStepForm",
    "QuantityForm",
    "SheetEditor",
    "SheetForm",
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
