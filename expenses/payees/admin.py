from django.contrib import admin

from coproduce.foundation.administration import ReadOnly
from expenses.payees.models import BankDetails


@admin.register(BankDetails)
class BankDetailsAdmin(ReadOnly):
    """That there are bank details, and where they stand. Never a number, sealed or not."""

    within = "person__connections__organisation"
    list_display = ["person", "version", "status", "usable_from", "needs_check", "checked_at"]
    list_filter = ["status", "needs_check"]
    list_select_related = ["person"]
    fields = ["person", "version", "status", "made_at", "usable_from", "needs_check", "checked_at"]
