"""The only writers of supporters: ask, change, accept, end."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User, normal_email
from contributors.accounts.rules import counts_as_staff
from contributors.people.actions import account_for
from contributors.people.models import Person
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from contributors.people.rules import same_name
from contributors.people.supporters import notifications
from contributors.people.supporters.models import Supporter
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.transitions import TransitionRefused, lock

MOST = 5  # at a time: nobody can use us to write to a crowd


def ask(person: Person, *, name: str, email: str, claims: bool, dates: bool, by: User) -> Supporter:
    """Ask somebody to help this person. They are told, and can do nothing before they say yes.

    The page says the same whether they were known here or not. Raises TransitionRefused for oneself, for
    somebody asked twice, and for too many.
    """
    with transaction.atomic():
        person = lock(person)
        if Supporter.objects.open().filter(person=person).count() >= MOST:
            raise TransitionRefused(
                _("You can have up to %(n)s people to help you. Remove one first.") % {"n": MOST}
            )
        helper = _somebody_at(email, name)
        if helper == person:
            raise TransitionRefused(_("Enter the email of someone else."))
        if Supporter.objects.open().filter(person=person, helper=helper).exists():
            raise TransitionRefused(_("You have already asked this person."))
        made = Supporter.objects.create(person=person, helper=helper, name=name, claims=claims, dates=dates)
        history.record(person, "supporter asked", by=by)
        enqueue(notifications.ASKED, to=helper, subject=made, dedupe_key=f"supporter-asked:{made.pk}")
        return made


@transaction.atomic
def arrange(
    person: Person,
    *,
    name: str,
    email: str,
    claims: bool,
    dates: bool,
    organisation_id: int,
    said: dict[str, Any],
    by: User,
) -> OnBehalf:
    """Ask somebody to help a person who told staff so. Raises TransitionRefused, also for `by` as helper."""
    if normal_email(email) == by.email:
        raise TransitionRefused(_("Enter the email of someone else."))
    facts = {"name": name, "may": _may_words(claims=claims, dates=dates)}
    return on_behalf.record(
        person=person,
        organisation_id=organisation_id,
        **said,
        by=by,
        what="supporter asked",
        words=lambda: _("You would like %(name)s to help you. They may: %(may)s.") % facts,
        act=lambda: ask(person, name=name, email=email, claims=claims, dates=dates, by=by),
    )


def _may_words(*, claims: bool, dates: bool) -> str:
    """Say what a supporter may do, to the person they help."""
    may = {_("write your claims"): claims, _("say when you can come"): dates}
    return ", ".join(str(what) for what, ticked in may.items() if ticked)


@transaction.atomic
def record_change(
    supporter: Supporter,
    *,
    claims: bool,
    dates: bool,
    organisation_id: int,
    said: dict[str, Any],
    by: User,
) -> OnBehalf:
    """Change what a supporter may do, as the person told staff. Raises TransitionRefused."""
    facts = {"name": supporter.name, "may": _may_words(claims=claims, dates=dates)}
    return on_behalf.record(
        person=supporter.person,
        organisation_id=organisation_id,
        **said,
        by=by,
        what="supporter changed",
        words=lambda: _("You changed what %(name)s may do for you. They may: %(may)s.") % facts,
        act=lambda: change(supporter, claims=claims, dates=dates, by=by),
    )


@transaction.atomic
def record_end(supporter: Supporter, *, organisation_id: int, said: dict[str, Any], by: User) -> OnBehalf:
    """End what a supporter may do, as the person told staff. Raises TransitionRefused."""
    _open(supporter)
    return on_behalf.record(
        person=supporter.person,
        organisation_id=organisation_id,
        **said,
        by=by,
        what="supporter ended",
        words=lambda: _("%(name)s does not help you here any more.") % {"name": supporter.name},
        act=lambda: end(supporter, by=by),
    )


def _somebody_at(email: str, name: str) -> Person:
    """Return who reads a mailbox: the one who has it, else somebody new.

    A name alone must not put a second person at a mailbox: its owner would be asked who they are.
    """
    account = User.objects.filter(email=normal_email(email)).first()
    readers = list(account.people.order_by("pk")) if account else []
    if readers:
        return next((one for one in readers if same_name(one.name, name)), readers[0])
    helper = Person.objects.create(name=name, email=email)
    account_for(helper)
    helper.refresh_from_db()
    return helper


def change(supporter: Supporter, *, claims: bool, dates: bool, by: User) -> Supporter:
    """Change what a supporter may do. Raises TransitionRefused once it has ended."""
    with transaction.atomic():
        row = _open(supporter)
        row.claims, row.dates = claims, dates
        row.save(update_fields=["claims", "dates"])
        history.record(row.person, "supporter changed", by=by)
        return row


def accept(supporter: Supporter, *, by: User) -> Supporter:
    """The supporter says yes. Raises TransitionRefused for staff, who must not hold both ends of a claim."""
    with transaction.atomic():
        row = _open(supporter)
        if counts_as_staff(by):
            raise TransitionRefused(_("You work here, so you cannot do this too. Please ask someone else."))
        if row.accepted_on is None:
            row.accepted_on = clock.today()
            row.save(update_fields=["accepted_on"])
            history.record(row.person, "supporter accepted", by=by)
        return row


def end(supporter: Supporter, *, by: User) -> Supporter:
    """Either side ends it. May run twice."""
    with transaction.atomic():
        row = lock(supporter)
        if row.ended_on is None:
            row.ended_on = clock.today()
            row.save(update_fields=["ended_on"])
            history.record(row.person, "supporter ended", by=by)
        return row


def _open(supporter: Supporter) -> Supporter:
    row = lock(supporter)
    if row.ended_on is not None:
        raise TransitionRefused(_("This has already ended."))
    return row
