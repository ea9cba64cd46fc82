"""Money before: asked, decided, given, taken off a claim; page, mail, file and ledger say the same."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.deciding import actions as deciding
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.rules import totals
from expenses.payments.advances import actions as advances
from expenses.payments.advances.models import Advance, AdvanceUse
from expenses.payments.files.queries import content
from expenses.payments.ledger.queries import balances, trial_balance
from expenses.payments.results.actions import record_bounced
from expenses.payments.runs import actions
from expenses.payments.runs.models import Payment
from projects.meetings.planning import actions as meetings
from tests import builders
from tests.expenses.payments.made import Finance

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def finance():
    return Finance()


@pytest.fixture
def ada(finance):
    return finance.payee("Ada")


@pytest.fixture
def project(finance, ada):
    made = builders.project(finance.organisation, title="Letters")
    builders.team_member(made, ada)
    return made


def asked(ada, project, pence=40_00, **fields):
    given = {"what_for": "The train. I am paid on Friday.", "needed_by": clock.today(), "on": clock.today()}
    return advances.ask(
        person=ada, project=project, amount_pence=pence, by=ada.account, **{**given, **fields}
    )


def given(finance, ada, project, pence=40_00, how="cash", **fields):
    advance = advances.approve(asked(ada, project, pence, **fields), by=finance.approver)
    return advances.give(advance, how=how, on=clock.today(), handed_over_by="Mo Maker", by=finance.maker)


def approved(finance, ada, project, *expenses, fee=0, **fields):
    """A claim that somebody approves, line by line, as people do."""
    claim = builders.sent_claim(ada, finance.organisation, *expenses, project=project, **fields)
    if fee:
        builders.claim_line(claim, fee, kind="fee", category="fee", no_receipt_because="")
    if not expenses:
        claim.lines.filter(kind="expense").delete()
    return deciding.approve_all(claim, by=finance.approver)


def promised() -> list[str]:
    rows = Promise.objects.filter(kind="payments.give").order_by("id")
    return ["open" if p.is_open else "kept" if p.kept_at else "released" for p in rows]


def left(advance) -> tuple[str, int]:
    fresh = Advance.objects.get(pk=advance.pk)
    return str(fresh.status), fresh.open_pence


def books(finance) -> dict[str, int]:
    return {name: pence for name, pence in balances(organisation=finance.organisation).items() if pence}


def test_asked_decided_and_given_by_two_people(finance, ada, project):
    advance = asked(ada, project)
    promise = Promise.objects.get(kind="payments.give")
    assert (promise.person, promise.owner, promise.due_at) == (
        ada, finance.approver.person, clock.end_of_day(clock.today()),
    )  # fmt: skip
    assert "train" not in promise.label + promise.words_for_staff
    advances.approve(advance, by=finance.approver)
    assert promised() == ["open"]  # a yes is not money
    advances.give(advance, how="cash", on=clock.today(), handed_over_by="Mo", by=finance.maker)
    assert promised() == ["kept"]
    assert left(advance) == ("given", 40_00)
    assert books(finance) == {"advances": 40_00, "cash": -40_00}
    kinds = Notification.objects.filter(recipient=ada, kind="payments/advance")
    assert kinds.count() == 2
    said = " ".join(" ".join(render(one)) for one in kinds)
    assert [word for word in ("train", "Friday", "40") if word in said] == []


def test_a_claim_pays_what_is_left_and_every_sum_is_the_same(finance, ada, project):
    advance = given(finance, ada, project)
    claim = approved(finance, ada, project, 52_30)
    assert left(advance) == ("cleared", 0)
    found = totals(claim.lines.all())
    assert (found.everything, found.before, found.to_pay) == (52_30, 40_00, 12_30)
    words = " ".join(render(Notification.objects.get(kind="claims/approved")))
    assert [sum_ for sum_ in ("£52.30", "£40.00", "£12.30") if sum_ not in words] == []
    run = finance.run("recorded")
    assert (run.total_pence, run.expense_pence) == (12_30, 12_30)
    assert Payment.objects.get().amount_pence == 12_30
    assert b",12.30," in content(run.bank_file)
    paid = " ".join(render(Notification.objects.get(kind="payments/paid")))
    assert [sum_ for sum_ in ("£40.00", "£12.30") if sum_ not in paid] == []
    assert books(finance) == {"expenses": 52_30, "cash": -40_00, "bank": -12_30}


def test_a_smaller_claim_is_paid_at_once_and_the_rest_stays_open(finance, ada, project):
    advance = given(finance, ada, project)
    claim = approved(finance, ada, project, 15_00, 10_10)
    assert (claim.status, Claim.objects.get().status) == ("paid", "paid")
    assert left(advance) == ("given", 14_90)
    assert not Promise.objects.open().filter(kind="claims.pay").exists()
    words = " ".join(render(Notification.objects.get(kind="claims/approved")))
    assert "There is nothing left to pay." in words
    assert "We will pay it by" not in words
    with pytest.raises(TransitionRefused, match="nothing to pay"):
        actions.make_run(organisation=finance.organisation, by=finance.maker)
    assert books(finance) == {"expenses": 25_10, "advances": 14_90, "cash": -40_00}


def test_a_fee_is_never_touched(finance, ada, project):
    advance = given(finance, ada, project)
    approved(finance, ada, project, 5_00, fee=75_00)
    assert left(advance) == ("given", 35_00)
    run = finance.run("recorded")
    assert (run.fee_pence, run.expense_pence) == (75_00, 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimLine.objects.filter(kind="fee").update(covered_pence=1)


def test_a_payment_that_comes_back_is_paid_again_without_the_advance(finance, ada, project):
    given(finance, ada, project)
    approved(finance, ada, project, 52_30)
    record_bounced(finance.run("recorded").payments.get(), why="Closed", by=finance.maker)
    run = finance.run("recorded")
    assert run.total_pence == 12_30
    assert books(finance) == {"expenses": 52_30, "cash": -40_00, "bank": -12_30}


def test_an_advance_for_what_is_still_to_come_is_left_for_it(finance, ada, project):
    later = given(finance, ada, project, on=clock.today() + 9 * DAY)
    approved(finance, ada, project, 20_00)
    assert left(later) == ("given", 40_00)
    advances.carry_on(later, by=finance.maker)
    approved(finance, ada, project, 20_00)
    assert left(later) == ("given", 20_00)


def test_somebody_elses_or_another_projects_claim_is_left_alone(finance, ada, project):
    advance = given(finance, ada, project)
    ben = finance.payee("Ben")
    approved(finance, ben, project, 20_00)
    approved(finance, ada, builders.project(finance.organisation), 20_00)
    approved(finance, ada, None, 20_00)
    assert left(advance) == ("given", 40_00)


def test_the_rest_is_paid_back_and_let_go_with_an_entry_each(finance, ada, project):
    advance = given(finance, ada, project, how="bank")
    advances.take_back(advance, pence=15_01, how="cash", on=clock.today(), by=finance.maker)
    with pytest.raises(TransitionRefused, match=r"Only £24\.99"):
        advances.let_go(advance, pence=25_00, why="Lost.", by=finance.maker)
    with pytest.raises(TransitionRefused, match="why"):
        advances.let_go(advance, pence=24_99, why="  ", by=finance.maker)
    advances.let_go(advance, pence=24_99, why="Her purse was stolen.", by=finance.maker)
    assert left(advance) == ("cleared", 0)
    assert books(finance) == {"bank": -40_00, "cash": 15_01, "let_go": 24_99}
    with pytest.raises(TransitionRefused):
        advances.take_back(advance, pence=1, how="cash", on=clock.today(), by=finance.maker)


def test_nobody_decides_on_gives_or_settles_their_own(finance, ada, project):
    mine = builders.staff_user("finance", finance.organisation, email="ada2@example.org")
    type(ada).objects.filter(pk=mine.person.pk).update(email=ada.email)  # the same mailbox: one human
    advance = asked(ada, project)
    with pytest.raises(TransitionRefused, match="your own"):
        advances.approve(advance, by=ada.account)
    advances.approve(advance, by=finance.approver)
    for hand in (finance.approver, ada.account):
        with pytest.raises(TransitionRefused):
            advances.give(advance, how="cash", on=clock.today(), handed_over_by="Mo", by=hand)
    advances.give(advance, how="cash", on=clock.today(), handed_over_by="Mo", by=finance.maker)
    for hand in (ada.account, mine, finance.approver):
        with pytest.raises(TransitionRefused):
            advances.let_go(advance, pence=1, why="x", by=hand)
    assert left(advance) == ("given", 40_00)


@pytest.mark.parametrize(
    "change",
    [
        "given_by_id = decided_by_id",
        "given_by_id = (SELECT account_id FROM people_person p WHERE p.id = person_id)",
        "open_pence = -1",
        "open_pence = amount_pence + 1",
        "amount_pence = 1",
        "given_by_id = NULL",
    ],
)
def test_the_database_refuses_it_too(finance, ada, project, change):
    given(finance, ada, project)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE payments_advance SET {change}")  # noqa: S608


def test_a_line_is_never_covered_by_more_than_it_is(finance, ada, project):
    given(finance, ada, project)
    approved(finance, ada, project, 52_30)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimLine.objects.update(covered_pence=52_31)


def test_clearing_once_more_takes_nothing(finance, ada, project):
    given(finance, ada, project, 10_00)
    claim = approved(finance, ada, project, 52_30)
    assert advances.clear_against(claim, by=finance.approver) == 0
    assert AdvanceUse.objects.count() == 1
    assert trial_balance() == 0


def test_a_no_has_a_reason_and_releases_the_promise(finance, ada, project):
    advance = asked(ada, project)
    with pytest.raises(TransitionRefused):
        advances.refuse(advance, why=" ", by=finance.approver)
    advances.refuse(advance, why="We book the train for you.", by=finance.approver)
    assert (left(advance), promised()) == (("refused", 0), ["released"])
    with pytest.raises(TransitionRefused):
        advances.approve(advance, by=finance.approver)


def test_it_is_given_once_on_a_day_that_can_be(finance, ada, project):
    advance = advances.approve(asked(ada, project), by=finance.approver)
    for day in (clock.today() + DAY, clock.today() - DAY):
        with pytest.raises(TransitionRefused, match="day"):
            advances.give(advance, how="cash", on=day, handed_over_by="Mo", by=finance.maker)
    advances.give(advance, how="cash", on=clock.today(), handed_over_by="Mo", by=finance.maker)
    with pytest.raises(TransitionRefused):
        advances.give(advance, how="cash", on=clock.today(), handed_over_by="Mo", by=finance.maker)
    assert books(finance) == {"advances": 40_00, "cash": -40_00}


def test_a_meeting_called_off_takes_back_what_was_not_given(finance, ada, project):
    manager = builders.staff_user("ppi_manager", finance.organisation)
    builders.team_member(project, manager.person, "professional")
    meeting = meetings.invite(builders.meeting(project, ada, manager.person), by=manager)
    advance = asked(ada, project, meeting=meeting, needed_by=clock.today() + DAY)
    later = meeting.starts_at - 9 * DAY
    meetings.move_meeting(
        meeting, starts_at=later, ends_at=later + dt.timedelta(hours=1), by=manager, why="x"
    )
    assert Advance.objects.get().on == clock.uk(later).date()
    meetings.cancel(meeting, why="No room.", by=manager)
    assert (left(advance), promised()) == (("withdrawn", 0), ["released"])


def test_a_day_after_the_activity_is_refused(ada, project):
    with pytest.raises(TransitionRefused):
        asked(ada, project, needed_by=clock.today() + DAY)
