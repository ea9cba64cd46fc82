"""The demo's one-click sign-in: there in the demo, nowhere else."""

import pytest
from django.urls import include, path

from contributors.accounts import checks
from contributors.accounts.demo import queries as demo_queries
from contributors.accounts.demo import views as demo
from tests import builders
from tests.contributors.accounts.steps import is_signed_in

urlpatterns = [
    path("account/demo/", demo.sign_in_as, name="demo_sign_in"),
    path("", include("coproduce.urls")),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.contributors.accounts.test_demo")]


@pytest.fixture
def people():
    trust = builders.organisation()
    return {
        "priya": builders.staff_user("ppi_manager", trust, name="Priya Patel"),
        "other": builders.staff_user("ppi_manager", trust, name="Olu Other"),
        "finn": builders.staff_user("finance", trust, name="Finn Lane"),
        "amara": builders.contributor_user(trust, name="Amara Obi"),
    }


def test_the_first_of_each_kind_is_offered(people, settings, client):
    settings.DEMO = True
    assert demo_queries.accounts() == [
        (people["priya"].pk, "Priya Patel", "PPI manager"),
        (people["finn"].pk, "Finn Lane", "finance"),
        (people["amara"].pk, "Amara Obi", "public contributor"),
    ]
    assert "Sign in as Priya Patel, PPI manager" in client.get("/account/sign-in/").content.decode()


def test_there_are_never_more_than_eight(people):
    trust = builders.organisation()
    for role in ("project_staff", "approver", "reporting", "read_only", "administrator"):
        builders.staff_user(role, trust)
    for _number in range(5):
        builders.contributor_user(trust)
    assert len(demo_queries.accounts()) == 8
    assert demo_queries.accounts()[-1][2] == "public contributor"


def test_one_click_signs_staff_in_with_the_second_step_taken_as_shown(people, settings, client):
    settings.DEMO = True
    answer = client.post("/account/demo/", {"account": people["priya"].pk})
    assert (answer.url, is_signed_in(client)) == ("/", True)
    assert client.get("/staff/").status_code == 200
    settings.DEMO = False
    assert client.get("/staff/").status_code == 302  # such a session is worth nothing elsewhere


def test_it_answers_nothing_outside_the_demo(people, settings, client):
    settings.DEMO = False
    assert client.post("/account/demo/", {"account": people["priya"].pk}).status_code == 404
    assert not is_signed_in(client)
    assert "Sign in as" not in client.get("/account/sign-in/").content.decode()


@pytest.mark.parametrize("account", ["", "0", "-1", "x", "²", "999999999999999999999999"])
def test_nonsense_gives_404(account, settings, client):
    settings.DEMO = True
    assert client.post("/account/demo/", {"account": account}).status_code == 404


def test_production_refuses_to_start_with_it(settings):
    settings.PRODUCTION, settings.DEMO = True, True
    assert [error.id for error in checks.no_demo_in_production(None)] == ["accounts.E001", "accounts.E002"]
