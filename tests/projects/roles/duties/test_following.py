"""What duties ask for follows what happens: the strictest days, other versions, moves and ends."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduce.audit.invariants import registered
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.pages.presenters import uk_date
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.meetings.planning import actions as planning
from projects.roles.answering import actions as answering
from projects.roles.duties import actions as duties
from projects.roles.duties import queries, rules
from projects.roles.duties.actions import choosing
from projects.roles.ending import actions as ending
from projects.roles.models import DutyOccasion
from projects.team import actions as team
from tests import builders
from tests.projects.roles.duties.life import DAY, became, day, free, line, owed

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])


def broken() -> dict[str, list[str]]:
    return {one.name: one.find().examples for one in registered() if one.find().broken}


def open_duties() -> list[str]:
    rows = Promise.objects.open().filter(kind__startswith="roles.duty_").order_by("pk")
    return [one.kind.removeprefix("roles.duty_") for one in rows]


def test_the_strictest_of_several_roles_counts(life, ada):
    life.agreed(ada, line("papers", 5), line("pay", 30), line("answer", 9), title="One")
    life.agreed(ada, line("papers", 10), line("pay", 10), line("answer", 4), title="Two")
    found = {
        kind: queries.days_for(ada.person, kind, project=life.project)
        for kind in ("papers", "pay", "answer", "book")
    }
    assert found == {"papers": 10, "pay": 10, "answer": 4, "book": None}
    meeting = life.meeting(30, ada)
    assert owed("meetings.papers").due_at == meeting.starts_at - 10 * DAY


def test_only_what_is_agreed_counts(life, ada):
    assert queries.days_for(ada.person, "papers", project=life.project) is None
    role = life.agreed(ada, line("papers", 12))
    yesterday = clock.today() - DAY
    assert queries.days_for(ada.person, "papers", project=life.project, on=yesterday) is None
    assert queries.days_for(ada.person, "papers", project=life.project, on=clock.today()) == 12
    ending.stop_mine(role, by=ada)
    assert queries.days_for(ada.person, "papers", project=life.project) is None


def test_papers_are_due_by_the_strictest_of_everybody_and_each_is_measured_by_their_own(life, ada, ben):
    first, second = life.agreed(ada, line("papers", 8)), life.agreed(ben, line("papers", 20), title="Two")
    meeting = life.meeting(40, ada, ben)
    assert owed("meetings.papers").due_at == meeting.starts_at - 20 * DAY
    dues = {one.assignment_id: one.due for one in DutyOccasion.objects.filter(line="papers")}
    assert dues == {
        first.pk: rules.before(meeting.starts_at, 8),
        second.pk: meeting.starts_at - 20 * DAY,
    }


def test_the_usual_days_stay_where_a_role_is_less_strict(life, ada):
    life.agreed(ada, line("papers", 3), line("cannot_come", 1))
    meeting = life.meeting(30, ada)
    assert owed("meetings.papers").due_at == meeting.starts_at - 7 * DAY
    assert owed("meetings.answer").due_at == meeting.starts_at - 5 * DAY


def test_who_has_to_say_early_is_asked_for_an_answer_early(life, ada):
    life.agreed(ada, line("cannot_come", 9))
    meeting = life.meeting(30, ada)
    assert owed("meetings.answer").due_at == meeting.starts_at - 9 * DAY


def test_a_claim_is_paid_by_the_sooner_of_policy_and_role(life, ada):
    builders.bank_details(ada.person)
    before = life.claim(ada)
    life.agreed(ada, line("pay", 10))
    after = life.claim(ada)
    assert before.pay_by == clock.today() + dt.timedelta(days=28)
    assert after.pay_by == rules.pay_day(clock.today(), 10)
    assert clock.uk(owed("claims.pay", subject_id=after.pk).due_at).date() == after.pay_by
    assert [one.promise.subject_id for one in DutyOccasion.objects.filter(line="pay")] == [after.pk]


def test_an_answer_is_due_by_the_role_for_who_has_it(life, ada, ben):
    role, other = life.agreed(ada, line("answer", 2)), life.agreed(ben, title="Two")
    for one, user in ((role, ada), (other, ben)):
        answering.suggest(one, part="time", words="Later.", by=user)
    days = {
        one.person_id: (clock.uk(one.due_at).date() - clock.today()).days
        for one in Promise.objects.open().filter(kind="roles.answer_suggestion")
    }
    assert days == {ada.person.pk: 2, ben.person.pk: 7}


def test_nothing_is_promised_before_it_is_agreed_or_for_meetings_before(life, ada):
    meeting = life.meeting(20, ada)
    assert open_duties() == []
    life.agreed(ada, line("debrief", 7), line("induction"))
    assert sorted(open_duties()) == ["debrief", "induction"]
    assert owed("roles.duty_induction").due_at == meeting.starts_at
    assert broken() == {}


def test_a_moved_meeting_moves_what_hangs_on_it(life, ada, manager):
    life.agreed(ada, line("debrief", 7), line("induction"), line("notice", 14), line("papers", 10))
    meeting = life.meeting(30, ada)
    moved = planning.move_meeting(
        meeting,
        starts_at=meeting.starts_at + 9 * DAY,
        ends_at=meeting.ends_at + 9 * DAY,
        by=manager,
        why="The hall is taken.",
    )
    debrief = owed("roles.duty_debrief")
    assert debrief.due_at == rules.end_after(moved.ends_at, 7)
    assert [one.why for one in debrief.earlier_dates.all()] == ["The hall is taken."]
    assert owed("roles.duty_induction").due_at == moved.starts_at
    assert owed("meetings.papers").due_at == moved.starts_at - 10 * DAY
    assert became(DutyOccasion.objects.first().assignment)["notice"] == ["kept", "kept"]
    assert broken() == {}


def test_a_meeting_called_off_ends_what_hangs_on_it_with_its_reason(life, ada, manager):
    life.agreed(ada, line("debrief", 7), line("induction"), free("contributor", "Bring tea", "meeting"))
    meeting = life.meeting(30, ada)
    planning.cancel(meeting, why="The chair is ill.", by=manager)
    assert open_duties() == []
    assert set(
        Promise.objects.filter(kind__startswith="roles.duty_").values_list("released_why", flat=True)
    ) == {"The chair is ill."}
    assert broken() == {}


def test_who_cannot_come_owes_and_is_owed_nothing_until_they_can(life, ada):
    life.agreed(ada, line("debrief", 7), line("cannot_come", 2))
    meeting = life.meeting(30, ada)
    life.answer(meeting, ada, coming=False)
    assert open_duties() == []
    life.answer(meeting, ada, coming=True)
    assert open_duties() == ["debrief"]
    assert broken() == {}


def test_a_new_version_counts_from_its_agreement_and_the_change_is_told(life, ada):
    role = life.agreed(ada, line("debrief", 7), line("training", 30), line("confidence", 14))
    meeting = life.meeting(30, ada)
    life.next_version(role.role, line("debrief", 3), line("confidence", 14), line("induction"))
    assert sorted(open_duties()) == ["confidence", "debrief", "training"]
    life.says_yes(role, ada)
    assert sorted(open_duties()) == ["confidence", "debrief", "induction"]
    assert owed("roles.duty_debrief").due_at == rules.end_after(meeting.ends_at, 3)
    gone = Promise.objects.get(kind="roles.duty_training")
    assert gone.released_why == "You agreed to version 2 of the role."
    [told] = Notification.objects.filter(kind="roles/duties_changed")
    assert told.recipient == ada.person
    assert told.params == {"moved": [owed("roles.duty_debrief").pk], "ended": [gone.pk]}
    assert broken() == {}


def test_a_stricter_version_moves_papers_that_are_promised(life, ada):
    role = life.agreed(ada, line("papers", 8))
    meeting = life.meeting(40, ada)
    life.next_version(role.role, line("papers", 21))
    life.says_yes(role, ada)
    assert owed("meetings.papers").due_at == meeting.starts_at - 21 * DAY


@pytest.mark.parametrize("how", ["stop", "leave", "close"])
def test_every_end_ends_the_duties(life, ada, manager, how):
    role = life.agreed(ada, line("training", 30), line("debrief", 7), line("papers", 10))
    life.meeting(30, ada)
    if how == "stop":
        ending.stop_mine(role, by=ada)
    elif how == "leave":
        team.leave(life.project, person=ada.person, by=ada)
    else:
        builders.closed(life.project, by=manager)
    assert open_duties() == []
    assert broken() == {}


def test_noting_anew_that_somebody_came_takes_back_that_they_did_not_tell_us(life, ada):
    start = clock.today() - 100 * DAY
    with day(start, 0):
        role = life.agreed(ada, line("cannot_come", 3), line("feedback", 14))
        meeting = life.meeting(20, ada)
    with day(start, 21):
        life.hold(meeting)
        assert became(role) == {"cannot_come": ["missed"]}
        life.hold(meeting, ada)
        assert became(role) == {"cannot_come": ["kept"], "feedback": ["open"]}


def test_another_contact_is_told_anew(life, trust, ada, manager):
    life.agreed(ada, line("contact", 7))
    life.tick(manager, "contact", words="Mo is your contact.")
    assert open_duties() == []
    other = builders.staff_user("ppi_manager", trust, name="Sam")
    builders.team_member(life.project, other.person, "professional")
    said = ("title", "summary", "starts_on", "ends_on", "cost_code")
    values = {name: getattr(life.project, name) for name in said}
    team.edit_project(life.project, **values, lead=other.person, by=manager)
    assert open_duties() == ["contact"]
    assert broken() == {}


def test_what_the_system_sees_cannot_be_ticked_off(life, ada, manager):
    builders.bank_details(ada.person)
    life.agreed(ada, line("pay", 10), line("feedback", 14))
    life.claim(ada)
    with pytest.raises(TransitionRefused):
        life.tick(manager, "pay")


def test_feedback_needs_its_words(life, ada, manager):
    life.agreed(ada, line("contact", 14))
    with pytest.raises(TransitionRefused):
        life.tick(manager, "contact", words=" ")
    life.tick(manager, "contact", words="It is Mo.")
    assert Notification.objects.filter(kind="roles/duty_told").count() == 1
    with pytest.raises(IndexError):
        life.tick(manager, "contact", words="It is Mo.")


def test_following_twice_changes_nothing(life, ada):
    life.agreed(ada, line("debrief", 7), line("interests", 14), line("papers", 10), line("notice", 9))
    life.meeting(30, ada)

    def rows():
        return list(Promise.objects.order_by("pk").values()), list(
            DutyOccasion.objects.order_by("pk").values()
        )

    before = rows()
    duties.follow(life.project, by=None)
    assert rows() == before


def test_as_many_reads_for_thirty_as_for_three(life, trust):
    def people(many: int):
        for _n in range(many):
            user = builders.contributor_user(trust)
            life.agreed(user, line("debrief", 7), line("training", 30), title=f"Role {user.pk}")
            life.meeting(30, user)

    def reads() -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.asked_for(life.project)
        return len(seen)

    people(3)
    few = reads()
    people(12)
    assert reads() == few


def test_an_offered_version_keeps_its_duties(life, ada, manager):
    role = life.agreed(ada, line("papers", 10))
    with pytest.raises(TransitionRefused):
        choosing.choose(role.version, days={"papers": 2}, by=manager)
    role.version.refresh_from_db()
    assert "at least 10 days before each meeting" in str(role.version.text.sections)


def test_a_line_says_when_it_was_done_beside_the_day_it_is_due(life, ada):
    life.agreed(ada, line("confidence", 7))
    occasion = DutyOccasion.objects.get()
    due = uk_date(occasion.due)
    assert occasion.standing == f"still to come, due by {due}"
    occasion.promise.kept_at = clock.now()
    assert occasion.standing == f"kept: done on {uk_date(clock.today())}, due by {due}"
