from django.apps import AppConfig


class PowerBalanceConfig(AppConfig):
    name = "projects.power_balance"
    verbose_name = "Step 4: level playing field"
