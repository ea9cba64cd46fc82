"""Ten thousand open opportunities: the list reads an index and asks as little as for three."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from projects.selection.models import Opportunity
from tests import builders

pytestmark = pytest.mark.django_db
MANY = 10_000


@pytest.fixture
def many(role, manager):
    """Ten thousand that are open and as many that are not, written past the actions."""
    one = builders.opportunity(role, by=manager)
    rows = []
    for _n in range(MANY):
        rows += [_copy(one), _copy(one)]
        rows[-1].status, rows[-1].ended_at = "closed", clock.now()
    Opportunity.objects.bulk_create(rows, batch_size=2_000)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE selection_opportunity")
    return one


def _copy(row: Opportunity) -> Opportunity:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for name in ("id", "ref"):
        values.pop(name)
    return Opportunity(**values)


def test_the_list_asks_as_much_as_for_three_and_reads_the_index(client, many):
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("opportunities:list")).context["page"]
    assert (len(page.rows), page.total_label) == (25, "more than 1,000")
    assert len(queries) <= 3
    reads = [one["sql"] for one in queries if "selection_opportunity" in one["sql"]]
    (of_rows,) = [sql for sql in reads if "ORDER BY" in sql]
    assert "opportunity_open_by_closing" in plan(of_rows)

    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("opportunities:of_body", args=[many.organisation.ref]))
    (of_rows,) = [one["sql"] for one in queries if "ORDER BY" in one["sql"] and "closes_at" in one["sql"]]
    assert "opportunity_open_" in plan(of_rows)


def plan(sql: str) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
            return json.dumps(cursor.fetchall()[0][0])
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return str(cursor.fetchall())
