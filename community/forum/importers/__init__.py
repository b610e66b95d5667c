"""Importers of discussions: files of other communities become threads.

``formats`` read without a database, one module for each; ``arrange`` puts a conversation in order; ``texts``, ``names``
and ``masks`` make what it says fit for here; ``store`` keeps it.
"""

from .base import FoundPost, FoundThread, Person, Reading, Report, UnreadableError
from .formats import FORMATS

__all__ = ["FORMATS", "FoundPost", "FoundThread", "Person", "Reading", "Report", "UnreadableError"]
