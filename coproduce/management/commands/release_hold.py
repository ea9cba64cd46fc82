"""`manage.py release_hold`: compare a restored database with what stands outside it, and let it go on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from coproduce.foundation.notifications.hold import actions
from expenses.payments.files.models import BankFile


class Command(BaseCommand):
    help = (
        "Mark what had been sent after the copy was made, name bank files it does not know, and send again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", required=True, help="who decided it: a name, for the record")

    def handle(self, *args: Any, by: str, **options: Any) -> None:
        found = actions.release(by=by)
        self.stdout.write(f"{found.were_due} messages that stood as due had been sent: they are marked so.")
        self.stdout.write(f"{found.unknown} messages had been sent that this copy does not know.")
        for line in found.files:
            if not BankFile.objects.filter(sha256=line["sha256"]).exists():
                self.stdout.write(
                    f"A bank file had been made that this copy does not know: run {line['number']}"
                    f" ({line['run']}), {line['at']}. Ask the bank before you pay its claims again."
                )
