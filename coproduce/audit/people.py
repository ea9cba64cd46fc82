"""Whoever owes us something can answer; whoever holds power was given it by two; mailboxes open their own."""

import datetime as dt

from django.db.models import F, Q

from contributors.accounts.confirming.rules import needs_second
from contributors.accounts.models import StaffRole
from contributors.accounts.roles import Role
from contributors.people.importing.models import ImportRow, PeopleImport, PersonSource
from contributors.people.importing.states import AT_WORK, IN, Outcome, Status
from contributors.people.models import Person
from coproduce.audit.invariants import Finding, invariant, of_rows, together
from coproduce.foundation import clock
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


@invariant(
    holds="A file of people came in whole or not at all, and its counts add up.",
    mend="Tell the makers: name the import. Nothing of it is to be deleted before they have looked.",
)
def imports_are_whole() -> Finding:
    done = PeopleImport.objects.filter(status__in=IN)
    sums = Q(rows_read=F("created") + F("updated") + F("unchanged") + F("refused"))
    sources = PersonSource.objects.filter(imported__isnull=False)
    rows = ImportRow.objects.filter(imported__status=Status.DONE, outcome=Outcome.NEW)
    written = ImportRow.objects.exclude(imported__status__in=IN)
    return together(
        of_rows(done, done.exclude(sums)),
        of_rows(sources, sources.exclude(imported__status__in=IN)),
        of_rows(rows, rows.filter(made_id=None)),
        of_rows(written, written.exclude(made_id=None)),
    )


@invariant(
    holds="No file of people waits for the machine longer than a day.",
    mend="See that a worker runs, and in its log why it could not go on with the import.",
)
def imports_go_on() -> Finding:
    rows = PeopleImport.objects.filter(status__in=AT_WORK)
    return of_rows(rows, rows.filter(status_since__lt=clock.now() - dt.timedelta(days=1)))
