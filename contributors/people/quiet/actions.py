"""Quiet hours: when somebody wants no messages and no calls."""

import datetime as dt
from typing import Any

from django.db import transaction

from contributors.accounts.models import User
from contributors.people.actions import change_details
from contributors.people.models import Person
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from contributors.people.quiet.states import QUIET, QUIET_WORDS


@transaction.atomic
def record(
    person: Person,
    *,
    quiet: str,
    quiet_from: dt.time | None,
    quiet_until: dt.time | None,
    organisation_id: int,
    said: dict[str, Any],
    by: User,
) -> OnBehalf:
    """Keep the quiet hours that somebody told us. Raises TransitionRefused."""
    wanted = Person(quiet=quiet, quiet_from=quiet_from, quiet_until=quiet_until)

    def act() -> Person:
        return change_details(person, by=by, quiet=quiet, quiet_from=quiet_from, quiet_until=quiet_until)

    return on_behalf.record(
        person=person,
        organisation_id=organisation_id,
        **said,
        by=by,
        what=QUIET,
        words=lambda: QUIET_WORDS % {"when": wanted.quiet_words},
        act=act,
    )
