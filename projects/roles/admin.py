from django.contrib import admin

from projects.roles.models import RoleTemplate


@admin.register(RoleTemplate)
class RoleTemplateAdmin(admin.ModelAdmin):
    list_display = ("title", "in_use")
    list_filter = ("in_use",)
    search_fields = ("title",)
