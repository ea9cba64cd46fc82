"""Who is reached by phone or by post can do what anybody does in the portal: staff record it, they read it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from contributors.people.models import Connection
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.notifications import rendering
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.payees.recognition.models import EarningsLimit
from projects.meetings.attendance import actions as attendance
from projects.meetings.feedback import actions as feedback
from projects.meetings.feedback.models import Dispute, FeedbackConfirmation
from projects.meetings.glossary import actions as glossary
from projects.meetings.planning import actions as meetings
from projects.power_balance.decisions import actions as decisions
from projects.power_balance.power_actions import actions as power_actions
from projects.power_balance.power_actions.models import PowerAction
from projects.power_balance.reviews import actions as reviews
from projects.power_balance.reviews.models import PowerRating, ReviewRater
from projects.power_balance.reviews.states import Equal, Theme
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment
from projects.roles.rules import Invitee
from projects.team.models import TeamMember
from tests import builders

pytestmark = pytest.mark.django_db
SAID = builders.said_by_phone


@pytest.fixture
def trust():
    made = builders.organisation("North Trust")
    builders.policy(made)
    return made


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def colleague(trust):
    return builders.staff_user("ppi_manager", trust, name="Una Colleague")


@pytest.fixture
def pat(trust):
    return builders.person("Pat", organisation=trust)


@pytest.fixture
def project(trust, manager, pat):
    made = builders.project(trust, lead=manager.person, title="Letters", status="running")
    builders.team_member(made, pat)
    return made


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def recorded(staff, name, args, **fields):
    """Post a page of staff; return what was written down."""
    before = OnBehalf.objects.count()
    path = reverse(name, args=args)
    assert staff.get(path).status_code == 200
    answer = staff.post(path, SAID() | fields)
    assert answer.status_code == 302, answer.context["form"].errors
    assert OnBehalf.objects.count() == before + 1
    entry = OnBehalf.objects.first()
    assert entry.written_copy.recipient == entry.person
    assert entry.about != entry.what  # history and the letter have words for it
    return entry


def test_times_that_do_not_suit(staff, pat):
    entry = recorded(staff, "availability:record", [pat.ref, "weekly"], weekdays=["0", "4"], length="day")
    assert {row.weekday for row in pat.unavailable.all()} == {0, 4}
    assert {"Monday", "Friday"} <= set(entry.words.replace(",", "").split())
    page = staff.get(reverse("availability:overview", args=[pat.ref])).text
    row = pat.unavailable.first()
    assert reverse("availability:remove", args=[pat.ref, "weekly", row.ref]) in page
    recorded(staff, "availability:remove", [pat.ref, "weekly", row.ref])
    assert pat.unavailable.count() == 1


def test_days_away_the_way_and_the_clock(staff, pat):
    day = clock.today()
    dates = {f"{name}_{n}": part for name in ("first_day", "last_day") for n, part in
             enumerate((day.day, day.month, day.year))}  # fmt: skip
    recorded(staff, "availability:record", [pat.ref, "away"], **dates)
    assert pat.away.get().last_day == day
    told = {"before": "30", "after": "45", "joins_online": "no"}
    assert "45 minutes" in recorded(staff, "availability:record", [pat.ref, "travel"], **told).words
    recorded(staff, "availability:record", [pat.ref, "clock"], zone="Europe/Paris")
    assert (pat.circumstances.before, pat.circumstances.zone) == (30, "Europe/Paris")


def test_times_of_somebody_with_an_account_are_added_and_never_shown(staff, trust):
    ann = builders.contributor_user(trust, name="Ann").person
    recorded(staff, "availability:record", [ann.ref, "weekly"], weekdays=["2"], length="day")
    assert "Wednesday" not in staff.get(reverse("availability:overview", args=[ann.ref])).text
    row = ann.unavailable.get()
    assert staff.get(reverse("availability:remove", args=[ann.ref, "weekly", row.ref])).status_code == 404


@pytest.fixture
def held(project, manager, pat):
    meeting = builders.meeting(project, pat, manager.person, has_papers=False)
    meetings.invite(meeting, by=manager)
    type(meeting).objects.filter(pk=meeting.pk).update(
        starts_at=clock.now() - dt.timedelta(hours=3), ends_at=clock.now() - dt.timedelta(hours=1)
    )
    meeting.refresh_from_db()
    return attendance.record_attendance(meeting, minutes={pat.pk: 120}, by=manager)


def test_i_was_not_there(staff, held, pat):
    path = reverse("meetings:record_how_it_was", args=[held.ref, pat.ref])
    assert path in staff.get(reverse("meetings:detail", args=[held.ref])).text
    given = {"answer_given": "different", "line": "there", "words": "I was ill that day."}
    entry = recorded(staff, "meetings:record_how_it_was", [held.ref, pat.ref], **given)
    assert "I was ill that day." in entry.words
    assert Dispute.objects.get().person == pat
    assert Promise.objects.open().filter(kind="meetings.dispute", person=pat).exists()


def test_that_is_how_it_was(staff, held, pat, manager):
    lines = {"pre_brief": True, "debrief": False, "chaired_by": "public", "items_all": 4,
             "items_public": 2, "breaks": "kept", "time_kept": True}  # fmt: skip
    feedback.note(held, by=manager, **lines)
    recorded(staff, "meetings:record_how_it_was", [held.ref, pat.ref], answer_given="so")
    assert FeedbackConfirmation.objects.get().person == pat


@pytest.fixture
def review(project, manager):
    return reviews.open_review(project, rate_by=clock.today() + dt.timedelta(days=9), by=manager)


def ratings(words=""):
    return {theme.value: "2" for theme in Theme} | {f"{theme.value}_words": words for theme in Theme}


def test_how_equal_it_feels_is_taken_down_by_a_colleague_and_read_by_nobody(
    client, review, pat, colleague, trust
):
    staff = builders.sign_in(client, colleague)
    path = reverse("power_balance:record_ratings", args=[review.ref, pat.ref])
    entry = recorded(
        staff, "power_balance:record_ratings", [review.ref, pat.ref], **ratings("They talk over me.")
    )
    assert PowerRating.objects.filter(rater__person=pat, equal=Equal.A_LITTLE).count() == len(Theme)
    assert ReviewRater.objects.get(person=pat).rated_at is not None
    assert not Promise.objects.open().filter(person=pat, kind="power_balance.rate").exists()
    again = staff.get(path)
    assert "They talk over me." not in again.text
    assert " checked" not in again.text
    assert again.headers["Cache-Control"] == "private, no-store"
    for words in (entry.words, rendering.render(entry.written_copy)[1]):
        assert "They talk over me." not in words
        assert "a little equal" not in words
    assert not HistoryEntry.objects.filter(detail__icontains="talk over").exists()
    admin = builders.sign_in(Client(), builders.staff_user("administrator", trust))
    seen = admin.get(reverse("notifications:detail", args=[entry.written_copy.ref]))
    assert "They talk over me." not in seen.text


def test_neither_the_contact_nor_who_opened_it_takes_it_down(staff, review, pat):
    answer = staff.post(
        reverse("power_balance:record_ratings", args=[review.ref, pat.ref]), SAID() | ratings("x")
    )
    assert "Ask a colleague to take this down" in answer.text
    assert PowerRating.objects.count() == 0


@pytest.fixture
def done(project, manager):
    made = power_actions.note(
        project, found="No breaks", plan="Breaks", owner=manager.person, due_on=clock.today(), by=manager
    )
    return power_actions.do(made, by=manager)


def test_something_is_really_done_or_not_yet(staff, done, pat, manager):
    path = reverse("power_balance:record_done", args=[done.ref])
    assert path in staff.get(reverse("power_balance:action", args=[done.ref])).text
    given = {"who": pat.ref, "answer_given": "not yet", "words": "None last week."}
    assert "None last week." in recorded(staff, "power_balance:record_done", [done.ref], **given).words
    power_actions.do(done, by=manager)
    recorded(staff, "power_balance:record_done", [done.ref], who=pat.ref, answer_given="confirm")
    done.refresh_from_db()
    assert (done.status, done.confirmed_by) == ("confirmed", pat)


def test_something_is_not_equal(staff, project, pat):
    recorded(staff, "power_balance:record_raised", [project.ref], who=pat.ref, found="Papers come late.")
    assert PowerAction.objects.get().raised_by == pat


def test_a_decision_is_not_written_down_right(staff, project, pat, manager):
    decision = decisions.record_decision(
        project,
        title="Which letters",
        decided_on=clock.today(),
        options="Two",
        took_part="All",
        public_view="Fewer",
        followed="yes",
        reason="Time",
        by=manager,
    )
    path = reverse("power_balance:record_disputed", args=[decision.ref])
    assert path in staff.get(reverse("power_balance:overview", args=[project.ref])).text
    given = {"who": pat.ref, "words": "We said more."}
    assert "We said more." in recorded(staff, "power_balance:record_disputed", [decision.ref], **given).words
    assert decision.disputes.get().person == pat


def test_leaving_a_project(staff, project, pat):
    path = reverse("team:record_leaving", args=[project.ref, pat.ref])
    assert path in staff.get(reverse("team:detail", args=[project.ref])).text
    recorded(staff, "team:record_leaving", [project.ref, pat.ref])
    assert not TeamMember.objects.current().filter(person=pat).exists()


def test_leaving_the_organisation_ends_everything_but_what_is_owed(staff, project, pat, trust, manager):
    role = builders.role(project, offered_by=manager)
    other = builders.project(trust, lead=manager.person, status="running")
    offer = builders.role(other, offered_by=manager)
    for one in (role, offer):
        inviting.invite(one, invitees=[Invitee(pat)], by=manager)
    assert reverse("people:leave", args=[pat.ref]) in staff.get(reverse("people:detail", args=[pat.ref])).text
    recorded(staff, "people:leave", [pat.ref])
    assert not Assignment.objects.live().filter(person=pat).exists()
    assert not TeamMember.objects.current().filter(person=pat).exists()
    assert not Promise.objects.open().filter(person=pat).exists()
    with pytest.raises(TransitionRefused, match="does not want to work"):
        inviting.invite(offer, invitees=[Invitee(pat)], by=manager)
    recorded(staff, "people:leave", [pat.ref])
    assert Connection.objects.get(person=pat).left_on is None
    inviting.invite(offer, invitees=[Invitee(pat)], by=manager)


def test_somebody_with_an_account_leaves_and_comes_back_by_themselves(client, trust, manager):
    ann = builders.contributor_user(trust, name="Ann")
    project = builders.project(trust, lead=manager.person, status="running")
    builders.team_member(project, ann.person)
    builders.sign_in(client, ann)
    path = reverse("my_details:leave", args=[trust.ref])
    assert path in client.get(reverse("my_details:overview")).text
    assert client.post(path).status_code == 302
    assert not TeamMember.objects.current().filter(person=ann.person).exists()
    assert "You left on" in client.get(reverse("my_details:overview")).text
    assert client.post(path).status_code == 302
    assert Connection.objects.get(person=ann.person).left_on is None


def test_why_somebody_did_not_come_is_theirs_alone(staff, held, pat, manager):
    path = reverse("meetings:record_why_not", args=[held.ref, pat.ref])
    detail = reverse("meetings:detail", args=[held.ref])
    assert path not in staff.get(detail).text  # they came
    assert staff.get(path).status_code == 404
    attendance.record_attendance(held, minutes={pat.pk: 0}, by=manager)
    assert path in staff.get(detail).text
    given = {"reason": "tired", "words": "The train is too much for me."}
    entry = recorded(staff, "meetings:record_why_not", [held.ref, pat.ref], **given)
    assert held.invitations.get(person=pat).why_not.reason == "tired"
    assert "The train is too much for me." in entry.words
    for page in (path, detail, reverse("people:detail", args=[pat.ref])):
        assert "The train is too much" not in staff.get(page).text
        assert "tired or stressed</" not in staff.get(detail).text


def test_nobody_has_to_say_why(staff, held, pat, manager):
    attendance.record_attendance(held, minutes={pat.pk: 0}, by=manager)
    entry = recorded(staff, "meetings:record_why_not", [held.ref, pat.ref], reason="unsaid", words="")
    assert "rather not say" in entry.words
    assert "Your words" not in entry.words


def test_what_a_word_means_is_asked_by_phone(staff, project, pat, manager):
    assert (
        reverse("meetings:record_word", args=[project.ref])
        in staff.get(reverse("meetings:words", args=[project.ref])).text
    )
    entry = recorded(staff, "meetings:record_word", [project.ref], person=pat.ref, word="baseline")
    assert "We will tell you by" in entry.words
    assert Promise.objects.open().filter(kind="meetings.word", person=pat).exists()
    word = project.words.get()
    glossary.explain(word, explanation="Where we began.", by=manager)
    assert pat.messages.filter(kind="meetings/word_explained").exists()
    again = recorded(staff, "meetings:record_word", [project.ref], person=pat.ref, word="Baseline")
    assert "It means: Where we began." in again.words
    assert not Promise.objects.open().filter(kind="meetings.word", person=pat).exists()


def test_only_who_is_on_the_project_can_have_asked(staff, project, trust):
    stranger = builders.person("Stranger", organisation=trust)
    path = reverse("meetings:record_word", args=[project.ref])
    assert staff.post(path, SAID() | {"person": stranger.ref, "word": "x"}).status_code == 200
    assert not project.words.exists()


def test_a_limit_is_kept_sealed_and_stands_in_no_letter(staff, pat):
    path = reverse("payees:record_limit", args=[pat.ref])
    assert path in staff.get(reverse("people:detail", args=[pat.ref])).text
    entry = recorded(staff, "payees:record_limit", [pat.ref], pence="123.45", per="week")
    limit = EarningsLimit.objects.get(person=pat)
    assert (limit.pence, limit.per) == (12345, "week")
    for words in (entry.words, rendering.render(entry.written_copy)[1], staff.get(path).text):
        assert "123.45" not in words
    assert staff.get(path).headers["Cache-Control"] == "private, no-store"
    assert "123" not in str(list(HistoryEntry.objects.values("why", "detail")))
    recorded(staff, "payees:record_limit", [pat.ref], pence="", per="week")
    assert not EarningsLimit.objects.exists()


def test_the_home_asks_whether_something_is_really_done(client, trust, done, project):
    ada = builders.contributor_user(trust, name="Ada")
    builders.team_member(project, ada.person)
    page = builders.sign_in(client, ada).get("/my/").text
    assert "Is it done? Breaks" in page
    assert reverse("my_power_balance:action", args=[done.ref]) in page
