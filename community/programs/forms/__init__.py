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
    "StepForm",
]
