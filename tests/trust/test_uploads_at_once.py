"""Twenty people send heavy files at once, to gunicorn as production runs it: who only looks does not wait."""

import re
import threading
import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests import builders, stopwatch
from tests.foundation.hostile_files import big_photo
from tests.trust.web import Web, serving

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, databases=["default", "monitoring"]),
]
AT_ONCE, MOST_WAIT, ENDS_WITHIN = 20, 1.0, 600  # seconds, but for the first
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|idempotency_key)" value="([^"]+)"')


@pytest.fixture
def web(tmp_path) -> Iterator[Web]:
    with serving(tmp_path) as server:
        yield server


def filled(fields: dict[str, str], photo: bytes) -> tuple[bytes, str]:
    """Return a form with a photo, as a browser sends it, and its content type."""
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="receipt"; filename="a.jpg"\r\n\r\n'
    body = b"".join([*parts, head.encode(), photo, f"\r\n--{edge}--\r\n".encode()])
    return body, f"multipart/form-data; boundary={edge}"


def test_who_only_looks_does_not_wait_for_twenty_who_send(web, record_property):
    organisation = builders.organisation()
    builders.policy(organisation)
    ada = builders.contributor_user(organisation, name="Ada")
    browser = builders.sign_in(Client(), ada)
    claim = builders.claim(ada.person, organisation)
    path, cookies = (
        f"/my/claims/{claim.ref}/lines/add/public_transport/",
        f"sessionid={browser.cookies['sessionid'].value}",
    )
    cookies += f"; csrftoken={'c' * 32}"
    status, page = web.ask(path, cookies)
    assert status == 200, page[:500]
    heavy, said = big_photo(), []
    with stopwatch.Stretch() as machine:
        alone = sorted(web.seconds("/my/", cookies) for _number in range(9))[4]
        at_rest = machine.end()
    start = threading.Barrier(AT_ONCE + 1)

    pages = [web.ask(path, cookies)[1] for _number in range(AT_ONCE)]  # each form counts once

    def send(page: str) -> None:
        fields = dict(HIDDEN.findall(page)) | {"csrfmiddlewaretoken": "c" * 32, "amount": "not money"}
        body, kind = filled(fields, heavy)
        start.wait()
        said.append(web.ask(path, cookies, body, kind))

    threads = [threading.Thread(target=send, args=[page], daemon=True) for page in pages]
    for thread in threads:
        thread.start()
    start.wait()
    waited: list[float] = []
    give_up = time.monotonic() + ENDS_WITHIN
    with stopwatch.Stretch() as machine:
        while any(thread.is_alive() for thread in threads) and time.monotonic() < give_up:
            waited.append(web.seconds(*(("/my/", cookies) if len(waited) % 2 else ("/account/sign-in/",))))
            time.sleep(0.05)
        busier = max(1, machine.end() / at_rest)
    assert len(said) == AT_ONCE
    statuses(said)
    waited.sort()
    record_property("looked", len(waited))
    record_property("nine_of_ten_within", round(waited[len(waited) * 9 // 10], 2))
    # A machine that is busy with other things makes everybody wait: then it is as long as before, or so.
    assert waited[len(waited) * 9 // 10] < max(MOST_WAIT, alone * 4) * busier, waited[-10:]


def statuses(said: list[tuple[int, str]]) -> None:
    """Everybody who sent got the page back: some with their photo taken, the rest asked to wait a minute."""
    assert {status for status, _page in said} == {200}
    busy: list[Any] = [page for _status, page in said if "Many people are sending files right now" in page]
    assert 0 < len(busy) < AT_ONCE
