"""New dates of a project are looked at before they are saved: what they break, promise and mend."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises import kinds
from projects.resources.models import StaffAllocation
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_autumn(time_machine):
    time_machine.move_to(dt.datetime(2026, 10, 5, 9, tzinfo=clock.UK))


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def project(trust, manager):
    return builders.project(
        trust,
        lead=manager.person,
        title="Letters",
        starts_on=dt.date(2026, 9, 1),
        ends_on=dt.date(2027, 8, 31),
    )


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def sent(project, starts_on="1 9 2026", ends_on="31 8 2027", **changed):
    days = {"starts_on": starts_on.split(), "ends_on": ends_on.split()}
    parts = {f"{name}_{place}": part for name, day in days.items() for place, part in enumerate(day)}
    said = {"title": project.title, "summary": "Better letters", "lead": project.lead_id, "cost_code": ""}
    return parts | said | changed


def edit(project):
    return reverse("team:edit", args=[project.ref])


def dates(project):
    project.refresh_from_db()
    return project.starts_on, project.ends_on


def test_what_a_shorter_project_breaks_is_seen_before_it_is_saved(staff, project):
    builders.milestone(project, "Letters agreed", on=dt.date(2027, 7, 1))
    before = dates(project)
    answer = staff.post(edit(project), sent(project, title="New letters", ends_on="31 5 2027"), follow=True)
    page = answer.content.decode()
    assert "Saved, but for the dates." in page
    assert "Letters agreed" in page
    assert "the project would not run on that day" in page
    assert dates(project) == before
    assert project.title == "New letters"
    found = answer.context["found"]
    address = reverse("resources:new_dates_of_project", args=[project.ref])
    asked = {"starts_on": "1 9 2026", "ends_on": "31 5 2027"}
    builders.milestone(project, "One more", on=dt.date(2027, 8, 1))
    page = staff.post(address, asked | {"seen": found.seen}).content.decode()
    assert "The plan has changed since you looked." in page
    assert "One more" in page
    assert dates(project) == before
    now = staff.get(address, asked).context["found"].seen
    assert staff.post(address, asked | {"seen": now}).url == reverse("resources:timeline", args=[project.ref])
    assert dates(project) == (dt.date(2026, 9, 1), dt.date(2027, 5, 31))


def test_what_fits_again_and_whose_time_begins_with_the_project_is_said(staff, project):
    builders.milestone(project, "Early talks", on=dt.date(2026, 7, 15))
    StaffAllocation.objects.create(project=project, does="Helper", hours_a_month=1, months=1)
    page = staff.post(edit(project), sent(project, starts_on="1 7 2026"), follow=True).content.decode()
    assert "Helper: from July 2026, not from September 2026" in page
    assert "What would fit again" in page
    assert "Early talks" in page


def test_what_we_promised_for_after_the_new_end_is_said(staff, project, manager):
    with transaction.atomic():
        promise.make(
            kinds.get("scope.answer_comment"),
            subject=project,
            due_at=dt.datetime(2027, 7, 1, 12, tzinfo=clock.UK),
            owner=manager.person,
            by=manager,
            organisation_id=project.organisation_id,
            project_id=project.pk,
            person=manager.person,
        )
    page = staff.post(edit(project), sent(project, ends_on="1 6 2027"), follow=True).content.decode()
    assert "What we promised for later than the new end" in page
    page = staff.post(edit(project), sent(project, ends_on="1 8 2027"), follow=True).content.decode()
    assert "The project is saved." in page


def test_money_that_ends_with_the_project_ends_earlier_with_it_and_a_funder_does_not(staff, project):
    builders.planned_activity(project, "Workshop", on=dt.date(2027, 5, 20))
    asked = sent(project, ends_on="31 5 2027")
    page = staff.post(edit(project), asked, follow=True).content.decode()
    assert "The money ends on 31 May 2027." in page
    builders.funder(project, "Charity", starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2027, 12, 31))
    page = staff.post(edit(project), asked, follow=True).content.decode()
    assert "The project is saved." in page
    assert dates(project)[1] == dt.date(2027, 5, 31)


def test_dates_that_move_nothing_are_saved_at_once_and_bad_ones_keep_what_was_typed(staff, project):
    page = staff.post(edit(project), sent(project, ends_on="30 9 2027"), follow=True).content.decode()
    assert "The project is saved." in page
    assert dates(project)[1] == dt.date(2027, 9, 30)
    address = reverse("resources:new_dates_of_project", args=[project.ref])
    page = staff.get(address, {"starts_on": "1 9 2026", "ends_on": "1 8 2026"}).content.decode()
    assert "The end must be on or after the start." in page
    assert 'value="1 8 2026"' in page
    assert address in staff.get(reverse("resources:timeline", args=[project.ref])).content.decode()
    nothing = staff.get(address, {"starts_on": "1 9 2026", "ends_on": "1 10 2027"}).content.decode()
    assert "Nothing else moves" in nothing
