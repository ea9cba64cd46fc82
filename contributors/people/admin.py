from django.contrib import admin

from contributors.people.models import Person
from coproduce.foundation.pages.administration import ReadOnly


@admin.register(Person)
class PersonAdmin(ReadOnly):
    """Who is known, and which account they sign in with. People are changed on their own pages."""

    within = "connections__organisation"
    list_display = ["name", "email", "channel", "language", "account_id", "added_on"]
    search_fields = ["name", "email"]
    fields = ["ref", "name", "email", "phone", "channel", "language", "account", "added_on"]
