from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation.encryption import decrypt
from coproduce.foundation.pages.presenters import due_state, due_words
from coproduce.foundation.refs import is_code
from projects.power_balance.concerns.models import Concern, ConcernContact, projects_of
from projects.power_balance.concerns.rules import hash_of
from projects.team.models import Project, TeamMember

SHOWN = 10


def contact_for(project: Project, *, asking: User | None = None) -> User | None:
    """Return who reads a concern about a project: the first contact who is not on it, nor asking."""
    there = TeamMember.objects.current().filter(project=project)
    outside = (
        ConcernContact.objects.standing()
        .filter(organisation=project.organisation_id)
        .exclude(user__people__in=there.values("person"))
        .exclude(user__people=project.lead_id)
        .exclude(user__in=[asking] if asking else [])
        .select_related("user")
        .order_by("place")
    )
    found = outside.first()
    return found.user if found else None


def projects_to_read_for(user: User) -> QuerySet[Project]:
    """Return the projects whose concerns an account may read: of its organisations, and not its own."""
    mine = ConcernContact.objects.standing().filter(user=user)
    rows = Project.objects.filter(organisation__in=mine.values("organisation"))
    return rows.exclude(pk__in=projects_of(user).values("pk")).order_by("title", "id")


def with_code(code: str) -> Concern | None:
    """Return the concern whose answer a code opens; None for a wrong one, or once it is deleted."""
    return Concern.objects.filter(code_hash=hash_of(code)).first() if is_code(code) else None


def words_of(concern: Concern) -> str:
    """Return what was told. Raises encryption.CannotOpen for words moved here from another row."""
    return decrypt(concern.sealed_words, bound_to=concern.bound_to("sealed_words"))


def answer_of(concern: Concern) -> str:
    """Return what was answered, or an empty string. Raises encryption.CannotOpen."""
    if not concern.sealed_answer:
        return ""
    return decrypt(concern.sealed_answer, bound_to=concern.bound_to("sealed_answer"))


def rows_for_contact(user: User) -> list[dict[str, str]]:
    """Return what a contact has to read or answer, as rows of the staff's lists. One query."""
    seen = (
        Concern.objects.visible_to_contact(user)
        .to_do()
        .filter(answered_on=None)
        .order_by("answer_by", "id")[:SHOWN]
    )
    return _rows(seen, named=_("Answer a concern"), unnamed=_("Read a concern"))


def rows_for_person(person: Person) -> list[dict[str, str]]:
    """Return the answers a person is owed, as rows of the list of what we owe them. One query."""
    owed = Concern.objects.told_by(person).filter(answered_on=None).order_by("answer_by", "id")[:SHOWN]
    mine = reverse("my_power_balance:my_concerns")
    return [row | {"url": mine} for row in _rows(owed, named=_("Answer your concern"))]


def _rows(concerns: Iterable[Concern], *, named: str, unnamed: str = "") -> list[dict[str, str]]:
    return [
        {
            "title": named if one.due_at else unnamed,
            "url": reverse("power_balance:concern", args=[one.ref]),
            "due": due_words(one.due_at) if one.due_at else "",
            "state": due_state(one.due_at) if one.due_at else "",
        }
        for one in concerns
    ]
