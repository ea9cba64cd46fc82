"""Choosing: the only writer. Apps above listen, so that money follows a choice at once."""

import datetime as dt

from django.db import transaction

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from expenses.payees.recognition import signals
from expenses.payees.recognition.models import Declaration, EarningsLimit, FeeTiming, RecognitionChoice
from expenses.payees.recognition.queries import current_choice
from expenses.payees.recognition.rules import outcome_of
from expenses.payees.recognition.states import Choice, Pace
from projects.meetings.models import Meeting
from projects.roles.models import Assignment


@transaction.atomic
def choose(
    person: Person,
    *,
    choice: str,
    charity: str = "",
    most_pence: int | None = None,
    meeting: Meeting | None = None,
    assignment: Assignment | None = None,
) -> RecognitionChoice | None:
    """Keep how somebody wants their time recognised. Without a choice, the usual one counts again.

    Nothing is written to the history and nobody is told: what they choose is theirs.
    """
    transitions.lock(person)
    standing = current_choice(person, meeting=meeting, assignment=assignment)
    wanted = {
        "choice": choice,
        "charity": charity if choice == Choice.DONATE else "",
        "most_pence": most_pence if choice == Choice.LESS else None,
    }
    if standing and all(getattr(standing, name) == value for name, value in wanted.items()):
        return standing
    if standing:
        standing.replaced_at = clock.now()
        standing.save(update_fields=["replaced_at"])
    made = None
    if choice:
        made = RecognitionChoice.objects.create(
            person=person, meeting=meeting, assignment=assignment, **wanted
        )
    signals.recognition_chosen.send(Person, person=person)
    return made


@transaction.atomic
def set_timing(person: Person, *, pace: str, until: dt.date | None = None) -> None:
    """Keep when somebody wants their fees. Everything approved and not in a run follows at once."""
    transitions.lock(person)
    if pace == Pace.GO:
        FeeTiming.objects.filter(person=person).delete()
    else:
        wanted = {"pace": pace, "until": until if pace == Pace.HOLD else None, "changed_at": clock.now()}
        FeeTiming.objects.update_or_create(person=person, defaults=wanted)
    signals.recognition_chosen.send(Person, person=person)


@transaction.atomic
def set_limit(person: Person, *, pence: int | None, per: str) -> None:
    """Keep the most somebody wants to earn, encrypted; without an amount, forget it. Nobody is told."""
    transitions.lock(person)
    EarningsLimit.objects.filter(person=person).delete()
    if pence:
        limit = EarningsLimit(person=person, per=per)
        limit.pence = pence
        limit.save()


@transaction.atomic
def declare(person: Person, *, full_time: bool, unrelated: bool, own_time: bool, by: User) -> Declaration:
    """Keep what somebody declares about a public sector job, for the tax year of today."""
    transitions.lock(person)
    outcome = outcome_of(full_time=full_time, unrelated=unrelated, own_time=own_time)
    made = Declaration.objects.create(
        person=person, year_start=clock.tax_year_start(clock.today()), outcome=outcome
    )
    history.record(made, "declared", by=by)
    return made
