from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.pages.administration import ReadOnly


@admin.register(HistoryEntry)
class HistoryAdmin(ReadOnly):
    """Who did what to what, and why."""

    list_display = ["at", "by", "words", "about", "organisation", "why"]
    list_filter = ["subject_type", ("organisation", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organisation"]
    search_fields = ["verb", "why"]
    date_hierarchy = "at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("by__people")
