"""Somebody did what the system cannot see by itself: they say so."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises.kinds import Side
from projects.roles.duties import notifications, rules
from projects.roles.models import DutyOccasion
from projects.team.actions import lock_open


@transaction.atomic
def done(occasion: DutyOccasion, *, by: User, words: str = "") -> DutyOccasion:
    """Say that a duty was done, with `words` for the other side where it is told in words.

    Raises TransitionRefused when it is not open any more, when the system keeps it by what happens, or when
    words are needed and there are none.
    """
    lock_open(occasion.assignment.role.project)
    fresh = transitions.lock(occasion)
    if fresh.line in rules.KEPT_BY_WHAT_HAPPENS:
        raise transitions.TransitionRefused(_("This is recorded by itself when it happens."))
    if fresh.line in rules.TOLD_IN_WORDS and not words.strip():
        raise transitions.TransitionRefused(_("Write what the other side should know."))
    owed = fresh.promise
    if owed is None or not promise.keep(owed.what, subject=fresh, by=by):
        raise transitions.TransitionRefused(_("This is done already, or no longer owed."))
    if words:
        fresh.words = words
        fresh.save(update_fields=["words"])
    history.record(fresh, "duty done", by=by)
    if words and fresh.side == Side.ORGANISATION:
        enqueue(
            notifications.DUTY_TOLD,
            to=fresh.assignment.person,
            subject=fresh,
            dedupe_key=f"{notifications.DUTY_TOLD.key}:{fresh.pk}",
            organisation_id=fresh.organisation_id,
        )
    return fresh


@transaction.atomic
def record_done(occasion: DutyOccasion, *, said: dict[str, Any], by: User) -> OnBehalf:
    """Record that somebody told us they did their part. Raises TransitionRefused."""
    words = occasion.promise.words_for_contributor if occasion.promise else ""
    return on_behalf.record(
        person=occasion.assignment.person,
        organisation_id=occasion.organisation_id,
        **said,
        by=by,
        what="role: duty done",
        words=lambda: _("You have done this: %(what)s.") % {"what": words},
        act=lambda: done(occasion, by=by),
        asked=[occasion],
    )
