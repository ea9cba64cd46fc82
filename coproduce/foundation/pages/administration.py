"""Who may do what in Django admin: the administrators of an organisation, within it."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from coproduce.foundation.pages.requests import user_of

if TYPE_CHECKING:
    from contributors.accounts.models import User


def administers(user: "User | AnonymousUser") -> bool:
    """Say whether somebody looks after at least one organisation in the admin pages."""
    return (
        user.is_authenticated
        and user.is_active
        and (user.is_superuser or (user.is_staff and bool(user.organisation_ids("administer"))))
    )


SET_UP = "?then=set-up"
"""On a link into the admin pages: lead back to "Set up" once it is saved."""


def then(request: HttpRequest) -> HttpResponseRedirect | None:
    """Lead back to "Set up" from a page that was opened there."""
    return HttpResponseRedirect(reverse("set_up")) if request.GET.get("then") == "set-up" else None


class ForAdministrators(admin.ModelAdmin):
    """Rows of the organisations the user administers; all of them for a superuser. Nothing is deleted."""

    within = "organisation"  # the path from a row to its organisation

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().get_queryset(request)
        user = user_of(request)
        if user.is_superuser:
            return rows
        return rows.filter(**{f"{self.within}__in": user.organisation_ids("administer")}).distinct()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "organisation" and not request.user.is_superuser:
            mine = user_of(request).organisation_ids("administer")
            kwargs["queryset"] = db_field.related_model.objects.filter(pk__in=mine)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return administers(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return administers(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return then(request) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return then(request) or super().response_post_save_change(request, obj)


class ReadOnly(ForAdministrators):
    """To look at, not to touch."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
