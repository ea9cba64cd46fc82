from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import StaffRole, User
from coproduce.foundation.history import actions as history
from coproduce.foundation.pages.administration import ForAdministrators
from coproduce.foundation.pages.requests import user_of
from projects.power_balance.concerns.models import ConcernContact
from projects.power_balance.thresholds.models import PowerThresholds


class ContactForm(ModelForm):
    """Somebody who works for the organisation they are chosen for."""

    class Meta:
        model = ConcernContact
        fields = ["organisation", "user", "place"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        user, organisation = cleaned.get("user"), cleaned.get("organisation")
        if user and organisation:
            held = StaffRole.objects.current().filter(user=user, organisation=organisation)
            if not held.exists():
                self.add_error("user", ValidationError(_("They hold no role in this organisation.")))
        return cleaned


@admin.register(ConcernContact)
class ConcernContactAdmin(ForAdministrators):
    """Who reads concerns. Nobody chooses themselves; what people wrote is on no admin page."""

    form = ContactForm
    list_display = ["user", "organisation", "place"]
    list_select_related = ["organisation"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ConcernContact]:
        return super().get_queryset(request).prefetch_related("user__people")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.base_fields["user"].queryset = may_be_chosen(user_of(request))
        return form

    def save_model(self, request: HttpRequest, obj: ConcernContact, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        history.record(
            obj, "concerns contact chosen", by=user_of(request), detail={"fields": form.changed_data}
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


def may_be_chosen(administrator: User) -> QuerySet[User]:
    """Return the staff of the organisations somebody administers, but never themselves."""
    roles = StaffRole.objects.current()
    if not administrator.is_superuser:
        roles = roles.filter(organisation__in=administrator.organisation_ids("administer"))
    others = User.objects.filter(pk__in=roles.values("user"), is_active=True).exclude(pk=administrator.pk)
    return others.prefetch_related("people")


@admin.register(PowerThresholds)
class PowerThresholdsAdmin(ForAdministrators):
    """From where on the pages of a project say "Look at this". Empty: what is practice elsewhere."""

    list_display = ["organisation", "public_members", "notice_days", "papers_days"]
    list_select_related = ["organisation"]

    def save_model(self, request: HttpRequest, obj: PowerThresholds, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        values = {name: form.cleaned_data.get(name) for name in form.changed_data if name != "organisation"}
        history.record(obj, "own values for power changed", by=user_of(request), detail=values)
