import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from coproduce.foundation.encryption import decrypt
from coproduce.foundation.history import actions as history
from coproduce.rights.models import HeldApart
from coproduce.rights.states import HELD_READ


class Command(BaseCommand):
    """For an auditor's question. Who opens it, and why, stands in the history for good."""

    help = "Prints what the law on accounts keeps of somebody who was erased."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ref", help="the reference of the row, from the organisation's history")
        parser.add_argument("--why", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        row = HeldApart.objects.filter(ref=options["ref"]).first()
        if row is None:
            raise CommandError("Nothing is held apart under this reference.")
        with transaction.atomic():
            history.record(row, HELD_READ, by=None, why=options["why"])
        self.stdout.write(
            json.dumps(json.loads(decrypt(row.sealed, bound_to=row.bound_to("sealed"))), indent=1)
        )
