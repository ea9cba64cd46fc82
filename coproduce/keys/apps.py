from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class KeysConfig(AppConfig):
    name = "coproduce.keys"
    verbose_name = _("Keys")

    def ready(self) -> None:
        from coproduce.keys import checks, receivers  # noqa: F401  # registers the system checks

        post_migrate.connect(receivers.mark_keys, sender=self)
