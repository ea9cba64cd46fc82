"""How a person is paid: the only writer."""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.encryption import encrypt, key_of, keys
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.transitions import TransitionRefused
from expenses.payees import notifications, rules, signals
from expenses.payees.models import BankDetails, PayPreference
from expenses.payees.queries import ENCRYPTED, breaks_segregation_of_duties, open_details, same_details
from expenses.payees.recognition.actions import choose
from expenses.payees.recognition.queries import current_choice
from expenses.payees.recognition.states import Choice
from expenses.payees.recording.models import RecordedRoute
from expenses.payees.rules import ClearDetails
from expenses.payees.states import BankState, Route
from expenses.payees.talking import actions as talking


@transaction.atomic
def choose_route(
    person: Person, *, route: str, by: User, charity: str = "", talk_first: bool = False
) -> PayPreference:
    """Record how somebody wants to be paid, and whether they want to talk first: then we owe them a talk.

    Without a route, the way they are paid stays as it is.
    """
    transitions.lock(person)
    standing = PayPreference.objects.filter(person=person).first()
    before = rules.route_of(standing)
    if not route:
        route, charity = before, standing.charity if standing else ""
    preference, _new = PayPreference.objects.update_or_create(
        person=person,
        defaults={
            "route": route,
            "charity": charity if route == Route.CHARITY else "",
            "talk_first": talk_first,
            "changed_at": clock.now(),
        },
    )
    history.record(preference, "way to be paid chosen", by=by)
    _fees_follow(person, before, route)
    wanted_to_talk = standing is not None and standing.talk_first
    talking.follow_wish(person, before=wanted_to_talk, wants=talk_first, by=by)
    if by.pk == person.account_id:
        forget_recorded_route(person, by=by)
    signals.way_of_payment_changed.send(Person, person=person, by=by)
    return preference


def forget_recorded_route(person: Person, *, by: User) -> None:
    """A newer word of the person takes the place of one that still waits to be checked."""
    for waiting in RecordedRoute.objects.pending().filter(person=person):
        transitions.transition(waiting, "supersede", by=by, why=_("a newer choice was given"))


def _fees_follow(person: Person, before: str, route: str) -> None:
    """“Expenses only” is a choice about fees: it is kept where those choices are, and taken back there."""
    if route == Route.NONE:
        choose(person, choice=Choice.EXPENSES_ONLY)
    elif before == Route.NONE and getattr(current_choice(person), "choice", "") == Choice.EXPENSES_ONLY:
        choose(person, choice="")


@transaction.atomic
def save_details(person: Person, *, clear: ClearDetails, by: User, rest: bool = False) -> BankDetails:
    """Keep somebody's bank details as a new version.

    The first ones, typed by the person, are in use at once. Changed ones cool off for 48 hours; the person
    hears of it where we reached them before. A second pair of eyes is needed when somebody else
    typed them, or when another person has the same account. `rest`: the first ones cool off as well.
    """
    transitions.lock(person)
    before = person.bank_details.all()
    standing = before.exclude(status=BankState.SUPERSEDED).order_by("-version").first()
    if standing and same_details(standing, clear):
        return standing
    first = not before.exists()
    row = _new_version(person, clear, first=first and not rest, by=by)
    history.record(row, "bank details given" if first else "bank details changed", by=by)
    if not first:
        enqueue(notifications.CHANGED, to=person, subject=row, dedupe_key=f"bank-details-changed:{row.pk}")
    used = _activate(row) if rules.may_be_used(row, clock.now()) else row
    signals.way_of_payment_changed.send(Person, person=person, by=by)
    return used


def _new_version(person: Person, clear: ClearDetails, *, first: bool, by: User) -> BankDetails:
    for waiting in person.bank_details.pending():
        transitions.transition(waiting, "supersede", by=by, why=_("newer details were given"))
    now = clock.now()
    row = BankDetails(
        person=person,
        version=(person.bank_details.aggregate(last=Max("version"))["last"] or 0) + 1,
        made_at=now,
        made_by=by,
        usable_from=rules.usable_from(first=first, now=now),
        needs_check=person.account_id != by.pk or _elsewhere(person, clear),
    )
    _fill(row, clear)
    row.save()
    return row


def _elsewhere(person: Person, clear: ClearDetails) -> bool:
    same = BankDetails.objects.filter(fingerprint__in=clear.fingerprints).exclude(person=person)
    return same.exclude(status=BankState.SUPERSEDED).exists()


def _activate(row: BankDetails) -> BankDetails:
    for old in BankDetails.objects.active().filter(person=row.person_id):
        transitions.transition(old, "supersede", by=None, why=_("newer details are in use"))
    return transitions.transition(row, "activate", by=None)


@transaction.atomic
def check_details(details: BankDetails, *, agreed: bool, by: User, why: str) -> BankDetails:
    """Second pair of eyes: changed details are right, or not to be used. `why` says how it was checked.

    Raises TransitionRefused for whoever typed them, for the person themselves, and when nothing waits.
    """
    row = transitions.lock(details)
    if row.made_by_id == by.pk or breaks_segregation_of_duties(by, row.person):
        raise TransitionRefused(_("Someone else has to check these details."))
    if row.status != BankState.PENDING or row.checked_at:
        raise TransitionRefused(_("These details are no longer waiting for a check."))
    row.checked_by, row.checked_at = by, clock.now()
    row.save(update_fields=["checked_by", "checked_at"])
    history.record(row, "checked by a second person", by=by, why=why, detail={"agreed": agreed})
    if not agreed:
        refused = transitions.transition(row, "supersede", by=by, why=why)
        signals.way_of_payment_changed.send(Person, person=row.person, by=by)
        return refused
    return _activate(row) if rules.may_be_used(row, clock.now()) else row


def end_cooling_off() -> int:
    """Take changed details into use whose cooling-off is over by the database's clock. Returns how many.

    The clock calls this; a payment run calls it too, before it looks at anybody's details.
    """
    cooled_off = (
        BankDetails.objects.pending()
        .filter(Q(needs_check=False) | Q(checked_at__isnull=False), usable_from__lte=clock.database_now())
        .order_by("pk")
    )
    with transaction.atomic():
        rows = list(cooled_off.select_for_update(of=("self",), skip_locked=True))
        for row in rows:
            _activate(row)
    return len(rows)


def _fill(row: BankDetails, clear: ClearDetails) -> None:
    """Encrypt the numbers into an unsaved row, each bound to the row, its person and its field."""
    for name, field in ENCRYPTED.items():
        value = getattr(clear, name)
        setattr(row, field, encrypt(value, bound_to=row.bound_to(field)) if value else "")
    row.tail, row.fingerprint = clear.account_number[-4:], clear.fingerprint


@transaction.atomic
def set_aside_unreadable(details: BankDetails, *, by: User) -> None:
    """Take bank details that do not open out of use: what is owed waits until they are given again.

    When their key is missing it may come back, so they stay: the audit names them.
    """
    row = transitions.lock(details)
    history.record(row, "bank details cannot be read", by=by)
    if {key_of(value) for value in row.encrypted.sealed_of(row).values()} <= keys().keys():
        transitions.transition(row, "supersede", by=by, why=_("they cannot be read"))
        signals.way_of_payment_changed.send(Person, person=row.person, by=by)


def open_for_bank_file(row: BankDetails, *, by: User) -> ClearDetails:
    """Return the numbers in clear for the bank file, and write down who opened them.

    Raises encryption.CannotOpen when a value was changed or moved here from another row.
    """
    history.record(row, "opened for a bank file", by=by)
    return open_details(row)


def open_all_for_bank_file(rows: models.QuerySet[Any], *, by: User) -> Callable[[BankDetails], ClearDetails]:
    """Write down, in one statement, who opened all these rows; return what turns one of them into numbers."""
    history.record_all(rows, "opened for a bank file", by=by)
    return open_details
