from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "coproduce.foundation"
    label = "foundation"
    verbose_name = "Promises, messages and history"

    def ready(self) -> None:
        from coproduce.foundation import checks  # noqa: F401  # registers the system checks
        from coproduce.foundation.promises import reminders  # noqa: F401  # registers its messages
