"""Pages are found by key: no row is lost or shown twice, and each page costs the same."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from contributors.people.models import Person
from coproduce.foundation.pages import paging

pytestmark = pytest.mark.django_db


def get(query: str = ""):
    return RequestFactory().get(f"/?{query.lstrip('?')}")


@pytest.fixture
def people():
    names = ["Ada", "Bea", "Bea", "Bea", "Cy", "Di", "Di"]
    return Person.objects.bulk_create(Person(name=n, channel="post") for n in names)


@pytest.mark.parametrize("key", ["name", "-name"])
def test_walking_there_and_back_shows_each_row_once(people, key):
    expected = [p.pk for p in Person.objects.order_by(key, ("-" if key[0] == "-" else "") + "id")]
    seen, query, pages = [], "", []
    while True:
        page = paging.page(Person.objects.all(), get(query), key=key, size=2)
        seen += [p.pk for p in page]
        pages.append([p.pk for p in page])
        if not page.next_url:
            break
        query = page.next_url
    back = []
    while page.previous_url:
        page = paging.page(Person.objects.all(), get(page.previous_url), key=key, size=2)
        back.append([p.pk for p in page])
    assert seen == expected
    assert back == pages[:-1][::-1] or [pk for p in reversed(back) for pk in p] == expected[: -len(pages[-1])]


def test_filters_stay_in_the_address(people):
    page = paging.page(Person.objects.all(), get("show=late&q=a"), key="name", size=2)
    kept = QueryDict(page.next_url.lstrip("?"))
    assert (kept["show"], kept["q"]) == ("late", "a")


@pytest.mark.parametrize("bad", ["after=rubbish", "before=%00", "after=", "after=" + "9" * 5000])
def test_a_tampered_cursor_shows_the_first_page(people, bad):
    assert paging.page(Person.objects.all(), get(bad), key="name", size=2).rows[0].name == "Ada"


def test_two_queries_whatever_the_page(people):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        paging.page(Person.objects.all(), get(), key="name", size=2)
    assert len(queries) == 2


@pytest.mark.parametrize(
    ("total", "label"), [(0, "0"), (999, "999"), (1000, "1,000"), (1001, "more than 1,000")]
)
def test_a_total_is_exact_until_counting_gets_slow(total, label):
    assert paging.total_label(total) == label
