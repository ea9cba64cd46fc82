from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Form fields, template tags, system checks and the table of the shared cache. It has no models."""

    name = "coproduce.foundation"

    def ready(self) -> None:
        from coproduce.foundation import checks  # noqa: F401  # registers the system checks
        from coproduce.foundation.promises import reminders  # noqa: F401  # registers its notifications
