"""`manage.py hold`: nothing is sent and no bank file is made until `release_hold`."""

from typing import Any

from django.core.management.base import BaseCommand

from coproduce.foundation.notifications.hold import actions


class Command(BaseCommand):
    help = "Stop sending and the making of bank files, before a copy of the database is put to work."

    def handle(self, *args: Any, **options: Any) -> None:
        new = actions.hold("an administrator put it on hold")
        self.stdout.write("On hold." if new else "It was on hold already.")
