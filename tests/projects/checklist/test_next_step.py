"""A project page names one thing that comes next, by where the project stands."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation.pages.steps import StepState
from projects.checklist.rules import next_step
from projects.checklist.states import Stand
from tests import builders

PAGES = {"start": "/start/", "checklist": "/checklist/"}
DONE = StepState(done=True, started=True)


def steps(*missing: str, said: Stand = Stand.STARTED):
    return [
        (f"/{n}/", StepState(done=False, started=True, missing=[words]) if words else DONE, said)
        for n, words in enumerate(missing)
    ]


@pytest.mark.parametrize(
    ("status", "rows", "url"),
    [
        ("planning", steps("", "Put money aside", "Write a role"), "/1/"),
        ("running", steps("", "", "Write a role"), "/2/"),
        ("planning", steps("", ""), "/start/"),
        ("running", steps("", ""), "/checklist/"),
        ("running", steps("", "", said=Stand.AGREED), None),
        ("closed", steps("Something"), None),
    ],
)
def test_the_first_thing_that_is_missing_comes_next(status, rows, url):
    found = next_step(status, rows, PAGES)
    assert (found.url if found else None) == url


@pytest.mark.django_db
class TestPage:
    @pytest.fixture
    def manager(self):
        return builders.staff_user("ppi_manager", builders.organisation())

    @pytest.fixture
    def project(self, manager):
        return builders.project(manager.organisation, lead=manager.person, status="planning")

    def page(self, client, project):
        return client.get(reverse("team:detail", args=[project.ref])).content.decode()

    def test_it_stands_once_with_a_button_that_leads_there(self, client, manager, project):
        text = self.page(builders.sign_in(client, manager), project)
        assert text.count("What comes next") == 1
        card = text.split("What comes next")[1].split("</a>")[0]
        assert reverse("scope:overview", args=[project.ref]) in card

    def test_every_app_is_led_to_once(self, client, manager, project):
        text = self.page(builders.sign_in(client, manager), project)
        text = text.replace(text.split("What comes next")[1].split("</a>")[0], "")
        for name in ("scope", "resources", "roles", "power_balance", "diversity", "meetings"):
            address = reverse(f"{name}:overview", args=[project.ref])
            assert text.count(f'href="{address}"') == 1, name

    def test_much_costs_what_little_costs(self, client, manager, project):
        builders.sign_in(client, manager)
        builders.piece_of_work(project)
        self.page(client, project)
        with CaptureQueriesContext(connection) as little:
            self.page(client, project)
        for _n in range(5):
            builders.piece_of_work(project)
            builders.milestone(project)
            builders.planned_activity(project)
        with CaptureQueriesContext(connection) as much:
            self.page(client, project)
        assert len(much) <= len(little) + 3  # a kind that has rows now is read with what belongs to it

    def test_both_sides_stand_side_by_side(self, client, manager, project):
        ann = builders.contributor_user(manager.organisation, name="Ann Lee").person
        builders.team_member(project, ann)
        builders.sign_off(project, manager.person, side="professional")
        builders.sign_off(project, ann, view="disagree")
        builders.sign_in(client, manager)
        text = client.get(reverse("checklist:overview", args=[project.ref])).content.decode()
        ours, theirs = (
            text.split(f'id="{side}-1"')[1].split("</section>")[0] for side in ("staff", "public")
        )
        assert "Ann Lee" in theirs
        assert "Ann Lee" not in ours
        assert manager.person.name in ours
