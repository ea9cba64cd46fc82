from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoproduceConfig(AppConfig):
    """Home pages and management commands, above all other apps. It has no models."""

    name = "coproduce"
    default = True

    def ready(self) -> None:
        from coproduce import callback_request  # noqa: F401  # workers must know its kind of promise too

        autodiscover_modules("promises", "notifications", "receivers")
