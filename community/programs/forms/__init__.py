"""Shapes of input about vendors and changes."""

from community.programs.forms.change_list import ChangeFilterForm, Offered, SaveSearchForm, SearchNameForm
from community.programs.forms.changes import ChangeForm, SimilarForm, StepForm
from community.programs.forms.effects import CensusForm, EffectForm
from community.programs.forms.holdings import BusinessForm, HoldingFormSet, holding_rows
from community.programs.forms.imports import ImportSourceForm
from community.programs.forms.matrix import BroughtForm, CellsForm, CorrectionForm, LayoutForm, MatrixDaysForm
from community.programs.forms.options import QuantityForm
from community.programs.forms.questions import (
    AnswerForm,
    FixedForm,
    HandOverForm,
    MergeForm,
    QuestionForm,
    QuestionTextForm,
)
from community.programs.forms.revisions import RevisionForm
from community.programs.forms.rumours import RumourSourceForm
from community.programs.forms.sheets import OptionForm, PlaybookStepForm, SheetEditor, SheetForm

__all__ = [
    "AnswerForm",
    "BroughtForm",
    "BusinessForm",
    "CellsForm",
    "CensusForm",
    "ChangeFilterForm",
    "ChangeForm",
    "CorrectionForm",
    "EffectForm",
    "FixedForm",
    "HandOverForm",
    "HoldingFormSet",
    "ImportSourceForm",
    "LayoutForm",
    "MatrixDaysForm",
    "MergeForm",
    "Offered",
    "OptionForm",
    "PlaybookStepForm",
    "QuantityForm",
    "QuestionForm",
    "QuestionTextForm",
    "RevisionForm",
    "RumourSourceForm",
    "SaveSearchForm",
    "SearchNameForm",
    "SheetEditor",
    "SheetForm",
    "SimilarForm",
    "StepForm",
    "holding_rows",
]
