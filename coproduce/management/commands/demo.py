"""`./run demo`: the whole application in one process, on SQLite, with a world to look at."""

import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

from celery.beat import EmbeddedService
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections

from contributors.accounts.models import Organisation, User
from coproduce.celery import app
from coproduce.demo import world
from coproduce.foundation.database import outside
from coproduce.foundation.known import known


class QuietRequests(WSGIRequestHandler):
    """Says nothing about requests that went well."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


def forget_the_world() -> None:
    """Delete the demo's SQLite files. Raises CommandError on any other database.

    Rows cannot be deleted one by one: history and the journal refuse that, in the demo too.
    """
    for connection in connections.all():
        if connection.vendor != "sqlite":
            raise CommandError("--fresh forgets SQLite files only.")
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)
    for name in (outside.HEADS, outside.SENT, outside.FILES, outside.NEWEST):  # of a world that is no more
        (Path(settings.EVIDENCE_DIR) / name).unlink(missing_ok=True)


class Command(BaseCommand):
    help = "Start web, worker and beat on SQLite with a seeded world. Never for production."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--fresh", action="store_true", help="forget the world and tell its story anew")
        parser.add_argument("--seed-only", action="store_true", help="make the world and stop")

    def handle(self, *args: Any, port: int, fresh: bool, seed_only: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo does not run in production.")
        started = time.monotonic()
        if "SITE_URL" not in os.environ:
            settings.SITE_URL = f"http://127.0.0.1:{port}"  # links in messages lead to this demo
        self.prepare(fresh)
        if seed_only:
            return
        worker, beat = self.start_background()
        server = ThreadedWSGIServer(("127.0.0.1", port), QuietRequests)
        server.set_app(get_wsgi_application())  # after the static files were gathered
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self.stop)
        self.say_hello(port, time.monotonic() - started)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            beat.stop()
            worker.stop()
            self.stdout.write("Stopped.")

    def prepare(self, fresh: bool) -> None:
        """Bring both databases up to date, gather static files, tell the story if nobody has."""
        if fresh:
            forget_the_world()
        call_command("migrate", verbosity=0)
        call_command("migrate", database="monitoring", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not Organisation.objects.exists():
            self.stdout.write("Telling the story of a small network in the West of England …")
            world.tell()

    def start_background(self) -> tuple[Any, Any]:
        """Start a Celery worker and beat as threads of this process."""
        worker = app.WorkController(
            pool_cls="threads",
            concurrency=1,
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
            loglevel="WARNING",
            quiet=True,
        )
        threading.Thread(target=worker.start, name="celery-worker", daemon=True).start()
        beat = EmbeddedService(app, thread=True, max_interval=1)
        beat.start()
        return worker, beat

    def say_hello(self, port: int, seconds: float) -> None:
        """Print where to go and who can sign in."""
        address = f"http://127.0.0.1:{port}/"
        lines = [
            f"\nReady in {seconds:.1f} s: {address}",
            "",
            "On the sign-in page, one click signs you in as anyone here:",
        ]
        for user in User.objects.filter(pk__in=world.introduced()).order_by("pk"):
            lines.append(f"  {known(user.person).name:<22} {user.email:<38} {world.who_is(user)}")
        lines += [
            "",
            f"Or as staff: password {world.PASSWORD}, authenticator key {world.TOTP_SECRET}",
            f"Every message 'sent': {address}messages/postbox/",
            "Stop with Ctrl+C.",
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()

    def stop(self, *_signal: Any) -> None:
        raise KeyboardInterrupt
