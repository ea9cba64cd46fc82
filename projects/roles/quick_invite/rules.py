"""One short form for a project, a person and a role: what was typed, and what it amounts to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contributors.people.models import Person
from coproduce.foundation import clock
from projects.roles.models import RoleDescription, RoleTemplate, RoleVersion, StandardTerms, text_fields
from projects.roles.rules import Invitee
from projects.team.models import Project

OF_TERMS = ("payment", "pay_rates", "fee_reason", "payment_note", "expenses", "concerns_to")
OF_PAY = ("payment", "pay_rates", "fee_reason")


@dataclass(frozen=True)
class Plan:
    """What is about to happen.

    project: the one it is for; a new one is not stored yet. role: one that is offered already, or a new
    one, not stored yet either; then `words` are the fields of its first version.
    """

    invitee: Invitee
    project: Project
    role: RoleDescription
    words: dict[str, Any] = field(default_factory=dict)

    @property
    def is_new_project(self) -> bool:
        return self.project.pk is None

    @property
    def is_new_role(self) -> bool:
        return self.role.pk is None

    def version(self) -> RoleVersion:
        """Return the first version of a new role, as it would be offered. It is not stored."""
        return RoleVersion(role=self.role, number=1, **self.words)


def words_of(
    template: RoleTemplate, terms: StandardTerms, project: Project, *, contact: Person, places: int
) -> dict[str, Any]:
    """Return what a new role says: the work from a template, pay and worries from the organisation's terms.

    It starts with the project, or today where that has begun, and ends with it.
    """
    from_template = {name: getattr(template, name) for name in text_fields.names() if hasattr(template, name)}
    return (
        from_template
        | said_by_terms(terms, beside=from_template)
        | {
            "places": places,
            "starts_on": min(max(project.starts_on, clock.today()), project.ends_on),
            "ends_on": project.ends_on,
            "places_amount": "",
            "places_most": None,
            "contact": contact,
            "accountable_to": contact.name,
        }
    )


def said_by_terms(terms: StandardTerms, *, beside: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the organisation's terms say, as fields of a role.

    A template that names rates of pay for its own kind of work keeps them.
    """
    said: dict[str, Any] = {name: getattr(terms, name) for name in OF_TERMS}
    if beside.get("pay_rates"):
        said |= {name: beside[name] for name in OF_PAY if name in beside}
    return said
