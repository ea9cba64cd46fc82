from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "expenses.claims"
    verbose_name = "Claims"

    def ready(self) -> None:
        from expenses.claims.earlier import actions, receivers  # noqa: F401  # rows of payments from before
