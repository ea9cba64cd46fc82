"""When somebody can come, as they told staff. The verbs are those of the person themselves."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from contributors.accounts.models import User
from contributors.availability import actions as availability
from contributors.availability.models import Away, Unavailable
from contributors.availability.recording.rules import in_words
from contributors.availability.recording.states import REMOVED_WORDS, TIMES, Told
from contributors.people.models import Person
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf

VERBS: dict[str, Callable[..., object]] = {
    Told.WEEKLY: availability.add_weekly,
    Told.AWAY: availability.add_away,
    Told.TRAVEL: availability.set_travel,
    Told.CLOCK: availability.live_by,
}


@transaction.atomic
def record_times(
    person: Person,
    *,
    topic: str,
    told: dict[str, Any],
    organisation_id: int,
    said: dict[str, Any],
    by: User,
) -> OnBehalf:
    """Record when somebody can come; `told` is what the topic's action takes. Raises TransitionRefused."""

    def act() -> None:
        VERBS[topic](person, by=by, **told)

    return on_behalf.record(
        person=person,
        organisation_id=organisation_id,
        **said,
        by=by,
        what=TIMES,
        words=lambda: in_words(topic, told),
        act=act,
    )


@transaction.atomic
def record_removal(
    row: Unavailable | Away, *, organisation_id: int, said: dict[str, Any], by: User
) -> OnBehalf:
    """Record that a time or days away do not stand in somebody's way any more. Raises TransitionRefused."""
    what = str(row)

    def act() -> None:
        availability.remove(row, by=by)

    return on_behalf.record(
        person=row.person,
        organisation_id=organisation_id,
        **said,
        by=by,
        what=TIMES,
        words=lambda: REMOVED_WORDS % {"what": what},
        act=act,
    )
