"""Carrying out an erasure: everything about a person, in both databases, in files and in queues.

What goes and what stays is the schedule's; this walks it. All of it is one transaction, but for files
(once it stands) and equality answers (their own database, first: what is lost then was to go anyway).
"""

import datetime as dt
import json
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from contributors.accounts.devices.models import Device
from contributors.accounts.models import Organisation, StaffRole, User
from contributors.monitoring.actions import stop as stop_equality
from contributors.people.models import Connection, Person
from coproduce.foundation import clock
from coproduce.foundation.database.erasing import MARK, erase_values
from coproduce.foundation.encryption import encrypt
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.notifications.models import DemoMail
from coproduce.foundation.notifications.states import State
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.undo.models import Removal
from coproduce.rights.models import HeldApart
from coproduce.rights.times import rows
from coproduce.rights.times.lines import FINANCIAL_YEARS, LINES
from coproduce.rights.times.schedule import DELETE, MODELS, STAY
from expenses.claims.models import Claim
from expenses.claims.states import ClaimState
from expenses.claims.writing.actions import withdraw
from expenses.payments.advances.models import Advance
from expenses.payments.advances.states import AdvanceState
from projects.selection.interest.actions import withdraw as withdraw_interest
from projects.selection.interest.models import Expression

SETTLED = (ClaimState.PAID, ClaimState.REFUSED, ClaimState.WITHDRAWN)
ADVANCE_OPEN = (AdvanceState.ASKED, AdvanceState.APPROVED, AdvanceState.GIVEN)
APART = [label for label, kept in MODELS.items() if kept.line == "money" and kept.then != STAY]
FIRST = ("meetings.Arrangement", "power_balance.PowerRating", "socialaccount.SocialToken")
"""Deleted before the rows they point to."""


def money_open(person: Person, organisation_id: int) -> bool:
    """Say whether money is still on its way to a person, or back: then nothing can be erased yet."""
    claims = Claim.objects.filter(person=person, organisation=organisation_id)
    advances = Advance.objects.filter(person=person, organisation=organisation_id)
    return (
        claims.exclude(status__in=[*SETTLED, ClaimState.DRAFT]).exists()
        or advances.filter(status__in=ADVANCE_OPEN).exists()
    )


def is_last(person: Person, organisation_id: int) -> bool:
    """Say whether no other organisation knows the person: then what belongs to none goes too."""
    return not Connection.objects.filter(person=person).exclude(organisation=organisation_id).exists()


def erase(person: Person, organisation: Organisation, *, by: User | None) -> None:
    """Erase what one organisation has of a person. Call it in a transaction. May run twice."""
    last = is_last(person, organisation.pk)
    if last:
        stop_equality(person)
    _end_offers(person, organisation, by=by)
    found = {label: _theirs(label, person, organisation.pk, last=last) for label in MODELS}
    _call_back_messages(found)
    _forget_removed(found)
    _forget_mentions(found, person, last=last)
    _hold_apart(found, person, organisation)
    _withdraw_interest(found, person, by=by, last=last)
    for label in sorted(MODELS, key=lambda one: (one not in FIRST, MODELS[one].then != DELETE)):
        if label not in ("people.Person", "people.Connection"):
            _forget(label, found[label])
    Connection.objects.filter(person=person, organisation=organisation).delete()
    if last:
        _forget_browsers(person.email)
        _forget_account(person)
        _forget("people.Person", found["people.Person"])
        Person.objects.filter(pk=person.pk).update(account=None)


def _theirs(label: str, person: Person, organisation_id: int, *, last: bool) -> QuerySet[Any]:
    found = rows.about(label, person, organisation_id, and_none=last)
    if rows.of_an_account(label) and (not last or _shares_account(person)):
        return found.none()
    # What points here may be gone by then, and with it the way by which the rows were found.
    return found.model._base_manager.filter(pk__in=list(found.values_list("pk", flat=True)))


def _shares_account(person: Person) -> bool:
    return person.account is not None and person.account.people.exclude(pk=person.pk).exists()


def _end_offers(person: Person, organisation: Organisation, *, by: User | None) -> None:
    """Take back what waits: drafts of claims, promises of either side, messages in the queue."""
    for claim in Claim.objects.filter(person=person, organisation=organisation, status=ClaimState.DRAFT):
        withdraw(claim, by=by)  # type: ignore[arg-type]  # the clock, for data whose time is over
    owed = Promise.objects.open().filter(Q(person=person) | Q(owner=person), organisation=organisation)
    for one in owed:
        promise.release_one(one, by=by, why=_("They asked to be forgotten."))


def _call_back_messages(found: dict[str, QuerySet[Any]]) -> None:
    found["notifications.Notification"].filter(state=State.WAITING).update(state=State.CANCELLED)


def _forget_removed(found: dict[str, QuerySet[Any]]) -> None:
    """Delete what was just removed and is about the person: put back, it would stand there again."""
    keys = {label: set(theirs.values_list("pk", flat=True)) for label, theirs in found.items()}
    for removal in Removal.objects.exclude(rows=""):
        for one in serializers.deserialize("json", removal.rows):
            if _is_about(one.object, keys):
                removal.delete()
                break


def _is_about(row: Any, keys: dict[str, set[Any]]) -> bool:
    """Say whether a row that stands in no table now leads to the person, or to a row about them."""
    if not MODELS[row._meta.label].about:
        return False
    links = [one for one in row._meta.concrete_fields if one.many_to_one or one.one_to_one]
    return any(getattr(row, one.attname) in keys.get(one.related_model._meta.label, ()) for one in links)


def _withdraw_interest(
    found: dict[str, QuerySet[Any]], person: Person, *, by: User | None, last: bool
) -> None:
    """Take back what still waits for an answer: a row that waits cannot be without its person.

    When the last organisation that knows them forgets them, nobody could answer what waits elsewhere either.
    """
    waiting = Expression.objects.waiting()
    here = waiting.filter(pk__in=found["selection.Expression"].values("pk"))
    for row in waiting.filter(person=person) if last else here:
        withdraw_interest(row, by=by)


def _forget_mentions(found: dict[str, QuerySet[Any]], person: Person, *, last: bool) -> None:
    """Take the reasons out of history, and the names out of what Django admin wrote down."""
    for label, theirs in found.items():
        if not MODELS[label].about or (label == "people.Person" and not last):
            continue
        keys = list(theirs.values_list("pk", flat=True))
        entries = HistoryEntry.objects.filter(subject_type=label, subject_id__in=_numbers(keys))
        erase_values(entries.exclude(why__in=["", MARK]), {"why": MARK})
        kind = ContentType.objects.get_for_model(rows.model_of(label))
        LogEntry.objects.filter(content_type=kind, object_id__in=[str(key) for key in keys]).update(
            object_repr=MARK, change_message=""
        )
    if last:
        sent = Q(message_id__in=found["notifications.Notification"].values("message_id"))
        named = Q(body__contains=person.name) | Q(subject__contains=person.name)
        DemoMail.objects.filter(sent | named | Q(to=person.email, to__gt="")).delete()


def _numbers(keys: list[Any]) -> list[int]:
    return [key for key in keys if isinstance(key, int)]


def _hold_apart(found: dict[str, QuerySet[Any]], person: Person, organisation: Organisation) -> None:
    """Put the words of money rows, sealed, where no list reads them, until the law lets them go."""
    kept: dict[str, dict[str, dict[str, str]]] = {}
    for label in APART:
        left = rows.with_something_left(label, found[label])
        names = [name for name, value in rows.emptied(label, files=False).items() if value != ""]
        for row in left.values("pk", *names) if names else []:
            kept.setdefault(label, {})[str(row.pop("pk"))] = {
                name: str(row[name]) for name in names if row[name]
            }
    if not kept:
        return
    kept["people.Person"] = {str(person.pk): {"name": person.name}}
    apart = HeldApart(organisation=organisation, person_ref=person.ref, kept_until=_held_until(clock.today()))
    apart.sealed = encrypt(json.dumps(kept), bound_to=apart.bound_to("sealed"))
    apart.save()


def _held_until(today: dt.date) -> dt.date:
    year = today.year + (1 if (today.month, today.day) >= (4, 1) else 0)
    return dt.date(year + FINANCIAL_YEARS, 3, 31)


def _forget(label: str, theirs: QuerySet[Any]) -> None:
    """Delete or empty rows; receipts stay for the accounts until their line is over."""
    kept = MODELS[label]
    if kept.then == DELETE:
        rows.delete(label, theirs)
    elif kept.then != STAY:
        rows.empty(label, theirs, files=not LINES[kept.line].financial)


def _forget_browsers(email: str) -> None:
    """End the sessions in which a code for a mailbox was asked for: nobody is signed in there yet."""
    for session in Device.objects.filter(account=None).iterator() if email else ():
        if email in str(session.get_decoded()):
            session.delete()


def _forget_account(person: Person) -> None:
    """Close the account for good, unless somebody else uses it too."""
    account = person.account
    if account is None or _shares_account(person):
        return
    if StaffRole.objects.current().filter(user=account).exists():
        return
    account.email = f"erased-{account.pk}@erased.invalid"
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["email", "is_active", "password"])
