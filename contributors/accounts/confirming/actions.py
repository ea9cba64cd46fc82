"""The only writers of a second person's word on a role. It is asked for in `accounts/actions`."""

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts import actions as accounts
from contributors.accounts import notifications
from contributors.accounts.confirming import queries
from contributors.accounts.models import StaffRole, User
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.models import GoesTo
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.transitions import TransitionRefused


@transaction.atomic
def confirm(role: StaffRole, *, by: User) -> StaffRole:
    """Let a role count from now on. Raises TransitionRefused when it waits for nobody, or not for `by`."""
    role = _waiting(role, by=by)
    role.waits, role.confirmed_by = False, by
    role.save(update_fields=["waits", "confirmed_by"])
    history.record(role, "role confirmed", by=by)
    _answered(role)
    accounts.take_up(role, by=by)
    return role


@transaction.atomic
def refuse(role: StaffRole, *, by: User) -> StaffRole:
    """Say no to a role. Who asked is told. Raises TransitionRefused as `confirm` does."""
    role = _waiting(role, by=by)
    role.refused_at = clock.now()
    role.save(update_fields=["refused_at"])
    history.record(role, "role refused", by=by)
    _answered(role)
    return role


def _waiting(role: StaffRole, *, by: User) -> StaffRole:
    row = StaffRole.objects.select_for_update(of=("self",)).get(pk=role.pk)
    if not row.waits or row.refused_at or row.ended_at:
        raise TransitionRefused(_("Someone has answered this already."))
    if not queries.may_confirm(row, by):
        raise TransitionRefused(_("This waits for someone else than who asked for it or would hold it."))
    return row


def _answered(role: StaffRole) -> None:
    person = role.asked_by.people.order_by("pk").first() if role.asked_by else None
    if person is not None:
        enqueue(
            notifications.ROLE_ANSWERED,
            to=person,
            subject=role,
            dedupe_key=f"role-answered:{role.pk}",
            address=role.asked_by.email if role.asked_by else "",
            goes_to=GoesTo.ACCOUNT,
            organisation_id=role.organisation_id,
        )
