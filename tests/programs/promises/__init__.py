"""What PostgreSQL itself must refuse, by the names of the constraints: one file for each thing.

Each file has ``BROKEN``: a constraint's name to attempts, functions of a draft change, that the database must refuse
for that very reason.
"""

import importlib
import pkgutil


def all_promises() -> dict[str, list]:
    """The attempts of all files, by constraint."""
    found: dict[str, list] = {}
    for module in pkgutil.iter_modules(__path__):
        found |= importlib.import_module(f"{__name__}.{module.name}").BROKEN
    return found
