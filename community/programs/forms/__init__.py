"""Shapes of input about vendors and changes."""

from community.programs.forms.change_list import ChangeFilterForm
from community.programs.forms.changes import ChangeForm, StepForm
from community.programs.forms.revisions import RevisionForm
from community.programs.forms.rumours import RumourSourceForm

__all__ = ["ChangeFilterForm", "ChangeForm", "RevisionForm", "RumourSourceForm", "StepForm"]
