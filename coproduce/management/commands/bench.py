"""`manage.py bench`: the figures of docs/operations.md, as JSON, in a database of its own."""

import json
import platform
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, connections
from django.test.utils import setup_test_environment, teardown_test_environment

from coproduce.bench import measures, meeting_times, payment_runs
from coproduce.bench.crowd import Crowd


class Command(BaseCommand):
    help = "Measure pages, the outbox and meeting times on seeded data; print ratios as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sizes", default="1000,10000,100000", help="rows of each kind, smallest first")
        parser.add_argument("--lines", type=int, default=100_000, help="lines of a payment run")
        parser.add_argument("--only", default="", help="one part of the report, for example payment_run")
        parser.add_argument("--rounds", type=int, default=15)
        parser.add_argument("--seed", type=int, default=7)

    def handle(
        self, *args: Any, sizes: str, rounds: int, seed: int, lines: int, only: str, **options: Any
    ) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        setup_test_environment(debug=False)
        names = {c.alias: (c, c.settings_dict["NAME"]) for c in connections.all()}
        for each, _name in names.values():
            each.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            settings.EMAIL_BACKEND = "coproduce.foundation.notifications.sending.backend.OneRecipient"
            report = {
                "machine": {"python": platform.python_version(), "database": connection.vendor, "seed": seed},
                **measured([int(size) for size in sizes.split(",")], rounds, seed, lines, only),
            }
        finally:
            for each, name in names.values():
                each.creation.destroy_test_db(name, verbosity=0)
            teardown_test_environment()
        self.stdout.write(json.dumps(report, indent=2))


def measured(sizes: list[int], rounds: int, seed: int, lines: int, only: str) -> dict[str, Any]:
    """Return each part of the report, or the one that was asked for. Raises CommandError for no such part."""
    crowd = Crowd(seed)
    parts = {
        "lists": lambda: measures.lists(crowd, sizes, rounds),
        "first_load": lambda: measures.first_load(crowd),
        "outbox": lambda: measures.outbox_rate(crowd),
        "meeting_times": lambda: meeting_times.single([200, 2_000], rounds, seed),
        "meeting_series": lambda: meeting_times.series(seed),
        "payment_run": lambda: payment_runs.run_of(lines, min(rounds, 3)),
    }
    if only and only not in parts:
        raise CommandError(f"there is no part {only!r}: choose one of {', '.join(parts)}")
    return {name: measure() for name, measure in parts.items() if only in ("", name)}
