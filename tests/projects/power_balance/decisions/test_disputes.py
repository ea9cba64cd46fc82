"""What the register flags of itself, and what public members say is not right in it."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending.delivery import deliver_due
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.power_balance.decisions import actions as decisions
from projects.power_balance.decisions.models import Decision, DecisionDispute
from projects.power_balance.thresholds.models import PowerThresholds
from tests import builders
from tests.projects.power_balance import happened

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def decision(project, manager):
    return builders.decision(project, manager, title="Write, not call")


def disputed(decision, member, words: str = "We said call.") -> DecisionDispute:
    return decisions.dispute(decision, words=words, person=member.person, by=member)


def text(client, name: str, *parts: str) -> str:
    return client.get(reverse(name, args=parts)).content.decode()


@pytest.mark.parametrize(
    ("sent", "has_papers", "days", "tag"),
    [
        (8, True, None, ""),
        (7, True, None, ""),
        (2, True, 2, "Papers came 2 days before"),
        (1, True, 1, "Papers came 1 day before"),
        (-1, True, 0, "No papers before the day"),
        (None, True, 0, "No papers before the day"),
        (None, False, None, ""),
    ],
)
def test_papers_that_came_too_late_are_flagged(client, project, manager, member, sent, has_papers, days, tag):
    starts = clock.now() - 3 * DAY
    meeting = builders.meeting(
        project,
        status="held",
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=1),
        invited_at=starts - 20 * DAY,
        left_out_public=0,
        left_out_staff=0,
        has_papers=has_papers,
        papers_sent_at=None if sent is None else starts - sent * DAY,
    )
    row = builders.decision(project, manager, meeting=meeting)
    builders.sign_in(client, member)
    page = text(client, "my_power_balance:decisions", project.ref)
    assert Decision.objects.with_all().get(pk=row.pk).papers_days == days
    assert tag in page
    assert ("Papers came" in page, "No papers before" in page) == ("came" in tag, "No papers" in tag)


@pytest.mark.parametrize(("own", "days"), [(None, 4), (5, 4), (4, None), (0, None)])
def test_how_late_papers_are_is_told_by_the_organisations_own_days(project, manager, own, days):
    PowerThresholds.objects.create(organisation=project.organisation, papers_days=own)
    PowerThresholds.objects.create(organisation=builders.organisation(), papers_days=30)
    row = builders.decision(project, manager, meeting=happened.held(project, papers=4))
    assert Decision.objects.with_all().get(pk=row.pk).papers_days == days


def test_a_decision_without_public_members_is_flagged_for_both_sides(client, project, manager, member):
    builders.decision(project, manager, followed="not_asked", public_view="", reason="In a hurry.")
    for user, name in ((manager, "power_balance:decisions"), (member, "my_power_balance:decisions")):
        builders.sign_in(client, user)
        assert "Decided without public members" in text(client, name, project.ref)


def test_a_decision_names_a_meeting_of_its_own_project_only(client, project, manager):
    starts = clock.now() - 3 * DAY
    told = {"status": "held", "starts_at": starts, "ends_at": starts + DAY, "invited_at": starts - DAY}
    told |= {"left_out_public": 0, "left_out_staff": 0}
    ours = builders.meeting(project, **told)
    theirs = builders.meeting(builders.project(project.organisation), **told)
    builders.sign_in(client, manager)
    today = clock.today()
    sent = {"title": "Call", "options": "x", "took_part": "All", "followed": "yes", "public_view": "Call"}
    sent |= {"decided_on_0": today.day, "decided_on_1": today.month, "decided_on_2": today.year}
    address = reverse("power_balance:record_decision", args=[project.ref])
    page = client.post(address, sent | {"meeting": theirs.pk}).content.decode()
    assert ("<title>Error:" in page, Decision.objects.count()) == (True, 0)
    client.post(address, sent | {"meeting": ours.pk})
    row = Decision.objects.get()
    assert row.meeting == ours
    form = client.get(reverse("power_balance:correct_decision", args=[row.ref])).context["form"]
    assert form.initial["meeting"] == ours.pk


def test_a_dispute_is_answered_within_14_days_and_both_sides_read_both(
    client, project, manager, member, decision
):
    builders.sign_in(client, member)
    address = reverse("my_power_balance:dispute_decision", args=[decision.ref])
    assert address in text(client, "my_power_balance:decisions", project.ref)
    assert "<title>Error:" in client.post(address, {"words": " "}).content.decode()
    client.post(address, {"words": "We said call <b>."})
    row = DecisionDispute.objects.get()
    due = clock.end_of_day(clock.today() + 14 * DAY)
    owed = Promise.objects.open().values_list("kind", "person__name", "owner__name", "due_at")
    assert list(owed) == [("power_balance.answer_dispute", "Amina Ali", "Mo Manager", due)]
    builders.sign_in(client, manager)
    answered = client.post(reverse("power_balance:dispute", args=[row.ref]), {"words": "We correct it."})
    assert answered.url == reverse("power_balance:decisions", args=[project.ref])
    assert Promise.objects.get().kept_at is not None
    staff = text(client, "power_balance:decisions", project.ref)
    other = builders.contributor_user(project.organisation)
    builders.team_member(project, other.person)
    builders.sign_in(client, other)
    theirs = text(client, "my_power_balance:decisions", project.ref)
    for page in (staff, theirs):
        assert ("We said call &lt;b&gt;." in page, "We correct it." in page) == (True, True)
    assert ("Amina Ali" in staff, "Amina Ali" in theirs) == (True, False)


def test_mail_about_a_dispute_goes_to_one_person_each_and_tells_no_words(
    project, manager, member, decision, mailoutbox
):
    row = disputed(decision, member)
    deliver_due()
    decisions.answer_dispute(row, words="We correct it.", by=manager)
    deliver_due()
    assert [mail.to for mail in mailoutbox] == [[manager.email], [member.email]]
    assert not any(
        words in mail.body for mail in mailoutbox for words in ("said call", "correct it", "Letters")
    )


def test_one_dispute_waits_at_a_time_and_a_second_may_follow_the_answer(manager, member, decision):
    row = disputed(decision, member)
    with pytest.raises(TransitionRefused, match="still owe you"):
        disputed(decision, member)
    decisions.answer_dispute(row, words="No.", by=manager)
    with pytest.raises(TransitionRefused):
        decisions.answer_dispute(row, words="Again.", by=manager)
    disputed(decision, member)
    assert Notification.objects.filter(kind="power_balance/disputed").count() == 2


@pytest.mark.parametrize("who", ["stranger", "staff", "somebody who left"])
def test_only_public_members_dispute(project, manager, decision, who):
    user = manager if who == "staff" else builders.contributor_user(project.organisation)
    if who == "somebody who left":
        builders.team_member(project, user.person, left_on=clock.today())
    with pytest.raises(TransitionRefused):
        disputed(decision, user)
    assert DecisionDispute.objects.count() == 0


def test_a_closed_project_is_disputed_no_more(client, project, member, decision):
    type(project).objects.filter(pk=project.pk).update(status="closed")
    with pytest.raises(TransitionRefused):
        disputed(decision, member)
    builders.sign_in(client, member)
    address = reverse("my_power_balance:dispute_decision", args=[decision.ref])
    assert address not in text(client, "my_power_balance:decisions", project.ref)


def test_an_answer_reaches_who_has_left(client, project, manager, member, decision):
    row = disputed(decision, member)
    project.members.filter(person=member.person).update(left_on=clock.today())
    decisions.answer_dispute(row, words="We correct it.", by=manager)
    builders.sign_in(client, member)
    assert "We correct it." in text(client, "my_power_balance:dispute", row.ref)


def test_strangers_get_404_and_who_may_only_look_reads_but_does_not_answer(client, project, member, decision):
    row = disputed(decision, member)
    reader = builders.staff_user("read_only", project.organisation)
    elsewhere = builders.staff_user("ppi_manager", builders.organisation())
    stranger = builders.contributor_user(project.organisation)
    staff = reverse("power_balance:dispute", args=[row.ref])
    portal = [
        reverse("my_power_balance:dispute", args=[row.ref]),
        reverse("my_power_balance:dispute_decision", args=[decision.ref]),
        reverse("my_power_balance:decisions", args=[project.ref]),
    ]
    builders.sign_in(client, reader)
    assert (client.get(staff).status_code, client.post(staff, {"words": "x"}).status_code) == (200, 403)
    assert "<textarea" not in client.get(staff).content.decode()
    for user in (elsewhere, stranger):
        builders.sign_in(client, user)
        assert {client.get(path).status_code for path in [staff, *portal]} == {404}


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("power_balance:decisions", "manager"),
        ("my_power_balance:decisions", "member"),
        ("power_balance:overview", "manager"),
    ],
)
def test_as_many_queries_for_thirty_disputes_as_for_one(client, request, project, manager, member, name, who):
    builders.sign_in(client, request.getfixturevalue(who))

    def one_more() -> None:
        row = disputed(builders.decision(project, manager), member)
        decisions.answer_dispute(
            row, words="No.", by=builders.staff_user("project_staff", project.organisation)
        )

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert "We said call." in text(client, name, project.ref)
        return len(seen)

    one_more()
    queries()
    one = queries()
    for _n in range(29):
        one_more()
    assert queries() == one


@pytest.mark.parametrize(
    "fields", [{"words": ""}, {"status": "answered"}, {"answer": "x"}, {"status": "gone"}]
)
def test_the_database_refuses_half_a_dispute(decision, member, fields):
    given = {"decision": decision, "person": member.person, "words": "Not so."}
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionDispute.objects.create(**given | fields)
