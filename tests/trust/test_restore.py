"""A database restored from a backup sends nothing again and pays nobody twice (trust R16)."""

import datetime as dt

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction

from coproduce.foundation import clock
from coproduce.foundation.database import outside
from coproduce.foundation.history import actions as history
from coproduce.foundation.history.chain import actions as chain
from coproduce.foundation.history.chain.queries import broken_heads
from coproduce.foundation.history.models import ChainLink, HistoryEntry
from coproduce.foundation.notifications.hold import actions as hold
from coproduce.foundation.notifications.hold.queries import is_on
from coproduce.foundation.notifications.models import Hold, Notification
from coproduce.foundation.notifications.sending.delivery import deliver_due
from coproduce.foundation.notifications.states import State
from coproduce.foundation.transitions import TransitionRefused
from expenses.payments.runs import actions as runs
from tests import builders, triggers
from tests.expenses.payments.made import Finance
from tests.foundation.notifications.conftest import NEWS, own_kinds  # noqa: F401 - a kind of its own
from tests.trust.test_chain import deferred

pytestmark = pytest.mark.django_db
MANY = 40


@pytest.fixture(autouse=True)
def evidence(settings, tmp_path):
    settings.EVIDENCE_DIR = str(tmp_path / "evidence")


def write_message(number: int) -> Notification:
    person = builders.person(email=f"p{number}@example.org")
    now = clock.now() - dt.timedelta(minutes=1)
    return Notification.objects.create(
        kind=NEWS.key,
        recipient=person,
        address=person.email,
        subject_type="people.Person",
        subject_id=person.pk,
        dedupe_key=f"reminder:{number}",
        message_id=f"<{number}@example.org>",
        due_at=now,
    )


def something_happens() -> None:
    with transaction.atomic():
        history.record(builders.person(), "added", by=None)
    chain.join_links()


def put_back(entry: int, link: int) -> None:
    """The database as it was: later rows of history and links are gone, what was sent stands as due."""
    deferred("IMMEDIATE")
    with triggers.disabled(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM history_historyentry WHERE id > %s", [entry])
        cursor.execute("DELETE FROM history_chainlink WHERE id > %s", [link])
    deferred("DEFERRED")
    Notification.objects.update(state=State.WAITING, sent_at=None, attempts=0)
    mail.outbox.clear()


@pytest.fixture
def restored():
    """A copy was made while 40 messages were due; they were sent, more happened, and the copy came back."""
    for number in range(MANY):
        write_message(number)
    something_happens()
    copy = HistoryEntry.objects.latest("id").pk, ChainLink.objects.latest("id").pk
    assert deliver_due() == MANY
    late = write_message(MANY)
    assert deliver_due() == 1
    something_happens()
    chain.keep_head()
    late.delete()
    put_back(*copy)


def test_nothing_is_sent_until_somebody_releases_it(restored):
    assert deliver_due() == 0
    assert is_on()
    assert deliver_due() == 0
    assert mail.outbox == []
    assert Hold.objects.get().why == hold.OLDER


def test_after_the_release_none_of_them_goes_out_again(restored, capsys):
    deliver_due()
    call_command("release_hold", "--by", "Olu Operator")
    said = capsys.readouterr().out
    assert f"{MANY} messages that stood as due had been sent" in said
    assert "1 messages had been sent that this copy does not know." in said
    assert not is_on()
    assert deliver_due() == 0
    write_message(MANY)  # written anew: the copy did not know it
    assert deliver_due() == 0
    assert Notification.objects.get(dedupe_key=f"reminder:{MANY}").state == State.SENT
    assert mail.outbox == []


def test_what_is_new_after_the_release_goes_out(restored):
    deliver_due()
    hold.release(by="Olu Operator")
    write_message(MANY + 1)
    something_happens()
    assert deliver_due() == 1
    assert not is_on()
    assert list(broken_heads()) == []


def test_a_chain_that_grows_again_does_not_hide_the_copy(restored):
    something_happens()
    something_happens()
    assert deliver_due() == 0
    assert is_on()


def test_no_bank_file_is_made_while_on_hold_and_one_made_later_is_named(capsys):
    finance = Finance()
    finance.claim(finance.payee())
    run = finance.run("released")
    call_command("hold")
    with pytest.raises(TransitionRefused, match="earlier copy"):
        runs.export_run(run, by=finance.releaser)
    outside.note(outside.FILES, run=run.ref, number=run.number, sha256="0" * 64)
    call_command("release_hold", "--by", "Olu Operator")
    assert f"run {run.number} ({run.ref})" in capsys.readouterr().out
    assert runs.export_run(run, by=finance.releaser).rows == 1


def test_another_database_with_the_same_folder_is_not_held():
    something_happens()
    outside.mark_newest(first="f" * 64, position=900, hash="e" * 64)
    write_message(1)
    assert deliver_due() == 1


def test_nothing_outside_names_anybody(tmp_path):
    write_message(1)
    deliver_due()
    something_happens()
    chain.keep_head()
    kept = "".join(path.read_text() for path in (tmp_path / "evidence").iterdir())
    assert "example.org" not in kept
    assert "reminder" not in kept
