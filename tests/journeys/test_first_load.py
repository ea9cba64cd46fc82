"""The first visit on a slow phone: what the home page of a public contributor costs to load."""

import gzip

import pytest
from playwright.sync_api import Response

from tests import builders
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])

MOST_BYTES = 100_000
MOST_REQUESTS = 10


@pytest.mark.either_engine
def test_the_home_page_is_light(open_page, client, live_server):
    network = builders.organisation()
    builders.policy(network)
    user = builders.contributor_user(network, name="Ann Lee")
    builders.team_member(builders.project(network, title="Better letters"), user.person)
    client.force_login(user)
    page = open_page(viewport=PHONE)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))

    page.goto("/my/", wait_until="networkidle")

    assert page.locator("h1").inner_text() == "Hello Ann Lee"
    assert page.get_by_role("link", name="Better letters").count() == 1
    sizes = {answer.url: compressed(answer) for answer in answers}
    assert {answer.status for answer in answers} == {200}, sizes
    assert any(address.endswith("nhsuk-frontend.css") for address in sizes), sizes
    assert len(answers) <= MOST_REQUESTS, sizes
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def compressed(answer: Response) -> int:
    """Return the size as the site sends it: the test server compresses nothing, WhiteNoise and Caddy do."""
    return len(gzip.compress(answer.body(), compresslevel=6))
