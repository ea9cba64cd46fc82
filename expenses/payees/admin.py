from django import forms
from django.contrib import admin
from django.db import models

from contributors.accounts.models import User
from contributors.people.models import Connection
from coproduce.foundation.pages.administration import ForAdministrators, ReadOnly
from expenses.payees.models import BankDetails
from expenses.payees.recognition.models import IndependentAdviser


@admin.register(BankDetails)
class BankDetailsAdmin(ReadOnly):
    """That there are bank details, and where they stand. Never a number, encrypted or not."""

    personal = True
    list_display = ["person", "version", "status", "usable_from", "needs_check", "checked_at"]
    list_filter = ["status", "needs_check"]
    list_select_related = ["person"]
    sortable_by = ["usable_from", "checked_at"]
    fields = ["person", "version", "status", "made_at", "usable_from", "needs_check", "checked_at"]

    def within_rows(self, user: User) -> models.QuerySet[BankDetails]:
        shared = Connection.objects.filter(organisation__in=user.organisation_ids("administer"), shares=True)
        return BankDetails.objects.filter(person__in=shared.values("person"))


@admin.register(IndependentAdviser)
class IndependentAdviserAdmin(ForAdministrators):
    """Where an organisation sends people for advice that is not its own."""

    list_display = ["organisation", "name", "phone", "website"]
    formfield_overrides = {models.URLField: {"form_class": forms.URLField, "assume_scheme": "https"}}
    list_select_related = ["organisation"]
