"""A large app is cut into topics: packages inside it with the same modules as an app.

Django looks for `models`, and we for `promises` and the like, in the app alone; here also in its topics.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from django.apps import AppConfig

NO_TOPICS = ("migrations", "management", "templatetags")


def import_from_topics(app: AppConfig, *names: str) -> None:
    """Import these modules of every topic of an app, in the order of the alphabet."""
    for module in list(_modules(app)):
        topic, _, name = module.rpartition(".")
        if name in names and topic != app.name:
            import_module(module)


def _modules(app: AppConfig) -> Iterator[str]:
    for found in walk_packages([app.path], f"{app.name}."):
        if not any(part in NO_TOPICS for part in found.name.split(".")):
            yield found.name


class AppWithTopics(AppConfig):
    """An app whose topics have models of their own."""

    def import_models(self) -> None:
        super().import_models()
        import_from_topics(self, "models")
