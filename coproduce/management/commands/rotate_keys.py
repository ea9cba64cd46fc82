"""`manage.py rotate_keys`: everything sealed and hashed by the newest keys, so that old ones can go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from coproduce.keys import actions, queries


class Command(BaseCommand):
    help = (
        "Encrypt everything in both databases with the newest keys, and open every row to prove it. May be"
        " stopped and run again. Ends with 1 when a row does not open."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--look", action="store_true", help="change nothing: say which keys rows need")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["look"]:
            self._report(queries.keys_in_use())
            return
        found = actions.rotate(self._progress)
        self.stdout.write(f"{found.anew} rows made anew.")
        self._report(found.in_use)
        for name in found.free:
            self.stdout.write(f"No row needs {name}. You may remove it from the settings.")
        for name in found.kept:
            self.stdout.write(f"Keep {name}. Rows still need it, or may need it.")
        if found.in_use.shut:
            raise SystemExit(1)

    def _progress(self, label: str, done: int, rows: int) -> None:
        self.stdout.write(f"{label}: {done} of {rows}")

    def _report(self, found: queries.InUse) -> None:
        for key_id, rows in sorted(found.sealed.items()):
            self.stdout.write(f"FIELD_ENCRYPTION_KEYS: {key_id}: {rows} rows")
        for key_id, rows in sorted(found.ending.items()):
            self.stdout.write(f"FIELD_ENCRYPTION_KEYS: {key_id}: {rows} kept forms, gone within the hour")
        for key_id, rows in sorted(found.fingerprints.items()):
            self.stdout.write(f"FINGERPRINT_KEYS: {key_id}: {rows} rows")
        for name in found.shut:
            self.stdout.write(f"Does not open: {name}")
