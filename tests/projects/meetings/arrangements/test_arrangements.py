"""What people need becomes a promise to them, follows who comes, and is answered by the person."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contributors.people.access_needs import actions as needs
from contributors.people.models import AccessNeed
from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.meetings.arrangements import actions as arrangements
from projects.meetings.arrangements import queries as arrangements_queries
from projects.meetings.arrangements import rules as arrangements_rules
from projects.meetings.arrangements.states import ArrangementState, Met
from projects.meetings.attendance import actions as attendance
from projects.meetings.models import Arrangement, Meeting
from projects.meetings.planning import actions
from projects.power_balance.evidence.queries.lines import evidence
from tests import builders

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SEAT, LOOP = "A seat near the door.", "A hearing loop that works."


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters")


@pytest.fixture
def ada(trust, project):
    user = builders.contributor_user(trust, name="Ada")
    builders.team_member(project, user.person)
    builders.access_need(user.person, SEAT, category="009")
    return user


@pytest.fixture
def ben(trust, project):
    user = builders.contributor_user(trust, name="Ben")
    builders.team_member(project, user.person)
    builders.access_need(user.person, LOOP, category="001")
    builders.access_need(user.person, "For the team only.", seen_by="team")
    return user


@pytest.fixture
def planned(project, ada, ben, manager):
    return builders.meeting(project, ada.person, ben.person, manager.person, title="Second look")


@pytest.fixture
def meeting(planned, manager):
    return actions.invite(planned, by=manager)


@pytest.fixture
def seat(meeting):
    return meeting.arrangements.get(need__words=SEAT)


def listed(meeting) -> list[tuple]:
    rows = meeting.arrangements.order_by("need__words")
    return [(row.need.words, str(row.status)) for row in rows]


def promised() -> list[tuple]:
    rows = Promise.objects.filter(kind="meetings.arrange").order_by("person__name", "id")
    return [
        (p.person.name, "open" if p.is_open else "kept" if p.kept_at else f"released: {p.released_why}")
        for p in rows
    ]


def past(meeting) -> Meeting:
    starts_at = clock.now() - dt.timedelta(hours=3)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2)
    )
    return Meeting.objects.get(pk=meeting.pk)


def page(client, name: str, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_inviting_lists_what_organisers_may_see_and_promises_it(meeting, manager):
    assert listed(meeting) == [(LOOP, "open"), (SEAT, "open")]
    row = meeting.arrangements.get(need__words=SEAT)
    assert (row.owner, row.due_on) == (manager.person, clock.uk(meeting.starts_at).date() - 7 * DAY)
    assert promised() == [("Ada", "open"), ("Ben", "open")]
    promise = Promise.objects.get(kind="meetings.arrange", person__name="Ada")
    assert promise.due_at == clock.end_of_day(row.due_on)
    assert "seat" not in (promise.label + promise.words_for_staff + promise.words_for_contributor).lower()


def test_while_planning_nothing_is_promised(planned, manager):
    assert arrangements_queries.count(planned) == 2
    assert [need.words for need in arrangements.look_ahead(planned, by=manager)] == [LOOP, SEAT]
    with pytest.raises(TransitionRefused):
        arrangements.refresh(planned, by=manager)
    assert (Arrangement.objects.count(), promised()) == (0, [])


@pytest.mark.parametrize(("days", "expected"), [(30, 23), (8, 1), (3, 1), (0, 0)])
def test_the_day_to_arrange_it_by_is_a_week_before_or_the_next_day(days, expected):
    now = dt.datetime(2027, 5, 3, 9, tzinfo=clock.UK)
    assert arrangements_rules.arrange_on(now + days * DAY, now) == now.date() + expected * DAY
    starts_at = now + days * DAY
    assert arrangements_rules.arrange_due(starts_at.date(), starts_at) == starts_at


def test_the_list_follows_the_answers(meeting, seat, ada):
    invitation = meeting.invitations.get(person=ada.person)
    attendance.respond(invitation, coming=False, by=ada)
    assert listed(meeting) == [(LOOP, "open"), (SEAT, "not_needed")]
    assert promised()[0] == ("Ada", "released: It is no longer needed at this meeting.")
    attendance.respond(invitation, coming=True, by=ada)
    assert listed(meeting) == [(LOOP, "open"), (SEAT, "open")]
    assert [state for name, state in promised() if name == "Ada"][1:] == ["open"]


def test_a_need_told_later_is_put_on_the_list_and_one_taken_back_leaves_it(meeting, ada, manager):
    later = builders.access_need(ada.person, "A break each hour.")
    needs.end(AccessNeed.objects.get(words=SEAT), by=ada)
    assert (arrangements_queries.not_listed(meeting), arrangements_queries.not_needed_any_more(meeting)) == (
        1,
        1,
    )
    assert [row.need.words for row in arrangements.look(meeting, by=manager)] == [LOOP]
    arrangements.refresh(meeting, by=manager)
    assert (arrangements_queries.not_listed(meeting), arrangements_queries.not_needed_any_more(meeting)) == (
        0,
        0,
    )
    assert listed(meeting) == [("A break each hour.", "open"), (LOOP, "open"), (SEAT, "not_needed")]
    needs.change(later, by=ada, category="009", words="A break each hour.", seen_by="team")
    assert [row.need.words for row in arrangements.look(meeting, by=manager)] == [LOOP]


def test_ticking_it_off_keeps_the_promise_and_can_be_taken_back(seat, manager):
    done = arrangements.arrange(seat, by=manager)
    assert (done.status, done.done_by, promised()[0]) == (ArrangementState.DONE, manager, ("Ada", "kept"))
    with pytest.raises(TransitionRefused):
        arrangements.arrange(seat, by=manager)
    undone = arrangements.not_arranged(done, by=manager)
    assert (undone.status, undone.done_at) == (ArrangementState.OPEN, None)
    assert promised()[:2] == [("Ada", "kept"), ("Ada", "open")]


def test_another_owner_and_day_move_the_promise(seat, manager, trust, project):
    tom = builders.staff_user("project_staff", trust, name="Tom")
    sooner = clock.today() + 3 * DAY
    with pytest.raises(TransitionRefused, match="cannot open this list"):
        arrangements.plan(seat, owner=tom.person, due_on=sooner, by=manager)
    builders.team_member(project, tom.person, "professional")
    arrangements.plan(seat, owner=tom.person, due_on=sooner, by=manager)
    promise = Promise.objects.open().get(kind="meetings.arrange", person__name="Ada")
    assert (promise.owner, promise.due_at) == (tom.person, clock.end_of_day(sooner))
    with pytest.raises(TransitionRefused, match="on or before the meeting"):
        arrangements.plan(seat, owner=tom.person, due_on=clock.today() + 90 * DAY, by=manager)


def test_a_moved_meeting_has_to_be_arranged_anew(meeting, seat, manager):
    arrangements.arrange(seat, by=manager)
    later = meeting.starts_at + 7 * DAY
    actions.move_meeting(meeting, starts_at=later, ends_at=later + dt.timedelta(hours=1), by=manager)
    assert listed(meeting) == [(LOOP, "open"), (SEAT, "open")]
    expected = clock.end_of_day(clock.uk(later).date() - 7 * DAY)
    assert set(Promise.objects.open().filter(kind="meetings.arrange").values_list("due_at", flat=True)) == {
        expected
    }


def test_a_meeting_called_off_lets_everything_go(meeting, seat, manager, ada):
    actions.cancel(meeting, why="Too few of us.", by=manager)
    assert {status for _, status in listed(meeting)} == {"not_needed"}
    assert promised() == [(name, "released: Too few of us.") for name in ("Ada", "Ben")]
    with pytest.raises(TransitionRefused):
        arrangements.refresh(meeting, by=manager)
    assert list(Arrangement.objects.visible_to_member(ada.person)) == []


def test_each_look_is_written_down(meeting, manager, ada, ben):
    assert (entries_about(ada.person).count(), entries_about(ben.person).count()) == (0, 0)
    assert arrangements_queries.count(meeting) == 2
    assert entries_about(ada.person).count() == 0
    assert [row.need.words for row in arrangements.look(meeting, by=manager)] == [LOOP, SEAT]
    assert [(entry.verb, entry.by) for entry in entries_about(ada.person)] == [
        ("looked at what helps", manager)
    ]


def test_the_person_says_afterwards_if_it_was_there(meeting, seat, manager, ada):
    with pytest.raises(TransitionRefused, match="once the meeting has begun"):
        arrangements.say_if_met(seat, met=Met.NO, words="", by=ada)
    attendance.record_attendance(past(meeting), minutes={ada.person.pk: 60}, by=manager)
    assert promised()[0] == ("Ada", "released: The meeting went ahead, and this was not ticked off.")
    said = arrangements.say_if_met(seat, met=Met.NO, words="I stood at the back.", by=ada)
    assert (said.met, said.met_words, said.was_not_there) == ("no", "I stood at the back.", True)
    told = Notification.objects.get(kind="meetings/not_met")
    subject, body = render(told)
    assert (told.recipient, f"/meetings/{meeting.ref}/arrangements/" in body) == (manager.person, True)
    for secret in ("Ada", "seat", "back", "Second look"):
        assert secret not in subject + body.removeprefix("Hello Mo Manager")
    arrangements.say_if_met(said, met=Met.YES, words="", by=ada)
    assert Notification.objects.filter(kind="meetings/not_met").count() == 1


def test_what_was_not_there_counts_as_evidence(meeting, seat, project, manager, ada, ben):
    def line():
        found = [one for one in evidence(project) if "helps people take part" in one.about]
        return [(one.counted, one.look) for one in found]

    assert line() == []
    attendance.record_attendance(past(meeting), minutes={ada.person.pk: 60}, by=manager)
    arrangements.say_if_met(seat, met=Met.YES, words="", by=ada)
    assert line() == [("1 of 2, according to the people who needed it. Not there, or only partly: 0.", False)]
    loop = meeting.arrangements.get(need__words=LOOP)
    arrangements.say_if_met(loop, met=Met.PARTLY, words="Half an hour.", by=ben)
    assert line() == [("1 of 2, according to the people who needed it. Not there, or only partly: 1.", True)]


@pytest.mark.parametrize(
    "wrong", [{"status": "done"}, {"met": "maybe"}, {"met": "yes"}, {"met_words": "Good."}, {"status": "x"}]
)
def test_the_database_keeps_the_facts(seat, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Arrangement.objects.filter(pk=seat.pk).update(**wrong)


# Pages


def test_only_those_who_arrange_the_meeting_see_the_list(client, meeting, seat, ada, trust):
    addresses = [
        reverse("meetings:arrangements", args=[meeting.ref]),
        reverse("meetings:arrangement", args=[seat.ref]),
    ]
    colleague = builders.staff_user("project_staff", trust)
    for who in (ada, colleague, builders.staff_user("ppi_manager", builders.organisation())):
        builders.sign_in(client, who)
        assert [client.get(address).status_code for address in addresses] == [404, 404]
    builders.sign_in(client, builders.staff_user("read_only", trust))
    assert [client.get(address).status_code for address in addresses] == [403, 403]
    assert client.post(reverse("meetings:tick_arrangement", args=[seat.ref])).status_code == 403
    builders.sign_in(client, meeting.organiser.account)
    assert [SEAT in client.get(address).content.decode() for address in addresses] == [True, True]
    assert SEAT not in page(client, "meetings:detail", meeting.ref)


def test_onlookers_do_not_learn_whom_something_is_arranged_for(client, meeting, project, trust, ada):
    builders.sign_in(client, meeting.organiser.account)
    words = "Make an arrangement for Second look"
    assert words in page(client, "promises:list")
    promise = Promise.objects.get(kind="meetings.arrange", person=ada.person)
    builders.sign_in(client, builders.staff_user("read_only", trust))
    assert "Answer to the invitation to Second look" in page(client, "promises:list")
    assert words not in page(client, "promises:list") + page(client, "team:detail", project.ref)
    assert client.get(reverse("promises:detail", args=[promise.ref])).status_code == 404


def test_staff_plan_tick_off_and_take_back(client, meeting, seat, manager):
    builders.sign_in(client, manager)
    day = clock.today() + 5 * DAY
    typed = {
        "owner": manager.person.pk,
        "due_on_0": day.day,
        "due_on_1": day.month,
        "due_on_2": day.year,
    }
    address = reverse("meetings:arrangement", args=[seat.ref])
    past_day = typed | {"due_on_2": 2020}
    assert "Choose a date that is today or later." in client.post(address, past_day).content.decode()
    assert "<title>Error:" in client.post(address, typed | {"owner": "999999"}).content.decode()
    assert client.post(address, typed).url == reverse("meetings:arrangements", args=[meeting.ref])
    seat.refresh_from_db()
    assert seat.due_on == day
    tick = reverse("meetings:tick_arrangement", args=[seat.ref])
    for sent, status in (({}, "done"), ({"done": "no"}, "open")):
        client.post(tick, sent)
        seat.refresh_from_db()
        assert seat.status == status
    builders.access_need(seat.person, "A break each hour.")
    assert "1 more thing" in page(client, "meetings:arrangements", meeting.ref)
    client.post(reverse("meetings:refresh_arrangements", args=[meeting.ref]))
    assert "A break each hour." in page(client, "meetings:arrangements", meeting.ref)
    needs.end(AccessNeed.objects.get(words="A break each hour."), by=manager)
    text = page(client, "meetings:arrangements", meeting.ref)
    assert ("1 thing is no longer needed." in text, "A break each hour." in text) == (True, False)


def test_the_person_sees_their_own_and_says_if_it_was_there(client, meeting, seat, ada, ben, manager):
    builders.sign_in(client, ada)
    text = page(client, "my_meetings:detail", meeting.ref)
    assert (SEAT in text, LOOP in text) == (True, False)
    address = reverse("my_meetings:arrangement", args=[seat.ref])
    assert "Was it there for you?" not in client.get(address).content.decode()
    attendance.record_attendance(past(meeting), minutes={ada.person.pk: 60}, by=manager)
    assert "Was it there? Please tell us." in page(client, "my_meetings:detail", meeting.ref)
    assert "<title>Error:" in client.post(address, {"met": "perhaps"}).content.decode()
    client.post(address, {"met": "no", "words": "I stood.\x07 <b>"})
    assert "You said: no." in page(client, "my_meetings:detail", meeting.ref)
    builders.sign_in(client, ben)
    assert client.get(address).status_code == 404
    assert client.post(address, {"met": "yes"}).status_code == 404
    builders.sign_in(client, manager)
    assert "1 thing that helps someone take part was not there" in page(
        client, "meetings:detail", meeting.ref
    )
    assert "I stood. &lt;b&gt;" in page(client, "meetings:arrangements", meeting.ref)
    builders.sign_in(client, builders.staff_user("read_only", meeting.project.organisation))
    assert "Something was not there" not in page(client, "meetings:detail", meeting.ref)


def test_the_pages_cost_the_same_for_one_and_for_thirty_needs(client, meeting, ada, manager):
    builders.sign_in(client, manager)
    address = reverse("meetings:arrangements", args=[meeting.ref])

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    queries()
    one = queries()
    for number in range(30):
        builders.access_need(ada.person, f"Thing {number}.")
    arrangements.refresh(meeting, by=manager)
    assert queries() == one
