from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "expenses.payments"
    verbose_name = "Payments"
