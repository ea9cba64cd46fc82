from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "contributors.accounts"
    verbose_name = "Signing in"

    def ready(self) -> None:
        from contributors.accounts import checks  # noqa: F401  # registers the system check
        from contributors.accounts.devices import receivers  # noqa: F401  # registers itself
