"""What moderators do with the sources of imports."""

from django.db import transaction

from community.moderation.logbook import logged
from community.moderation.models import Decision
from community.programs import actions as program_actions
from community.programs.models import ImportSource

Verb = Decision.Verb


@transaction.atomic
def add_import_source(*, moderator, **facts) -> ImportSource:
    """Read a web address or folder every so often. See ``programs.actions.add_import_source``."""
    source = program_actions.add_import_source(by=moderator, **facts)
    logged(moderator, Verb.ADD_SOURCE, source)
    return source


@transaction.atomic
def change_import_source(source: ImportSource, *, moderator, **facts) -> bool:
    """Give a source another name, address or interval. False if nothing changes."""
    return program_actions.change_import_source(source, by=moderator, **facts) and logged(
        moderator, Verb.CHANGE_SOURCE, source
    )


@transaction.atomic
def trust_import_source(source: ImportSource, *, moderator) -> bool:
    """Let a source update published records by itself. False if it does."""
    return program_actions.trust_import_source(source, by=moderator) and logged(moderator, Verb.TRUST_SOURCE, source)


@transaction.atomic
def distrust_import_source(source: ImportSource, *, moderator) -> bool:
    """Decide about everything of a source again. False if that is so."""
    return program_actions.distrust_import_source(source, by=moderator) and logged(
        moderator, Verb.DISTRUST_SOURCE, source
    )


@transaction.atomic
def resume_import_source(source: ImportSource, *, moderator) -> bool:
    """Read a source again. False if it is read."""
    return program_actions.resume_import_source(source, by=moderator) and logged(moderator, Verb.RESUME_SOURCE, source)


@transaction.atomic
def stop_import_source(source: ImportSource, *, moderator) -> bool:
    """Do not read a source any more. False if it is not read."""
    return program_actions.stop_import_source(source, by=moderator) and logged(moderator, Verb.STOP_SOURCE, source)


@transaction.atomic
def run_import_source_now(source: ImportSource, *, moderator) -> bool:
    """Read a source as soon as the worker has time. It decides nothing, so it is not in the log."""
    return program_actions.run_import_source_now(source, by=moderator)
