from django.apps import AppConfig


class CoproduceConfig(AppConfig):
    """The roof: home pages and management commands. It has no models."""

    name = "coproduce"
    default = True
