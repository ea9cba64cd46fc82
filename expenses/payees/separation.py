"""One human, one hand: who may not decide on somebody's money because they are that somebody."""

from contributors.accounts.models import User, normal_email
from contributors.people.models import Person
from contributors.people.supporters.models import Supporter
from expenses.payees.models import BankDetails
from expenses.payees.states import BankState


def same_human(user: User, person: Person) -> bool:
    """Say whether an account may well be this person's: theirs, or one with their mailbox or bank account.

    Two accounts of one human share an address or an account number sooner or later. People who only
    share a mailbox or an account (a couple) do not decide on each other's money either.
    """
    own = list(user.people.all())
    if person.account_id == user.pk or person in own:
        return True
    theirs = {person.email, person.account.email if person.account else ""}
    mine = {user.email, *(one.email for one in own)}
    if {normal_email(address) for address in theirs if address} & {normal_email(a) for a in mine if a}:
        return True
    if Supporter.objects.open().filter(helper__in=own, person=person).exists():
        return True  # whoever helps to write a claim does not decide on it
    return bool(_accounts_of([person]) & _accounts_of(own))


def _accounts_of(people: list[Person]) -> set[str]:
    live = BankDetails.objects.filter(person__in=people).exclude(status=BankState.SUPERSEDED)
    return set(live.values_list("fingerprint", flat=True))
