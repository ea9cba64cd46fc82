"""A letter or a call ends when what it is about ends: it is not printed, not said, and leaves the list."""

import datetime as dt

import pytest
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.by_hand import actions, queries
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.tasks import sweep
from expenses.claims.answering import actions as answering
from expenses.claims.deciding import actions as deciding
from projects.meetings.planning import actions as meetings
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment
from projects.roles.rules import Invitee
from tests import builders

pytestmark = pytest.mark.django_db
NEWS = {
    "accounts/new_device",
    "accounts/no_password_needed",
    "accounts/notice",
    "accounts/password_reset",
    "accounts/role_answered",
    "accounts/sign_in_code",
    "accounts/staff_use_password",
    "bookings/not_needed",
    "checklist/answered",
    "checklist/closed",
    "claims/looked_again",
    "claims/refused",
    "meetings/calendar_stopped",
    "meetings/cancelled",
    "meetings/dispute_answered",
    "meetings/not_met",
    "meetings/word_explained",
    "people/mailbox_asked",
    "on_behalf/put_right",
    "on_behalf/recorded",
    "payees/details_changed",
    "payments/advance",
    "payments/answered",
    "payments/bounced",
    "people/contact_changed",
    "people/new_mailbox",
    "policies/answered",
    "power_balance/answered",
    "power_balance/dispute_answered",
    "power_balance/reply",
    "power_balance/review_closed",
    "power_balance/to_read",
    "promises/released",
    "selection/panel_answered",
    "selection/panel_ended",
    "selection/panel_recognised",
    "rights/agreed",
    "rights/refused",
    "roles/letter_ready",
    "roles/result_told",
    "roles/answered",
    "roles/duties_changed",
    "roles/duty_told",
    "roles/ended",
    "scope/comment_answered",
    "selection/answered",
    "selection/feedback_given",
    "selection/place_over",
    "roles/stopped",
    "roles/suggested",
    "roles/suggestion_answered",
    "roles/taken_back",
    "team/left",
    "team/somebody_left",
}
"""What happened stays true, also on paper and late."""
SAID = {"how": "phone", "read_back": True}


@pytest.fixture
def trust():
    made = builders.organisation(help_phone="0117 496 0777")
    builders.policy(made)
    return made


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture(params=["post", "phone"])
def pat(request, trust):
    return builders.person("Pat", organisation=trust, phone="0117 496 0000", channel=request.param)


@pytest.fixture
def an_offer(trust, manager, pat):
    role = builders.role(builders.project(trust, lead=manager.person), offered_by=manager)
    inviting.invite(role, invitees=[Invitee(pat)], by=manager)
    offer = Assignment.objects.get(person=pat)
    return "roles/invitation", lambda: inviting.withdraw(offer, why="The money has gone.", by=manager)


@pytest.fixture
def a_meeting(trust, manager, pat):
    project = builders.project(trust, lead=manager.person)
    meeting = builders.meeting(project, pat, has_papers=False)
    meetings.invite(meeting, by=manager)
    return "meetings/invitation", lambda: meetings.cancel(meeting, why="The room has gone.", by=manager)


@pytest.fixture
def a_question(trust, manager, pat):
    approver = builders.staff_user("approver", trust)
    claim = builders.sent_claim(pat, trust)
    deciding.return_claim(claim, why="Which train was it?", by=approver)
    said = SAID | {"said_on": clock.today()}
    return "claims/returned", lambda: answering.record_answer(
        claim, words="The one at nine.", said=said, by=manager
    )


@pytest.fixture(params=["an_offer", "a_meeting", "a_question"])
def waits(request, pat):
    kind, end = request.getfixturevalue(request.param)
    return Notification.objects.by_hand().get(recipient=pat, kind=kind), end


def listed(manager):
    return queries.letters(manager) + queries.calls(manager)


def test_what_has_ended_is_not_printed_and_not_said(client, manager, waits):
    message, end = waits
    assert message in listed(manager)
    end()
    assert message not in listed(manager)
    builders.sign_in(client, manager)
    page = "letter" if message.channel == "post" else "call"
    answer = client.get(reverse(f"notifications:{page}", args=[message.ref]), follow=True)
    assert answer.redirect_chain or answer.status_code == 404
    assert b"%PDF" not in answer.content
    message.refresh_from_db()
    if message.state == "waiting":
        assert "no longer needed" in answer.text


def test_the_sweeper_takes_it_off_the_list_with_the_reason(manager, waits):
    message, end = waits
    sweep()
    message.refresh_from_db()
    assert message.state == "waiting"
    end()
    sweep()
    message.refresh_from_db()
    assert message.state in ("cancelled", "sent")  # a call that was answered was made
    assert message.note or message.state == "sent"
    assert actions.end_what_nobody_wants() == 0


def test_what_was_posted_stays_posted(manager, waits):
    message, end = waits
    actions.mark_done([message], on=clock.today(), by=manager)
    end()
    sweep()
    message.refresh_from_db()
    assert message.state == "sent"


def test_time_ends_the_invitation_to_a_meeting_that_is_over(a_meeting, manager, pat):
    message = Notification.objects.by_hand().get(recipient=pat, kind=a_meeting[0])
    Notification.objects.filter(pk=message.pk).update(expires_at=clock.now() - dt.timedelta(minutes=1))
    assert listed(manager) == []
    sweep()
    message.refresh_from_db()
    assert (message.state, message.note) == ("too_late", "its time had passed before it was posted or said")


def test_every_kind_knows_when_it_is_not_wanted_but_for_news_that_stays_true():
    """A new kind says when its subject has ended, or is added here as news that does not end."""
    news = [
        kind.key
        for kind in kinds.registered()
        if kind.not_wanted is kinds.always_wanted and not kind.key.startswith("tests/")
    ]
    assert set(news) == NEWS
