import datetime as dt

import pytest
import time_machine

from coproduce.foundation import clock
from expenses.payees.recognition.actions import declare
from expenses.payees.recognition.models import Declaration
from expenses.payees.recognition.queries import declared
from tests import builders

pytestmark = pytest.mark.django_db
AT = "/my/recognition/"


@pytest.fixture
def rosa():
    return builders.contributor_user(builders.organisation(), name="Rosa")


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ({"full_time": "no"}, "not_public"),
        ({"full_time": "no", "unrelated": "on"}, "not_public"),
        ({"full_time": "yes", "unrelated": "on", "own_time": "on"}, "unrelated"),
        ({"full_time": "yes", "own_time": "on"}, "costs_only"),
        ({"full_time": "yes"}, "costs_only"),
    ],
)
def test_both_ticks_are_needed_and_the_outcome_is_all_we_keep(client, rosa, typed, outcome):
    builders.sign_in(client, rosa)
    assert "You have not answered yet." in client.get(AT).content.decode()
    client.post(f"{AT}job/", typed)
    kept = Declaration.objects.get()
    assert kept.outcome == outcome
    assert str(kept) in client.get(AT).content.decode().replace("&#x27;", "'")


def test_nothing_is_kept_without_an_answer(client, rosa):
    builders.sign_in(client, rosa)
    page = client.post(f"{AT}job/", {"full_time": "", "own_time": "on"}).content.decode()
    assert "Choose an answer to “Do you work full time in the public sector?”" in page
    assert not Declaration.objects.exists()


def test_it_is_asked_again_in_the_next_tax_year(rosa):
    answers = {"full_time": True, "unrelated": True, "own_time": True}
    with time_machine.travel(dt.datetime(2027, 4, 5, 12, tzinfo=dt.UTC)):
        declare(rosa.person, **answers, by=rosa)
        latest = declare(rosa.person, **answers | {"own_time": False}, by=rosa)
    assert declared(rosa.person, dt.date(2027, 4, 5)) == latest
    assert declared(rosa.person, dt.date(2027, 4, 6)) is None


def test_who_decides_on_a_fee_sees_the_outcome_and_its_day(client, rosa):
    trust = rosa.person.connections.get().organisation
    claim = builders.sent_claim(rosa.person, trust)
    builders.claim_line(claim, 30_00, kind="fee", category="fee")
    builders.sign_in(client, builders.staff_user("approver", trust))
    at = f"/claims/{claim.ref}/"
    assert "Nothing declared about a public sector job this tax year." in client.get(at).content.decode()
    Declaration.objects.create(
        person=rosa.person, year_start=clock.tax_year_start(clock.today()), outcome="unrelated"
    )
    assert "unrelated and in their own time" in client.get(at).content.decode()
