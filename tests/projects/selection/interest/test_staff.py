"""Pages of staff: names for who may see them, typed in from phone and post, read blind, answered together."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.audit.selection import opportunities as audit
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from projects.selection.interest.models import Expression, ExpressionFile
from projects.selection.opportunities import actions as opportunities
from tests import builders
from tests.projects.selection.interest.conftest import close, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(manager) -> Client:
    return builders.sign_in(Client(), manager)


def address(name, *args) -> str:
    return reverse(f"expressions:{name}", args=args)


def typed(opportunity, **more) -> dict[str, str]:
    answers = {f"q{one.pk}": "Said by phone" for one in opportunity.questions.all()}
    reached = {"name": "Peg Phone", "channel": "phone", "phone": "0117 496 0133"}
    return {"came_by": "phone", **reached, **answers, **more}


def test_typed_in_from_the_phone_and_a_late_one_asks_why(staff, opportunity):
    answer = staff.post(address("take", opportunity.ref), typed(opportunity))
    row = Expression.objects.get()
    assert answer.url == address("detail", row.ref)
    assert "Peg Phone" in staff.get(answer.url).content.decode()
    close(opportunity)
    page = staff.post(address("take", opportunity.ref), typed(opportunity)).content.decode()
    assert "Why do you take it" in page
    assert "Said by phone" in page  # nothing is lost
    staff.post(address("take", opportunity.ref), typed(opportunity, late_why="The line was down."))
    assert Expression.objects.exclude(late_why="").count() == 1
    assert "Late" in staff.get(address("list", opportunity.ref)).content.decode()


def test_names_are_for_who_looks_after_people_and_needs_for_fewer(opportunity, project):
    row = sent(opportunity)
    body = project.organisation
    answers = {}
    for role in ("project_staff", "reporting", "read_only", "finance"):
        user = builders.staff_user(role, body)
        if role == "project_staff":
            builders.team_member(project, user.person, "professional")
        client = builders.sign_in(Client(), user)
        pages = [client.get(address("list", opportunity.ref)), client.get(address("detail", row.ref))]
        answers[role] = [page.status_code for page in pages]
        assert all("Large print" not in page.content.decode() for page in pages)
    assert answers == {
        "project_staff": [200, 200],
        "reporting": [403, 404],
        "read_only": [403, 404],
        "finance": [404, 404],
    }
    stranger = builders.sign_in(Client(), builders.staff_user("ppi_manager", builders.organisation()))
    assert stranger.get(address("detail", row.ref)).status_code == 404
    assert stranger.get(reverse("people:list")).status_code == 200
    assert "Rosa Quill" not in stranger.get(reverse("people:list")).content.decode()


def test_the_person_stands_in_no_list_of_people(staff, opportunity):
    sent(opportunity)
    assert "Rosa Quill" not in staff.get(reverse("people:list")).content.decode()
    assert "Rosa Quill" in staff.get(address("list", opportunity.ref)).content.decode()


def test_blind_pages_tell_nothing_of_who_it_is(staff, opportunity):
    row = sent(opportunity, "I am Rosa Quill and I care. Write to rosa@example.org.")
    ExpressionFile.objects.create(
        expression=row, file="x/ab.pdf", display_name="Rosa CV.pdf", content_type="application/pdf", size=1,
        sha256="0" * 64, scanned="clean",
    )  # fmt: skip
    pages = [address("reading", opportunity.ref), address("read", row.blind_ref)]
    shown = "".join(staff.get(page).content.decode() for page in pages)
    assert "and I care" in shown
    leaks = ("Rosa", "Quill", "rosa@", "CV", row.ref, "Large print", str(row.sent_at.year) + "-")
    assert [one for one in leaks if one in re.sub(r'value="[^"]*"', "", shown)] == []
    assert row.blind_ref not in staff.get(address("detail", row.ref)).content.decode()
    assert staff.get(address("read", row.ref)).status_code == 404


def test_decided_checked_and_sent(staff, opportunity):
    row = sent(opportunity)
    assert staff.post(address("decide", row.ref), {"outcome": "off"}).status_code == 200  # not a choice
    staff.post(address("decide", row.ref), {"outcome": "yes"})
    staff.post(address("write_answer", opportunity.ref, "yes"), {"words": "You are in."})
    assert staff.get(address("write_answer", opportunity.ref, "maybe")).status_code == 404
    close(opportunity)
    page = staff.get(address("answers", opportunity.ref)).content.decode()
    assert "Rosa Quill" in page
    seen = re.search(r'name="seen"\s+value="(\w+)"', page)[1]
    staff.post(address("send_answers", opportunity.ref), {"seen": "0" * 64})
    assert Expression.objects.waiting().exists()
    staff.post(address("send_answers", opportunity.ref), {"seen": seen})
    row.refresh_from_db()
    assert (row.status, row.outcome) == ("answered", "yes")
    assert "Nobody waits" in staff.get(address("list", opportunity.ref)).content.decode()


def test_called_off_tells_everybody_why(opportunity, manager):
    row = sent(opportunity)
    opportunities.withdraw(opportunity, why="The money is gone.", by=manager)
    row.refresh_from_db()
    assert (row.status, row.outcome) == ("answered", "off")
    assert not Promise.objects.open().exists()


def test_the_list_is_a_spreadsheet_and_costs_the_same_for_many(
    staff, opportunity, django_assert_max_num_queries
):
    sent(opportunity)
    staff.get(address("list", opportunity.ref))
    with django_assert_max_num_queries(60) as few:
        staff.get(address("list", opportunity.ref))
    for number in range(8):
        sent(opportunity, email=f"p{number}@example.org")
    with django_assert_max_num_queries(len(few)):
        staff.get(address("list", opportunity.ref))
    sheet = staff.get(address("list", opportunity.ref) + "?as=spreadsheet")
    assert "spreadsheet" in sheet["Content-Type"]


def test_the_audit_finds_who_is_left_without_a_reply(opportunity):
    row = sent(opportunity)
    found = (
        audit.nobody_waits_without_a_promise,
        audit.answered_means_told,
        audit.expressions_go_on_their_day,
    )
    assert [one().broken for one in found] == [0, 0, 0]
    Promise.objects.all().delete()
    assert audit.nobody_waits_without_a_promise().broken == 1
    day = clock.today().replace(year=2020)
    Expression.objects.filter(pk=row.pk).update(
        status="answered", outcome="no", answered_at=clock.now(), delete_on=day
    )
    assert [one().broken for one in found] == [0, 1, 1]
    Expression.objects.filter(pk=row.pk).update(person=None, code_hash="", sealed_needs="", forgotten_on=day)
    assert audit.nothing_is_left_of_what_is_gone().broken == 1
