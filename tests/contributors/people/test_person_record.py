"""A person's page for staff is their whole record: as far as the reader may see it, and at the same price."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contributors.people.models import PersonNote
from contributors.people.notes import actions as notes
from contributors.people.supporters.models import Supporter
from coproduce.foundation import clock
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from projects.meetings.models import Attendance
from projects.roles.promises import ANSWER
from projects.team import notifications
from projects.team.models import TeamMember
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


@pytest.fixture
def ann(trust):
    return builders.contributor_user(trust, name="Ann Lee").person


def page(client, person) -> str:
    return client.get(reverse("people:detail", args=[person.ref])).content.decode()


def lives_on(project, person, manager, times: int = 1) -> None:
    """Give somebody as much on a project as somebody has who was on it for a while."""
    for n in range(times):
        TeamMember.objects.create(
            project=project, person=person, side="public", left_on=clock.today(), does=f"Reads {n}"
        )
        role = builders.role(project, offered_by=manager, places=3)
        asked = builders.assignment(role, person)
        promise.make(
            ANSWER,
            subject=asked,
            due_at=asked.answer_by,
            owner=project.lead,
            by=manager,
            organisation_id=project.organisation_id,
            project_id=project.pk,
            person=person,
            label=role.title,
        )
        meeting = builders.meeting(project, person)
        Attendance.objects.create(meeting=meeting, person=person, came=True, minutes=90, confirmed_by=manager)
        member = TeamMember.objects.filter(person=person).latest("id")
        enqueue(
            notifications.ADDED,
            to=person,
            subject=member,
            dedupe_key=f"test:{member.pk}",
            organisation_id=project.organisation_id,
        )
        for shared in (True, False):
            notes.write_note(
                person,
                organisation_id=project.organisation_id,
                words=f"Note {n} {shared}",
                shared=shared,
                by=manager,
            )


def test_everything_stands_on_the_page(staff, trust, manager, ann):
    project = builders.project(trust, lead=manager.person, title="Better letters")
    lives_on(project, ann, manager)
    Supporter.objects.create(
        person=ann, helper=builders.person("Sue Lee"), name="Sue", claims=True, accepted_on=clock.today()
    )
    text = " ".join(page(staff, ann).split())
    for words in (
        "Public contributor",
        "Better letters",
        "Reads 0",
        "invited",
        "Better letters: 1 hour 30 minutes in 1 meeting",
        "What we owe them",
        "Someone is on a project now",
        "Note 0 True",
        "Note 0 False",
        "Sue: claims",
    ):
        assert words in text, words


def test_a_colleague_is_called_staff(staff, trust):
    assert "Staff</span>" in page(staff, builders.staff_user("project_staff", trust).person)


def test_much_costs_what_little_costs(staff, trust, manager, ann):
    project = builders.project(trust, lead=manager.person)
    lives_on(project, ann, manager)
    page(staff, ann)
    with CaptureQueriesContext(connection) as little:
        page(staff, ann)
    for _more in range(3):
        lives_on(builders.project(trust, lead=manager.person), ann, manager, times=3)
    with CaptureQueriesContext(connection) as much:
        page(staff, ann)
    assert len(much) == len(little)


def test_another_project_and_another_organisation_stay_out_of_sight(client, trust, manager, ann):
    tom = builders.staff_user("project_staff", trust)
    south = builders.organisation()
    theirs = builders.staff_user("ppi_manager", south, name="CANARY Manager")
    builders.connect(ann, south)
    lives_on(builders.project(trust, lead=manager.person, title="CANARY one"), ann, manager)
    lives_on(builders.project(south, lead=theirs.person, title="CANARY two"), ann, theirs)
    PersonNote.objects.filter(organisation=south).update(words="CANARY note")
    text = page(builders.sign_in(client, tom), ann)
    assert "CANARY" not in text
    assert "Messages to them" not in text


def test_notes_are_kept_apart_and_only_the_shared_reach_the_person(client, staff, trust, ann):
    where = reverse("notes:write", args=[ann.ref])
    assert set(staff.post(where, {"words": ""}).context["form"].errors) == {"words", "shared"}
    staff.post(where, {"words": "Likes to phone.", "shared": "yes"})
    staff.post(where, {"words": "SECRET", "shared": "no"})
    assert {one.words: one.shared for one in PersonNote.objects.all()} == {
        "Likes to phone.": True,
        "SECRET": False,
    }
    builders.sign_in(client, ann.account)
    mine = client.get(reverse("my_notes:overview")).content.decode()
    assert "Likes to phone." in mine
    assert "SECRET" not in mine


def test_a_note_is_removed_and_put_back(staff, trust, manager, ann):
    note = notes.write_note(ann, organisation_id=trust.pk, words="Typo", shared=False, by=manager)
    text = staff.post(reverse("notes:remove", args=[note.ref]), follow=True).content.decode()
    assert "The note is gone." in text
    assert not PersonNote.objects.exists()
    button = text.split('action="/undo/')[1].split('"')[0]
    staff.post(f"/undo/{button}")
    assert PersonNote.objects.get().words == "Typo"


def test_nobody_notes_about_themselves_or_reads_what_colleagues_noted(client, trust, manager):
    tom = builders.staff_user("project_staff", trust)
    notes.write_note(tom.person, organisation_id=trust.pk, words="SECRET", shared=False, by=manager)
    builders.sign_in(client, tom)
    assert "SECRET" not in page(client, tom.person)
    assert client.get(reverse("notes:write", args=[tom.person.ref])).status_code == 403


def test_the_list_tells_staff_from_public_contributors(staff, trust, ann):
    text = " ".join(staff.get(reverse("people:list")).content.decode().split())
    assert "public contributor" in text
    assert ">staff<" in text.replace("> ", ">").replace(" <", "<")


def test_history_is_told_in_words(staff, manager, ann):
    text = page(staff, ann)
    assert "people.Person" not in text
