"""Shapes of input about vendors and changes."""

from community.programs.forms.change_list import ChangeFilterForm, Offered, SaveSearchForm, SearchNameForm
from community.programs.forms.changes import ChangeForm, StepForm

__all__ = ["ChangeFilterForm", "ChangeForm", "Offered", "SaveSearchForm", "SearchNameForm", "StepForm"]
