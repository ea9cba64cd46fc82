"""How files are written, changed by one person and taken into use by another."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.transitions import TransitionRefused
from expenses.payments.files import accounts
from expenses.payments.files.models import FileSettings
from expenses.payments.files.states import SettingsState


@transaction.atomic
def suggest(
    *, organisation: Organisation, format: str, by: User, account: dict[str, str] | None = None, **says: Any
) -> FileSettings:
    """Write down how files should be written from now on; it waits for a second person.

    `account` is {sort_code, account_number} for Bacs. Another suggestion that waits is replaced.
    """
    # One after another for one organisation; "no key": others may go on using its row.
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    ours = FileSettings.objects.filter(organisation=organisation)
    for waiting in ours.filter(status=SettingsState.WAITING):
        transitions.transition(waiting, "replace", by=by, why=_("a newer one was suggested"))
    settings = FileSettings(
        organisation=organisation,
        version=(ours.aggregate(last=Max("version"))["last"] or 0) + 1,
        format=format,
        made_by=by,
        **says,
    )
    if account:
        accounts.fill(settings, **account)
    settings.save()
    history.record(settings, "file format suggested", by=by)
    return settings


@transaction.atomic
def check(settings: FileSettings, *, agreed: bool, why: str, by: User) -> FileSettings:
    """Second pair of eyes: take a suggestion into use, or not. `why` says how it was checked.

    Raises Refused for whoever suggested it, and when it waits no more.
    """
    row = transitions.lock(settings)
    if row.made_by_id == by.pk:
        raise TransitionRefused(_("You suggested this, so somebody else has to check it."))
    if row.status != SettingsState.WAITING:
        raise TransitionRefused(transitions.refusal(row, "take into use"))
    checked = {"checked_by": by, "checked_at": clock.now()}
    if not agreed:
        return transitions.transition(row, "replace", by=by, why=why, **checked)
    for old in FileSettings.objects.filter(organisation=row.organisation_id, status=SettingsState.IN_USE):
        transitions.transition(old, "replace", by=by, why=_("a newer one is in use"))
    return transitions.transition(row, "take into use", by=by, why=why, **checked)
