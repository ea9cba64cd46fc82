"""Who leaves a project, or stops a role, leaves nothing open behind; money owed stays owed."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds as notification_kinds
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.models import Promise
from expenses.bookings import actions as bookings
from expenses.claims.occasions.queries import occasions_of
from expenses.claims.writing import actions as claims
from projects.checklist import actions as checklist
from projects.checklist.states import View
from projects.meetings.arrangements.models import Arrangement
from projects.meetings.models import Invitation
from projects.meetings.planning import actions as meetings
from projects.meetings.planning import rules as planning_rules
from projects.meetings.series import actions as series_actions
from projects.power_balance.power_actions import actions as power_actions
from projects.power_balance.reviews import actions as reviews
from projects.roles.answering import actions as answering
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment, ChangeProposal
from projects.roles.rules import Invitee
from projects.team import actions
from projects.team.states import Side
from tests import builders

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def tom(trust, project):
    user = builders.staff_user("project_staff", trust, name="Tom")
    builders.team_member(project, user.person, Side.PROFESSIONAL)
    return user


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters", status="running")


@pytest.fixture
def ada(trust, project):
    user = builders.contributor_user(trust, name="Ada")
    builders.access_need(user.person)
    builders.team_member(project, user.person)
    return user


@pytest.fixture
def ben(trust, project):
    user = builders.contributor_user(trust, name="Ben")
    builders.team_member(project, user.person)
    return user


def role_of(project, user, manager, *, agreed=True) -> Assignment:
    role = builders.role(project, offered_by=manager)
    [one] = inviting.invite(role, invitees=[Invitee(person=user.person)], by=manager)
    answering.suggest(one, part="time", words="Later.", by=user)
    if agreed:
        answering.agree(one, content_hash=one.version.content_hash, by=user)
    one.refresh_from_db()
    return one


@pytest.fixture
def busy(project, manager, ada, ben):
    """Ada has to do with everything; Ben was asked to the same."""
    builders.policy(project.organisation)
    builders.staff_user("approver", project.organisation)
    role_of(project, ada, manager)
    role_of(project, ada, manager, agreed=False)
    coming = meetings.invite(builders.meeting(project, ada.person, ben.person, manager.person), by=manager)
    builders.meeting(project, ada.person, ben.person)
    on = clock.uk(coming.starts_at).date()
    bookings.ask(person=ada.person, project=project, by=ada, kind="taxi", words="Nine.", meeting=coming)
    bookings.ask(person=ada.person, project=project, by=ada, kind="taxi", words="Ten.", on=on)
    power_actions.raise_imbalance(project, found="Late papers.", person=ada.person, by=ada)
    reviews.open_review(project, rate_by=on, by=manager)
    for user in (ada, ben):
        checklist.sign(
            project, step=1, side=Side.PUBLIC, person=user.person, view=View.DISAGREE, words="No.", by=user
        )
    claim = builders.claim(ada.person, project.organisation, project=project)
    builders.claim_line(claim)
    builders.bank_details(ada.person)
    claims.send(claim, by=ada)
    return coming


def open_with(user) -> set[str]:
    return set(Promise.objects.open().filter(person=user.person).values_list("kind", flat=True))


def test_leaving_ends_all_that_hangs_on_it_but_money(busy, project, ada, ben):
    before_ben = open_with(ben)
    assert len(open_with(ada)) >= 8
    actions.leave(project, person=ada.person, by=ada)
    assert open_with(ada) == {"claims.pay", "claims.attendance", "roles.result"}
    assert open_with(ben) == before_ben
    assert set(Assignment.objects.values_list("status", flat=True)) == {"ended", "withdrawn"}
    assert set(ChangeProposal.objects.values_list("status", flat=True)) == {"lapsed"}
    assert not Invitation.objects.filter(person=ada.person).exists()
    assert Invitation.objects.filter(person=ben.person).count() == 2
    assert set(project.booking_requests.values_list("status", flat=True)) == {"not_needed"}
    assert set(Arrangement.objects.values_list("status", flat=True)) == {"not_needed"}


@pytest.mark.parametrize("kind", [kind.key for kind in kinds.registered()])
def test_no_kind_of_promise_is_left_with_who_left_but_money(kind, project, manager, ada, ben):
    with transaction.atomic():
        rows = [
            promise.make(
                kinds.get(kind),
                subject=project,
                due_at=clock.now() + DAY,
                owner=manager.person,
                by=manager,
                organisation_id=project.organisation_id,
                project_id=project.pk,
                person=user.person,
            )
            for user in (ada, ben)
        ]
    actions.leave(project, person=ada.person, by=ada)
    for row in rows:
        row.refresh_from_db()
    stays = kinds.get(kind).outlasts_project
    assert [row.is_open for row in rows] == [stays, True]
    assert bool(rows[0].released_why) is not stays


def test_the_contact_hears_who_left_when_and_the_person_hears_what_stays(busy, project, manager, ada):
    actions.leave(project, person=ada.person, by=ada)
    to_lead = Notification.objects.get(kind="team/somebody_left")
    assert to_lead.recipient == manager.person
    assert f"Ada left “Letters” on {clock.today():%A} {clock.today().day}" in render(to_lead)[1]
    body = render(Notification.objects.get(kind="team/left", recipient=ada.person))[1]
    assert "“Letters”" in body
    assert "Pay your claim:" in body


def test_a_discreet_person_reads_neither_title_nor_what_is_owed(busy, project, ada):
    ada.person.discreet = True
    ada.person.save()
    actions.leave(project, person=ada.person, by=ada)
    body = render(Notification.objects.get(kind="team/left"))[1]
    assert "Letters" not in body
    assert "Pay your claim" not in body


def test_staff_who_take_somebody_off_end_the_same_and_the_person_hears(busy, project, tom, manager, ada):
    actions.remove_member(project.members.get(person=ada.person), by=tom, why="Moved.")
    assert open_with(ada) == {"claims.pay", "claims.attendance", "roles.result"}
    told = Notification.objects.filter(kind__startswith="team/").values_list("kind", "recipient__name")
    assert set(told) == {("team/left", "Ada"), ("team/somebody_left", "Mo Manager")}


def test_messages_that_still_wait_do_not_reach_who_left(busy, project, ada, ben):
    actions.leave(project, person=ada.person, by=ada)
    kinds_of_project = ("meetings/invitation", "power_balance/review_opened", "roles/invitation")
    for message in Notification.objects.filter(kind__in=kinds_of_project):
        if message.recipient == ada.person:
            assert notification_kinds.get(message.kind).not_wanted(message)
        elif message.recipient == ben.person:
            assert not notification_kinds.get(message.kind).not_wanted(message)


def test_after_leaving_only_what_is_theirs_is_readable(client, busy, project, manager, ada):
    past = builders.meeting(
        project, ada.person, starts_at=clock.now() - 2 * DAY, ends_at=clock.now() - DAY, title="Last time"
    )
    project.meetings.filter(pk=past.pk).update(
        status="held", invited_at=clock.now(), left_out_public=0, left_out_staff=0
    )
    token = planning_rules.token_of(busy.invitations.get(person=ada.person))
    agreed = Assignment.objects.get(status="agreed")
    builders.sign_in(client, ada)
    theirs = [
        reverse("my_roles:detail", args=[agreed.ref]),
        reverse("my_roles:agreed", args=[ada.person.agreements.get().ref]),
        reverse("my_claims:detail", args=[ada.person.claims.get().ref]),
    ]
    gone = [
        reverse("my_projects:detail", args=[project.ref]),
        reverse("my_projects:leave", args=[project.ref]),
        reverse("my_checklist:overview", args=[project.ref]),
        reverse("my_power_balance:overview", args=[project.ref]),
        reverse("my_meetings:words", args=[project.ref]),
        reverse("my_meetings:detail", args=[busy.ref]),
        reverse("my_meetings:detail", args=[past.ref]),
        reverse("my_meetings:arrangement", args=[busy.arrangements.get().ref]),
        reverse("my_power_balance:review", args=[project.power_reviews.get().ref]),
        reverse("meetings:answer", args=[token]),
    ]
    assert [client.get(address).status_code for address in theirs + gone] == [200] * len(theirs + gone)
    actions.leave(project, person=ada.person, by=ada)
    assert [client.get(address).status_code for address in theirs] == [200] * len(theirs)
    assert [client.get(address).status_code for address in gone] == [404] * len(gone)
    assert "Last time" not in client.get(reverse("my_meetings:list") + "?earlier=1").content.decode()
    assert [one.meeting for one in occasions_of(ada.person)] == [past]  # what they did is still to be paid


def test_the_button_asks_once_more_and_says_what_stays(client, busy, project, ada):
    builders.sign_in(client, ada)
    page = client.get(reverse("my_projects:detail", args=[project.ref])).content.decode()
    leave = reverse("my_projects:leave", args=[project.ref])
    assert leave in page
    asked = client.get(leave).content.decode()
    paid, ends = asked.split("What ends between us")
    assert "Pay your claim" in paid
    assert "Answer why you disagree" in ends
    assert project.members.current().filter(person=ada.person).exists()
    assert client.post(leave).status_code == 302
    assert not project.members.current().filter(person=ada.person).exists()


def test_a_member_of_staff_who_leaves_hands_over_what_they_looked_after(project, manager, tom, ada):
    power_actions.note(
        project, found="8am.", plan="11am.", owner=tom.person, due_on=clock.today() + DAY, by=manager
    )
    reviews.open_review(project, rate_by=clock.today() + DAY, by=manager)
    actions.remove_member(project.members.get(person=tom.person), by=manager)
    assert Promise.objects.get(kind="power_balance.act").owner == manager.person
    mine = Promise.objects.get(kind="power_balance.rate_as_staff", person=tom.person)
    assert mine.released_why == "Left the project."


def test_somebody_stops_a_role_and_stays_on_the_project(client, project, manager, ada):
    role = role_of(project, ada, manager)
    builders.sign_in(client, ada)
    stop = reverse("my_roles:stop", args=[role.ref])
    assert stop in client.get(reverse("my_roles:detail", args=[role.ref])).content.decode()
    assert "Stop this role" in client.get(stop).content.decode()
    client.post(stop)
    role.refresh_from_db()
    assert (role.status, role.ends_on) == ("ended", clock.today())
    assert open_with(ada) == {"roles.result"}
    assert project.members.current().filter(person=ada.person).exists()
    told = Notification.objects.filter(kind__in=("roles/ended", "roles/stopped"))
    assert set(told.values_list("kind", "recipient__name")) == {
        ("roles/ended", "Ada"),
        ("roles/stopped", "Mo Manager"),
    }
    assert f"{clock.today().day}" in render(told.get(kind="roles/stopped"))[1]
    client.post(stop)  # twice is once
    assert told.count() == 2


@pytest.mark.parametrize("how", ["decline", "withdraw", "end"])
def test_an_offer_or_role_that_is_over_leaves_nothing_open(how, project, manager, ada):
    role = role_of(project, ada, manager, agreed=how == "end")
    if how == "decline":
        answering.decline(role, by=ada)
    else:
        getattr(inviting, how)(role, why="No money.", by=manager)
    assert open_with(ada) == ({"roles.result"} if how == "end" else set())
    assert ChangeProposal.objects.get().status == "lapsed"


def test_a_series_is_called_off_from_now_on(client, project, manager, ada):
    starts = [clock.now() + days * DAY for days in (15, 22, 29)]
    planned = series_actions.plan_series(
        project, title="Talks", starts=starts, minutes=60, people=[ada.person], by=manager
    )
    project.meetings.update(place="Room 2")
    for one in planned[:2]:
        one.refresh_from_db()
        meetings.invite(one, by=manager, why_this_time="It suits.")
    project.meetings.filter(pk=planned[0].pk).update(
        starts_at=clock.now() - 2 * DAY, ends_at=clock.now() - DAY
    )
    builders.sign_in(client, manager)
    page = client.get(reverse("meetings:detail", args=[planned[1].ref])).content.decode()
    address = reverse("meetings:call_off_series", args=[planned[1].ref])
    assert address in page
    client.post(address, {"why": "No money."})
    assert list(project.meetings.values_list("status", flat=True)) == ["invited", "cancelled", "cancelled"]
    assert Notification.objects.filter(kind="meetings/cancelled", recipient=ada.person).count() == 1
    still = Promise.objects.open().filter(subject_type="meetings.Meeting")
    assert set(still.values_list("subject_id", flat=True)) == {planned[0].pk}
