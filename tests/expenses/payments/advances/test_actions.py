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
from tests.expenses.payments.made import House

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def house():
    return House()


@pytest.fixture
def ada(house):
    return house.payee("Ada")


@pytest.fixture
def project(house, ada):
    made = builders.project(house.organisation, title="Letters")
    builders.team_member(made, ada)
    return made


def asked(ada, project, pence=40_00, **fields):
    given = {"what_for": "The train. I am paid on Friday.", "needed_by": clock.today(), "on": clock.today()}
    return advances.ask(
        person=ada, project=project, amount_pence=pence, by=ada.account, **{**given, **fields}
    )


def given(house, ada, project, pence=40_00, how="cash", **fields):
    advance = advances.approve(asked(ada, project, pence, **fields), by=house.approver)
    return advances.give(advance, how=how, on=clock.today(), handed_over_by="Mo Maker", by=house.maker)


def approved(house, ada, project, *expenses, fee=0, **fields):
    """A claim that somebody approves, line by line, as people do."""
    claim = builders.sent_claim(ada, house.organisation, *expenses, project=project, **fields)
    if fee:
        builders.claim_line(claim, fee, kind="fee", category="fee", no_receipt_because="")
    if not expenses:
        claim.lines.filter(kind="expense").delete()
    return deciding.approve_all(claim, by=house.approver)


def promised() -> list[str]:
    rows = Promise.objects.filter(kind="payments.give").order_by("id")
    return ["open" if p.is_open else "kept" if p.kept_at else "released" for p in rows]


def left(advance) -> tuple[str, int]:
    fresh = Advance.objects.get(pk=advance.pk)
    return str(fresh.status), fresh.open_pence


def books(house) -> dict[str, int]:
    return {name: pence for name, pence in balances(organisation=house.organisation).items() if pence}


def test_asked_decided_and_given_by_two_people(house, ada, project):
    advance = asked(ada, project)
    promise = Promise.objects.get(kind="payments.give")
    assert (promise.person, promise.owner, promise.due_at) == (
        ada, house.approver.person, clock.end_of_day(clock.today()),
    )  # fmt: skip
    assert "train" not in promise.label + promise.words_for_staff
    advances.approve(advance, by=house.approver)
    assert promised() == ["open"]  # a yes is not money
    advances.give(advance, how="cash", on=clock.today(), handed_over_by="Mo", by=house.maker)
    assert promised() == ["kept"]
    assert left(advance) == ("given", 40_00)
    assert books(house) == {"advances": 40_00, "cash": -40_00}
    kinds = Notification.objects.filter(recipient=ada, kind="payments/advance")
    assert kinds.count() == 2
    said = " ".join(" ".join(render(one)) for one in kinds)
    assert [word for word in ("train", "Friday", "40") if word in said] == []


def test_a_claim_pays_what_is_left_and_every_sum_is_the_same(house, ada, project):
    advance = given(house, ada, project)
    claim = approved(house, ada, project, 52_30)
    assert left(advance) == ("cleared", 0)
    found = totals(claim.lines.all())
    assert (found.everything, found.before, found.to_pay) == (52_30, 40_00, 12_30)
    words = " ".join(render(Notification.objects.get(kind="claims/approved")))
    assert [sum_ for sum_ in ("£52.30", "£40.00", "£12.30") if sum_ not in words] == []
    run = house.run("recorded")
    assert (run.total_pence, run.expense_pence) == (12_30, 12_30)
    assert Payment.objects.get().amount_pence == 12_30
    assert b",12.30," in content(run.bank_file)
    paid = " ".join(render(Notification.objects.get(kind="payments/paid")))
    assert [sum_ for sum_ in ("£40.00", "£12.30") if sum_ not in paid] == []
    assert books(house) == {"expenses": 52_30, "cash": -40_00, "bank": -12_30}


def test_a_smaller_claim_is_paid_at_once_and_the_rest_stays_open(house, ada, project):
    advance = given(house, ada, project)
    claim = approved(house, ada, project, 15_00, 10_10)
    assert (claim.status, Claim.objects.get().status) == ("paid", "paid")
    assert left(advance) == ("given", 14_90)
    assert not Promise.objects.open().filter(kind="claims.pay").exists()
    words = " ".join(render(Notification.objects.get(kind="claims/approved")))
    assert "There is nothing left to pay." in words
    assert "We will pay it by" not in words
    with pytest.raises(TransitionRefused, match="nothing to pay"):
        actions.make_run(organisation=house.organisation, by=house.maker)
    assert books(house) == {"expenses": 25_10, "advances": 14_90, "cash": -40_00}


def test_a_fee_is_never_touched(house, ada, project):
    advance = given(house, ada, project)
    approved(house, ada, project, 5_00, fee=75_00)
    assert left(advance) == ("given", 35_00)
    run = house.run("recorded")
    assert (run.fee_pence, run.expense_pence) == (75_00, 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimLine.objects.filter(kind="fee").update(covered_pence=1)


def test_a_payment_that_comes_back_is_paid_again_without_the_advance(house, ada, project):
    given(house, ada, project)
    approved(house, ada, project, 52_30)
    record_bounced(house.run("recorded").payments.get(), why="Closed", by=house.maker)
    run = house.run("recorded")
    assert run.total_pence == 12_30
    assert books(house) == {"expenses": 52_30, "cash": -40_00, "bank": -12_30}


def test_an_advance_for_what_is_still_to_come_is_left_for_it(house, ada, project):
    later = given(house, ada, project, on=clock.today() + 9 * DAY)
    approved(house, ada, project, 20_00)
    assert left(later) == ("given", 40_00)
    advances.carry_on(later, by=house.maker)
    approved(house, ada, project, 20_00)
    assert left(later) == ("given", 20_00)


def test_somebody_elses_or_another_projects_claim_is_left_alone(house, ada, project):
    advance = given(house, ada, project)
    ben = house.payee("Ben")
    approved(house, ben, project, 20_00)
    approved(house, ada, builders.project(house.organisation), 20_00)
    approved(house, ada, None, 20_00)
    assert left(advance) == ("given", 40_00)


def test_the_rest_is_paid_back_and_let_go_with_an_entry_each(house, ada, project):
    advance = given(house, ada, project, how="bank")
    advances.take_back(advance, pence=15_01, how="cash", on=clock.today(), by=house.maker)
    with pytest.raises(TransitionRefused, match=r"Only £24\.99"):
        advances.let_go(advance, pence=25_00, why="Lost.", by=house.maker)
    with pytest.raises(TransitionRefused, match="why"):
        advances.let_go(advance, pence=24_99, why="  ", by=house.maker)
    advances.let_go(advance, pence=24_99, why="Her purse was stolen.", by=house.maker)
    assert left(advance) == ("cleared", 0)
    assert books(house) == {"bank": -40_00, "cash": 15_01, "let_go": 24_99}
    with pytest.raises(TransitionRefused):
        advances.take_back(advance, pence=1, how="cash", on=clock.today(), by=house.maker)


def test_nobody_decides_on_gives_or_settles_their_own(house, ada, project):
    mine = builders.staff_user("finance", house.organisation, email="ada2@example.org")
    type(ada).objects.filter(pk=mine.person.pk).update(email=ada.email)  # the same mailbox: one human
    advance = asked(ada, project)
    with pytest.raises(TransitionRefused, match="your own"):
        advances.approve(advance, by=ada.account)
    advances.approve(advance, by=house.approver)
    for hand in (house.approver, ada.account):
        with pytest.raises(TransitionRefused):
            advances.give(advance, how="cash", on=clock.today(), handed_over_by="Mo", by=hand)
    advances.give(advance, how="cash", on=clock.today(), handed_over_by="Mo", by=house.maker)
    for hand in (ada.account, mine, house.approver):
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
def test_the_database_refuses_it_too(house, ada, project, change):
    given(house, ada, project)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE payments_advance SET {change}")  # noqa: S608


def test_a_line_is_never_covered_by_more_than_it_is(house, ada, project):
    given(house, ada, project)
    approved(house, ada, project, 52_30)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimLine.objects.update(covered_pence=52_31)


def test_clearing_once_more_takes_nothing(house, ada, project):
    given(house, ada, project, 10_00)
    claim = approved(house, ada, project, 52_30)
    assert advances.clear_against(claim, by=house.approver) == 0
    assert AdvanceUse.objects.count() == 1
    assert trial_balance() == 0


def test_a_no_has_a_reason_and_releases_the_promise(house, ada, project):
    advance = asked(ada, project)
    with pytest.raises(TransitionRefused):
        advances.refuse(advance, why=" ", by=house.approver)
    advances.refuse(advance, why="We book the train for you.", by=house.approver)
    assert (left(advance), promised()) == (("refused", 0), ["released"])
    with pytest.raises(TransitionRefused):
        advances.approve(advance, by=house.approver)


def test_it_is_given_once_on_a_day_that_can_be(house, ada, project):
    advance = advances.approve(asked(ada, project), by=house.approver)
    for day in (clock.today() + DAY, clock.today() - DAY):
        with pytest.raises(TransitionRefused, match="day"):
            advances.give(advance, how="cash", on=day, handed_over_by="Mo", by=house.maker)
    advances.give(advance, how="cash", on=clock.today(), handed_over_by="Mo", by=house.maker)
    with pytest.raises(TransitionRefused):
        advances.give(advance, how="cash", on=clock.today(), handed_over_by="Mo", by=house.maker)
    assert books(house) == {"advances": 40_00, "cash": -40_00}


def test_a_meeting_called_off_takes_back_what_was_not_given(house, ada, project):
    manager = builders.staff_user("ppi_manager", house.organisation)
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
