from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoproduceConfig(AppConfig):
    """Home pages and management commands, above all other apps. It has no models."""

    name = "coproduce"
    default = True

    def ready(self) -> None:
        # Workers must know its kind of promise too; checks are known once their module is loaded.
        from coproduce import callback_request, security_txt  # noqa: F401

        autodiscover_modules("promises", "notifications", "receivers")
