"""Reads about how people are paid: who may not decide on whose money, and bank details in clear."""

from collections.abc import Iterable

from contributors.accounts.models import User, normal_email
from contributors.people.models import Person
from contributors.people.supporters.models import Supporter
from coproduce.foundation.encryption import decrypt, fingerprint_keys
from expenses.payees.models import BankDetails
from expenses.payees.rules import ClearDetails
from expenses.payees.states import BankState

ENCRYPTED = {
    "account_name": "sealed_name",
    "sort_code": "sealed_sort_code",
    "account_number": "sealed_account_number",
    "roll_number": "sealed_roll_number",
}


def breaks_segregation_of_duties(user: User, person: Person) -> bool:
    """Say whether an account may well be this person's: theirs, or one with their mailbox or bank account.

    Two accounts of one human share an address or an account number sooner or later. People who only
    share a mailbox or an account (a couple) do not decide on each other's money either.
    """
    own = list(user.people.all())
    if person.account_id == user.pk:
        return True
    theirs = {person.email, person.account.email if person.account else ""}
    mine = {user.email, *(one.email for one in own)}
    if {normal_email(address) for address in theirs if address} & {normal_email(a) for a in mine if a}:
        return True
    if Supporter.objects.open().filter(helper__in=own, person=person).exists():
        return True  # whoever helps to write a claim does not decide on it
    return bool(accounts_of([person]) & accounts_of(own))


def accounts_of(people: Iterable[Person]) -> set[str]:
    """Return the fingerprints of the bank accounts that people gave and have not replaced.

    While keys change, rows hold fingerprints by either: then those of each account by all keys.
    """
    live = BankDetails.objects.filter(person__in=people).exclude(status=BankState.SUPERSEDED)
    found = set()
    for row in live:
        found.add(row.fingerprint)
        if len(fingerprint_keys()) > 1 and BankDetails.encrypted.opens(row):
            found.update(open_details(row).fingerprints)
    return found


def account_name(row: BankDetails) -> str:
    """Return the name on the account as typed, for finance to compare with what the bank file makes of it."""
    return decrypt(row.sealed_name, bound_to=row.bound_to("sealed_name"))


def open_details(row: BankDetails) -> ClearDetails:
    sealed = {name: (getattr(row, field), row.bound_to(field)) for name, field in ENCRYPTED.items()}
    return ClearDetails(
        **{name: decrypt(value, bound_to=to) if value else "" for name, (value, to) in sealed.items()}
    )


def same_details(row: BankDetails, clear: ClearDetails) -> bool:
    """Say whether a row already holds exactly these details, the name on the account included.

    What does not open is not the same: the person gives it again.
    """
    return BankDetails.encrypted.opens(row) and open_details(row) == clear
