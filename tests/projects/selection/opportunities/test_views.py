import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from projects.selection.models import Opportunity
from projects.selection.opportunities import rules
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def typed(row: Opportunity, **changed) -> dict:
    """Return what the form of a draft holds, as a browser sends it."""
    closes = clock.uk(row.closes_at)
    names = ("title", "summary", "topic", "places", "region", "town", "expenses", "access", "chosen_how")
    words = {name: getattr(row, name) for name in (*names, "chosen_by", "contact_words", "other_ways")}
    return words | {
        "contact": row.contact.ref,
        **parts("closes_on", closes.date()),
        "closes_time": closes.strftime("%H:%M"),
        **(parts("hear_by", row.hear_by) if row.hear_by else {}),
        **changed,
    }


def parts(name: str, day: dt.date) -> dict:
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def test_staff_walk_from_the_role_to_an_open_page(staff, role, project):
    page = staff.get(reverse("roles:detail", args=[role.ref]))
    assert reverse("selection:make", args=[role.ref]) in page.content.decode()
    assert (
        reverse("selection:overview", args=[project.ref])
        in staff.get(reverse("resources:overview", args=[project.ref])).content.decode()
    )
    staff.post(reverse("selection:make", args=[role.ref]))
    row = Opportunity.objects.get()
    told = staff.get(reverse("selection:detail", args=[row.ref])).content.decode()
    assert "Say this before it opens" in told
    assert str(rules.NEEDED["closes_at"]) in told
    assert reverse("selection:open", args=[row.ref]) not in told
    row.closes_at = clock.now().replace(second=0, microsecond=0) + dt.timedelta(days=14)
    words = typed(
        row,
        **{"topic": "diabetes", "region": "wales", "chosen_how": "By talking.", "chosen_by": "Us and Meg."},
        **{"contact_words": "Ring 0117", "other_ways": "A letter.", "access": "Breaks."},
        **parts("hear_by", clock.today() + dt.timedelta(days=40)),
    )
    Opportunity.objects.update(mode="online")
    answer = staff.post(reverse("selection:edit", args=[row.ref]), words)
    assert answer.status_code == 302, answer.context["form"].errors
    told = staff.get(reverse("selection:detail", args=[row.ref])).content.decode()
    assert reverse("criteria:overview", args=[row.ref]) in told
    counts = {"title": "Interest", "looks_for": "Say why.", "essential": "yes"}
    staff.post(reverse("criteria:add", args=[row.ref]), counts)
    staff.post(reverse("criteria:scoring", args=[row.ref]), {"scored": "no"})
    told = staff.get(reverse("selection:detail", args=[row.ref])).content.decode()
    assert "Everything is said" in told
    staff.post(reverse("selection:open", args=[row.ref]))
    row.refresh_from_db()
    assert (row.status, row.closes_at.second) == ("open", 0)
    assert staff.get(reverse("opportunities:detail", args=[row.ref])).status_code == 200


def test_a_refusal_keeps_what_was_typed(staff, draft):
    words = typed(draft, closes_time="", title="Another title")
    page = staff.post(reverse("selection:edit", args=[draft.ref]), words)
    assert "Enter the time too" in page.content.decode()
    assert 'value="Another title"' in page.content.decode()
    draft.refresh_from_db()
    assert draft.title == "Partner"


def test_the_hour_that_does_not_exist_is_refused(staff, draft):
    words = typed(draft, **parts("closes_on", dt.date(2027, 3, 28)), closes_time="01:30")
    page = staff.post(reverse("selection:edit", args=[draft.ref]), words)
    assert "does not exist" in page.content.decode()


def test_places_are_a_number_that_can_be(staff, draft):
    for places in ("0", "1001", "-1", "99999999999"):
        page = staff.post(reverse("selection:edit", args=[draft.ref]), typed(draft, places=places))
        assert page.status_code == 200
        assert "places" in page.context["form"].errors


def test_nobody_outside_the_organisation_is_a_contact(staff, draft):
    other = builders.staff_user("ppi_manager", builders.organisation(), name="Ola")
    page = staff.post(reverse("selection:edit", args=[draft.ref]), typed(draft, contact=other.person.ref))
    assert "contact" in page.context["form"].errors


def test_withdrawing_asks_why_and_the_page_says_it(staff, opened):
    to = reverse("selection:withdraw", args=[opened.ref])
    assert staff.post(to, {"why": ""}).status_code == 200
    staff.post(to, {"why": "The money has gone."})
    page = staff.get(reverse("opportunities:detail", args=[opened.ref])).content.decode()
    assert "The money has gone." in page
    assert "noindex" in page


def test_the_staff_list_asks_as_much_for_thirty_as_for_three(staff, project, role, manager):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            staff.get(reverse("selection:overview", args=[project.ref]))
        return len(queries)

    for _n in range(3):
        builders.opportunity(role, by=manager)
    staff.get(reverse("selection:overview", args=[project.ref]))
    three = asked()
    for _n in range(20):
        builders.opportunity(role, by=manager)
    assert asked() == three
