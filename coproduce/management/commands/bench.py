"""`manage.py bench`: the figures of docs/operations.md, as JSON, in a database of its own."""

import json
import platform

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, connections
from django.test.utils import setup_test_environment, teardown_test_environment

from coproduce.bench import measures, meeting_times
from coproduce.bench.crowd import Crowd


class Command(BaseCommand):
    help = "Measure pages, the outbox and meeting times on seeded data; print ratios as JSON."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--sizes", default="1000,10000,100000", help="rows of each kind, smallest first")
        parser.add_argument("--rounds", type=int, default=15)
        parser.add_argument("--seed", type=int, default=7)

    def handle(self, *args, sizes: str, rounds: int, seed: int, **options) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        setup_test_environment(debug=False)
        names = {c.alias: (c, c.settings_dict["NAME"]) for c in connections.all()}
        for each, _name in names.values():
            each.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            settings.EMAIL_BACKEND = "coproduce.foundation.outbox.backend.OneRecipient"
            crowd = Crowd(seed)
            report = {
                "machine": {"python": platform.python_version(), "database": connection.vendor, "seed": seed},
                "lists": measures.lists(crowd, [int(size) for size in sizes.split(",")], rounds),
                "first_load": measures.first_load(crowd),
                "outbox": measures.outbox_rate(crowd),
                "meeting_times": meeting_times.single([200, 2_000], rounds, seed),
                "meeting_series": meeting_times.series(seed),
            }
        finally:
            for each, name in names.values():
                each.creation.destroy_test_db(name, verbosity=0)
            teardown_test_environment()
        self.stdout.write(json.dumps(report, indent=2))
