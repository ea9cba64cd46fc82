from django.apps import AppConfig


class PayeesConfig(AppConfig):
    name = "expenses.payees"
    verbose_name = "How people are paid"
