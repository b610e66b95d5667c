"""Shapes of input about vendors and changes."""

from community.programs.forms.change_list import ChangeFilterForm
from community.programs.forms.changes import ChangeForm, StepForm
from community.programs.forms.effects import CensusForm, EffectForm
from community.programs.forms.holdings import BusinessForm, HoldingFormSet, holding_rows

__all__ = [
    "BusinessForm",
    "CensusForm",
    "ChangeFilterForm",
    "ChangeForm",
    "EffectForm",
    "HoldingFormSet",
    "StepForm",
    "holding_rows",
]
