from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "coproduce.rights"
    verbose_name = _("Rights of people over their data")

    def ready(self) -> None:
        from coproduce.rights import notifications, promises, receivers  # noqa: F401
