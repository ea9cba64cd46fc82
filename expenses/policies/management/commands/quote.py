"""`manage.py quote policy.json claim.csv`: what each line of a claim file comes to under a policy file."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from coproduce.foundation.money import plain_pounds
from expenses.policies.files import rules as files
from expenses.policies.trial import rules as trial


class Command(BaseCommand):
    help = "Price a claim file against a policy file, line by line, without a database. Prints CSV."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("policy", type=Path, help="a policy as JSON (docs/policy-file.md)")
        parser.add_argument("claim", type=Path, help="lines of a claim as CSV")

    def handle(self, *args: Any, policy: Path, claim: Path, **options: Any) -> None:
        try:
            book = files.read(policy.read_bytes())
            quotes = trial.quote(book, claim.read_text(encoding="utf-8-sig"))
        except files.ParseError as refusal:
            raise CommandError(str(refusal)) from refusal
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"Cannot read the file: {error}") from error
        table = csv.writer(self.stdout, lineterminator="\n")
        table.writerow(["line", "date", "kind", "amount", "why", "notes"])
        for one in quotes:
            amount = "" if one.pence is None else plain_pounds(one.pence)
            table.writerow([one.number, one.date, one.kind, amount, one.words, " ".join(one.notes)])
        table.writerow(["", "", "together", plain_pounds(trial.total(quotes)), "", ""])
        if any(one.pence is None for one in quotes):
            raise CommandError("Some lines have no price.", returncode=3)
