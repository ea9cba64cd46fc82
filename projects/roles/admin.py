from django.contrib import admin

from coproduce.foundation.pages.administration import ForAdministrators
from projects.roles.models import RoleTemplate


@admin.register(RoleTemplate)
class RoleTemplateAdmin(ForAdministrators):
    within = "organisation"
    list_display = ("title", "organisation", "in_use")
    list_filter = ("in_use",)
    search_fields = ("title",)
    sortable_by = ("title",)
