"""Where somebody is signed in, and where that lies: in Django's table, read by a statement that is built once."""

import datetime as dt

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from community.core.prepared import Key, prepared


def end_the_others(sender, request, user, **told) -> None:
    """A new second factor guards what was opened without it, too. Called by allauth."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()


class SessionStore(DatabaseStore):
    """Django's own but for how a session is looked up."""

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        found = next(iter(_sessions(key=Key(key), now=timezone.now())), None) if key else None
        if found is None:
            self._session_key = None
        return found


@prepared
def _sessions(*, key: Key, now: dt.datetime) -> QuerySet:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
