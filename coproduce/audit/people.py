"""Whoever owes us something can answer; whoever holds power was given it by two; mailboxes open their own."""

from django.db.models import F, Q

from contributors.accounts.confirming.rules import needs_second
from contributors.accounts.models import StaffRole
from contributors.accounts.roles import Role
from contributors.people.models import Person
from coproduce.audit.invariants import Finding, invariant, of_rows
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import Promise


@invariant(
    holds="Whoever we wait for can be reached: by e-mail, phone or post.",
    mend="Ask somebody who knows them how to reach them.",
)
def everybody_asked_can_be_reached() -> Finding:
    open_ones = Promise.objects.open().filter(side=Side.CONTRIBUTOR)
    rows = Person.objects.filter(pk__in=open_ones.values("person"))
    return of_rows(rows, rows.filter(Q(email="") & Q(phone="") & Q(address="")))


@invariant(
    holds="A role with power over money or over others counts because a second person confirmed it.",
    mend="End the role; ask for it again, and let somebody else confirm it.",
)
def power_has_a_second_person() -> Finding:
    roles = [role for role in Role if needs_second(role)]
    rows = StaffRole.objects.filter(role__in=roles, waits=False, refused_at=None, asked_by__isnull=False)
    return of_rows(rows, rows.filter(confirmed_by=None, ended_at=None, asked_by__is_superuser=False))


@invariant(
    holds="An account opens the pages of people at its own mailbox only.",
    mend="Ask the person which mailbox is theirs, and let them show it.",
)
def account_and_mailbox_agree() -> Finding:
    rows = Person.objects.filter(account__isnull=False).exclude(email="")
    return of_rows(rows, rows.exclude(email=F("account__email")))
