"""What two accounts have in common. Only reads."""

from collections.abc import Iterable

from django.db.models import Q

from contributors.accounts.models import StaffRole, User
from contributors.people.models import Connection, Person
from contributors.people.new_mailbox.models import MailboxProof
from contributors.people.same_person.models import MaybeSamePerson, SeenDevice
from contributors.people.same_person.states import Sign
from coproduce.foundation.text import folded


def waiting(administrator: User) -> int:
    """Return how many pairs an administrator has to ask about."""
    return MaybeSamePerson.objects.visible_to(administrator).open().count()


def found(account: User) -> dict[User, Sign]:
    """Return the other accounts that may be the same person's, and what they share.

    The name alone is no sign, and a device alone is none either: families and libraries share them. One of
    the two has to hold a role where both are known: only then does it matter whose hands these are.
    """
    signs = dict.fromkeys(_shares_mailbox(account), Sign.MAILBOX)
    signs = dict.fromkeys(_shares_device(account), Sign.DEVICE) | signs
    others = User.objects.filter(pk__in=signs, is_active=True).exclude(pk=account.pk).order_by("pk")
    return {one: signs[one.pk] for one in others if _same_name(account, one) and _matters(account, one)}


def _shares_device(account: User) -> Iterable[int]:
    marks = SeenDevice.objects.filter(account=account).values("mark")
    return SeenDevice.objects.filter(mark__in=marks).values_list("account", flat=True)


def _shares_mailbox(account: User) -> list[int]:
    """Return the accounts whose mailbox this one once proved to be its own, and the other way round."""
    proved = MailboxProof.objects.exclude(proved_at=None)
    mine = User.objects.filter(email__in=proved.filter(person__account=account).values("email"))
    theirs = User.objects.filter(
        people__in=proved.filter(email=account.email).values("person")  # proved by them, and ours now
    )
    return [*mine.values_list("pk", flat=True), *theirs.values_list("pk", flat=True)]


def _same_name(one: User, other: User) -> bool:
    return bool(_names(one) & _names(other))


def _names(account: User) -> set[str]:
    return {folded(name) for name in Person.objects.filter(account=account).values_list("name", flat=True)}


def _matters(one: User, other: User) -> bool:
    here = _known_at(one) & _known_at(other)
    roles = StaffRole.objects.current().filter(organisation__in=here)
    return roles.filter(Q(user=one) | Q(user=other)).exists()


def _known_at(account: User) -> set[int]:
    """Return the organisations that an account works for, or that know its people."""
    works = StaffRole.objects.current().filter(user=account).values_list("organisation", flat=True)
    known = Connection.objects.filter(person__account=account).values_list("organisation", flat=True)
    return {*works, *known}
