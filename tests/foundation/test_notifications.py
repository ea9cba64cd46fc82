"""One message, one person, written with its cause: delivered, retried, parked, cancelled or too late."""

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse

from coproduce.foundation import clock, transitions
from coproduce.foundation.notifications import actions, kinds, rendering
from coproduce.foundation.notifications.expiry import A_FORTNIGHT, After
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification, NotificationText
from coproduce.foundation.notifications.outbox import NotInTransaction, enqueue, enqueue_all
from coproduce.foundation.notifications.sending import delivery, leases, sweeping
from coproduce.foundation.notifications.sending.backend import MoreThanOneRecipient, OutboxMail
from coproduce.foundation.notifications.states import State
from tests import builders

pytestmark = pytest.mark.django_db

NOT_WANTED: dict[int, str] = {}
NOTICE = NotificationKind(
    "promises/reminder_test",
    not_wanted=lambda message: NOT_WANTED.get(message.pk, ""),
    expires=A_FORTNIGHT,
)
CODE = NotificationKind("promises/code_test", repeat_in_doubt=False, expires=After(hours=0.25))


@pytest.fixture(autouse=True)
def own_kinds(monkeypatch):
    """Two kinds that only this file knows: another test asks whether each kind of ours has its words."""
    for kind in (NOTICE, CODE):
        monkeypatch.setitem(kinds._kinds, kind.key, kind)


@pytest.fixture(autouse=True)
def own_words(settings, tmp_path):
    folder = tmp_path / "notifications" / "promises"
    folder.mkdir(parents=True)
    for name in ("reminder_test", "code_test"):
        (folder / f"{name}.subject.txt").write_text("News for {{ name }}")
        (folder / f"{name}.body.txt").write_text("Body {{ code }} <{{ name }}>")
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], tmp_path]} for engine in settings.TEMPLATES]
    NOT_WANTED.clear()


@pytest.fixture
def person():
    return builders.person("Siân O'Neil", email="sian@example.org", organisation=builders.organisation())


def written(person, key="one", kind=NOTICE, times=None, **fields) -> Notification | None:
    with transaction.atomic():
        message = enqueue(kind, to=person, subject=person, dedupe_key=key, **fields)
    Notification.objects.filter(dedupe_key=key).update(**times or {})
    return message


def states() -> dict[str, int]:
    return {state: n for state, n in sweeping.tally().items() if n}


@pytest.mark.django_db(transaction=True)
def test_enqueue_outside_a_transaction_raises(person):
    with pytest.raises(NotInTransaction):
        enqueue(NOTICE, to=person, subject=person, dedupe_key="x")
    with pytest.raises(NotInTransaction):
        enqueue_all(NOTICE, about=[person], to=lambda row: row, dedupe="all")


@pytest.mark.django_db(transaction=True)
def test_a_message_is_rolled_back_with_its_cause(person):
    with transaction.atomic():
        enqueue(NOTICE, to=person, subject=person, dedupe_key="x")
        transaction.set_rollback(True)
    assert Notification.objects.count() == 0


def test_the_same_key_makes_one_message(person):
    assert written(person) is not None
    assert written(person) is None
    assert Notification.objects.count() == 1


def test_many_messages_are_written_at_once_and_each_key_makes_one(person):
    people = [person, *(builders.person(email=f"p{n}@example.org") for n in range(4))]
    for _twice in range(2):
        with transaction.atomic():
            assert enqueue_all(NOTICE, about=people, to=lambda row: row, dedupe="all", batch=2) == 5
    written = Notification.objects.order_by("pk").values_list("recipient", "address", "dedupe_key")
    assert list(written) == [(one.pk, one.email, f"all:{one.pk}") for one in people]


def test_it_is_sent_to_one_person_under_its_own_message_id(person):
    message = written(person)
    assert delivery.deliver_due() == 1
    sent = mail.outbox[0]
    assert (sent.to, sent.cc, sent.bcc, sent.subject) == (
        ["sian@example.org"],
        [],
        [],
        "News for Siân O'Neil",
    )
    assert sent.extra_headers["Message-ID"] == message.message_id
    assert "Body  <Siân O'Neil>" in sent.body
    assert states() == {State.SENT: 1}


def test_a_message_for_later_waits(person):
    written(person, times={"due_at": clock.now() + dt.timedelta(hours=1)})
    assert (delivery.deliver_due(), states()) == (0, {State.WAITING: 1})


def test_what_is_no_longer_wanted_is_cancelled_with_the_reason(person):
    message = written(person)
    NOT_WANTED[message.pk] = "kept"
    assert delivery.deliver_due() == 0
    assert list(Notification.objects.values_list("state", "note")) == [(State.CANCELLED, "kept")]
    assert mail.outbox == []


def test_a_secret_is_sealed_sent_and_wiped(person):
    message = written(person, kind=CODE, secret="483920")
    assert "483920" not in message.sealed
    delivery.deliver_due()
    message.refresh_from_db()
    assert ("483920" in mail.outbox[0].body, message.sealed) == (True, "")


def test_somebody_without_email_waits_for_a_letter_and_is_ticked_off_by_hand(person):
    by_post = builders.person("Joan")
    message = written(by_post)
    assert (delivery.deliver_due(), list(Notification.objects.by_hand())) == (0, [message])
    clerk = builders.contributor_user(builders.organisation())
    actions.done_by_hand(message, by=clerk)
    assert states() == {State.SENT: 1}
    with pytest.raises(transitions.TransitionRefused):
        actions.done_by_hand(message, by=clerk)


REFUSED_FOR_GOOD = smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"no such mailbox")})
REFUSED_FOR_NOW = smtplib.SMTPRecipientsRefused({"a@example.org": (450, b"busy")})


@pytest.mark.parametrize(
    ("error", "notice", "code"),
    [
        (smtplib.SMTPResponseException(421, b"closing"), State.WAITING, State.WAITING),
        (REFUSED_FOR_NOW, State.WAITING, State.WAITING),
        (smtplib.SMTPDataError(452, b"full"), State.WAITING, State.WAITING),
        (REFUSED_FOR_GOOD, State.PARKED, State.PARKED),
        (smtplib.SMTPDataError(552, b"too big"), State.PARKED, State.PARKED),
        (ConnectionRefusedError(), State.WAITING, State.WAITING),
        (smtplib.SMTPServerDisconnected(), State.WAITING, State.IN_DOUBT),
        (TimeoutError(), State.WAITING, State.IN_DOUBT),
        (ValueError("a header nobody can write"), State.PARKED, State.PARKED),
    ],
    ids=["421", "450", "452", "550", "552", "refused", "dropped", "hangs", "malformed"],
)
def test_each_answer_of_a_mail_server_has_its_class(person, monkeypatch, error, notice, code):
    written(person, "a", NOTICE)
    written(person, "b", CODE, secret="1")

    def fail(self, fail_silently=False):
        raise error

    monkeypatch.setattr(OutboxMail, "send", fail)
    delivery.send_batch(leases.claim())
    assert dict(Notification.objects.values_list("dedupe_key", "state")) == {"a": notice, "b": code}


def test_after_ten_tries_it_needs_a_person_and_can_be_sent_again(person, monkeypatch):
    message = written(person)
    Notification.objects.update(attempts=delivery.MOST_ATTEMPTS - 1)
    with monkeypatch.context() as patch:
        patch.setattr(OutboxMail, "send", lambda self, fail_silently=False: (_ for _ in ()).throw(OSError()))
        delivery.send_batch(leases.claim())
    assert states() == {State.PARKED: 1}
    actions.retry(message, by=builders.contributor_user(builders.organisation()))
    delivery.deliver_due()
    assert (states(), mail.outbox[0].extra_headers["Message-ID"]) == ({State.SENT: 1}, message.message_id)


def test_retries_wait_longer_each_time_with_jitter():
    waits = [delivery.wait(n).total_seconds() for n in (1, 4, 20)]
    assert 22 <= waits[0] <= 38
    assert 180 <= waits[1] <= 300
    assert 2700 <= waits[2] <= 4500


def test_a_dead_senders_message_is_handed_on_and_a_code_is_not(person):
    written(person, "a", NOTICE)
    written(person, "b", CODE, secret="1")
    assert [leases.begin(message) for message in leases.claim()] == [True, True]
    Notification.objects.update(lease_until=clock.now() - dt.timedelta(seconds=1))
    assert sweeping.hand_on_expired_leases() == 2
    assert dict(Notification.objects.values_list("dedupe_key", "state")) == {
        "a": State.WAITING,
        "b": State.IN_DOUBT,
    }


def test_a_sender_that_slept_past_its_lease_cannot_write(person):
    written(person)
    zombie = leases.claim()[0]
    Notification.objects.update(lease_until=clock.now() - dt.timedelta(seconds=1))
    sweeping.hand_on_expired_leases()
    leases.claim()
    assert leases.mark(zombie, State.PARKED, note="stale") is False
    assert states() == {State.SENDING: 1}


def test_what_comes_too_late_is_not_sent(person):
    written(person, kind=CODE, secret="1", times={"expires_at": clock.now() - dt.timedelta(minutes=1)})
    assert sweeping.close_what_is_too_late() == 1
    assert Notification.objects.get().sealed == ""
    assert (delivery.deliver_due(), states()) == (0, {State.TOO_LATE: 1})


def test_a_letter_does_not_come_too_late(person):
    past = clock.now() - dt.timedelta(minutes=1)
    letter = written(builders.person("Joan"), times={"expires_at": past})
    written(person, "two", times={"expires_at": past})
    assert sweeping.close_what_is_too_late() == 1
    assert list(Notification.objects.by_hand()) == [letter]
    assert states() == {State.WAITING: 1, State.TOO_LATE: 1}


@pytest.mark.parametrize("role", ["ppi_manager", "administrator"])
def test_staff_see_messages_of_their_own_organisation_only(client, person, role):
    ours, theirs = builders.organisation(), builders.organisation()
    own = written(person, "ours", organisation_id=ours.pk)
    other = written(person, "theirs", organisation_id=theirs.pk)
    nobodys = written(person, "nobody's")
    user = builders.staff_user(role, ours)
    assert list(Notification.objects.visible_to(user)) == [own]
    builders.sign_in(client, user)
    assert client.get(reverse("notifications:list")).context["page"].rows == [own]
    found = [
        client.get(reverse("notifications:detail", args=[one.ref])).status_code
        for one in (own, other, nobodys)
    ]
    assert found == [200, 404, 404]


def test_states_add_up_to_what_was_made(person):
    for n in range(5):
        written(person, str(n))
    Notification.objects.filter(dedupe_key="0").update(state=State.PARKED)
    assert sum(sweeping.tally().values()) == Notification.objects.count() == 5


@pytest.mark.parametrize(
    ("to", "cc", "bcc"),
    [
        (["a@example.org", "b@example.org"], [], []),
        (["a@example.org"], ["b@example.org"], []),
        (["a@example.org"], [], ["b@example.org"]),
        (["a@example.org, b@example.org"], [], []),
        (["A <a@example.org>"], [], []),
        (["a@example.org\nBcc: b@example.org"], [], []),
        ([], [], []),
    ],
)
def test_the_lowest_layer_refuses_more_than_one_person(to, cc, bcc):
    with pytest.raises(MoreThanOneRecipient):
        mail.get_connection().send_messages([OutboxMail("s", "b", "from@example.org", to, bcc=bcc, cc=cc)])
    assert mail.outbox == []


def test_mail_that_did_not_come_through_the_outbox_is_refused():
    with pytest.raises(MoreThanOneRecipient):
        EmailMessage("s", "b", "from@example.org", ["a@example.org"]).send()


@pytest.mark.parametrize("control", ["\r\n", "\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\x00"])
def test_no_name_can_start_another_header(control):
    assert rendering.one_line(f"Hello{control}Bcc: x@example.org") == "Hello Bcc: x@example.org"


def test_an_organisations_own_words_are_filled_in_and_never_run(person):
    organisation = person.connections.get().organisation
    NotificationText.objects.create(
        organisation=organisation,
        kind=NOTICE.key,
        subject="Dear {name}",
        body="{name} {{7*7}} {person} {unknown}",
    )
    message = written(person, organisation_id=organisation.pk)
    subject, body = rendering.render(message)
    assert subject == "Dear Siân O'Neil"
    assert "Siân O'Neil {{7*7}} {person} {unknown}" in body


def test_the_database_refuses_a_sent_message_without_a_time(person):
    message = written(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.filter(pk=message.pk).update(state=State.SENT)


def test_what_is_written_now_is_due_now(person):
    """SQLite's clock tells whole milliseconds: twenty written in one breath are all claimed."""
    for n in range(20):
        written(person, f"now-{n}")
        assert len(leases.claim()) == 1
