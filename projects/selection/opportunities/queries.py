"""Reads of opportunities: by staff through the project, by everyone through what is public."""

import datetime as dt
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock, permissions
from coproduce.foundation.known import known
from projects.roles.models import RoleVersion
from projects.roles.states import VersionState
from projects.selection import signals
from projects.selection.opportunities import rules
from projects.selection.opportunities.models import Opportunity
from projects.team.models import Project
from projects.team.queries import staff_of

WITH = ("project__lead", "organisation", "version__role", "contact")
MOST_IN_A_SITE_MAP = 50_000
MOST_OTHERS = 3
PARTS = (
    *("about", "benefits", "activities", "not_asked", "suits", "essential", "desirable", "cannot_apply"),
    *("their_duties", "our_duties", "time_note", "training", "support", "residence", "checks", "hear_how"),
)
"""What everyone may read of a role. Names and numbers of colleagues are no part of it."""


def opportunity_for(user: User, ref: str, *, change: bool = False) -> Opportunity:
    """Return an opportunity the user may see as staff. Raises Http404, or PermissionDenied for onlookers."""
    seen = Opportunity.objects.visible_to_staff(user).select_related(*WITH)
    found = permissions.get_visible_or_404(seen, ref)
    if change:
        permissions.allow(user, "edit_project", found.organisation_id)
    return found


def public_opportunity(ref: str) -> Opportunity:
    """Return an opportunity that anyone may read. Raises Http404."""
    return permissions.get_visible_or_404(Opportunity.objects.public().select_related(*WITH), ref)


def public_body(ref: str) -> Organisation:
    """Return an organisation that has, or had, an opportunity for everyone. Raises Http404."""
    bodies = Organisation.objects.filter(pk__in=Opportunity.objects.public().values("organisation"))
    return permissions.get_visible_or_404(bodies, ref)


def open_now(organisation: Organisation | None = None) -> QuerySet[Opportunity]:
    """Return what people may put themselves forward for now, with whose it is."""
    rows = Opportunity.objects.taking().select_related("organisation")
    return rows.filter(organisation=organisation) if organisation else rows


def others_open(row: Opportunity) -> list[Opportunity]:
    """Return up to three others that people can put themselves forward for now, of the same topic first."""
    others = Opportunity.objects.taking().exclude(pk=row.pk).select_related("organisation")
    first = Case(When(topic=row.topic, then=Value(0)), default=Value(1), output_field=IntegerField())
    return list(others.order_by(first, "closes_at", "id")[:MOST_OTHERS])


def offered_versions(project: Project) -> QuerySet[RoleVersion]:
    """Return the texts of a project's roles that the team stands by today."""
    rows = RoleVersion.objects.filter(role__project=project, status=VersionState.OFFERED)
    return rows.select_related("role").order_by("role__title", "pk")


def contact_lives(row: Opportunity) -> bool:
    """Say whether whom to ask still works for the organisation."""
    if row.contact_id is None:
        return False
    return staff_of([row.organisation_id]).filter(pk=row.contact_id).exists()


def check_list(row: Opportunity, now: dt.datetime | None = None) -> list[rules.Check]:
    """Return what a draft says and what it still has to say, also what other topics ask of it."""
    found = rules.checks(values_of(row), now or clock.now(), lives=contact_lives(row))
    answers: Any = signals.checks_asked.send(Opportunity, opportunity=row)
    return [*found, *(check for _receiver, checks in answers for check in checks)]


def values_of(row: Opportunity) -> dict[str, Any]:
    """Return the columns of an opportunity by name, as the rules read them."""
    return {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}


def due_to_close() -> list[int]:
    """Return the opportunities whose closing moment has come."""
    rows = Opportunity.objects.filter(status="open", closes_at__lte=clock.now())
    return list(rows.order_by("closes_at", "id").values_list("pk", flat=True))


def for_search_engines() -> list[tuple[str, dt.datetime]]:
    """Return (reference, when it opened) of all that is open, as many as one site map may hold."""
    rows = Opportunity.objects.taking().order_by("closes_at", "id")
    return [(ref, known(opened)) for ref, opened in rows.values_list("ref", "opens_at")[:MOST_IN_A_SITE_MAP]]


def parts_of_role(row: Opportunity) -> list[tuple[str, list[str]]]:
    """Return what the role says beyond the opportunity: (heading, lines), in the order people ask.

    Only what stands in PARTS: a role may also name colleagues who are not for everyone.
    """
    text = row.version.text_if_readable
    values = text.values if text else {}
    said = ((name, str(values.get(name) or "").splitlines()) for name in PARTS)
    return [
        (str(row.version.label_of(name)), [line for line in lines if line.strip()])
        for name, lines in said
        if any(line.strip() for line in lines)
    ]
