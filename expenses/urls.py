"""Addresses of this layer: one line an app."""

from typing import Any

from django.urls import include, path

urlpatterns: list[Any] = [
    path("policies/", include("expenses.policies.urls")),
    path("my/how-we-pay/", include("expenses.policies.portal_urls")),
    path("bank-details/", include("expenses.payees.urls")),
    path("my/bank/", include("expenses.payees.portal_urls")),
    path("determinations/", include("expenses.payees.determinations.urls")),
    path("my/recognition/", include("expenses.payees.recognition.portal_urls")),
    path("claims/", include("expenses.claims.urls")),
    path("my/claims/", include("expenses.claims.portal_urls")),
    path("my/claims/<ref:ref>/lines/", include("expenses.claims.lines.portal_urls")),
    path("bookings/", include("expenses.bookings.urls")),
    path("my/bookings/", include("expenses.bookings.portal_urls")),
    path("my/money-before/", include("expenses.payments.advances.portal_urls")),
    path("money-before/", include("expenses.payments.advances.urls")),
    path("payments/", include("expenses.payments.urls")),
    path("my/payments/", include("expenses.payments.portal_urls")),
]
