from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured


class FoundationConfig(AppConfig):
    """Form fields, template tags, system checks and the table of the shared cache. It has no models."""

    name = "coproduce.foundation"

    def ready(self) -> None:
        from coproduce.foundation import (
            checks,  # noqa: F401  # registers the system checks
            encryption,
        )
        from coproduce.foundation.promises import reminders  # noqa: F401  # registers its notifications

        try:  # web and worker run no system checks
            encryption.check_settings()
        except encryption.BadKeys as error:
            raise ImproperlyConfigured(f"{error} (coproduce.E004; docs/operations.md, Keys)") from None
