"""The standard terms of organisations. Only reads."""

from collections.abc import Iterable

from projects.roles.models import StandardTerms


def terms_of(organisation_id: int) -> StandardTerms | None:
    """Return what an organisation's roles begin with, or None while it has not said so."""
    return StandardTerms.objects.filter(organisation=organisation_id).first()


def with_terms(organisation_ids: Iterable[int]) -> set[int]:
    """Return those of some organisations that have said what their roles begin with."""
    found = StandardTerms.objects.filter(organisation__in=list(organisation_ids))
    return set(found.values_list("organisation", flat=True))
