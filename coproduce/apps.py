from django.apps import AppConfig


class CoproduceConfig(AppConfig):
    """The roof: home pages and management commands. It has no models."""

    name = "coproduce"
    default = True

    def ready(self) -> None:
        from coproduce import call_me  # noqa: F401  # workers must know its kind of promise too
