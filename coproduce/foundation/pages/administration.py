"""Who may do what in Django admin: the administrators of an organisation, within it.

One layer for every page. A look-up (filter, search, order, autocomplete, drill-down by date, popup) is
made only when the page of the model names it: with a look-up of their own choice somebody reads a column
that no page shows, letter by letter.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from coproduce.foundation.history import actions as history
from coproduce.foundation.pages.requests import user_of

if TYPE_CHECKING:
    from contributors.accounts.models import User

OF_A_FILTER = ("", "__exact", "__isnull", "__id__exact")
OF_DAYS = ("__year", "__month", "__day", "__gte", "__lt")


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


class OnlyWhatIsNamed(ChangeList):
    """A list in an order of the columns its page names, and of no other."""

    def get_ordering_field(self, field_name: Any) -> Any:
        if field_name not in (self.model_admin.get_sortable_by(self.model_admin_request) or ()):
            return None
        return super().get_ordering_field(field_name)

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.model_admin_request = request
        super().__init__(request, *args, **kwargs)


class Guarded(admin.ModelAdmin):
    """The layer itself: what may be looked up, and what is written down about who looked."""

    sortable_by: ClassVar[Any] = ()  # the columns a list may be put in order by
    personal = False  # whether a page of this model tells about people: then each look is written down
    show_facets = ShowFacets.NEVER
    view_on_site = False
    list_per_page = 50
    list_max_show_all = 50

    def look_ups(self, request: HttpRequest) -> set[str]:
        """Return every look-up that an address of this model's list may carry."""
        named = [
            item[0] if isinstance(item, (list, tuple)) else item for item in self.get_list_filter(request)
        ]
        allowed = {f"{name}{way}" for name in named if isinstance(name, str) for way in OF_A_FILTER}
        allowed |= {getattr(name, "parameter_name", "") for name in named if not isinstance(name, str)}
        if self.date_hierarchy:
            allowed |= {f"{self.date_hierarchy}{way}" for way in OF_DAYS}
        return allowed

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Refuse what is not named, of fields of the model itself too: Django lets those pass."""
        return request is not None and lookup in self.look_ups(request)

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        """Let a popup name a row by its key alone."""
        return to_field == self.opts.pk.name

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return OnlyWhatIsNamed

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer our own actions; Django's deletion of many rows at once writes no history."""
        return {
            name: found for name, found in super().get_actions(request).items() if name != "delete_selected"
        }

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        history.record(obj, "deleted by an administrator", by=user_of(request))
        super().delete_model(request, obj)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        found = super().get_changelist_instance(request)
        self.looked(request, [row.pk for row in found.result_list])
        return found

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            self.looked(request, [found.pk])
        return found

    def looked(self, request: HttpRequest, keys: list[int]) -> None:
        """Write down which rows about people an administrator was shown."""
        if self.personal and keys:
            history.record_look(self.model, keys, by=user_of(request), searched="q" in request.GET)


class ForAdministrators(Guarded):
    """Rows of the organisations the user administers; all of them for a superuser. Nothing is deleted."""

    within = "organisation"  # the path from a row to its organisation

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().get_queryset(request)
        user = user_of(request)
        if user.is_superuser:
            return rows
        return rows.filter(pk__in=self.within_rows(user).values("pk"))

    def within_rows(self, user: "User") -> models.QuerySet[Any]:
        """Return the rows of the organisations somebody administers."""
        mine = user.organisation_ids("administer")
        return self.model._default_manager.filter(**{f"{self.within}__in": mine}).order_by()

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
