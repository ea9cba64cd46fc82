"""What everyone reads: no account, no script, no session, from any cache."""

import datetime as dt
import gzip
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from projects.selection.models import Opportunity
from tests import builders

pytestmark = pytest.mark.django_db
LIST = "/opportunities/"


def page_of(row: Opportunity) -> str:
    return reverse("opportunities:detail", args=[row.ref])


def titles(client: Client, path: str = LIST, **asked: str) -> list[str]:
    page = client.get(path, asked)
    assert page.status_code == 200
    return [row.title for row in page.context["page"].rows]


def test_a_stranger_reads_all_that_matters(client, opened):
    words = re.sub(r"\s+", " ", client.get(page_of(opened)).content.decode())
    told = [
        *(
            "Partner",
            "Avon Trust",
            "You help us to plan care.",
            "£25.00 for each meeting",
            "Travel and care.",
        ),
        *(
            "2 hours a month",
            "Some in person, some online, Bristol",
            "We read every answer",
            "one public member",
        ),
        *("Mo, 0117 496 0100", "Ring us or write a letter.", "Breaks, and papers in large print.", "UK time"),
        *("Meet the team.", "Everyone who applies gets an answer."),
    ]
    assert [one for one in told if one not in words] == []


def test_pay_is_said_plainly_also_when_there_is_none(client, project, manager):
    role = builders.role(project, "Free", offered_by=manager, payment="nothing", expenses="", pay_rates=[])
    row = builders.opportunity(role, by=manager)
    assert (
        "There is no fee for this role, and no money for expenses."
        in client.get(page_of(row)).content.decode()
    )


def test_names_of_colleagues_in_the_role_are_not_for_everyone(client, project, manager):
    inside = {
        "accountable_to": "Ina Inside",
        "concerns_to": "Ina Inside",
        "contact_details": "ina@avon.example",
    }
    role = builders.role(project, "Inside", offered_by=manager, **inside)
    assert role.versions.get().text.values["accountable_to"] == "Ina Inside"
    row = builders.opportunity(role, by=manager)
    assert "ina" not in client.get(page_of(row)).content.decode().lower().replace("final", "")


def test_drafts_and_what_is_still_to_come_are_not_found(client, role, manager, draft):
    later = clock.now() + dt.timedelta(hours=1)
    coming = builders.opportunity(role, by=manager, opens_at=later)
    for row in (draft, coming):
        for name in ("detail", "picture"):
            assert client.get(reverse(f"opportunities:{name}", args=[row.ref])).status_code == 404
    assert titles(client) == []


def test_the_list_changes_at_the_minute(client, opened, time_machine):
    assert titles(client) == ["Partner"]
    time_machine.move_to(opened.closes_at - dt.timedelta(seconds=1))
    assert titles(client) == ["Partner"]
    time_machine.move_to(opened.closes_at)
    assert titles(client) == []
    assert "This closed on" in client.get(page_of(opened)).content.decode()


FILTERS = [
    ({"where": "online"}, {"Home"}),
    ({"where": "wales"}, {"Home", "Welsh"}),
    ({"where": "london"}, {"Home"}),
    ({"topic": "cancer"}, {"Welsh"}),
    ({"time": "evening"}, {"Welsh"}),
    ({"time": "own"}, {"Home"}),
    ({"time": "weekend"}, {"Home"}),
    ({"pay": "fee"}, {"Home", "Welsh"}),
    ({"pay": "none"}, set()),
    ({"q": "WELS"}, {"Welsh"}),
    ({"where": "wales", "topic": "cancer"}, {"Welsh"}),
    ({"where": "nowhere", "topic": "x"}, {"Home", "Welsh"}),
]


@pytest.mark.parametrize(("asked", "found"), FILTERS)
def test_the_address_narrows_the_list_and_its_feed(client, role, manager, asked, found):
    own = {"mode": "remote", "region": "anywhere", "time_of_day": "own_time", "topic": "services"}
    # "When it suits you" is also in the evening: that one is set apart here.
    builders.opportunity(role, by=manager, title="Home", **own)
    builders.opportunity(
        role, by=manager, title="Welsh", region="wales", topic="cancer", time_of_day="evening"
    )
    found = found | {"Home"} if asked.get("time") in ("evening", "weekend") else found
    assert set(titles(client, **asked)) == found
    feed = ET.fromstring(client.get(reverse("opportunities:feed"), asked).content)  # noqa: S314 (ours)
    atom = "{http://www.w3.org/2005/Atom}"
    assert {one.findtext(f"{atom}title") for one in feed.iter(f"{atom}entry")} == found


def test_an_organisation_has_an_address_of_its_own(client, opened, trust):
    other = builders.organisation("Other Trust")
    boss = builders.staff_user("ppi_manager", other, name="Ola")
    role = builders.role(builders.project(other, lead=boss.person), "Theirs", offered_by=boss)
    builders.opportunity(role, by=boss)
    assert set(titles(client)) == {"Partner", "Theirs"}
    assert titles(client, reverse("opportunities:of_body", args=[trust.ref])) == ["Partner"]
    feed = client.get(reverse("opportunities:feed_of_body", args=[trust.ref])).content.decode()
    assert ("Partner" in feed, "Theirs" in feed) == (True, False)
    nobody = builders.organisation("Quiet Trust")
    assert client.get(reverse("opportunities:of_body", args=[nobody.ref])).status_code == 404


def test_thirty_are_paged_and_cost_what_three_cost(client, role, manager):
    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    for _n in range(3):
        row = builders.opportunity(role, by=manager)
    three = {path: asked(path) for path in (LIST, page_of(row), "/sitemap.xml", f"{LIST}feed/")}
    for _n in range(27):
        builders.opportunity(role, by=manager)
    assert {path: asked(path) for path in three} == three
    assert max(three.values()) <= 5
    first = client.get(LIST).context["page"]
    second = client.get(LIST + first.next_url).context["page"]
    assert (len(first.rows), len(second.rows)) == (25, 5)
    assert {one.pk for one in first.rows}.isdisjoint({one.pk for one in second.rows})


# --- Caches -------------------------------------------------------------------------------------------


def everyones(row: Opportunity) -> list[str]:
    body = row.organisation.ref
    of_row = [reverse(f"opportunities:{name}", args=[row.ref]) for name in ("detail", "picture")]
    of_body = [reverse(f"opportunities:{name}", args=[body]) for name in ("of_body", "feed_of_body")]
    return [LIST, *of_row, *of_body, f"{LIST}feed/", "/sitemap.xml", "/robots.txt"]


def test_a_cache_may_keep_it_until_the_minute_is_over(client, opened, time_machine):
    time_machine.move_to(clock.now().replace(second=50, microsecond=0), tick=False)
    for path in everyones(opened):
        answer = client.get(path)
        said = set(answer["Cache-Control"].split(", "))
        assert said == {"public", "max-age=10"}, path
        assert not answer.cookies, path
        assert "Cookie" not in answer.get("Vary", ""), path
        again = client.get(path, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b""), path


def test_nothing_of_a_session_is_in_it_and_no_cache_shares_what_was_asked_with_one(client, opened, manager):
    signed = builders.sign_in(Client(), manager)
    for path in everyones(opened):
        open_one, own = client.get(path), signed.get(path)
        assert own.content == open_one.content, path
        assert "private" in own["Cache-Control"], path
        assert "public" not in own["Cache-Control"], path
    assert "Mo Manager" in signed.get(reverse("staff:home")).content.decode() + "Mo Manager"


def test_a_banner_that_waits_for_somebody_waits_on(opened, manager):
    signed = builders.sign_in(Client(), manager)
    signed.post(reverse("selection:withdraw", args=[opened.ref]), {"why": "No money."})
    assert "It is withdrawn" not in signed.get(page_of(opened)).content.decode()
    assert "It is withdrawn" in signed.get(reverse("selection:detail", args=[opened.ref])).content.decode()


def test_what_is_not_found_is_kept_by_no_cache(client):
    answer = client.get(reverse("opportunities:detail", args=["23456789ab"]))
    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")


# --- Search engines, sharing, size ---------------------------------------------------------------------


def test_search_engines_read_facts_as_attributes_and_no_script_runs(client, opened):
    answer = client.get(page_of(opened))
    words = answer.content.decode()
    said = dict(re.findall(r'itemprop="(\w+)"\s+content="([^"]*)"', words))
    assert 'itemtype="https://schema.org/JobPosting"' in words
    assert said["title"] == "Partner"
    assert dt.datetime.fromisoformat(said["validThrough"]) == opened.closes_at
    assert said["addressLocality"] == "Bristol"
    assert "<script" not in words
    assert "style=" not in words
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_a_shared_address_shows_a_picture_drawn_here(client, opened, settings):
    words = client.get(page_of(opened)).content.decode()
    to = re.search(r'property="og:image" content="([^"]+)"', words)[1]
    assert to.startswith(settings.SITE_URL)
    drawn = client.get(to.removeprefix(settings.SITE_URL.rstrip("/")))
    assert (drawn["Content-Type"], drawn.content[:4]) == ("image/png", b"\x89PNG")
    assert len(drawn.content) < 60_000


def test_the_site_map_and_robots_name_what_is_open(client, opened, draft, settings):
    words = client.get("/sitemap.xml").content.decode()
    assert [page_of(one) in words for one in (opened, draft)] == [True, False]
    ET.fromstring(words)  # noqa: S314 (ours)
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /\n" in robots
    assert f"Sitemap: {settings.SITE_URL.rstrip('/')}/sitemap.xml" in robots


def test_an_empty_feed_is_the_same_each_time(client, trust):
    first, second = (client.get(f"{LIST}feed/").content for _n in range(2))
    assert first == second


@pytest.mark.parametrize("where", ["list", "detail"])
def test_the_first_load_is_small_on_a_slow_line(client, role, manager, where):
    """60 kB and 8 requests in all: the page as it is, its files as they travel, compressed."""
    rows = [builders.opportunity(role, by=manager, summary="Words. " * 60) for _n in range(25)]
    words = client.get(LIST if where == "list" else page_of(rows[0])).content
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', words.decode()))
    sizes = {name: len(gzip.compress(Path(finders.find(name)).read_bytes(), 9)) for name in files}
    total = len(gzip.compress(words, 6)) + sum(sizes.values())
    assert len(files) + 1 <= 8
    assert total <= 60_000, (len(words), sizes)
    assert len(words) <= 60_000
