"""Lanes to the mail server: a slow answer keeps its own lane, and nobody behind it waits.

A lane is a connection with a thread that talks on it. Whoever sends waits for it a moment; when the answer
is slow to come, the lane is let go with its one message and settles it by itself, up to ten minutes later
(RFC 5321, 4.5.3.2.6). The next message gets a lane of its own.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.mail import get_connection
from django.db import connections

from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending import leases, stopping, verdicts
from coproduce.foundation.notifications.sending.backend import OutboxMail
from coproduce.foundation.notifications.sending.smtp import Stage
from coproduce.foundation.notifications.sending.verdicts import Outcome, Verdict

log = logging.getLogger(__name__)
PATIENCE = 1.5  # seconds for one message, once its recipient was named
GRACE = 2.0  # seconds for answers, from the moment a process was asked to stop
MOST_LET_GO = 20  # lanes of one process that wait for an answer
LOOK = 0.1  # seconds between two looks at whether to stop

Settle = Callable[[Notification, Outcome], Any]


class Lane:
    """One connection, kept open over many messages. Not to be shared between threads."""

    def __init__(self) -> None:
        self.connection: Any = get_connection()
        self._transport: Any = getattr(self.connection, "transport", self.connection)
        self._work: queue.SimpleQueue[OutboxMail | None] = queue.SimpleQueue()
        # Not a SimpleQueue: its `get` waits for ever when a signal's handler outlasts the wait (Python 3.11).
        self._done: queue.Queue[Outcome] = queue.Queue()
        self._handing = threading.Lock()
        self._late: Callable[[Outcome], Any] | None = None
        self._thread: threading.Thread | None = None

    def send(self, mail: OutboxMail, *, keep: Callable[[], Any]) -> Outcome | None:
        """Return what became of a mail, or None when its answer is slow: then `let_go` of this lane.

        `keep` is called now and then to hold on to the message, while there is no answer.
        A transport that is no conversation answers in this very thread.
        """
        mail.connection = self.connection
        if not getattr(self._transport, "in_lanes", False):
            return self._talk(mail)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="mail-lane", daemon=True)
            self._thread.start()
        self._work.put(mail)
        return self._wait(keep)

    def let_go(self, message: Notification, settle: Settle) -> None:
        """Leave this lane alone with its message; it calls `settle` when the answer has come."""
        waiting.add(self, message)

        def late(outcome: Outcome) -> None:
            try:
                settle(message, outcome)
            finally:
                waiting.remove(self)
                connections.close_all()

        with self._handing:
            if self._done.empty():
                self._late = late
                return
        waiting.remove(self)
        settle(message, self._done.get())
        self.close()

    def abandon(self) -> bool:
        """Do not hand over what is on its way. Returns False when it may have arrived already."""
        return self._transport.talk.abandon()

    def close(self) -> None:
        """Say goodbye, without waiting for the answer."""
        if self._thread is None:
            self.connection.close()
        else:
            self._work.put(None)

    def _wait(self, keep: Callable[[], Any]) -> Outcome | None:
        named_at, kept_at = None, time.monotonic()
        while True:
            try:
                return self._done.get(timeout=LOOK)
            except queue.Empty:
                now = time.monotonic()
            if now - kept_at > leases.LEASE.total_seconds() / 3:
                kept_at = now
                keep()
            if stopping.asked():
                if self.abandon():
                    return Outcome(Verdict.NOT_HANDED_OVER)
                if stopping.seconds() > GRACE:
                    return None
            if self._transport.talk.stage >= Stage.RECIPIENT:
                named_at = named_at or now
                if now - named_at > PATIENCE and waiting.count() < MOST_LET_GO:
                    return None

    def _run(self) -> None:
        while mail := self._work.get():
            outcome = self._talk(mail)
            with self._handing:
                late = self._late
                if late is None:
                    self._done.put(outcome)
            if late is not None:
                late(outcome)
                break
        self._hang_up(politely=True)

    def _talk(self, mail: OutboxMail) -> Outcome:
        while True:
            fresh = True
            try:
                fresh = self.connection.open() is not False
                mail.send(fail_silently=False)
                return verdicts.TAKEN
            except Exception as error:  # whatever goes wrong with one must not stop the next
                talk = getattr(self._transport, "talk", None)
                outcome = verdicts.judge(error, talk and talk.stage)
                self._hang_up(politely=bool(verdicts.answer_of(error)[0]) and not outcome.line_closed)
                if fresh or not (outcome.line_closed or outcome.verdict is Verdict.SERVER_ILL):
                    return outcome  # else an old connection had ended: once more on a new one

    def _hang_up(self, *, politely: bool) -> None:
        try:
            if politely or not hasattr(self._transport, "hang_up"):
                self.connection.close()
            else:
                self._transport.hang_up()
        except Exception as error:
            log.info("the line was closed already: %s", type(error).__name__)


class Waiting:
    """The lanes of this process that were let go, and one thread that keeps their leases."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lanes: dict[Lane, Notification] = {}
        self._keeper: threading.Thread | None = None

    def count(self) -> int:
        """Return how many wait."""
        return len(self._lanes)

    def add(self, lane: Lane, message: Notification) -> None:
        with self._lock:
            self._lanes[lane] = message
            if self._keeper is None:
                self._keeper = threading.Thread(target=self._keep, name="mail-leases", daemon=True)
                self._keeper.start()

    def remove(self, lane: Lane) -> None:
        with self._lock:
            self._lanes.pop(lane, None)

    def wind_up(self, **_signal: Any) -> None:
        """Before this process ends: give back what was not handed over, wait a little for other answers.

        A worker that is only replaced waits for all of them; one that was asked to stop, until GRACE is over.
        """
        while self._lanes:
            if stopping.asked():
                for lane, message in list(self._lanes.items()):
                    if lane.abandon():
                        self.remove(lane)
                        leases.give_back(message)
                if stopping.seconds() > GRACE:
                    break
            time.sleep(LOOK)
        connections.close_all()

    def _keep(self) -> None:
        every = leases.LEASE.total_seconds() / 3
        renewed = time.monotonic()
        while True:
            time.sleep(LOOK)
            with self._lock:
                if not self._lanes:
                    self._keeper = None
                    break
                held = list(self._lanes.values())
            if time.monotonic() - renewed > every:
                renewed = time.monotonic()
                self._renew(held)
        connections.close_all()

    def _renew(self, held: list[Notification]) -> None:
        try:
            leases.renew(held)
        except Exception as error:  # the database is away: it is tried again in a moment
            log.warning("leases were not renewed: %s", type(error).__name__)
            connections.close_all()


waiting = Waiting()
