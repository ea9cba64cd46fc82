"""Somebody leaves an organisation, and comes back if they want. Nobody asks why."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.leaving.states import CAME_BACK, CAME_BACK_WORDS, LEFT, LEFT_WORDS
from contributors.people.models import Connection
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from contributors.people.signals import organisation_left
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.transitions import TransitionRefused, lock


@transaction.atomic
def leave(connection: Connection, *, by: User) -> Connection:
    """End somebody's part in all an organisation does, from today. Raises TransitionRefused if it has ended.

    The organisation keeps what it needs to pay them, and asks them to nothing new.
    """
    fresh = lock(connection)
    if fresh.left_on is not None:
        raise TransitionRefused(_("They have left already. Nothing was changed."))
    fresh.left_on = clock.today()
    fresh.save(update_fields=["left_on"])
    history.record(
        fresh.person, "left the organisation", by=by, detail={"organisation": fresh.organisation_id}
    )
    organisation_left.send(Connection, person=fresh.person, organisation=fresh.organisation, by=by)
    return fresh


@transaction.atomic
def come_back(connection: Connection, *, by: User) -> Connection:
    """Let an organisation ask somebody again, as they wish. Raises TransitionRefused for who never left."""
    fresh = lock(connection)
    if fresh.left_on is None:
        raise TransitionRefused(_("They have not left. Nothing was changed."))
    fresh.left_on = None
    fresh.save(update_fields=["left_on"])
    detail = {"organisation": fresh.organisation_id}
    history.record(fresh.person, "came back to the organisation", by=by, detail=detail)
    return fresh


@transaction.atomic
def record(connection: Connection, *, back: bool, said: dict[str, Any], by: User) -> OnBehalf:
    """Record that somebody told us they leave, or want to come back. Raises TransitionRefused."""
    act, words = (come_back, CAME_BACK_WORDS) if back else (leave, LEFT_WORDS)
    facts = {"name": connection.organisation.name}
    return on_behalf.record(
        person=connection.person,
        organisation_id=connection.organisation_id,
        **said,
        by=by,
        what=CAME_BACK if back else LEFT,
        words=lambda: words % facts,
        act=lambda: act(connection, by=by),
    )
