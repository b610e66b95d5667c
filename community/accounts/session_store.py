"""Where sessions lie: in Django's table, read by a statement that is built once; every page of a member asks."""

import datetime as dt

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from community.core.prepared import Key, prepared


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
