"""What one visit leaves behind: a code by mail, an answer about equality, bank details (trust 6, S18, S21, P12).

Every table, the cache, the sessions, the log and the mails are searched for what was typed.
"""

import io
import logging
from itertools import chain

import pytest
from django.apps import apps
from django.core import mail
from django.db import connections
from django.test import Client
from django.urls import reverse

from contributors.accounts.devices.rules import LIMITS
from contributors.accounts.models import Device
from contributors.monitoring import rules as questions
from coproduce.foundation.logs import JsonLines
from tests import builders
from tests.contributors.accounts import steps
from tests.trust import filling

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])

OWN_WORDS = "Quokkaish by descent"
ACCOUNT_NUMBER, ACCOUNT_NAME = "31926819", "Zebedee Quixote-Umber"


@pytest.fixture
def log():
    """Everything logged from here on, at every level, as production writes it."""
    stream, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(stream), root.level
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def visit(log) -> dict[str, str]:
    """A public contributor signs in, answers a question, types bank details; returns what was secret."""
    user = builders.contributor_user(builders.organisation())
    client = Client()
    steps.ask_for_code(client, user.email)
    code = steps.newest_code()
    client.post(steps.ENTER_CODE, {"code": code})
    assert steps.is_signed_in(client)
    answer = answer_in_own_words(client)
    type_bank_details(client, "66374958")
    type_bank_details(client, ACCOUNT_NUMBER)  # a change: the person is told
    steps.mailed()
    plain = code.replace("-", "")
    return {
        "code": code,
        "code without a dash": plain,
        "own words": OWN_WORDS,
        "answer": answer,
        "account number": ACCOUNT_NUMBER,
        "account name": ACCOUNT_NAME,
    }


def answer_in_own_words(client: Client) -> str:
    open_to_all = {
        key: one for key, one in questions.asked().items() if one.own_words_for and not one.follows
    }
    key, asked = max(open_to_all.items(), key=lambda found: len(found[1].own_words_for))  # not a mere "No"
    path = reverse("my_equality:question", args=[key])
    assert client.post(path, {"answer": asked.own_words_for, "own_words": OWN_WORDS}).status_code == 302
    own_page = client.get(reverse("my_equality:answers")).content.decode()
    assert OWN_WORDS in own_page
    return asked.own_words_for


def type_bank_details(client: Client, number: str) -> None:
    typed = {"account_name": ACCOUNT_NAME, "sort_code": "01-02-03", "account_number": number}
    check = client.post(reverse("my_bank:change"), typed)
    assert number in check.content.decode()
    sealed = filling.forms_on(check)[0]["sealed"].value()
    assert number not in sealed
    assert client.post(reverse("my_bank:confirm"), {"sealed": sealed}).status_code == 302


def kept(alias: str) -> str:
    """Return all that one database holds, as text; sessions are opened first."""
    rows: list[object] = []
    if alias == "default":
        rows += [session.get_decoded() for session in Device.objects.all()]
    with connections[alias].cursor() as cursor:
        for table in connections[alias].introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            rows += cursor.fetchall()
    return repr(rows)


def found(secrets: dict[str, str], text: str) -> list[str]:
    return [name for name, value in secrets.items() if value in text]


def test_the_search_finds_what_is_there(visit):
    """The same search finds a session, a model and a plain word: it looks where things are."""
    text = kept("default")
    assert LIMITS in text
    assert "details changed" in text or "bank details" in text.lower()
    assert all(model._meta.db_table for model in apps.get_models())


def test_the_server_keeps_nothing_of_a_visit_in_plain_words(visit):
    assert found(visit, kept("default")) == []


def test_the_store_of_answers_knows_no_words_and_nobody(visit):
    """It may hold the answer itself, for that is what it is for; nothing leads from it to a person."""
    assert found(visit, kept("monitoring")) == ["answer"]


def test_the_log_and_the_mails_hold_nothing_of_a_visit(visit, log):
    logging.getLogger("canary").warning("wrote to %s about %s", "zebedee@example.org", ACCOUNT_NUMBER)
    assert "canary" in log.getvalue()
    assert found(visit, log.getvalue()) == []
    others = [sent for sent in mail.outbox if visit["code"] not in sent.body]
    text = "".join(chain.from_iterable((sent.subject, sent.body) for sent in others))
    assert others
    assert found(visit, text) == []


def test_no_subject_of_a_mail_holds_a_code(visit):
    assert mail.outbox
    assert found(visit, "".join(sent.subject for sent in mail.outbox)) == []
