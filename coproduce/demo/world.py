"""The whole story, in order."""

from django.db import transaction

from contributors.accounts.demo import queries as demo_queries
from contributors.accounts.models import User
from coproduce.demo import (
    bookings,
    cast,
    diabetes,
    duties,
    earlier,
    equals,
    meetings,
    money,
    others,
    scope,
)
from coproduce.demo.cast import PASSWORD, TOTP_SECRET
from coproduce.demo.selection import drawn, interest, opportunities, panels, scoring
from coproduce.foundation.promises import reminders

__all__ = ["PASSWORD", "TOTP_SECRET", "introduced", "tell", "who_is"]


def tell() -> None:
    """Make the world. All of it or nothing."""
    with transaction.atomic():
        people = cast.gather()
        others.falls(people)
        project = diabetes.tell(people)
        diabetes.value_difference(people, project)
        money.claims_at_every_stage(people, project)
        meetings.meet(people, project)
        duties.keep(people, project)
        scope.talk(people, project)
        bookings.ask(people, project)
        diabetes.sign_off(people, project)
        equals.review(people, project)
        equals.somebody_outside(people)
        others.letters(people)
        opportunities.look_for_people(people, project)
        interest.put_themselves_forward(people)
        drawn.draw_people(people)
        panels.ask_a_panel(people)
        scoring.score(people)
        others.sleep(people)
        earlier.bring_in(people)
        money.pay_more_since(people, days=61)
        reminders.remind_due()


def introduced() -> list[int]:
    """Return the accounts that the sign-in page of the demo offers."""
    return [pk for pk, _name, _what in demo_queries.accounts()]


def who_is(user: User) -> str:
    """Return what somebody is, in a few words."""
    return next((str(what) for pk, _name, what in demo_queries.accounts() if pk == user.pk), "")
