"""Payments from earlier records come in from a file."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _lazy

from contributors.people.importing.rules import kinds
from contributors.people.records.actions import kind_of
from expenses.claims.earlier.queries import PAYMENTS, export_payments

EARLIER_PAYMENTS = kinds.register(
    replace(
        kind_of(
            PAYMENTS,
            "payments",
            _lazy("Payments from before"),
            _lazy("What you paid people before you worked here. It is never paid again."),
            capability="see_claims",
        ),
        export=export_payments,
    )
)
