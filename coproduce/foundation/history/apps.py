from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HistoryConfig(AppConfig):
    name = "coproduce.foundation.history"
    verbose_name = "What was done"

    def ready(self) -> None:
        from coproduce.foundation.history import receivers

        # Once, when every table is there: the signal comes for each app after all migrations.
        post_migrate.connect(receivers.give_rights, sender=self)
