from django.apps import AppConfig, apps
from django.utils.module_loading import autodiscover_modules

from coproduce.foundation.topics import import_from_topics


class CoproduceConfig(AppConfig):
    """Home pages and management commands, above all other apps. It has no models."""

    name = "coproduce"
    default = True

    def ready(self) -> None:
        from coproduce import callback_request  # noqa: F401  # workers must know its kind of promise too

        autodiscover_modules(
            "promises", "notifications", "receivers", "fees", "flags", "following", "leaving"
        )
        for app in apps.get_app_configs():
            if app.name.split(".")[0] in ("contributors", "projects", "expenses"):
                import_from_topics(app, "promises", "notifications", "receivers")
