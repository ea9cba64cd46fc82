"""The payer is asked to decide about a role: one open question, a promise to find out, and its end."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from contributors.accounts.models import StaffRole
from coproduce.foundation import clock
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.promises import LOOK
from expenses.payees.determinations.actions import ask, record, stop_asking
from expenses.payees.determinations.models import Determination
from expenses.payees.determinations.promises import DETERMINE
from expenses.payees.determinations.queries import awaited
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Priya")


@pytest.fixture
def role(trust, manager):
    return builders.role(builders.project(trust, lead=manager.person), offered_by=manager)


def asked(role, by):
    return ask(role, asked_of="Payroll", answer_by=clock.today() + dt.timedelta(days=7), by=by)


def decided(role, by, words="Paid gross."):
    return record(
        role, words=words, decided_on=clock.today(), decided_by="Payroll", pay_route="payroll", by=by
    )


def promised(role) -> list[tuple[str, str]]:
    found = Promise.objects.about(role).filter(kind=DETERMINE.key)
    return [
        (one.owner.name, "open" if one.kept_at is None and one.released_at is None else one.released_why)
        for one in found.order_by("id")
    ]


def test_whoever_asked_promises_to_find_out(trust, role):
    asked(role, builders.staff_user("ppi_manager", trust, name="Cara"))
    assert promised(role) == [("Cara", "open")]


def test_asked_by_an_account_without_a_person_the_contact_of_the_project_finds_out(role, manager):
    account = builders.staff_user("ppi_manager", builders.organisation())
    account.people.update(account=None)
    asked(role, type(account).objects.get(pk=account.pk))
    assert promised(role) == [("Priya", "open")]


def test_one_question_at_a_time_and_a_new_one_after_its_end(role, manager):
    asked(role, manager)
    with pytest.raises(TransitionRefused):
        asked(role, manager)
    stop_asking(role, why="Nobody is paid.", by=manager)
    assert promised(role) == [("Priya", "Nobody is paid.")]
    with pytest.raises(TransitionRefused):
        stop_asking(role, why="Nobody is paid.", by=manager)
    asked(role, manager)
    assert promised(role) == [("Priya", "Nobody is paid."), ("Priya", "open")]


def test_what_was_decided_ends_the_question_and_nothing_else(role, manager):
    asked(role, manager)
    other = builders.role(role.project, offered_by=manager)
    asked(other, manager)
    decided(role, manager)
    assert [one.determination_requests.open().count() for one in (role, other)] == [0, 1]
    assert Promise.objects.open().filter(kind=DETERMINE.key).get().subject_id == other.pk


def test_what_counted_first_ended_when_the_second_came_not_the_third(role, manager):
    first, second, third = (decided(role, manager, words) for words in ("One.", "Two.", "Three."))
    ends = list(Determination.objects.order_by("id").values_list("replaced_at", flat=True))
    assert ends == [second.recorded_at, third.recorded_at, None]
    assert first.recorded_at < second.recorded_at < third.recorded_at


def test_a_question_waits_for_who_has_the_role_on_that_project(trust, role, manager):
    rosa, ben = builders.contributor_user(trust).person, builders.contributor_user(trust).person
    builders.assignment(role, rosa)
    elsewhere = builders.role(builders.project(trust, lead=manager.person), offered_by=manager)
    builders.assignment(elsewhere, ben)
    mine = asked(role, manager)
    theirs = asked(elsewhere, manager)
    pairs = [(role.project, rosa), (role.project, ben), (elsewhere.project, rosa), (elsewhere.project, ben)]
    found = [list(awaited(project=project.pk, person=person.pk)) for project, person in pairs]
    assert found == [[mine], [], [], [theirs]]


def test_staff_ask_and_stop_asking_on_pages(client, role, manager):
    builders.sign_in(client, manager)
    at = reverse("determinations:detail", args=[role.ref])
    with transaction.atomic():  # something else is owed about the same role
        promise.make(
            LOOK,
            subject=role,
            due_at=clock.now(),
            owner=manager.person,
            by=manager,
            organisation_id=role.organisation_id,
        )
    assert client.get(at).context["awaited"] is None
    day = clock.today() + dt.timedelta(days=7)
    when = {"answer_by_0": day.day, "answer_by_1": day.month, "answer_by_2": day.year}
    assert client.get(f"{at}ask/").context["form"].errors == {}
    assert "asked_of" in client.post(f"{at}ask/", {"asked_of": "", **when}).context["form"].errors
    assert client.post(f"{at}ask/", {"asked_of": "Payroll", **when}).status_code == 302
    shown = client.get(at).context
    assert (shown["asked"].asked_of, shown["awaited"].kind) == ("Payroll", DETERMINE.key)
    assert client.get(f"{at}stop-asking/").context["form"].errors == {}
    assert "why" in client.post(f"{at}stop-asking/", {"why": ""}).context["form"].errors
    assert client.post(f"{at}stop-asking/", {"why": "Nobody is paid."}).status_code == 302
    assert client.get(at).context["asked"] is None


def test_whoever_sees_the_role_goes_back_to_it_and_finance_to_the_payments(client, trust, role, manager):
    backs = []
    finance = builders.staff_user("finance", trust)
    StaffRole.objects.create(user=finance, organisation=trust, role="project_staff")
    builders.role(builders.project(trust, lead=finance.person))  # another role, which they do see
    for user in (manager, finance):
        builders.sign_in(client, user)
        backs.append(client.get(reverse("determinations:detail", args=[role.ref])).context["back_url"])
    assert backs == [reverse("roles:detail", args=[role.ref]), reverse("payments:list")]


def test_no_determination_is_seen_from_another_organisation(role, manager):
    mine = decided(role, manager)
    outsider = builders.staff_user("ppi_manager", builders.organisation())
    seen = [list(Determination.objects.visible_to(user)) for user in (manager, outsider)]
    assert seen == [[mine], []]
