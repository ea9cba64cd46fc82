"""People put themselves forward, 200 a second, while a process of the web server is killed.

Whoever was told that it came in is in, once, with one promise and one message; whoever was told nothing
presses the button again, and is in then. APPLICANTS=2000 makes it ten seconds long.
"""

import asyncio
import os
import time
from collections import Counter

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse

from contributors.accounts.devices.sessions import SessionStore
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from projects.selection.interest.models import Expression
from projects.selection.interest.portal import OPENED
from tests import builders
from tests.projects.selection.interest.conftest import draft, opened
from tests.trust.web import Web, serving

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, databases=["default", "monitoring"]),
]
APPLICANTS, A_SECOND = int(os.environ.get("APPLICANTS", "120")), 200
GIVES_UP = 120  # seconds: a browser waits so long, or longer
TOKEN = "c" * 32
TWICE = 3  # every third presses twice


def ready(opportunity) -> dict[str, str]:
    """Return {reference: cookies} of people who have only to press the button that sends."""
    people = {}
    for number in range(APPLICANTS):
        row, _code = draft(opportunity, email=f"p{number}@example.org")
        session: SessionBase = SessionStore()
        session[OPENED] = [row.ref]
        session.create()
        people[row.ref] = f"sessionid={session.session_key}; csrftoken={TOKEN}"
    return people


async def press(port: int, ref: str, cookies: str) -> int:
    """Press the button. Returns the status, or 0 when no answer came."""
    body = f"csrfmiddlewaretoken={TOKEN}"
    request = (
        f"POST {reverse('interest:send', args=[ref])} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Cookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}"
    )
    try:
        async with asyncio.timeout(GIVES_UP):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request.encode())
            answer = await reader.read()
            writer.close()
    except (OSError, TimeoutError):
        return 0
    return int(answer.split(b" ", 2)[1]) if answer else 0


async def storm(web: Web, people: dict[str, str]) -> list[tuple[str, int, float]]:
    """Let everyone press at their moment. Returns (reference, status, seconds) of each press."""

    async def one(number: int, ref: str) -> tuple[str, int, float]:
        await asyncio.sleep(number / A_SECOND)
        began = time.monotonic()
        status = await press(web.port, ref, people[ref])
        return ref, status, time.monotonic() - began

    async def kill() -> None:
        await asyncio.sleep(APPLICANTS / A_SECOND / 2)
        web.kill_one()

    refs = list(people)
    presses = [one(number, ref) for number, ref in enumerate(refs)]
    presses += [one(number + 1, ref) for number, ref in enumerate(refs) if number % TWICE == 0]
    *said, _nothing = await asyncio.gather(*presses, kill())
    return said


def test_nobody_who_was_told_so_is_lost_and_nobody_is_in_twice(tmp_path, record_property):
    organisation = builders.organisation()
    manager = builders.staff_user("ppi_manager", organisation, name="Mo Manager")
    opportunity = opened(builders.project(organisation, lead=manager.person, status="running"), manager)
    people = ready(opportunity)
    with serving(tmp_path, processes=2) as web:
        began = time.monotonic()
        said = asyncio.run(storm(web, people))
        took = time.monotonic() - began
        told = {ref for ref, status, _seconds in said if status == 302}
        there = set(Expression.objects.waiting().values_list("ref", flat=True))
        assert told, Counter(status for _ref, status, _seconds in said)
        assert told <= there, "someone was told that it came in, and it is not there"
        for ref in set(people) - told:  # no answer: they press again, as people do
            assert asyncio.run(press(web.port, ref, people[ref])) == 302
    waits = sorted(seconds for _ref, _status, seconds in said)
    record_property("presses_a_second", round(len(said) / took))
    record_property("half_within_seconds", round(waits[len(waits) // 2], 1))
    record_property("no_answer", len(people) - len(told))
    everyone_is_in_once(set(people))


def everyone_is_in_once(refs: set[str]) -> None:
    rows = Expression.objects.waiting()
    assert set(rows.values_list("ref", flat=True)) == refs
    assert len({*rows.values_list("person", flat=True)}) == len(refs)
    assert Counter(Promise.objects.open().values_list("subject_id", flat=True)).most_common(1)[0][1] == 1
    assert Promise.objects.open().count() == len(refs)
    came_in = Notification.objects.filter(kind="selection/came_in")
    assert came_in.count() == len({*came_in.values_list("recipient", flat=True)}) == len(refs)
