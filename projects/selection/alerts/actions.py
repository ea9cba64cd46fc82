"""Asking to hear of new opportunities, saying yes from a mailbox, being told, and stopping."""

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User, normal_email
from contributors.people.models import Person
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.pages import languages
from projects.selection.alerts import notifications, queries, rules
from projects.selection.alerts.models import Alert
from projects.selection.alerts.states import HEAR, STOP_HEARING, AlertState
from projects.selection.opportunities.models import Opportunity

MOST_LINKS = 3
"""So many links a mailbox is sent in a day: whoever types another's address does not fill their box."""
MOST_NEWS = 10


class LinkOver(Exception):
    """A link that no longer works, whatever the reason."""


@transaction.atomic
def ask(*, email: str, topics: Sequence[str], regions: Sequence[str]) -> None:
    """Write to a mailbox whether it wants to hear of new opportunities. Nothing more happens before its yes.

    The same for every address, known here or not: whoever asks learns nothing.
    """
    email = normal_email(email)
    if queries.asked_lately(email) >= MOST_LINKS:
        return
    link = secrets.token_urlsafe(32)
    alert = Alert.objects.create(
        person=_reader(), email=email, topics=" ".join(topics), regions=" ".join(regions),
        token_hash=rules.hash_of(link),
    )  # fmt: skip
    history.record(alert, "asked for news", by=None)
    enqueue(
        notifications.PROVE,
        to=alert.person,
        subject=alert,
        dedupe_key=f"alert-link:{alert.pk}",
        secret=reverse("alerts:prove", args=[link]),
        address=email,
    )


def _reader() -> Person:
    """Return a new row to write to, which names nobody and leads nowhere: no mailbox, no account."""
    return Person.objects.create(
        name=_("reader"), channel=Channel.PHONE, language=languages.spoken(get_language())
    )


@transaction.atomic
def prove(link: str) -> Alert:
    """Whoever reads the mailbox says yes; what it heard until now gives way. Raises LinkOver."""
    found = Alert.objects.waiting().filter(token_hash=rules.hash_of(link)).first()
    if found is None:
        raise LinkOver
    alert = transitions.lock(found)
    if alert.status != AlertState.WAITING:
        raise LinkOver
    for before in Alert.objects.live().filter(email=alert.email).order_by("pk"):
        _end(before, by=None)
    return transitions.transition(alert, "prove", by=None, told_until=clock.now())


@transaction.atomic
def stop(alert: Alert, *, by: User | None = None) -> None:
    """End it. Doing it twice changes nothing."""
    if transitions.lock(alert).status != AlertState.ENDED:
        _end(alert, by=by)


def _end(alert: Alert, *, by: User | None) -> Alert:
    return transitions.transition(alert, "end", by=by, ended_at=clock.now())


def stop_all(alerts: Iterable[Alert], *, by: User | None) -> None:
    """End several, such as those of somebody who leaves an organisation."""
    for alert in alerts:
        stop(alert, by=by)


@transaction.atomic
def record(
    person: Person,
    organisation: Organisation,
    *,
    wanted: bool,
    topics: Sequence[str],
    regions: Sequence[str],
    said: dict[str, Any],
    by: User,
) -> OnBehalf:
    """Record what somebody said by phone, by post or in person. They hear by the way we reach them.

    Raises TransitionRefused.
    """
    words = (
        _("You would like to hear of new opportunities of %(body)s.")
        if wanted
        else _("You no longer want to hear of new opportunities of %(body)s.")
    )
    return on_behalf.record(
        person=person,
        organisation_id=organisation.pk,
        **said,
        by=by,
        what=HEAR if wanted else STOP_HEARING,
        words=lambda: words % {"body": organisation.name},
        act=lambda: _change(person, organisation, wanted=wanted, topics=topics, regions=regions, by=by),
    )


def _change(
    person: Person,
    organisation: Organisation,
    *,
    wanted: bool,
    topics: Sequence[str],
    regions: Sequence[str],
    by: User,
) -> Alert | None:
    transitions.lock(person)
    for before in Alert.objects.live().filter(person=person, organisation=organisation).order_by("pk"):
        _end(before, by=by)
    if not wanted:
        return None
    alert = Alert.objects.create(
        person=person, organisation=organisation, topics=" ".join(topics), regions=" ".join(regions),
        status=AlertState.LIVE, recorded_by=by,
    )  # fmt: skip
    history.record(alert, "asked for news", by=by)
    return alert


@transaction.atomic
def tell(alert_id: int, news: Sequence[Opportunity]) -> bool:
    """Write one message to one person about all that is new to them. May run twice: the second finds nothing.

    Returns whether there was something to say.
    """
    alert = Alert.objects.select_for_update(of=("self",)).select_related("person").get(pk=alert_id)
    if alert.status != AlertState.LIVE:
        return False
    until = clock.now()
    since, alert.told_until = alert.told_until, until
    alert.save(update_fields=["told_until"])
    found = [
        row.pk
        for row in news
        if since < known(row.seen_since) <= until
        and rules.wants(
            row,
            topics=alert.chosen_topics,
            regions=alert.chosen_regions,
            organisation_id=alert.organisation_id,
        )
    ]
    if not found:
        return False
    enqueue(
        notifications.NEWS,
        to=alert.person,
        subject=alert,
        dedupe_key=f"alert-news:{alert.pk}:{found[0]}:{len(found)}:{until.date()}",
        params={"opportunities": found[:MOST_NEWS], "more": len(found) > MOST_NEWS},
        address=alert.email,
        organisation_id=alert.organisation_id,
    )
    return True


@transaction.atomic
def forget_link(alert_id: int) -> None:
    """End a wish whose mailbox never said yes. May run twice."""
    alert = Alert.objects.get(pk=alert_id)
    if alert.status == AlertState.WAITING:
        _end(alert, by=None)
