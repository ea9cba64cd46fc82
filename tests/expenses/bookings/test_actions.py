"""Asked, promised, answered; the meeting moves and everything moves along."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises import reminders
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.bookings import actions
from expenses.bookings.models import BookingRequest
from expenses.claims.marks.queries import words_of_marks
from expenses.payments.advances import actions as advances
from expenses.payments.advances.models import Advance
from projects.meetings.attendance import actions as attendance
from projects.meetings.planning import actions as meetings
from projects.resources.queries import booked_for, spent_on
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
def ada(trust):
    return builders.contributor_user(trust, name="Ada")


@pytest.fixture
def project(trust, manager, ada):
    made = builders.project(trust, lead=manager.person, title="Letters")
    builders.team_member(made, ada.person)
    return made


@pytest.fixture
def meeting(project, ada, manager):
    planned = builders.meeting(project, ada.person, manager.person, title="Second look")
    return meetings.invite(planned, by=manager)


def ask(ada, project, meeting=None, **fields):
    given = {"kind": "public_transport", "words": "From Bath, after nine. I use a stick.", **fields}
    return actions.ask(person=ada.person, project=project, meeting=meeting, by=ada, **given)


@pytest.fixture
def train(ada, project, meeting):
    return ask(ada, project, meeting)


def promised() -> list[tuple]:
    rows = Promise.objects.filter(kind="bookings.book").order_by("id")
    return [
        "open" if one.is_open else "kept" if one.kept_at else f"released: {one.released_why}" for one in rows
    ]


def test_asking_is_a_promise_to_the_person_due_before_the_meeting(train, meeting, manager, ada):
    promise = Promise.objects.get(kind="bookings.book")
    assert (promise.person, promise.owner, promise.side) == (ada.person, manager.person, "organisation")
    assert train.needed_by == clock.uk(meeting.starts_at).date() - 7 * DAY
    assert promise.due_at == clock.end_of_day(train.needed_by) < meeting.starts_at
    said = promise.label + promise.words_for_staff + promise.words_for_contributor
    assert [word for word in ("Bath", "stick", "train") if word in said] == []


def test_a_reminder_goes_to_who_books_it_by_itself(train, manager):
    promise = Promise.objects.get(kind="bookings.book")
    assert clock.uk(promise.remind_at).date() == train.needed_by
    Promise.objects.filter(pk=promise.pk).update(remind_at=clock.now() - DAY)
    reminders.remind_due()
    told = Notification.objects.filter(kind="promises/reminder_to_staff", subject_id=promise.pk)
    assert [one.recipient for one in told] == [manager.person]


def test_booking_keeps_the_promise_and_tells_the_person_discreetly(train, ada, manager):
    booked = actions.book(
        train, how_to_get_it="At the machine.", reference="ABC12", cost_pence=18_40, by=manager
    )
    assert (booked.status, booked.answered_by, booked.cost_pence) == ("booked", manager, 18_40)
    assert promised() == ["kept"]
    message = Notification.objects.get(kind="bookings/answered")
    assert message.recipient == ada.person
    said = " ".join(render(message))
    assert f"/my/bookings/{train.ref}/" in said
    assert [word for word in ("Bath", "stick", "machine", "ABC12", "train") if word in said] == []


def test_somebody_without_an_account_gets_the_whole_answer_in_the_letter(project, trust, manager):
    jo = builders.person("Jo", organisation=trust)
    builders.team_member(project, jo)
    request = actions.ask(
        person=jo, project=project, kind="taxi", words="My hip hurts.", on=clock.today() + 9 * DAY, by=manager
    )
    actions.cannot(request, why="No taxi firm serves it.", another_way="Mo drives you.", by=manager)
    body = " ".join(render(Notification.objects.get(kind="bookings/answered")))
    assert "No taxi firm serves it." in body
    assert "Mo drives you." in body
    assert "hip" not in body


def test_no_without_another_way_is_refused_by_code_and_database(train, manager):
    with pytest.raises(TransitionRefused):
        actions.cannot(train, why="Too far.", another_way="  ", by=manager)
    assert promised() == ["open"]
    now = {"answered_by": manager, "answered_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        BookingRequest.objects.filter(pk=train.pk).update(status="cannot", why_not="Too far.", **now)


def test_the_second_answer_is_refused(train, manager, trust):
    actions.book(train, how_to_get_it="At the machine.", by=manager)
    other = builders.staff_user("ppi_manager", trust)
    with pytest.raises(TransitionRefused):
        actions.cannot(train, why="Too far.", another_way="A lift.", by=other)
    assert BookingRequest.objects.get().status == "booked"
    assert Notification.objects.filter(kind="bookings/answered").count() == 1


def test_a_moved_meeting_moves_the_promise_and_a_booking_is_to_be_made_again(
    ada, project, meeting, manager, train
):
    taxi = ask(ada, project, meeting, kind="taxi")
    actions.book(train, how_to_get_it="At the machine.", cost_pence=18_40, by=manager)
    later = meeting.starts_at + 10 * DAY
    meetings.move_meeting(
        meeting, starts_at=later, ends_at=later + dt.timedelta(hours=2), by=manager, why="Room"
    )
    for one in BookingRequest.objects.all():
        assert (one.status, one.on, one.answered_at) == ("asked", clock.uk(later).date(), None)
        assert one.needed_by == one.on - 7 * DAY
    due = Promise.objects.get(kind="bookings.book", subject_id=taxi.pk)
    assert due.due_at == clock.end_of_day(clock.uk(later).date() - 7 * DAY)
    assert due.first_due_at < due.due_at
    assert promised() == ["kept", "open", "open"]
    assert BookingRequest.objects.get(pk=train.pk).cost_pence == 18_40  # the first ticket was paid


def test_a_meeting_called_off_releases_the_promise_and_tells_who_booked(
    ada, project, meeting, manager, train, trust
):
    ask(ada, project, meeting, kind="taxi")
    actions.book(train, how_to_get_it="At the machine.", by=manager)
    meetings.cancel(meeting, why="Nobody can come.", by=builders.staff_user("ppi_manager", trust))
    assert [one.status for one in BookingRequest.objects.all()] == ["not_needed", "not_needed"]
    assert promised() == ["kept", "released: Nobody can come."]
    told = Notification.objects.filter(kind="bookings/not_needed")
    assert [one.recipient for one in told] == [manager.person]


def test_other_meetings_are_left_alone(ada, project, meeting, manager, train):
    other = meetings.invite(builders.meeting(project, ada.person, manager.person), by=manager)
    meetings.cancel(other, why="Nobody can come.", by=manager)
    assert promised() == ["open"]


def test_the_person_takes_it_back_and_whoever_booked_it_hears(train, ada, manager):
    actions.book(train, how_to_get_it="At the machine.", by=manager)
    actions.let_go(train, by=ada)
    assert Notification.objects.filter(kind="bookings/not_needed", recipient=manager.person).count() == 1
    with pytest.raises(TransitionRefused):
        actions.let_go(train, by=ada)


@pytest.mark.parametrize("change", ["past", "called off", "closed project"])
def test_nothing_is_booked_for_what_is_over(ada, project, meeting, manager, change):
    if change == "past":
        type(meeting).objects.filter(pk=meeting.pk).update(
            starts_at=clock.now() - DAY, ends_at=clock.now() - DAY / 2
        )
    elif change == "called off":
        meetings.cancel(meeting, why="No room.", by=manager)
    else:
        type(project).objects.filter(pk=project.pk).update(status="closed")
    with pytest.raises(TransitionRefused):
        ask(ada, project, meeting)
    assert not BookingRequest.objects.exists()


def test_a_day_that_has_passed_is_refused(ada, project):
    with pytest.raises(TransitionRefused):
        ask(ada, project, on=clock.today() - DAY)


def test_with_short_notice_it_is_due_before_it_begins(ada, project, meeting):
    soon = clock.now() + dt.timedelta(hours=5)
    type(meeting).objects.filter(pk=meeting.pk).update(starts_at=soon, ends_at=soon + dt.timedelta(hours=1))
    meeting.refresh_from_db()
    ask(ada, project, meeting)
    assert Promise.objects.get(kind="bookings.book").due_at == soon


def test_what_we_booked_counts_into_the_money_of_the_project_apart_from_claims(
    ada, project, meeting, manager, train
):
    before = spent_on(project.pk)
    actions.book(train, how_to_get_it="At the machine.", cost_pence=18_41, by=manager)
    taxi = ask(ada, project, meeting, kind="taxi")
    actions.book(taxi, how_to_get_it="At 9.", by=manager)
    assert booked_for(project.pk) == 18_41
    actions.note_cost(taxi, cost_pence=7_03, by=manager)
    actions.let_go(taxi, by=ada)  # paid all the same
    assert booked_for(project.pk) == 25_44
    assert booked_for(builders.project(project.organisation).pk) == 0
    assert spent_on(project.pk) == before


def test_a_cost_before_a_booking_is_refused(train, manager):
    with pytest.raises(TransitionRefused):
        actions.note_cost(train, cost_pence=5, by=manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        BookingRequest.objects.update(cost_pence=0)


def test_a_claim_for_what_we_booked_is_marked(ada, trust, project, meeting, manager, train):
    claim = builders.sent_claim(ada.person, trust, 8_40, project=project, meeting=meeting)
    taxi = builders.claim_line(claim, 5_00, category="taxi")
    other = builders.sent_claim(builders.person("Ben"), trust, project=project, meeting=meeting)
    line = claim.lines.get(category="public_transport")
    ours = "We booked this and paid for it ourselves."
    assert ours not in words_of_marks(claim)[line.pk]
    actions.book(train, how_to_get_it="At the machine.", by=manager)
    found = words_of_marks(claim)
    assert (ours in found[line.pk], ours in found[taxi.pk]) == (True, False)
    assert ours not in [words for marks in words_of_marks(other).values() for words in marks]


def test_who_cannot_come_needs_no_booking_and_no_money(ada, project, meeting, manager, train, trust):
    ben = builders.contributor_user(trust, name="Ben")
    builders.team_member(project, ben.person)
    theirs = ask(ben, project, meeting)
    taxi = ask(ada, project, meeting, kind="taxi")
    builders.staff_user("approver", trust)
    money = advances.ask(
        person=ada.person, project=project, meeting=meeting, amount_pence=5_00, what_for="x",
        needed_by=clock.today(), by=ada,
    )  # fmt: skip
    actions.book(train, how_to_get_it="At the machine.", by=manager)
    mine = meeting.invitations.get(person=ada.person)
    attendance.respond(mine, coming=False, by=None, by_link=True)
    now = {one.pk: one.status for one in BookingRequest.objects.all()}
    assert now == {train.pk: "not_needed", taxi.pk: "not_needed", theirs.pk: "asked"}
    assert Advance.objects.get(pk=money.pk).status == "withdrawn"
    told = Notification.objects.filter(kind="bookings/not_needed")
    assert [one.recipient for one in told] == [manager.person]
