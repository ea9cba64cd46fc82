"""The only writers of what somebody told us about how they are paid."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.pages.presenters import uk_date
from coproduce.foundation.transitions import TransitionRefused
from expenses.payees import actions as payees
from expenses.payees import rules
from expenses.payees.models import BankDetails, PayPreference
from expenses.payees.queries import breaks_segregation_of_duties
from expenses.payees.recognition.actions import choose, set_limit
from expenses.payees.recognition.states import Choice, Period
from expenses.payees.recording.models import RecordedRoute
from expenses.payees.recording.states import (
    BANK,
    BANK_WORDS,
    CHOICE,
    CHOICE_WORDS,
    LIMIT,
    LIMIT_WORDS,
    NO_LIMIT,
    ROUTE,
    ROUTE_WORDS,
    TALK_FIRST,
)
from expenses.payees.rules import ClearDetails
from expenses.payees.states import BankState, Route


@transaction.atomic
def record_bank(
    person: Person, *, clear: ClearDetails, organisation_id: int, said: dict[str, Any], by: User
) -> OnBehalf:
    """Keep bank details that somebody read out or wrote to us. A letter tells them.

    They rest, the first ones too, and a second person checks them. Raises TransitionRefused.
    """

    def act() -> BankDetails:
        return payees.save_details(person, clear=clear, by=by, rest=True)

    return on_behalf.record(
        person=person,
        organisation_id=organisation_id,
        **said,
        by=by,
        what=BANK,
        words=lambda: BANK_WORDS % {"day": _first_day()},
        act=act,
        letter=True,
    )


@transaction.atomic
def record_route(
    person: Person,
    *,
    route: str,
    charity: str = "",
    talk_first: bool = False,
    organisation_id: int,
    said: dict[str, Any],
    by: User,
) -> OnBehalf:
    """Keep how somebody told us they want to be paid. A letter tells them. Raises TransitionRefused.

    Another way rests and is checked by a second person. The wish to talk first counts at once.
    """
    transitions.lock(person)
    payees.forget_recorded_route(person, by=by)
    return on_behalf.record(
        person=person,
        organisation_id=organisation_id,
        **said,
        by=by,
        what=ROUTE,
        words=lambda: _route_words(route, charity, talk_first),
        act=lambda: _keep_route(person, route=route, charity=charity, talk_first=talk_first, by=by),
        letter=True,
    )


def _keep_route(
    person: Person, *, route: str, charity: str, talk_first: bool, by: User
) -> RecordedRoute | Person:
    standing = PayPreference.objects.filter(person=person).first()
    if talk_first:
        payees.choose_route(person, **_as_it_is(standing), talk_first=True, by=by)
    if not route or (route, charity) == tuple(_as_it_is(standing).values()):
        return person
    made = RecordedRoute.objects.create(
        person=person,
        route=route,
        charity=charity if route == Route.CHARITY else "",
        made_by=by,
        usable_from=rules.usable_from(first=False, now=clock.now()),
    )
    history.record(made, "way to be paid recorded", by=by)
    return made


def _route_words(route: str, charity: str, talk_first: bool) -> str:
    if not route:
        return str(TALK_FIRST)
    name = f"{Route(route).label}: {charity}" if route == Route.CHARITY else Route(route).label
    text = ROUTE_WORDS % {"route": name, "day": _first_day()}
    return f"{text}\n{TALK_FIRST}" if talk_first else text


def _as_it_is(standing: PayPreference | None) -> dict[str, str]:
    return {"route": rules.route_of(standing), "charity": standing.charity if standing else ""}


def _first_day() -> str:
    return uk_date(clock.uk(clock.now() + rules.COOLING_OFF).date())


@transaction.atomic
def check_route(recorded: RecordedRoute, *, agreed: bool, why: str, by: User) -> RecordedRoute:
    """Second pair of eyes: the person did say so, or it is not to be used. `why` says how it was checked.

    Raises TransitionRefused for whoever wrote it down, for the person themselves, and when nothing waits.
    """
    row = transitions.lock(recorded)
    if row.made_by_id == by.pk or breaks_segregation_of_duties(by, row.person):
        raise TransitionRefused(_("Someone else has to check this."))
    if row.status != BankState.PENDING or row.checked_at:
        raise TransitionRefused(_("This is no longer waiting for a check."))
    row.checked_by, row.checked_at = by, clock.now()
    row.save(update_fields=["checked_by", "checked_at"])
    history.record(row, "way to be paid checked", by=by, why=why, detail={"agreed": agreed})
    if not agreed:
        return transitions.transition(row, "supersede", by=by, why=why)
    return use(row) if row.usable_from <= clock.now() else row


def use(row: RecordedRoute) -> RecordedRoute:
    """Let a checked way count that has rested. Call it inside a transaction."""
    fresh = transitions.transition(row, "activate", by=None)
    standing = PayPreference.objects.filter(person=row.person_id).first()
    talk_first = standing.talk_first if standing else False
    payees.choose_route(
        row.person, route=row.route, charity=row.charity, talk_first=talk_first, by=row.made_by
    )
    return fresh


def use_rested() -> int:
    """Let every checked way count that has rested by the database's clock. Returns how many."""
    rested = RecordedRoute.objects.pending().filter(
        checked_at__isnull=False, usable_from__lte=clock.database_now()
    )
    with transaction.atomic():
        rows = list(rested.order_by("pk").select_for_update(of=("self",), skip_locked=True))
        for row in rows:
            use(row)
    return len(rows)


@transaction.atomic
def record_choice(
    person: Person,
    *,
    choice: str,
    charity: str = "",
    most_pence: int | None = None,
    organisation_id: int,
    said: dict[str, Any],
    by: User,
) -> OnBehalf:
    """Keep how somebody told us they want their time recognised, from now on. Raises TransitionRefused."""

    def words() -> str:
        name = Choice(choice).label if choice else _("not decided yet")
        return CHOICE_WORDS % {"choice": f"{name}: {charity}" if charity else name}

    return on_behalf.record(
        person=person,
        organisation_id=organisation_id,
        **said,
        by=by,
        what=CHOICE,
        words=words,
        act=lambda: choose(person, choice=choice, charity=charity, most_pence=most_pence),
    )


@transaction.atomic
def record_limit(
    person: Person, *, pence: int | None, per: str, organisation_id: int, said: dict[str, Any], by: User
) -> OnBehalf:
    """Keep the most somebody told us they want to earn; without an amount, forget it.

    The sum stands nowhere but encrypted in its own row. Raises TransitionRefused.
    """

    def act() -> None:
        set_limit(person, pence=pence, per=per)

    return on_behalf.record(
        person=person,
        organisation_id=organisation_id,
        **said,
        by=by,
        what=LIMIT,
        words=lambda: LIMIT_WORDS % {"per": Period(per).label} if pence else str(NO_LIMIT),
        act=act,
        letter=True,
    )
