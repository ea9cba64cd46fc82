from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "expenses.claims"
    verbose_name = "Claims"
