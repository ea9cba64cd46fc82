"""Which duties a draft names, measured ones and ones in own words."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.refs import new_ref
from projects.roles.models import RoleVersion
from projects.roles.models.duty_kinds import FREE, Every, of_side
from projects.roles.states import VersionState
from projects.team.actions import lock_open

COLUMN = {Side.ORGANISATION: "our_promises", Side.CONTRIBUTOR: "their_promises"}
MOST_FREE = 20


def _lock_draft(version: RoleVersion) -> RoleVersion:
    lock_open(version.role.project)
    fresh = transitions.lock(version)
    if fresh.status != VersionState.DRAFT:
        raise transitions.TransitionRefused(
            _("This version was offered to people, so it cannot be changed. Start a new one.")
        )
    return fresh


def _save(version: RoleVersion, verb: str, *, by: User) -> RoleVersion:
    version.save(update_fields=list(COLUMN.values()))
    history.record(version.role, verb, by=by, detail={"version": version.number})
    return version


@transaction.atomic
def choose(version: RoleVersion, *, days: Mapping[str, int | None], by: User) -> RoleVersion:
    """Say which measured duties a draft names, each with its days; those in own words stay.

    Raises TransitionRefused once it was offered.
    """
    fresh = _lock_draft(version)
    for side, column in COLUMN.items():
        chosen: list[dict[str, Any]] = []
        for kind in of_side(side):
            if kind.key in days:
                counted = {"days": days[kind.key]} if kind.usual is not None else {}
                chosen.append({"kind": kind.key, **counted})
        kept = [entry for entry in getattr(fresh, column) if entry["kind"] == FREE]
        setattr(fresh, column, chosen + kept)
    return _save(fresh, "duties chosen", by=by)


@transaction.atomic
def add_free(
    version: RoleVersion, *, side: Side, words: str, every: Every, by: User, by_day: dt.date | None = None
) -> RoleVersion:
    """Add a duty in own words to a draft. `by_day`: for one that is due once. Raises TransitionRefused."""
    fresh = _lock_draft(version)
    entries = getattr(fresh, COLUMN[Side(side)])
    if len(entries) >= MOST_FREE + len(of_side(Side(side))):
        raise transitions.TransitionRefused(_("This list is long enough. Remove one before you add another."))
    entry = {"kind": FREE, "key": new_ref(), "side": str(Side(side))}
    entry |= {"words": words, "every": str(every)}
    if every == Every.ONCE and by_day:
        entry["by"] = by_day.isoformat()
    entries.append(entry)
    return _save(fresh, "duty added", by=by)


@transaction.atomic
def remove_free(version: RoleVersion, *, key: str, by: User) -> RoleVersion:
    """Take a duty in own words off a draft; one that has gone already is no error.

    Raises TransitionRefused.
    """
    fresh = _lock_draft(version)
    for column in COLUMN.values():
        kept = [entry for entry in getattr(fresh, column) if entry.get("key") != key]
        setattr(fresh, column, kept)
    return _save(fresh, "duty removed", by=by)
