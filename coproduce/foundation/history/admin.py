from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from coproduce.foundation.history.models import AdministratorLook, HistoryEntry
from coproduce.foundation.pages.administration import Guarded, ReadOnly


@admin.register(HistoryEntry)
class HistoryAdmin(ReadOnly):
    """Who did what to what, and why."""

    list_display = ["at", "by", "words", "about", "organisation", "why"]
    list_filter = ["subject_type", ("organisation", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organisation"]
    search_fields = ["verb", "why"]
    date_hierarchy = "at"
    sortable_by = ["at"]
    personal = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("by__people")


@admin.register(AdministratorLook)
class LookAdmin(ReadOnly):
    """What administrators looked at: for those who look after the whole installation."""

    list_display = ["at", "by", "model", "searched", "kept_until"]
    list_filter = ["searched"]
    sortable_by = ["at"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Guarded.get_queryset(self, request).prefetch_related("by__people")
