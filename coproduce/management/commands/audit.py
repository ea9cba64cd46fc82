"""`manage.py audit`: does everything that has to be true still hold? Prints JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from coproduce.audit import actions


class Command(BaseCommand):
    help = "Check every invariant over the whole database. Ends with 1 when one does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keep", action="store_true", help="keep the report for administrators")

    def handle(self, *args: Any, **options: Any) -> None:
        report = actions.keep_audit().report if options["keep"] else actions.audit()
        self.stdout.write(json.dumps(report, indent=2, ensure_ascii=False))
        if any(row["broken"] for row in report):
            raise SystemExit(1)
