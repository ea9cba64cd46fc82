"""Two looks: the project says who took part, then somebody decides on the money."""

import pytest

from coproduce.foundation import transitions
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises.models import Promise
from expenses.claims.attendance_check.actions import say_attended
from expenses.claims.attendance_check.queries import look
from expenses.claims.deciding import actions as deciding
from expenses.claims.models import Claim, ClaimMark, Relative
from expenses.claims.occasions.actions import start_claim
from expenses.claims.writing import actions as writing
from projects.meetings.models import Attendance
from projects.team.states import Side
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def tom(trust):
    return builders.staff_user("project_staff", trust, name="Tom Ellis")


@pytest.fixture
def project(trust, tom):
    return builders.project(trust, lead=tom.person, title="Better letters")


@pytest.fixture
def claim(trust, project):
    return builders.sent_claim(builders.contributor_user(trust, name="Rosa").person, trust, project=project)


def test_somebody_of_the_project_says_that_a_person_took_part_and_sees_no_amount(client, claim, tom, project):
    builders.sign_in(client, tom)
    page = client.get(f"/claims/{claim.ref}/took-part/").content.decode()
    assert "Did Rosa take part?" in page
    assert "8.40" not in page
    assert client.get(f"/claims/{claim.ref}/").status_code == 403
    client.post(f"/claims/{claim.ref}/took-part/", {"attended": "yes"})
    claim.refresh_from_db()
    assert (claim.attended, claim.attendance_checked_by) == (True, tom)
    assert look(claim).words == "A member of the project says that they took part."


def test_a_no_is_a_mark_and_no_wall(client, trust, claim, tom):
    say_attended(claim, attended=False, by=tom)
    assert set(ClaimMark.objects.values_list("kind", flat=True)) == {"no_receipt", "absent"}
    grace = builders.staff_user("approver", trust)
    builders.sign_in(client, grace)
    page = " ".join(client.get(f"/claims/{claim.ref}/").text.split())
    assert "A member of the project says that they did not take part. By Tom Ellis" in page
    assert "The project says that this person did not take part." in page
    assert "Say whether they took part" not in page
    assert deciding.approve_all(claim, by=grace).status == "approved"


def test_what_was_noted_at_the_meeting_counts_first(trust, project, tom):
    rosa = builders.person()
    meeting = builders.meeting(project, rosa)
    claim = builders.sent_claim(rosa, trust, project=project, meeting=meeting)
    assert look(claim).came is None
    Attendance.objects.create(meeting=meeting, person=rosa, came=True, minutes=90, confirmed_by=tom)
    assert look(claim).words == "The meeting record says: there for 1 hour 30 minutes."


def test_a_stranger_and_staff_of_other_projects_do_not_find_it(client, trust, claim):
    for user, answer in (
        (builders.staff_user("project_staff", trust), 404),
        (builders.staff_user("ppi_manager", builders.organisation()), 404),
        (builders.contributor_user(trust), 404),
        (builders.staff_user("approver", trust), 403),
    ):
        builders.sign_in(client, user)
        assert client.get(f"/claims/{claim.ref}/took-part/").status_code == answer


def test_nobody_says_so_of_themselves_of_a_relative_or_of_what_they_typed(trust, project, tom):
    builders.team_member(project, builders.person(), Side.PROFESSIONAL)
    own = builders.sent_claim(tom.person, trust, project=project)
    typed = builders.sent_claim(builders.person(), trust, project=project, typed_by=tom)
    aunt = builders.sent_claim(builders.person(), trust, project=project)
    Relative.objects.create(user=tom, person=aunt.person)
    for claim in (own, typed, aunt):
        with pytest.raises(transitions.TransitionRefused):
            say_attended(claim, attended=True, by=tom)
    done = builders.approved_claim(builders.person(), trust, project=project)
    with pytest.raises(transitions.TransitionRefused):
        say_attended(done, attended=True, by=tom)


def test_a_claim_typed_for_somebody_is_copied_to_them_and_needs_a_second_pair_of_eyes(trust):
    edna = builders.person("Edna", organisation=trust)
    typist = builders.staff_user("ppi_manager", trust)
    builders.staff_user("approver", trust)
    claim = start_claim(person=edna, organisation=trust, about="Panel", by=typist)
    builders.claim_line(claim)
    sent = writing.send(claim, by=typist)
    letter = Notification.objects.get(recipient=edna)
    body = render(letter)[1]
    assert letter.channel == "post"
    assert "We typed it for you. This is what it says:" in body
    assert "Train to Bristol: £8.40" in body
    assert sent.with_person != typist.person
    with pytest.raises(transitions.TransitionRefused, match="You typed this claim"):
        deciding.approve_all(sent, by=typist)
    assert Claim.objects.get().status == "sent"


def test_the_contact_of_the_project_owes_the_person_that_look(trust, project, tom, client):
    rosa = builders.contributor_user(trust)
    builders.staff_user("approver", trust)
    claim = builders.claim(rosa.person, trust, project=project)
    builders.claim_line(claim)
    claim = writing.send(claim, by=rosa)
    asked = Promise.objects.get(kind="claims.attendance")
    assert (asked.owner, asked.person, asked.staff_path) == (
        tom.person,
        rosa.person,
        f"/claims/{claim.ref}/took-part/",
    )
    say_attended(claim, attended=True, by=tom)
    assert Promise.objects.get(kind="claims.attendance").kept_by == tom


def test_nobody_is_asked_where_the_meeting_says_it_or_the_claim_is_the_contacts_own(trust, project, tom):
    rosa = builders.contributor_user(trust)
    builders.staff_user("approver", trust)
    meeting = builders.meeting(project, rosa.person)
    Attendance.objects.create(meeting=meeting, person=rosa.person, came=True, minutes=9, confirmed_by=tom)
    for person, extra in ((rosa.person, {"meeting": meeting}), (tom.person, {})):
        claim = builders.claim(person, trust, project=project, **extra)
        builders.claim_line(claim)
        writing.send(claim, by=person.account)
    assert not Promise.objects.filter(kind="claims.attendance").exists()


def test_a_decision_ends_the_question(trust, project):
    rosa = builders.contributor_user(trust)
    grace = builders.staff_user("approver", trust)
    claim = builders.claim(rosa.person, trust, project=project)
    builders.claim_line(claim)
    deciding.approve_all(writing.send(claim, by=rosa), by=grace)
    assert Promise.objects.get(kind="claims.attendance").released_why == "The claim was decided without it."
