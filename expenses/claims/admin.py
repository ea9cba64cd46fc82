from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from contributors.accounts.roles import roles_with
from contributors.people.models import Person
from coproduce.foundation.pages.administration import ForAdministrators
from coproduce.foundation.pages.requests import user_of
from expenses.claims.models import ClaimSettings

ASKED_FOR = {"deputy": "approve_claims", "escalate_to": "see_claims"}


@admin.register(ClaimSettings)
class ClaimSettingsAdmin(ForAdministrators):
    """After how many days a stand-in looks at a claim, and who is told when one is late."""

    list_display = ["organisation", "deputy_after_days", "deputy", "escalate_to"]
    list_select_related = ["organisation", "deputy", "escalate_to"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in ASKED_FOR:
            mine = user_of(request).organisation_ids("administer")
            roles: dict[str, Any] = {"account__roles__role__in": roles_with(ASKED_FOR[db_field.name])}
            if not request.user.is_superuser:
                roles["account__roles__organisation__in"] = mine
            kwargs["queryset"] = Person.objects.filter(**roles).distinct()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
