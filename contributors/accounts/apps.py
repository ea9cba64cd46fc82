from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    name = "contributors.accounts"
    verbose_name = "Signing in"

    def ready(self) -> None:
        from contributors.accounts import checks  # noqa: F401  # registers the system check
        from contributors.accounts.attempts import receivers as attempts  # noqa: F401  # registers itself
        from contributors.accounts.devices import receivers as devices  # noqa: F401  # registers itself


class AdministrationConfig(admin_apps.AdminConfig):
    """Django's admin with our site in place of its own."""

    default = False
    default_site = "contributors.accounts.administration.site.Site"
