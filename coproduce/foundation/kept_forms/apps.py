from django.apps import AppConfig


class KeptFormsConfig(AppConfig):
    name = "coproduce.foundation.kept_forms"
    verbose_name = "Forms kept until somebody signs in again"

    def ready(self) -> None:
        from coproduce.foundation.kept_forms import receivers  # noqa: F401  # registers itself
