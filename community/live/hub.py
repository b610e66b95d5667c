"""The one thread with the one connection: it listens, lets pages in, tells them what is new, and lets them go.

Everything that touches the database happens here, one thing after the other, so a process with 5,000 open pages
costs PostgreSQL one connection.
"""

import contextlib
import logging
import os
import select
import threading
import time
from collections import defaultdict, deque

from django.db import DatabaseError, InterfaceError, connection

from community.core.live import MEMBER, TALK, THREAD
from community.live import queries
from community.live.streams import Stream
from community.notifications.queries import NOTHING_NEW, news_of

log = logging.getLogger(__name__)

LOOK = 2.0  # seconds between two looks whether everybody may still read what they read; 5 are promised
LONGEST = 15 * 60.0  # seconds; the browser comes back at once and is let in anew
PER_MEMBER = 8  # open pages in sight at once; the oldest goes
AT_ONCE = 50  # pages that are let in before the others are looked after again
PAUSE = 1.0  # seconds before a lost database is asked again


class Hub:
    """Open pages by what they are told of. ``open`` and ``close`` are the loop's, all else the thread's."""

    def __init__(self) -> None:
        self.streams: dict[Stream, None] = {}  # in the order in which they came
        self.is_listening = False
        self._by_topic: dict[tuple[str, int], dict[Stream, None]] = defaultdict(dict)
        self._told: dict[tuple[str, int], None] = {}  # what PostgreSQL has said and nobody has heard yet
        self._came: deque[Stream] = deque()
        self._left: deque[Stream] = deque()
        self._bell, self._ring = os.pipe()
        os.set_blocking(self._ring, False)
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="live", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended = True
        self._wake()
        self._thread.join(timeout=2)

    def open(self, stream: Stream) -> None:
        self._came.append(stream)
        self._wake()

    def close(self, stream: Stream) -> None:
        self._left.append(stream)
        self._wake()

    def _wake(self) -> None:
        with contextlib.suppress(BlockingIOError):  # it is ringing already
            os.write(self._ring, b".")

    # --- The thread -------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._ended:
            try:
                self._listen()
            except (DatabaseError, InterfaceError) as error:
                log.error("database away: %s", error)
                self.is_listening = False
                connection.close()
                time.sleep(PAUSE)
            except Exception:  # whatever it is, the other pages go on
                log.exception("the thread of the open pages begins again")
                connection.close()
                time.sleep(PAUSE)
        connection.close()

    def _listen(self) -> None:
        connection.ensure_connection()
        connection.connection.add_notify_handler(self._hear)
        with connection.cursor() as cursor:
            cursor.execute("SET application_name = 'backchannel live'")
            cursor.execute("LISTEN live")  # core.live.CHANNEL
        self.is_listening = True
        self._told |= dict.fromkeys(self._by_topic)  # what was said while nobody listened
        looked = time.monotonic()
        while not self._ended:
            if not self._told and not self._came:
                self._wait(looked + LOOK - time.monotonic())
            self._let_in_some()
            while self._left:
                self._forget(self._left.popleft())
            self._tell()
            if time.monotonic() > looked + LOOK:
                self._look()
                looked = time.monotonic()

    def _wait(self, seconds: float) -> None:
        """Until PostgreSQL says something, a page comes or goes, or the time is over."""
        ready, _, _ = select.select([connection.connection, self._bell], [], [], max(0.0, seconds))
        if self._bell in ready:
            os.read(self._bell, 65536)
        if connection.connection in ready:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")  # whatever is asked, what PostgreSQL has said comes along to _hear

    def _hear(self, said) -> None:
        topic, _, number = said.payload.partition(" ")
        if number.isdecimal() and (topic, int(number)) in self._by_topic:  # else nobody has it open
            self._told[topic, int(number)] = None

    # --- Pages come and go ------------------------------------------------------------------------

    def _let_in_some(self) -> None:
        """At most AT_ONCE, so that thousands who come back together do not hold up the others."""
        coming = [self._came.popleft() for _turn in range(min(len(self._came), AT_ONCE))]
        if not coming:
            return
        try:
            self._let_in(coming)
        except (DatabaseError, InterfaceError):
            self._came.extendleft(stream for stream in reversed(coming) if stream not in self.streams)
            raise

    def _let_in(self, coming: list[Stream]) -> None:
        """Tell them what they missed; a page that may not read is refused."""
        came = self._that_may_read(coming)
        for stream in came:
            early = len(self.streams) % 100 / 500  # up to a fifth, so that those who came together do not go together
            stream.until = time.monotonic() + LONGEST * (1 - early)
            self.streams[stream] = None
            for topic in _topics(stream):
                self._by_topic[topic][stream] = None
            stream.admit()
        # From here on they hear what is said, so nothing is lost between what they missed and what comes.
        self._say_unread(came)
        self._say_replies(came)
        self._say_messages(came, is_first=True)
        for member in {stream.member for stream in came}:
            for oldest in list(self._by_topic[MEMBER, member])[:-PER_MEMBER]:
                self._end(oldest)

    def _forget(self, stream: Stream) -> None:
        if stream not in self.streams:
            return
        del self.streams[stream]
        for topic in _topics(stream):
            self._by_topic[topic].pop(stream, None)
            if not self._by_topic[topic]:
                del self._by_topic[topic]

    def _end(self, stream: Stream) -> None:
        self._forget(stream)
        stream.end()

    # --- What is new ------------------------------------------------------------------------------

    def _tell(self) -> None:
        """Everything that was said, each thing once. What fails is told again when the database is back."""
        while self._told:
            topics, self._told = self._told, {}  # what is said from here on is another thing
            try:
                self._say_unread(self._open_on(topics, MEMBER))
                waiting = [*self._open_on(topics, THREAD), *self._open_on(topics, TALK)]
                self._end_some(waiting)
                lasting = [stream for stream in waiting if stream in self.streams]
                self._say_replies(lasting)
                self._say_messages(lasting)
            except (DatabaseError, InterfaceError):
                self._told |= topics
                raise

    def _open_on(self, topics, kind: str) -> list[Stream]:
        return [stream for topic in topics if topic[0] == kind for stream in self._by_topic.get(topic, ())]

    def _say_unread(self, streams: list[Stream]) -> None:
        news = news_of({stream.member for stream in streams}) if streams else {}
        for stream in streams:
            new = news.get(stream.member, NOTHING_NEW)
            stream.say("inbox", {"unread": new.notifications, "messages": new.conversations})

    def _say_replies(self, streams: list[Stream]) -> None:
        """One query for all pages that know of the same posts of a thread."""
        knowing = defaultdict(list)
        for stream in streams:
            if stream.thread_id:
                knowing[stream.thread_id, stream.after].append(stream)
        for (thread, after), waiting in knowing.items():
            numbers = queries.replies_after(thread, after)
            for stream in waiting if numbers else ():
                stream.after = numbers[-1]
                stream.say("replies", {"thread": thread, "numbers": numbers}, number=stream.after)

    def _say_messages(self, streams: list[Stream], *, is_first: bool = False) -> None:
        """That a conversation has changed, with the number of its last message, which may be known: one was hidden.
        As a page comes it is told only of what it does not know. One query."""
        talking = [stream for stream in streams if stream.talk_id]
        numbers = queries.last_numbers({stream.talk_id for stream in talking}) if talking else {}
        for stream in talking:
            number = numbers.get(stream.talk_id, 0)
            if not is_first or number > stream.after:
                stream.after = number
                stream.say("messages", {"conversation": stream.talk_id, "last": number}, number=number)

    # --- Whether they may still read --------------------------------------------------------------

    def _look(self) -> None:
        """End what has lasted long enough or may not go on."""
        now = time.monotonic()
        for stream in [stream for stream in self.streams if now > stream.until]:
            self._end(stream)
        self._end_some(self.streams)

    def _end_some(self, streams) -> None:
        """Those that may not go on. Three queries, and some more if anybody's standing has changed."""
        streams = list(streams)
        if not streams:
            return
        standing = queries.Standing.of(
            {stream.session_key for stream in streams},
            {stream.member for stream in streams},
            {stream.thread_id for stream in streams if stream.thread_id},
            {stream.talk_id for stream in streams if stream.talk_id},
        )
        doubtful = []
        for stream in streams:
            found = (
                standing.members.get(stream.member),
                standing.place(stream.member, stream.thread_id, stream.talk_id),
            )
            if stream.session_key not in standing.sessions or found != stream.standing:
                doubtful.append(stream)
        if doubtful:
            self._that_may_read(doubtful)

    def _that_may_read(self, streams: list[Stream]) -> list[Stream]:
        """Of these the ones that may, with a note on what it depends; all others are ended.

        A page that comes without a number begins now. A session never changes hands.
        """
        admitted = queries.admissions(
            {(stream.session_key, stream.thread_id) for stream in streams if not stream.talk_id}
        )
        admitted |= queries.admissions_to_talks(
            {(stream.session_key, stream.talk_id) for stream in streams if stream.talk_id}
        )
        lasting = []
        for stream in streams:
            found = admitted.get((stream.session_key, _place(stream)))
            if found is None or stream.member not in (None, found.member):
                self._end(stream)
                continue
            stream.member, stream.standing = found.member, found.standing
            if stream.after is None:
                stream.after = found.newest
            lasting.append(stream)
        return lasting


def _place(stream: Stream) -> int | tuple[str, int] | None:
    """What the page shows, as admissions name it."""
    return (TALK, stream.talk_id) if stream.talk_id else stream.thread_id


def _topics(stream: Stream) -> list[tuple[str, int]]:
    of_thread = [(THREAD, stream.thread_id)] if stream.thread_id else []
    of_talk = [(TALK, stream.talk_id)] if stream.talk_id else []
    return [(MEMBER, stream.member), *of_thread, *of_talk]
