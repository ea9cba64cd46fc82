"""F26: bank details change between approval and file. No penny goes to an account nobody has looked at."""

import datetime as dt

import pytest

from coproduce.foundation import clock
from coproduce.foundation.notifications import rendering
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.transitions import TransitionRefused
from expenses.payees.actions import check_details, end_cooling_off, save_details
from expenses.payees.models import BankDetails
from expenses.payees.rules import ClearDetails
from expenses.payments.files.queries import content
from expenses.payments.runs import actions
from expenses.payments.runs.models import Payment
from tests.expenses.payments.made import Finance, give_details

pytestmark = pytest.mark.django_db

OLD, NEW = "31415926", "27182818"


def later(hours):
    return clock.pretend(clock.now() + dt.timedelta(hours=hours))


def rested():
    """What the clock does after two days: the database's own clock is not to be pretended."""
    BankDetails.objects.pending().update(usable_from=clock.now() - dt.timedelta(minutes=1))
    end_cooling_off()


@pytest.mark.parametrize("state", ["draft", "locked", "released"])
def test_a_change_stops_the_run_wherever_it_stands_and_the_line_is_held(state):
    finance = Finance()
    person = finance.payee("Changed Charlie", number=OLD)
    claim = finance.claim(person)
    finance.claim(finance.payee())
    run = finance.run(state)
    give_details(person.account, "Changed Charlie", "010203", NEW)
    step = {
        "draft": lambda: actions.lock_run(run, by=finance.maker),
        "locked": lambda: actions.release_run(run, by=finance.releaser),
        "released": lambda: actions.export_run(run, by=finance.maker),
    }[state]
    with pytest.raises(TransitionRefused, match="Changed Charlie"):
        step()
    assert not hasattr(run, "bank_file")
    actions.hold_payments(run.payments.filter(claim=claim), run, why="New details", by=finance.maker)
    step()
    assert Payment.objects.get(claim=claim).result == "held"


def test_neither_the_old_nor_the_new_account_is_paid_while_the_change_rests():
    finance = Finance()
    person = finance.payee(number=OLD)
    finance.claim(person)
    give_details(person.account, person.name, "010203", NEW)
    with pytest.raises(TransitionRefused, match="nothing to pay"):
        finance.run()
    with later(47), pytest.raises(TransitionRefused, match="nothing to pay"):
        finance.run()
    rested()
    written = content(finance.run("exported").bank_file).decode()
    assert (NEW in written, OLD in written) == (True, False)


def test_details_that_are_in_use_before_they_have_rested_are_not_paid_to():
    finance = Finance()
    finance.claim(finance.payee(number=OLD))
    BankDetails.objects.update(usable_from=clock.now() + dt.timedelta(hours=1))
    assert BankDetails.objects.get().status == "active"
    with pytest.raises(TransitionRefused, match="nothing to pay"):
        finance.run()
    BankDetails.objects.update(usable_from=clock.now())
    assert OLD in content(finance.run("exported").bank_file).decode()


def test_the_person_hears_of_it_where_we_reached_them_and_no_number_is_in_it():
    finance = Finance()
    person = finance.payee(number=OLD)
    give_details(person.account, person.name, "010203", NEW)
    message = Notification.objects.get(kind="payees/details_changed")
    subject, body = rendering.render(message)
    assert (message.recipient, message.address) == (person, person.email)
    for number in (OLD, NEW, NEW[-4:], "010203", "01-02-03"):
        assert number not in subject + body


def test_details_somebody_else_typed_need_two_more_eyes_and_their_rest():
    finance = Finance()
    person = finance.payee(number=OLD)
    finance.claim(person)
    clear = ClearDetails(person.name, "010203", NEW)
    change = save_details(person, clear=clear, by=finance.maker)
    rested()
    assert BankDetails.objects.get(pk=change.pk).status == "pending"
    with pytest.raises(TransitionRefused, match="nothing to pay"):
        finance.run()
    for not_you in (finance.maker, person.account):
        with pytest.raises(TransitionRefused):
            check_details(change, agreed=True, why="I know", by=not_you)
    check_details(change, agreed=True, why="Rang the old number", by=finance.releaser)
    assert NEW in content(finance.run("exported").bank_file).decode()


def test_a_refused_change_leaves_the_old_account_in_use():
    finance = Finance()
    person = finance.payee(number=OLD)
    finance.claim(person)
    change = save_details(person, clear=ClearDetails(person.name, "010203", NEW), by=finance.maker)
    check_details(change, agreed=False, why="They did not ask for it", by=finance.releaser)
    written = content(finance.run("exported").bank_file).decode()
    assert (NEW in written, OLD in written) == (False, True)


def test_a_file_that_was_made_keeps_the_account_it_was_made_with():
    finance = Finance()
    person = finance.payee(number=OLD)
    finance.claim(person)
    run = finance.run("exported")
    before = content(run.bank_file)
    give_details(person.account, person.name, "010203", NEW)
    rested()
    assert content(run.bank_file) == before
    assert OLD in before.decode()
