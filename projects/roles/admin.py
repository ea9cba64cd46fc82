from django.contrib import admin

from coproduce.foundation.pages.administration import Guarded
from projects.roles.models import RoleTemplate


@admin.register(RoleTemplate)
class RoleTemplateAdmin(Guarded):
    list_display = ("title", "in_use")
    list_filter = ("in_use",)
    search_fields = ("title",)
    sortable_by = ("title",)
