"""An organisation says what its roles begin with."""

from typing import Any

from django.db import transaction

from contributors.accounts.models import Organisation, User
from coproduce.foundation.history import actions as history
from projects.roles.models import StandardTerms


@transaction.atomic
def change_terms(organisation: Organisation, *, by: User, **words: Any) -> StandardTerms:
    """Say what new roles begin with. Roles that are written already stay as they are."""
    terms, _made = StandardTerms.objects.update_or_create(organisation=organisation, defaults=words)
    history.record(organisation, "standard terms of roles changed", by=by)
    return terms
