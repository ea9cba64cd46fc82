"""What a document about a role has to know beyond its text, and who may have which version."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.documents.description import Document
from coproduce.foundation.documents.letter import Letter
from projects.roles import queries
from projects.roles.documents import rules, states
from projects.roles.documents.rules import Standing, Yes
from projects.roles.documents.states import Kind
from projects.roles.models import Agreement, Assignment, RoleVersion
from projects.roles.states import VersionState
from projects.team.states import Side


@dataclass(frozen=True)
class Choices:
    """The ways to have a version, in the order to show them. `by_hand`: what somebody must ask us for."""

    kinds: list[Kind]
    by_hand: str = ""


def choices_for(person: Person | None = None) -> Choices:
    """Return every way to have a role description, first the one a person asked for."""
    if person is None:
        return Choices(list(Kind))
    first = states.FIRST.get(person.format, ())
    kinds = [*first, *(one for one in Kind if one not in first)]
    return Choices(kinds, person.get_format_display() if person.format in states.MADE_BY_HAND else "")


def standing_of(version: RoleVersion, person: Person | None = None) -> Standing:
    """Return how far a version is. For a `person`: their yes and that of staff, nobody else's."""
    agreements = (
        Agreement.objects.filter(version=version).select_related("person").order_by("agreed_at", "id")
    )
    seen = [
        one
        for one in agreements
        if person is None or one.side == Side.PROFESSIONAL or one.person_id == person.pk
    ]
    return Standing(
        offered_at=version.offered_at,
        replaced=version.status == VersionState.SUPERSEDED,
        agreed=tuple(Yes(one.person.name, one.get_side_display(), one.agreed_at) for one in seen),
        fingerprint=version.content_hash,
        holds=version.status == VersionState.DRAFT or version.is_as_offered,
    )


def document_of(version: RoleVersion, person: Person | None = None) -> Document:
    """Return a version as a document. Raises Http404 for a text that somebody has spoiled."""
    text = version.text_if_readable
    if text is None:
        raise Http404
    issuer = version.role.project.organisation.name
    return rules.described(text, standing_of(version, person), issuer=issuer)


def letter_of(version: RoleVersion, *, person: Person | None, large: bool) -> Letter:
    """Return a version as a letter, to a person or to nobody by name."""
    organisation = version.role.project.organisation
    return rules.as_letter(
        document_of(version, person),
        name=person.name if person else "",
        address=person.address if person and person.lets_see(organisation.pk) else "",
        phone=organisation.help_phone or settings.HELP_PHONE,
        day=clock.today(),
        large=large,
    )


def version_for(assignment: Assignment, number: int) -> RoleVersion:
    """Return a version that was put before somebody: the one now, or one they agreed to. Raises Http404.

    The sealed text says which number it is, as it does on the page: a column is not what was agreed.
    """
    theirs: set[Any] = {assignment.version_id, *queries.agreed_version_ids(assignment)}
    seen = RoleVersion.objects.select_related("role__project__organisation", "contact", "backup")
    for version in seen.filter(role=assignment.role_id, pk__in=theirs).order_by("pk"):
        text = version.text_if_readable
        if text is not None and text.number == number:
            return version
    raise Http404
