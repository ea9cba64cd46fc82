"""Whoever owes us something can answer."""

from django.db.models import Q

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
