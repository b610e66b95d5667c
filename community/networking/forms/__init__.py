"""Shapes of input about peers."""

from community.networking.forms.directory import DirectoryFilters
from community.networking.forms.profiles import ProfileForm, tie_rows

__all__ = ["DirectoryFilters", "ProfileForm", "tie_rows"]
