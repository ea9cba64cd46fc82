"""The only writers of where accounts were seen, and of what was found out about two of them."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.same_person import queries
from contributors.people.same_person.models import MaybeSamePerson, SeenDevice
from contributors.people.same_person.states import Answer
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.transitions import TransitionRefused, lock

KEPT = dt.timedelta(days=400)


@transaction.atomic
def note_device(account: User, *, mark: str) -> None:
    """Note that an account was signed in on a device, and look whether somebody has two accounts."""
    SeenDevice.objects.update_or_create(account=account, mark=mark, defaults={"seen_on": clock.today()})
    SeenDevice.objects.filter(account=account, seen_on__lt=clock.today() - KEPT).delete()
    look(account)


def look(account: User) -> None:
    """Write down the accounts that may be the same person's as this one. Each pair is asked about once."""
    pairs = [
        MaybeSamePerson(one=min(account, other, key=_pk), other=max(account, other, key=_pk), sign=sign)
        for other, sign in queries.found(account).items()
    ]
    MaybeSamePerson.objects.bulk_create(pairs, ignore_conflicts=True)


def _pk(account: User) -> int:
    return account.pk


@transaction.atomic
def answer(pair: MaybeSamePerson, *, answer: str, why: str, by: User) -> MaybeSamePerson:
    """Write down what was found out about two accounts. Raises TransitionRefused once it is answered."""
    row = lock(pair)
    if not row.is_open:
        raise TransitionRefused(_("A colleague has already answered this. Nothing was changed."))
    if by.pk in (row.one_id, row.other_id):
        raise TransitionRefused(_("Someone else has to answer this: it is about your own account."))
    row.answer, row.why, row.answered_by, row.answered_at = Answer(answer), why, by, clock.now()
    row.save(update_fields=["answer", "why", "answered_by", "answered_at"])
    history.record(row, "two accounts compared", by=by, detail={"answer": row.answer})
    return row
