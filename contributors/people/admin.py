from django.contrib import admin
from django.db.models import QuerySet

from contributors.accounts.models import User
from contributors.people.models import Connection, Person
from coproduce.foundation.pages.administration import ReadOnly


@admin.register(Person)
class PersonAdmin(ReadOnly):
    """Who lets an organisation see how to reach them. People are changed on their own pages."""

    personal = True
    list_display = ["name", "email", "channel", "language", "account_id", "added_on"]
    search_fields = ["name", "email"]
    sortable_by = ["name", "email", "added_on"]
    fields = ["ref", "name", "email", "phone", "channel", "language", "account", "added_on"]

    def within_rows(self, user: User) -> QuerySet[Person]:
        shared = Connection.objects.filter(organisation__in=user.organisation_ids("administer"), shares=True)
        return Person.objects.filter(pk__in=shared.values("person"))
