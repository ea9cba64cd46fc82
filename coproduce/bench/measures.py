"""The figures so far. Each returns plain numbers and its ratio to something bare."""

import datetime as dt
import gzip
import re
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import get_connection
from django.db import connection, models
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.bench import stopwatch
from coproduce.bench.crowd import Crowd
from coproduce.bench.sink import Sink
from coproduce.foundation.notifications import rendering
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending import delivery
from coproduce.foundation.notifications.sending.backend import OutboxMail
from coproduce.foundation.notifications.states import State
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.refs import new_ref
from expenses.claims.models import Claim
from projects.team.models import Project

# list page: (URL name, rows behind it, sort key of its paging)
LISTS: dict[str, tuple[str, Callable[[], models.QuerySet[Any]], str]] = {
    "projects": ("team:list", lambda: Project.objects.all(), "-id"),
    "people": ("people:list", lambda: Person.objects.exclude(connections=None), "name"),
    "claims": ("claims:list", lambda: Claim.objects.all(), "-sent_at"),
    "promises": ("promises:list", lambda: Promise.objects.open(), "due_at"),
    "messages": ("notifications:list", lambda: Notification.objects.all(), "-id"),
}


def bare_view(user: User) -> Callable[[], Any]:
    """Return a run of a view that answers nothing but knows who is asking: session, user, roles."""

    def run() -> HttpResponse:
        request = RequestFactory().get("/")
        request.user = type(user).objects.get(pk=user.pk)
        list(request.user.roles.current())
        return HttpResponse(request.user.email)

    return run


def raw_rows(table: str) -> Callable[[], Any]:
    """Return a run that reads 25 rows of a table by raw SQL."""

    def run() -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id DESC LIMIT 25")  # noqa: S608
            return cursor.fetchall()

    return run


def last_page(rows: models.QuerySet[Any], key: str, address: str) -> str:
    """Return the address of the last page: everything after the 26th row from the end."""
    field = key.lstrip("-")
    backwards = [field, "id"] if key.startswith("-") else [f"-{field}", "-id"]
    found = rows.order_by(*backwards).values_list(field, "id")[25]
    value = found[0].isoformat() if hasattr(found[0], "isoformat") else found[0]
    return f"{address}?after={signing.dumps([value, found[1]], salt='page', compress=False)}"


def settle() -> None:
    """Let the database finish with what was just written, as it would have in a night."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def lists(crowd: Crowd, sizes: list[int], rounds: int) -> dict[str, Any]:
    """F1: each list at each size, first and last page, as a ratio to a bare view with a user."""
    client = stopwatch.signed_in(crowd.manager)
    found: dict[str, Any] = {name: {} for name in LISTS}
    for size in sizes:
        crowd.grow_to(size)
        settle()
        for name, (url, rows, key) in LISTS.items():
            first = stopwatch.page(client, reverse(url))
            runs = {
                "bare": bare_view(crowd.manager),
                "raw": raw_rows(rows().model._meta.db_table),
                "first": first,
                "last": stopwatch.page(client, last_page(rows(), key, reverse(url))),
            }
            took = stopwatch.medians(runs, rounds)
            found[name][str(size)] = {
                "first_ms": round(took["first"], 2),
                "last_ms": round(took["last"], 2),
                "first_to_bare": round(took["first"] / took["bare"], 2),
                "first_to_raw_sql": round(took["first"] / took["raw"], 2),
                "last_to_first": round(took["last"] / took["first"], 2),
                "queries": len(stopwatch.queries(first)),
            }
    for figures in found.values():
        ends = figures[str(sizes[-1])]["first_ms"], figures[str(sizes[0])]["first_ms"]
        figures["largest_to_smallest"] = round(ends[0] / ends[1], 2)
    return found


class Assets(HTMLParser):
    """Collects what a page asks for when it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        address = said.get("src") if tag in ("script", "img") else said.get("href") if tag == "link" else None
        if address:
            self.found.append(address)


def first_load(crowd: Crowd) -> dict[str, Any]:
    """F4: requests and compressed bytes of the first load of the portal home, and other hosts (none)."""
    client = stopwatch.signed_in(crowd.member)
    html = client.get(reverse("portal:home")).content
    parser = Assets()
    parser.feed(html.decode())
    assets = sorted(set(parser.found))
    sizes = {"page": len(gzip.compress(html))}
    for address in assets:
        path = Path(settings.STATIC_ROOT) / address.removeprefix(settings.STATIC_URL)
        sizes[path.name] = len(gzip.compress(path.read_bytes()))
    return {
        "requests": 1 + len(assets),
        "compressed_kb": round(sum(sizes.values()) / 1000, 1),
        "other_hosts": len(re.findall(r"(?:src|href)=\"(?:https?:)?//", html.decode())),
        "next_page_kb": round(sizes["page"] / 1000, 1),
        "parts": sizes,
    }


def outbox_rate(crowd: Crowd, number: int = 500) -> dict[str, Any]:
    """F6: messages a second from row to mark, as a ratio to SMTP alone on one kept connection."""
    with Sink() as sink:
        settings.OUTBOX_TRANSPORT = "coproduce.foundation.notifications.sending.smtp.Transport"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        write_messages(crowd, number)
        rendering.render(
            Notification.objects.filter(state=State.WAITING)[0]
        )  # templates and addresses are loaded
        start = time.perf_counter()
        smtp_alone(number)
        alone = time.perf_counter() - start
        start = time.perf_counter()
        sent = delivery.deliver_due()
        whole = time.perf_counter() - start
        taken = len(sink.taken)
    if sent != number or taken != 2 * number:
        raise RuntimeError(f"{sent} sent and {taken} taken instead of {number} and {2 * number}")
    return {
        "smtp_alone_per_s": round(number / alone),
        "whole_way_per_s": round(number / whole),
        "whole_to_smtp": round(alone / whole, 2),
        "sent_rows_kept": Notification.objects.filter(state=State.SENT).count() - number,
    }


def write_messages(crowd: Crowd, number: int) -> None:
    """Write reminders of one open promise, due now."""
    promise = Promise.objects.open()[0]
    rows = Notification.objects.filter(state=State.SENT).order_by("id")[:number]
    for n, message in enumerate(rows):
        message.pk, message.ref = None, new_ref()
        message.dedupe_key, message.message_id = f"rate:{n}", f"<rate-{n}@bench.example.org>"
        message.state, message.sent_at, message.subject_id = State.WAITING, None, promise.pk
        message.params = {"due_at": promise.due_at.isoformat()}
        message.due_at, message.expires_at = crowd.now, crowd.now + dt.timedelta(days=7)
        message.save(force_insert=True)


def smtp_alone(number: int) -> None:
    """Send `number` mails over one kept connection, with no database."""
    sender = get_connection()
    sender.open()
    for n in range(number):
        mail = OutboxMail("Alone", "Body\n" * 12, settings.DEFAULT_FROM_EMAIL, [f"a{n}@bench.example.org"])
        sender.send_messages([mail])
    sender.close()
