"""The indicators that come from what happened at meetings, from pay, and from answers people waited for."""

import pytest
from django.urls import reverse

from projects.meetings.models import Dispute, FeedbackConfirmation, MeetingFeedback, WhyNot
from projects.power_balance.evidence.queries.lines import evidence
from projects.power_balance.thresholds.models import PowerThresholds
from tests import builders
from tests.projects.power_balance import happened

pytestmark = pytest.mark.django_db


def line(project, key: str) -> tuple[str, bool] | None:
    return next(((one.counted, one.look) for one in evidence(project) if one.key == key), None)


def own(project, **values) -> None:
    PowerThresholds.objects.create(organisation=project.organisation, **values)


def disputed(meeting, person, said_of: str) -> Dispute:
    return Dispute.objects.create(meeting=meeting, person=person, line=said_of, words="Not so.")


def test_without_meetings_none_of_these_lines_is_there(project, member):
    shown = {one.key for one in evidence(project)}
    assert shown == {"late-ours", "late-theirs", "team", "contact", "no-offer", "meetings", "decisions"}


@pytest.mark.parametrize(
    ("public", "words", "look"),
    [
        (0, "Meetings with fewer than 2: 1 of 1. Of everyone who was there, 0% were public members.", True),
        (1, "Meetings with fewer than 2: 1 of 1. Of everyone who was there, 50% were public members.", True),
        (3, "Meetings with fewer than 2: 0 of 1. Of everyone who was there, 75% were public members.", False),
    ],
)
def test_nobody_is_the_only_one_at_a_meeting(project, public, words, look):
    happened.with_attendance(happened.held(project), public=public)
    happened.held(project)  # nobody has noted who came: it does not count
    assert line(project, "few-in-room") == (words, look)


def test_how_many_at_a_meeting_is_the_organisations_own(project):
    happened.with_attendance(happened.held(project), public=2)
    own(project, public_in_room=3)
    assert line(project, "few-in-room")[1] is True


def test_papers_count_when_each_person_has_them_in_the_way_they_asked(project):
    meeting = happened.held(project)
    for before in (8, 7, 2, None):
        person = builders.person()
        happened.asked(meeting, person, "public", came=True)
        happened.papers_for(meeting, person, before=before)
    colleague = builders.person()
    happened.asked(meeting, colleague, "professional", came=True)
    happened.papers_for(meeting, colleague, before=None)
    assert line(project, "late-copies") == ("2 of 4.", True)
    own(project, papers_days=8)
    assert line(project, "late-copies") == ("3 of 4.", True)


def test_standard_papers_count_when_their_message_went_out(project, member):
    meeting = happened.held(project)
    happened.asked(meeting, member.person, "public", came=True)
    happened.papers_for(meeting, member.person, before=None, format="standard", channel="email")
    assert line(project, "late-copies") == ("1 of 1.", True)


def test_papers_of_a_meeting_far_ahead_are_not_late_yet(project, member):
    meeting = happened.held(project, ago=-40, status="invited")
    happened.asked(meeting, member.person, "public", came=None)
    happened.papers_for(meeting, member.person, before=None)
    assert line(project, "late-copies") is None


@pytest.mark.parametrize(
    ("minutes", "own_limit", "look"), [(120, None, False), (121, None, True), (121, 150, False)]
)
def test_long_meetings(project, minutes, own_limit, look):
    happened.held(project, minutes=minutes)
    if own_limit:
        own(project, longest_minutes=own_limit)
    assert line(project, "long") == (f"{int(look)} of 1.", look)


def test_who_came_by_side_and_reasons_only_when_enough_people_gave_one(project):
    meeting = happened.with_attendance(happened.held(project), public=2, staff=3)
    away = [happened.asked(meeting, builders.person(), "public", came=False) for _n in range(3)]
    for one in away[:2]:
        WhyNot.objects.create(invitation=one, reason="tired")
    words = "Public members: 2 of 5. Staff: 3 of 3. Meetings noted: 1. Public members who said yes and did not come: 3."
    assert line(project, "came") == (words, False)
    WhyNot.objects.create(invitation=away[2], reason="travel")
    reasons = " Why people could not come, in their own words: tired or stressed (2), could not travel (1)."
    assert line(project, "came") == (words + reasons, False)


def test_what_staff_noted_counts_with_what_public_members_say_of_it(project, member):
    meetings = [happened.held(project, ago=ago) for ago in (40, 30, 20, 10, 5)]
    for number, meeting in enumerate(meetings):
        happened.noted(meeting, debrief=number != 0, chaired_by=["public", "staff"][number % 2])
    assert line(project, "no-talk") == (
        "Before: 5 of 5. After: 4 of 5. As recorded by staff. No public member has confirmed it yet.",
        True,
    )
    for meeting in meetings[:2]:
        disputed(meeting, member.person, "debrief")
    disputed(meetings[0], builders.person(), "debrief")
    disputed(meetings[0], member.person, "chair")
    said = (
        "Before: 5 of 5. After: 4 of 5. As recorded by staff. Public members said it was different at 2 of 5."
    )
    assert line(project, "no-talk") == (said, True)
    for meeting in meetings[2:]:
        FeedbackConfirmation.objects.create(meeting=meeting, person=member.person)
    assert line(project, "no-talk")[0] == said[:-1] + ", and confirmed 3."
    assert line(project, "chair")[0] == (
        "A public member: 3. Both together: 0. Staff: 2. It changed from one meeting to the next: 4."
        " As recorded by staff. Public members said it was different at 1 of 5, and confirmed 3."
    )
    assert line(project, "agenda") == (
        "5 of 20. Meetings noted: 5. As recorded by staff. Public members confirmed 3 of 5.",
        False,
    )


def test_a_yes_to_an_older_note_does_not_confirm_the_new_one(project, member):
    meeting = happened.held(project)
    happened.noted(meeting)
    FeedbackConfirmation.objects.create(meeting=meeting, person=member.person)
    assert "confirmed 1 of 1" in line(project, "not-kept")[0]
    row = MeetingFeedback.objects.get()
    row.noted_at = FeedbackConfirmation.objects.get().said_at + happened.DAY
    row.save()
    assert "No public member has confirmed it yet" in line(project, "not-kept")[0]


@pytest.mark.parametrize(
    ("lines", "words", "look"),
    [
        ({}, "Breaks kept: 1 of 1. No break planned: 0. Ended on time: 1 of 1.", False),
        ({"breaks": "none"}, "Breaks kept: 0 of 1. No break planned: 1. Ended on time: 1 of 1.", False),
        ({"breaks": "not"}, "Breaks kept: 0 of 1. No break planned: 0. Ended on time: 1 of 1.", True),
        ({"time_kept": False}, "Breaks kept: 1 of 1. No break planned: 0. Ended on time: 0 of 1.", True),
    ],
)
def test_breaks_and_the_end_on_time(project, lines, words, look):
    happened.noted(happened.held(project), **lines)
    counted, to_look_at = line(project, "not-kept")
    assert (counted.startswith(words), to_look_at) == (True, look)


def test_a_share_an_organisation_allows_is_not_to_be_looked_at(project):
    happened.noted(happened.held(project), breaks="not", pre_brief=False)
    happened.noted(happened.held(project))
    own(project, not_kept_percent=50)
    assert [line(project, key)[1] for key in ("not-kept", "no-talk")] == [False, False]


@pytest.mark.parametrize(
    ("told", "given", "words", "look"),
    [
        (
            3,
            {},
            "1 were announced. Announced only after the meeting: 0. Notes shared: 0. Notes still owed: 0.",
            False,
        ),
        (
            -1,
            {},
            "1 were announced. Announced only after the meeting: 1. Notes shared: 0. Notes still owed: 0.",
            True,
        ),
        (
            3,
            {"shares_notes": True},
            "1 were announced. Announced only after the meeting: 0. Notes shared: 0. Notes still owed: 1.",
            True,
        ),
    ],
)
def test_talks_of_staff_alone(project, told, given, words, look):
    happened.talk_before(happened.held(project), told=told, **given)
    assert line(project, "talks") == (words, look)


def test_a_fee_offered_to_all_public_members(project, manager, member):
    role = builders.role(project, offered_by=manager)
    hers = builders.assignment(role, member.person)
    assert line(project, "no-offer") == ("0 of 1.", False)
    builders.team_member(project, builders.person())
    assert line(project, "no-offer") == ("1 of 2.", True)
    type(hers).objects.update(status="withdrawn")
    assert line(project, "no-offer") == ("2 of 2.", True)


def test_a_role_that_pays_expenses_only_offers_no_fee(project, manager, member):
    role = builders.role(project, payment="expenses_only", fee_pence=None, fee_for="", offered_by=manager)
    builders.assignment(role, member.person)
    assert line(project, "no-offer") == ("1 of 1.", True)


def test_days_to_pay_are_told_only_of_enough_people(project, member):
    for kept in (10, 8):
        happened.promised(project, "claims.pay", person=member.person, made=20, due=6, kept=kept)
    happened.promised(project, "claims.pay", made=20, due=6, kept=1)
    assert line(project, "late-pay") == ("Too few people to say how many days.", True)
    happened.promised(project, "claims.pay", made=20, due=6, kept=None)
    assert line(project, "late-pay") == ("2 kept in time, 2 late. Half within 12 days.", True)


def test_a_claim_that_is_not_due_yet_is_not_late(project):
    for _n in range(3):
        happened.promised(project, "claims.pay", made=2, due=-12, kept=None)
    assert line(project, "late-pay") == ("0 kept in time, 0 late.", False)


def test_answers_people_waited_for(project):
    happened.promised(project, "meetings.word", made=20, due=6, kept=16)
    happened.promised(project, "meetings.dispute", made=20, due=6, kept=12)
    happened.promised(project, "meetings.papers", made=20, due=6, kept=1)  # not an answer
    assert line(project, "late-replies") == ("2 kept in time, 0 late. Half within 6 days.", False)


def test_rows_between_a_person_and_those_who_see_to_them_stay_with_those(client, project, manager):
    amina = builders.person("Amina Ali")
    happened.promised(project, "meetings.arrange", person=amina, made=20, due=6, kept=None)
    happened.promised(project, "meetings.word", person=builders.person("Ben"), made=20, due=6, kept=None)
    address = reverse("power_balance:evidence_rows", args=[project.ref, "late-ours"])

    def page(user) -> str:
        builders.sign_in(client, user)
        return client.get(address).content.decode()

    assert "Amina Ali" in page(manager)
    onlooker = page(builders.staff_user("read_only", project.organisation))
    assert ("Amina Ali" in onlooker, "Ben" in onlooker, "1 more is between" in onlooker) == (
        False,
        True,
        True,
    )
