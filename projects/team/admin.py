from django.contrib import admin

from coproduce.foundation.pages.administration import ReadOnly
from projects.team.models import Project


@admin.register(Project)
class ProjectAdmin(ReadOnly):
    """What there is. Projects are changed on their own pages, where history is written."""

    list_display = ["title", "organisation", "status", "lead", "starts_on", "ends_on"]
    list_filter = ["status"]
    sortable_by = ["title", "starts_on", "ends_on"]
    list_select_related = ["organisation", "lead"]
    search_fields = ["title"]
