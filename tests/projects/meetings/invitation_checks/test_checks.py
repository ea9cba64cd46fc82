"""What stands on the page before people are told: what, what is practice, who says so, what to do."""

import datetime as dt

import pytest
from django.urls import reverse

from contributors.availability.models import Circumstances
from coproduce.foundation import clock
from projects.meetings.invitation_checks import rules as invitation_checks_rules
from projects.meetings.invitation_checks.queries import practice_of
from projects.meetings.invitation_checks.rules import SOURCES, Check, InvitationFacts, Practice
from projects.meetings.models import Meeting
from projects.meetings.special_days import rules as special_days_rules
from projects.meetings.times import queries as times_queries
from projects.power_balance.thresholds.models import PowerThresholds
from projects.resources.timeline.queries import lead_times_of
from tests import builders

TUESDAY = dt.datetime(2027, 10, 26, 9, tzinfo=dt.UTC)
GOOD = {
    "place": "Library",
    "online_link": "https://meet.example.org/x",
    "joining": "Mo meets you at the door.",
    "breaks": "10 minutes at 11am",
    "has_papers": True,
}
WAY = "The times above already leave people time to travel."


def facts(
    *, days=30, hours=2.0, public=2, to_arrange=0, practice=None, starts_at=TUESDAY, **changed
) -> InvitationFacts:
    meeting = Meeting(starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=hours), **GOOD | changed)
    return InvitationFacts(
        meeting, public, to_arrange, practice or Practice(), starts_at - dt.timedelta(days=days)
    )


def said(**changed) -> list[str]:
    return [line.what for line in invitation_checks_rules.checks(facts(**changed))]


def test_a_well_planned_meeting_has_little_to_think_about():
    assert said() == [WAY]
    assert said(place="") == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"days": 14}, []),
        ({"days": 13.9}, ["People get 13 days of notice."]),
        ({"days": 7}, ["People get 7 days of notice."]),
        (
            {"days": 1.5},
            ["People get 1 day of notice.", "There is 1 day left to get the papers to people."],
        ),
        ({"days": 1.5, "has_papers": False}, ["People get 1 day of notice."]),
        (
            {"days": -1},
            ["People get 0 days of notice.", "There are 0 days left to get the papers to people."],
        ),
        ({"hours": 2.5}, ["The meeting takes 2 hours 30 minutes."]),
        ({"breaks": ""}, ["No break is planned."]),
        ({"online_link": ""}, ["Nobody can join online."]),
        ({"joining": ""}, ["The invitation does not say how to join, in words."]),
        ({"public": 1}, ["You are asking only one public contributor."]),
        ({"public": 0}, ["You are not asking any public contributors."]),
        ({"to_arrange": 2}, []),
        (
            {"to_arrange": 2, "days": 8, "practice": Practice(notice_days=1)},
            [],
        ),
        (
            {"to_arrange": 2, "days": 7, "practice": Practice(notice_days=1)},
            ["2 things that help people take part still need booking. The day for it has passed."],
        ),
        (
            {"starts_at": dt.datetime(2027, 3, 26, 9, tzinfo=dt.UTC)},
            ["This day is a bank holiday in England, Wales, Scotland, Northern Ireland."],
        ),
    ],
)
def test_what_is_said(changed, words):
    assert sorted(set(said(**changed)) - {WAY}) == sorted(words)


def test_each_line_has_its_practice_a_source_and_something_to_do():
    everything = facts(days=1, hours=3, public=1, to_arrange=1, breaks="", online_link="", joining="")
    found = invitation_checks_rules.checks(everything)
    assert len(found) == 9
    assert [line for line in found if not (line.practice and line.source and line.todo)] == []
    assert found[0] == Check(
        "People get 1 day of notice.",
        "Practice is at least 14 days.",
        "Letter of appointment template, Imperial PERC",
        "Choose a later day",
        "meetings:move",
    )
    assert {source for line in found for source in line.source.split("; ")} <= set(map(str, SOURCES.values()))


def test_an_organisations_own_value_counts_and_practice_stays_shown():
    own = Practice(notice_days=21, own=frozenset(["notice_days"]))
    [line, _way] = invitation_checks_rules.checks(facts(days=20, practice=own))
    assert line.what == "People get 20 days of notice."
    assert line.practice == "Your organisation asks for at least 21 days. Practice is at least 14 days."


@pytest.mark.django_db
def test_own_values_are_read(project):
    assert practice_of(lead_times_of(project.organisation_id)) == Practice()
    PowerThresholds.objects.create(organisation=builders.organisation(), papers_days=30)
    assert practice_of(lead_times_of(project.organisation_id)) == Practice()
    PowerThresholds.objects.create(organisation=project.organisation, papers_days=10)
    assert practice_of(lead_times_of(project.organisation_id)) == Practice(
        papers_days=10, own=frozenset(["papers_days"])
    )


@pytest.mark.django_db
class TestPage:
    @pytest.fixture
    def staff(self, client, manager):
        return builders.sign_in(client, manager)

    def page(self, staff, meeting):
        return staff.get(reverse("meetings:check", args=[meeting.ref]))

    def test_it_leads_to_where_something_can_be_done(self, staff, project, ada, manager):
        planned = builders.meeting(project, ada.person, manager.person)
        text = self.page(staff, planned).content.decode()
        assert "Before you send this" in text
        assert "No break is planned." in text
        assert "Meetings Matter checklist, Business Disability Forum" in text
        assert text.count(reverse("meetings:edit", args=[planned.ref])) == 3  # breaks, online, joining

    def test_nothing_to_change_is_said_too(self, staff, project, ada, ben, monkeypatch):
        monkeypatch.setattr(invitation_checks_rules, "bank_holiday_in", lambda day: [])
        monkeypatch.setattr(special_days_rules, "festivals_near", lambda day: [])
        planned = builders.meeting(project, ada.person, ben.person, **GOOD | {"place": ""})
        assert "We see nothing to change." in self.page(staff, planned).content.decode()

    def test_time_to_get_there_counts_and_looks_like_any_other_reason(
        self, staff, project, ada, ben, manager
    ):
        """The same page, but for the number, whether somebody travels, is busy, or lives by another clock."""
        planned = builders.meeting(project, ada.person, ben.person)
        start = clock.uk(planned.starts_at)
        weekday, minute = start.weekday(), start.hour * 60
        ada.person.unavailable.create(weekday=weekday, from_minute=minute - 60, to_minute=minute - 30)
        assert (
            times_queries.everybody_asked(planned, planned.invitations.all())
            .at(planned.starts_at, planned.ends_at)
            .public
            == 0
        )
        Circumstances.objects.create(person=ada.person, before=45)
        with_travel = self.page(staff, planned)
        assert with_travel.context["left_out"].public == 1
        ada.person.circumstances.delete()
        ada.person.unavailable.create(weekday=weekday, from_minute=minute, to_minute=minute + 30)
        busy = self.page(staff, planned)
        assert [line.what for line in with_travel.context["lines"]] == [
            line.what for line in busy.context["lines"]
        ]
        assert with_travel.context["left_out"] == busy.context["left_out"]
        for page in (with_travel, busy):
            assert "Ada" not in page.content.decode()

    def test_who_joins_online_needs_no_time_to_travel_where_there_is_a_link(self, project, ada):
        planned = builders.meeting(project, ada.person)
        start = clock.uk(planned.starts_at)
        ada.person.unavailable.create(
            weekday=start.weekday(), from_minute=start.hour * 60 - 30, to_minute=start.hour * 60
        )
        Circumstances.objects.create(person=ada.person, before=45, joins_online=True)

        def out() -> int:
            return (
                times_queries.everybody_asked(planned, planned.invitations.all())
                .at(planned.starts_at, planned.ends_at)
                .public
            )

        assert out() == 1
        planned.online_link = "https://meet.example.org/x"
        assert out() == 0
