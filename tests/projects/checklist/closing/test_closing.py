"""A project ends at any time, and everything that belongs to it ends with it; money owed stays owed."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError
from django.urls import reverse

from contributors.accounts.models import StaffRole
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.promises.waits.actions import set_waits
from coproduce.foundation.transitions import TransitionRefused
from expenses.bookings import actions as bookings
from expenses.claims.writing import actions as claims
from expenses.payments.advances import actions as advances
from projects.checklist import actions as checklist
from projects.checklist.closing import actions
from projects.checklist.states import View
from projects.meetings.arrangements.models import Arrangement
from projects.meetings.feedback import actions as feedback
from projects.meetings.glossary import actions as glossary
from projects.meetings.planning import actions as meetings
from projects.meetings.talks import actions as talks
from projects.power_balance.decisions import actions as decisions
from projects.power_balance.power_actions import actions as power_actions
from projects.power_balance.reviews import actions as reviews
from projects.roles.answering import actions as answering
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment, ChangeProposal
from projects.roles.rules import Invitee
from projects.team.models import Closing, Project
from projects.team.states import ProjectState, Side
from tests import builders

pytestmark = pytest.mark.django_db
MONEY = {
    "help.ring_back",  # whoever asked for a call gets it
    "rights.answer_erasure",  # the law gives a month, project or none
    "claims.second_look",
    "roles.letter",  # who took part has it in writing, project or none
    "roles.result",  # and hears what came of it
    "selection.answer",  # whoever put themselves forward has an answer, project or none
    "selection.feedback",  # and hears how they did, if they asked
    *("claims.answer", "claims.attendance", "claims.look", "claims.overdue", "claims.pay", "claims.send"),
    *("payments.answer", "payments.give", "payments.mend"),
    *("payments.decide", "payments.say_how", "payees.talk", "payees.determine"),
}
DAY = dt.timedelta(days=1)


def owe(kind, project, manager, member, **fields) -> Promise:
    with transaction.atomic():
        return promise.make(
            kind,
            subject=project,
            due_at=clock.now() + 3 * DAY,
            **{"owner": manager.person, "by": manager, "person": member.person, **fields},
            organisation_id=project.organisation_id,
            project_id=project.pk,
        )


def told(project) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind="checklist/closed").order_by("recipient__name")
    return list(rows.values_list("recipient__name", "kind"))


@pytest.fixture
def offer(project, manager):
    """Zoe is asked to take a role and has suggested a change; nothing is answered."""
    role = builders.role(project, "Partner", offered_by=manager)
    zoe = builders.contributor_user(project.organisation, name="Zoe")
    [offer] = inviting.invite(role, invitees=[Invitee(person=zoe.person)], by=manager)
    answering.suggest(offer, part="time", words="Later.", by=zoe)
    return offer


@pytest.fixture
def rich(project, manager, member, offer):
    """A project with one of everything that both sides can owe on it."""
    builders.policy(project.organisation)
    builders.access_need(member.person)
    [taken] = inviting.invite(
        builders.role(project, "Reader", offered_by=manager),
        invitees=[Invitee(person=member.person)],
        by=manager,
    )
    answering.agree(taken, content_hash=taken.version.content_hash, by=member)
    coming = meetings.invite(builders.meeting(project, member.person, manager.person), by=manager)
    builders.meeting(project, member.person, title="Still planned")
    on = clock.uk(coming.starts_at).date()
    talks.declare(coming, on=on, about="Who says what.", shares_notes=True, by=manager)
    glossary.ask(project, word="PROM", person=member.person, by=member)
    power_actions.note(project, found="8am.", plan="11am.", owner=manager.person, due_on=on, by=manager)
    power_actions.raise_imbalance(project, found="Papers late.", person=member.person, by=member)
    decisions.dispute(builders.decision(project, manager), words="No.", person=member.person, by=member)
    reviews.open_review(project, rate_by=on, by=manager)
    checklist.sign(
        project, step=1, side=Side.PUBLIC, person=member.person, view=View.DISAGREE, words="No.", by=member
    )
    asked = {"person": member.person, "project": project, "by": member}
    bookings.ask(**asked, kind="taxi", words="At nine.", meeting=coming)
    bookings.ask(**asked, kind="taxi", words="At ten.", on=on)
    money = {"amount_pence": 20_00, "what_for": "Train", "needed_by": clock.today() + DAY}
    advances.ask(**asked, **money, meeting=coming)
    advances.ask(**asked, **money, on=on)
    approver = builders.staff_user("approver", project.organisation)
    advances.approve(advances.ask(**asked, **money | {"what_for": "A hotel"}, on=on), by=approver)
    claim = builders.claim(member.person, project.organisation, project=project)
    builders.claim_line(claim)
    builders.bank_details(member.person)
    claims.send(claim, by=member)
    return project


def test_every_kind_of_promise_ends_with_its_project_but_those_of_money(project, manager, member):
    for kind in kinds.registered():
        owe(kind, project, manager, member)
    builders.closed(project, by=manager)
    still = set(Promise.objects.open().filter(project=project).values_list("kind", flat=True))
    assert still == MONEY
    over = Promise.objects.filter(project=project).exclude(kind__in=MONEY)
    assert set(over.values_list("released_why", flat=True)) == {"The money has run out."}


def test_a_rich_project_closes_and_nothing_of_it_stays_open_but_money(rich, manager):
    before = set(Promise.objects.open().filter(project=rich).values_list("kind", flat=True))
    assert len(before - MONEY) >= 14
    closed = builders.closed(rich, by=manager)
    assert closed.status == ProjectState.CLOSED
    still = Promise.objects.open().filter(project=rich)
    money = {"claims.pay", "claims.attendance", "payments.give"}
    assert set(still.values_list("kind", flat=True)) == money | {"roles.result"}
    assert still.get(kind="payments.give").subject_id == rich.advances.get(what_for="A hotel").pk
    assert set(Assignment.objects.values_list("person__name", "status", "why_over")) == {
        ("Zoe", "withdrawn", "The money has run out."),
        ("Amina Ali", "ended", "The money has run out."),
    }
    assert ChangeProposal.objects.get().status == "lapsed"
    assert set(rich.meetings.values_list("status", flat=True)) == {"cancelled"}
    assert set(rich.booking_requests.values_list("status", flat=True)) == {"not_needed"}
    assert set(Arrangement.objects.values_list("status", flat=True)) == {"not_needed"}
    assert list(rich.power_reviews.values_list("status", flat=True)) == ["called_off"]
    assert set(rich.power_actions.values_list("status", flat=True)) == {"set_aside"}


def test_everybody_who_had_to_do_with_it_hears_once_and_reads_it_for_ever(client, rich, manager, member):
    gone = builders.contributor_user(rich.organisation, name="Gone")
    builders.team_member(rich, gone.person, left_on=clock.today())
    builders.closed(rich, by=manager)
    assert told(rich) == [("Amina Ali", "checklist/closed"), ("Zoe", "checklist/closed")]
    cancelled = Notification.objects.filter(kind="meetings/cancelled")
    assert set(cancelled.values_list("recipient__name", flat=True)) == {"Amina Ali", "Mo Manager"}
    zoe = Assignment.objects.get(person__name="Zoe").person
    page = reverse("my_projects:closing", args=[Closing.objects.get().ref])
    for user, answer in ((member, 200), (zoe.account, 200), (gone, 404)):
        builders.sign_in(client, user)
        assert client.get(page).status_code == answer
    builders.sign_in(client, member)
    for address in (page, reverse("my_projects:detail", args=[rich.ref])):
        text = client.get(address).content.decode()
        assert "Closed on" in text
        assert "The money has run out." in text
        assert "Three letters are in use." in text
    builders.sign_in(client, manager)
    text = client.get(reverse("team:detail", args=[rich.ref])).content.decode()
    assert "Closed on" in text
    assert "The money has run out." in text
    assert "We stop early." in text


def test_the_message_says_what_came_of_it_what_is_paid_and_when_and_how_to_stay(rich, manager, member):
    builders.closed(rich, by=manager)
    due = Promise.objects.get(kind="claims.pay").due_at
    _subject, body = render(Notification.objects.get(kind="checklist/closed", recipient=member.person))
    for words in (
        "Letters",
        "Three letters are in use.",
        "The money has run out.",
        "Pay your claim:",
        f"by {clock.uk(due):%A} {clock.uk(due).day}",
        "We keep your claims for six years.",
        "Ring Mo on 0117 496 0000.",
        reverse("my_projects:closing", args=[Closing.objects.get().ref]),
    ):
        assert words in body


def test_who_asked_for_discretion_gets_no_free_text_and_no_title(rich, manager, member):
    member.person.discreet = True
    member.person.save()
    builders.closed(rich, by=manager)
    for message in Notification.objects.filter(recipient=member.person):
        if message.kind in ("checklist/closed", "meetings/cancelled"):
            body = render(message)[1]
            for words in ("Letters", "Three letters", "money has run out", "Pay your claim", "Ring Mo"):
                assert words not in body


def test_it_needs_a_reason_and_one_more_while_a_step_is_not_agreed(project, manager, member):
    for word in ("why", "came_of_it", "their_data", "in_touch", "why_unsigned"):
        with pytest.raises(TransitionRefused):
            builders.closed(project, by=manager, **{word: " "})
    for step in range(1, 6):
        builders.sign_off(project, member.person, step)
        builders.sign_off(project, manager.person, step, side=Side.PROFESSIONAL)
    builders.closed(project, by=manager, why_unsigned="")
    assert Closing.objects.get().why_unsigned == ""


def test_what_another_project_owes_stays(project, manager, member):
    other = builders.project(project.organisation, lead=manager.person)
    mine = owe(kinds.get("checklist.answer"), other, manager, member)
    builders.closed(project, by=manager)
    mine.refresh_from_db()
    assert mine.is_open


def test_money_keeps_an_owner_who_works_here(project, manager, member):
    tom = builders.staff_user("project_staff", project.organisation)
    pay = owe(kinds.get("claims.pay"), project, manager, member, owner=tom.person)
    stays = owe(kinds.get("payments.mend"), project, manager, member)
    StaffRole.objects.filter(user=tom).update(since=clock.today() - 2 * DAY, until=clock.today() - DAY)
    builders.closed(project, by=manager)
    pay.refresh_from_db()
    stays.refresh_from_db()
    assert (pay.owner, stays.owner) == (manager.person, manager.person)
    assert [one.owner for one in pay.earlier_owners.all()] == [tom.person]


@pytest.mark.parametrize("contact_stays", [True, False])
def test_money_whose_owner_left_goes_to_the_contact_or_whoever_closes(
    project, manager, member, contact_stays
):
    head = builders.staff_user("ppi_manager", project.organisation)
    tom = builders.staff_user("project_staff", project.organisation)
    pay = owe(kinds.get("claims.pay"), project, manager, member, owner=tom.person)
    gone = StaffRole.objects.filter(user__in=[tom] if contact_stays else [tom, manager])
    gone.update(since=clock.today() - 2 * DAY, until=clock.today() - DAY)
    builders.closed(project, by=head)
    pay.refresh_from_db()
    assert pay.owner == (manager if contact_stays else head).person


def test_a_claim_can_be_sent_and_looked_at_on_a_closed_project(project, manager, member):
    builders.policy(project.organisation)
    builders.staff_user("approver", project.organisation)
    builders.closed(project, by=manager)
    claim = builders.claim(member.person, project.organisation, project=Project.objects.get(pk=project.pk))
    builders.claim_line(claim)
    assert claims.send(claim, by=member).status == "sent"


def test_a_project_that_was_opened_again_can_end_again(project, manager, member):
    builders.closed(project, by=manager)
    actions.reopen(project, by=manager, why="The board asked.")
    project.refresh_from_db()
    assert project.closing is None
    goes_on = Notification.objects.get(kind="checklist/reopened")
    assert goes_on.recipient == member.person
    assert "“Letters” had ended. It is carrying on after all." in render(goes_on)[1]
    builders.closed(project, by=manager, why="Now it is over.")
    project.refresh_from_db()
    assert (project.closing.why, project.closings.count()) == ("Now it is over.", 2)


def test_how_it_ended_is_written_once(project, manager):
    builders.closed(project, by=manager)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE team_closing SET why = 'Nothing'")
    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.create(
            project=project, by=manager, why="", came_of_it="a", their_data="b", in_touch="c"
        )


def test_the_page_says_what_is_paid_what_ends_and_who_came(client, rich, manager, member):
    begun = builders.meeting(
        rich, member.person, starts_at=clock.now() - DAY, ends_at=clock.now() - DAY / 2, title="Last week"
    )
    rich.meetings.filter(pk=begun.pk).update(
        status="invited", invited_at=clock.now(), left_out_public=0, left_out_staff=0
    )
    builders.sign_in(client, manager)
    text = client.get(reverse("checklist:close", args=[rich.ref])).content.decode()
    paid, ends = text.split("What ends with the project")
    assert "Pay a claim" in paid
    assert "Last week" in paid
    assert "Answer someone who disagrees" in ends
    assert "Pay a claim" not in ends


def test_what_belongs_to_money_is_never_released_with_a_project():
    of_money = {
        kind.key for kind in kinds.registered() if kind.key.startswith(("claims.", "payments.", "payees."))
    }
    assert of_money == {
        key
        for key in kinds.outlasting()
        if not key.startswith(
            ("help.", "rights.", "roles.letter", "roles.result", "selection.answer", "selection.feedback")
        )
    }


def test_what_money_waits_for_goes_on_too(project, manager, member):
    pay, other = (owe(kinds.get(key), project, manager, member) for key in ("claims.pay", "roles.review"))
    answer = owe(kinds.get("roles.answer"), project, manager, member)
    reason = kinds.WaitReason("tests.closing.answer", "your answer", "their answer")
    kinds.register_reason(reason)
    with transaction.atomic():
        set_waits(pay, {reason: answer}, by=manager)
    builders.closed(project, by=manager)
    for row in (pay, answer, other):
        row.refresh_from_db()
    assert [row.is_open for row in (pay, answer, other)] == [True, True, False]


def test_nobody_starts_a_promise_about_a_meeting_of_a_closed_project(project, manager, member):
    held = builders.meeting(
        project, member.person, starts_at=clock.now() - 2 * DAY, ends_at=clock.now() - DAY
    )
    project.meetings.filter(pk=held.pk).update(
        status="held", invited_at=clock.now(), left_out_public=0, left_out_staff=0
    )
    held.refresh_from_db()
    feedback.note(
        held, by=manager, pre_brief=True, debrief=True, chaired_by="staff", items_all=2, items_public=1,
        breaks="kept", time_kept=True,
    )  # fmt: skip
    builders.closed(project, by=manager)
    with pytest.raises(TransitionRefused):
        feedback.dispute(held, line="chair", words="No.", person=member.person, by=member)
