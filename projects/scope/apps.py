from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ScopeConfig(AppConfig):
    name = "projects.scope"
    verbose_name = "Step 1: scope"

    def ready(self) -> None:
        from projects.scope import receivers

        post_migrate.connect(receivers.add_scales, sender=self)
