"""Shapes of input about vendors and changes."""

from community.programs.forms.change_list import ChangeFilterForm
from community.programs.forms.changes import ChangeForm, StepForm
from community.programs.forms.imports import ImportSourceForm

__all__ = ["ChangeFilterForm", "ChangeForm", "ImportSourceForm", "StepForm"]
