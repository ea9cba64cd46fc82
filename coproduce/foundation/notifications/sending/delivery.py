"""Claim, try, mark: short steps, no transaction open while the mail server talks.

What is left is the gap of plain SMTP, "accepted but not written down": then the same message goes out
again under the same Message-ID, or, for a sign-in code, never (docs/decisions/0002). Each message is
guarded by itself: whatever is wrong with it is written on it, and the next one goes out.
"""

import datetime as dt
import logging
import random
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial

from django.apps import apps
from django.conf import settings

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds, queries, rendering
from coproduce.foundation.notifications.hold import actions as hold
from coproduce.foundation.notifications.hold.queries import sent_before
from coproduce.foundation.notifications.models import Channel, Notification, NotificationText
from coproduce.foundation.notifications.sending import breaker, lanes, leases, stopping
from coproduce.foundation.notifications.sending.backend import OutboxMail
from coproduce.foundation.notifications.sending.breaker import Permit
from coproduce.foundation.notifications.sending.verdicts import Outcome, Verdict
from coproduce.foundation.notifications.states import State

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 10
MOST_BROKEN = 3  # tries of a message that cannot be put into words
MOST_DOUBTS = 3  # copies, at most, of a message whose answer never came
MOST_A_CALL = 1000
SECONDS_A_CALL = 20.0


class NotWanted(Exception):
    """The message need not go out after all; says why."""


class ByAnotherWay(Exception):
    """The person is no longer reached by e-mail: `channel` and `address` are how they are now."""

    def __init__(self, channel: str, address: str) -> None:
        super().__init__(channel)
        self.channel, self.address = channel, address


@dataclass
class Round:
    """What one call did: how many messages were sent, and whether it ended before the queue did."""

    sent: int = 0
    tried: int = 0
    unfinished: bool = False


def deliver_due(only: Collection[str] | None = None) -> int:
    """Send what is due now, of these kinds if any are named. Returns how many were sent; see `deliver`."""
    return deliver(only).sent


def deliver(only: Collection[str] | None = None) -> Round:
    """Send what is due now: at most MOST_A_CALL messages, and nothing new after SECONDS_A_CALL.

    Ends early when the process is asked to stop, or the mail server is ill.
    """
    call = Round()
    until = time.monotonic() + SECONDS_A_CALL
    sender = Sender()
    try:
        while (permit := may_go_on()) is not Permit.NOTHING:
            if time.monotonic() > until or call.tried >= MOST_A_CALL:
                call.unfinished = True
                break
            sender.probing = permit is Permit.PROBE
            batch = leases.claim(1 if sender.probing else leases.BATCH, only)
            if not batch:
                if sender.probing:
                    breaker.no_probe_needed()
                break
            call.tried += len(batch)
            call.sent += sender.send_batch(batch)
    finally:
        sender.close()
    return call


def may_go_on() -> Permit:
    """Say what a sender of this process may do now."""
    if stopping.asked() or lanes.waiting.count() >= lanes.MOST_LET_GO or hold.stops():
        return Permit.NOTHING
    return breaker.permit()


def send_batch(messages: Iterable[Notification]) -> int:
    """Send claimed messages. Returns how many were sent."""
    sender = Sender()
    try:
        return sender.send_batch(list(messages))
    finally:
        sender.close()


class Sender:
    """Sends messages one after another over one lane, and over another when an answer is slow."""

    def __init__(self) -> None:
        self.lane = lanes.Lane()
        self.probing = False
        self.server_ill = False

    def close(self) -> None:
        """End the lane."""
        self.lane.close()

    def send_batch(self, messages: list[Notification]) -> int:
        """Send claimed messages; give back what is left when the server falls ill or we are to stop."""
        read_together(messages)
        self.server_ill = False
        sent, left = 0, without_sent_before(messages)
        try:
            while left and not self.server_ill and not stopping.asked():
                sent += self.send_one(left.pop(0))
        finally:
            for message in left:
                leases.give_back(message)
        return sent

    def send_one(self, message: Notification) -> bool:
        """Try one claimed message and write down what became of it. Returns whether it was sent."""
        mail = ready(message)
        if mail is None:
            if self.probing:
                breaker.no_probe_needed()  # it has told us nothing
            return False
        outcome = self.lane.send(mail, keep=lambda: leases.renew([message]))
        if outcome is None:
            lane, self.lane = self.lane, lanes.Lane()
            lane.let_go(message, partial(settle, probing=self.probing))
            return False
        if outcome.verdict is Verdict.NOT_HANDED_OVER:
            self.lane = lanes.Lane()
        verdict = settle(message, outcome, probing=self.probing)
        self.server_ill = verdict is Verdict.SERVER_ILL
        return verdict is Verdict.TAKEN


def without_sent_before(messages: list[Notification]) -> list[Notification]:
    """Mark what had been sent before the database was restored, and return the rest."""
    before = sent_before(messages)
    for message in messages:
        if message.pk in before:
            leases.mark(message, State.SENT, sent_at=clock.now(), note="sent before the restore", sealed="")
    return [message for message in messages if message.pk not in before]


def ready(message: Notification) -> OutboxMail | None:
    """Begin a try and return its mail; None when nothing is to be sent, which is then written down."""
    if morning := queries.held_until(message):
        leases.give_back(message, due_at=morning)
        return None
    if not leases.begin(message):
        return None
    try:
        return written(message)
    except NotWanted as why:
        leases.mark(message, State.CANCELLED, note=str(why), sealed="")
    except ByAnotherWay as now:
        leases.mark(message, State.WAITING, channel=now.channel, address=now.address, sealed="")
    except Exception as error:  # a fault of its kind, its facts or its words
        _broken(message, error)
    return None


def written(message: Notification) -> OutboxMail:
    """Return the mail of a message with the facts, and to the address, as they are now.

    Raises NotWanted and ByAnotherWay.
    """
    kind = kinds.get(message.kind)
    if why_not := kind.not_wanted(message):
        raise NotWanted(why_not)
    channel, message.address = message.where_now()
    if channel != Channel.EMAIL:
        raise ByAnotherWay(channel, message.address)
    if not message.address:
        raise NotWanted("nobody is reached there any more")
    message.going_out = True
    subject, body = rendering.render(message)
    return OutboxMail(
        subject,
        body,
        settings.DEFAULT_FROM_EMAIL,
        [message.address],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )


def settle(message: Notification, outcome: Outcome, *, probing: bool) -> Verdict:
    """Write down what became of a message, and what it says of the mail server.

    Returns the verdict that counts: a refusal may turn out to be the server's.
    """
    if outcome.verdict is Verdict.TAKEN:
        marked = leases.mark(message, State.SENT, sent_at=clock.now(), sealed="", address=message.address)
        hold.note_sent(message)
        breaker.taken(was_probe=probing)
        return Verdict.TAKEN if marked else Verdict.NOT_HANDED_OVER
    if outcome.verdict is Verdict.NOT_HANDED_OVER:
        leases.give_back(message)
        return outcome.verdict
    log.warning("message %s try %s: %s", message.ref, message.attempts, outcome.note)
    if outcome.verdict is Verdict.SERVER_ILL:
        leases.give_back(message)
        breaker.fell_ill(outcome.note, probing=probing)
        return Verdict.SERVER_ILL
    if probing and outcome.suspicious and breaker.refuses_all():
        return _still_refused(message, outcome)
    _write_down(message, outcome)
    if probing:
        breaker.is_well()
    if outcome.suspicious and breaker.refused(message, outcome.note):
        return Verdict.SERVER_ILL
    return outcome.verdict


def _still_refused(message: Notification, outcome: Outcome) -> Verdict:
    """Everybody's mail was refused, and so is the probe. The next probe is another: this may be its fault."""
    if outcome.verdict is Verdict.IN_DOUBT:
        _write_down(message, outcome)
    else:
        leases.give_back(message, due_at=clock.database_now() + breaker.pause(3))
    breaker.fell_ill(outcome.note, probing=True, refuses_all=True)
    return Verdict.SERVER_ILL


def _write_down(message: Notification, outcome: Outcome) -> None:
    in_doubt = outcome.verdict is Verdict.IN_DOUBT
    doubts = {"doubts": message.doubts + 1} if in_doubt else {}
    kind = kinds.find(message.kind)
    if in_doubt and (message.doubts + 1 >= MOST_DOUBTS or not (kind and kind.repeat_in_doubt)):
        leases.mark(message, State.IN_DOUBT, note=outcome.note, **doubts)
    elif outcome.verdict is Verdict.REFUSED or message.attempts >= MOST_ATTEMPTS:
        leases.mark(message, State.PARKED, note=outcome.note, **doubts)
    else:
        again = clock.database_now() + wait(message.attempts)
        leases.mark(message, State.WAITING, note=outcome.note, due_at=again, **doubts)


def _broken(message: Notification, error: Exception) -> None:
    """Put aside a message that cannot be put into words: for a while, then for a person."""
    log.exception("message %s of kind %s cannot be written", message.ref, message.kind, exc_info=error)
    note = f"{message.kind} cannot be written: {type(error).__name__}"
    if message.attempts >= MOST_BROKEN:
        leases.mark(message, State.PARKED, note=note)
    else:
        leases.mark(message, State.WAITING, note=note, due_at=clock.database_now() + wait(message.attempts))


def wait(attempts: int) -> dt.timedelta:
    """Return how long to wait before the next try: doubling from 15 s to an hour, with jitter."""
    return dt.timedelta(seconds=min(15 * 2**attempts, 3600) * random.uniform(0.75, 1.25))  # noqa: S311


def read_together(messages: list[Notification]) -> None:
    """Read what a batch is about, and the organisations' own words, in a query for each kind of row."""
    texts = NotificationText.objects.filter(kind__in={message.kind for message in messages})
    own: dict[tuple[int | None, str, str], NotificationText] = {
        (text.organisation_id, text.kind, text.language): text for text in texts
    }
    for message in messages:
        message.own_text = own.get((message.organisation_id, message.kind, message.spoken_language))
    for label in {message.subject_type for message in messages}:
        about = [message for message in messages if message.subject_type == label]
        try:
            rows = apps.get_model(label)._base_manager.in_bulk([message.subject_id for message in about])
        except (LookupError, ValueError):
            continue  # each of them meets this again when it is written, and is put aside
        for message in about:
            message.subject = rows.get(message.subject_id)
