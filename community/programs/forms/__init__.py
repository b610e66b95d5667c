"""Shapes of input about vendors and changes."""

from community.programs.forms.change_list import ChangeFilterForm, Offered, SaveSearchForm, SearchNameForm
from community.programs.forms.changes import ChangeForm, SimilarForm, StepForm

__all__ = ["ChangeFilterForm", "ChangeForm", "Offered", "SaveSearchForm", "SearchNameForm", "SimilarForm", "StepForm"]
