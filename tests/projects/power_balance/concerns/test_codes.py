"""Who gives no name reads an answer with a code that leads to nobody; what is done is deleted in time."""

import datetime as dt
import logging
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock, refs
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.transitions import TransitionRefused
from projects.power_balance import tasks
from projects.power_balance.concerns import actions, queries, rules
from projects.power_balance.concerns.models import Concern
from tests import builders
from tests.projects.power_balance.concerns.test_concerns import (
    WORDS,
    chosen,
    client_of,
    rows_in_every_table,
    send,
    told,
)

pytestmark = pytest.mark.django_db
READ = reverse("my_power_balance:read_answer")
DAY = dt.timedelta(days=1)
SHAPE = re.compile(r"(?:[A-Z2-9]{4}-){4}[A-Z2-9]{4}")


@pytest.fixture
def contact(project):
    user = builders.staff_user("reporting", project.organisation, name="Helen Ward")
    chosen(project, user)
    return user


def code_in(page: str) -> str:
    return SHAPE.search(page)[0]


@pytest.fixture
def code(project, member, contact) -> str:
    return code_in(send(member, project, "code").content.decode())


def read(code: str, client: Client | None = None) -> str:
    return (client or Client()).post(READ, {"code": code}).content.decode()


def test_the_code_is_shown_once_and_one_row_is_all_that_is_kept(project, member, contact, caplog):
    client = client_of(member)
    address = reverse("my_power_balance:raise_concern", args=[project.ref])
    page = client.get(address).content.decode()
    token = re.search(r'name="idempotency_key" value="(\w+)"', page)[1]
    before, kept = rows_in_every_table(), dict(client.session)
    with caplog.at_level(logging.DEBUG):
        answer = client.post(address, {"words": WORDS, "named": "code", "idempotency_key": token})
    after = rows_in_every_table()
    assert {label: after[label] - before[label] for label in after if after[label] != before[label]} == {
        "power_balance.Concern": 1
    }
    code = code_in(answer.content.decode())
    assert "no-store" in answer["Cache-Control"]
    assert {**dict(client.session), "session_limits": None} == {**kept, "session_limits": None}
    row = Concern.objects.values().get()
    assert row["person_id"] is None
    plain = code.replace("-", "")
    assert not any(code in str(value) or plain in str(value) for value in row.values())
    logged = " ".join(one.getMessage() for one in caplog.records if not one.name.startswith("django.db"))
    assert not any(part in logged for part in (code, plain, WORDS, "Amina"))
    assert not SHAPE.search(
        client.get(reverse("my_power_balance:concern_sent", args=[project.ref])).content.decode()
    )


def test_the_contact_owes_an_answer_and_whoever_has_the_code_reads_it(project, member, contact, code):
    row = Concern.objects.get()
    assert row.answer_by == clock.today() + rules.ANSWER_WITHIN
    assert "There is no answer yet." in read(code)
    client = client_of(contact)
    shown = client.get(reverse("power_balance:concern", args=[row.ref])).content.decode()
    assert ("has a code to read your answer" in shown, WORDS in shown, code in shown) == (True, True, False)
    assert "without a name, with a code" in client.get(reverse("power_balance:concerns")).content.decode()
    with pytest.raises(TransitionRefused):
        actions.finish(row)
    address = reverse("power_balance:answer_concern", args=[row.ref])
    assert "Do not repeat what they told" in client.get(address).content.decode()
    client.post(address, {"words": "I spoke to the lead <b>."})
    page = read(code)
    assert "I spoke to the lead &lt;b&gt;." in page
    assert [private in page for private in (WORDS, "Letters", "Amina", "Helen", row.ref)] == [False] * 5
    assert Notification.objects.count() == 0
    actions.finish(row)
    assert "I spoke to the lead" in read(code)


def test_reading_writes_nothing_and_needs_no_sign_in(code, member):
    signed_in = client_of(member)
    signed_in.get("/my/")  # their device is known from whatever page they open first
    before, row = rows_in_every_table(), Concern.objects.values().get()
    anonymous = Client()
    assert anonymous.get(READ).status_code == 200
    read(code, anonymous)
    assert "sessionid" not in anonymous.cookies
    read(code, signed_in)
    assert (rows_in_every_table(), Concern.objects.values().get()) == (before, row)


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_a_code_is_taken_as_people_type_it(code, change):
    assert "There is no answer yet." in read(change(code))


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "\x00",
        "A" * 5000,
        "AAAA-AAAA-AAAA-AAAA-AAAA",
        "' OR 1=1 --",
        "0O1I-0O1I-0O1I-0O1I-0O1I",
        "🙂" * 20,
    ],
)
def test_a_wrong_code_opens_nothing(project, member, contact, code, wrong):
    told(project, contact)  # without a code: no empty code opens it
    page = read(wrong)
    assert "<title>Error:" in page
    assert "no answer yet" not in page


def test_words_and_codes_of_two_people_are_kept_apart(project, member, contact, code):
    other = code_in(send(member, project, "code", words="Another worry").content.decode())
    assert code != other
    first = queries.with_code(code)
    actions.answer_concern(first, words="For the first")
    assert ("For the first" in read(code), "For the first" in read(other)) == (True, False)


def test_codes_are_long_and_have_no_letters_that_look_alike():
    made = {refs.new_code() for _n in range(500)}
    assert len(made) == 500
    assert all(refs.is_code(code) for code in made)
    assert not set("".join(made)) & set("01OILU")
    assert len(refs.CODE_LETTERS) ** refs.CODE_LENGTH > 2**95


@pytest.mark.parametrize(
    "wrong",
    [
        {"code_hash": "", "answer_by": dt.date(2027, 1, 1)},  # an answer to nobody
        {"code_hash": "x", "answer_by": None},
        {"done_on": dt.date(2027, 1, 1)},  # done before it is answered
    ],
)
def test_the_database_keeps_the_facts(code, wrong):
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        Concern.objects.update(**wrong)


def test_a_name_and_a_code_do_not_go_together(code, member):
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.update(person=member.person)


def done(row: Concern, *, ago: int) -> Concern:
    if row.answer_by:
        actions.answer_concern(row, words="We look at it.")
    actions.finish(row)
    Concern.objects.filter(pk=row.pk).update(done_on=clock.today() - ago * DAY)
    return row


def test_what_is_done_is_deleted_after_its_time_and_only_that(project, member, contact, code):
    with_code = queries.with_code(code)
    kept = [
        told(project, contact, ago=3000),  # nobody has said that it is done
        told(project, contact, member.person, ago=3000),  # nobody has answered
        done(told(project, contact), ago=365),
    ]
    done(told(project, contact), ago=366)
    done(told(project, contact, member.person), ago=400)
    done(with_code, ago=400)
    assert actions.forget_done() == 3
    assert list(Concern.objects.order_by("id")) == kept
    assert actions.forget_done() == 0
    assert "There is nothing under this code." in read(code)


def test_the_clock_alone_deletes_it(project, contact):
    done(told(project, contact), ago=0)
    for days, left in ((364, 1), (365, 1), (366, 0), (367, 0)):
        with clock.pretend(clock.now() + days * DAY):
            tasks.forget_concerns()
        assert Concern.objects.count() == left, days


def test_an_installation_chooses_how_long(project, contact, settings, member):
    settings.CONCERNS_KEPT_DAYS = 30
    done(told(project, contact), ago=31)
    assert actions.forget_done() == 1
    form = client_of(member).get(reverse("my_power_balance:raise_concern", args=[project.ref]))
    assert "It is deleted 30 days after it is done." in form.content.decode()


def test_deleting_leaves_no_list_of_what_was_there(project, contact, caplog):
    done(told(project, contact), ago=400)
    before = rows_in_every_table()
    with caplog.at_level(logging.INFO):
        tasks.forget_concerns()
    after = rows_in_every_table()
    assert {label: after[label] - before[label] for label in after if after[label] != before[label]} == {
        "power_balance.Concern": -1
    }
    assert caplog.records == []


def test_deleting_thirty_costs_what_deleting_one_costs(project, contact):
    def queries(n: int) -> int:
        for _n in range(n):
            done(told(project, contact), ago=400)
        with CaptureQueriesContext(connection) as seen:
            assert actions.forget_done() == n
        return len(seen)

    assert queries(1) == queries(30)


def test_the_way_to_an_answer_stands_on_a_page_that_is_open_to_everybody():
    assert READ in Client().get(reverse("privacy")).content.decode()
