from typing import Any

from django.core.management.base import BaseCommand

from contributors.monitoring.actions import stop_again
from coproduce.rights.actions import erase_again
from coproduce.rights.erasing import outside


class Command(BaseCommand):
    """Run this after a backup was restored, before anybody signs in and anything is sent."""

    help = "Erases again who was erased, and answers that were stopped, since the backup was made."

    def handle(self, *args: Any, **options: Any) -> None:
        noted = list(outside.noted())
        again = sum(erase_again(person, organisation) for person, organisation in noted)
        self.stdout.write(f"{len(noted)} on the list, {again} erased again.")
        self.stdout.write(f"Equality answers of {stop_again()} deleted again.")
