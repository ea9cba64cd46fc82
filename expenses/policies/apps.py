from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "expenses.policies"
    verbose_name = "Payment policies"
