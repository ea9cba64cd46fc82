"""Equality questions on paper: a code and no name, typed in by somebody who can choose nobody."""

import io

import pikepdf
import pytest
from django.urls import reverse

from contributors.accounts.models import StaffRole
from contributors.monitoring.models import MonitoringAnswer
from contributors.monitoring.on_paper import actions
from contributors.monitoring.on_paper.rules import form_to_print, is_one, new_code, that_apply, token_of
from contributors.monitoring.rules import asked
from coproduce.foundation.history.models import HistoryEntry
from tests import builders

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def clerk(trust):
    return builders.staff_user("reporting", trust)


def kept(code):
    rows = MonitoringAnswer.objects.filter(token=token_of(code))
    return dict(rows.values_list("question", "answer"))


def test_a_code_is_a_code_however_it_is_written():
    code = new_code()
    assert is_one(code)
    assert is_one(code.lower().replace("-", " "))
    assert token_of(code) == token_of(code.lower().replace("-", ""))
    assert token_of(code) != token_of(new_code())
    assert not is_one("ABCD")


def test_the_form_asks_everything_and_no_name():
    document = form_to_print(issuer="North Trust", address="1 Quay", code="ABCD-EFGH")
    said = repr(document)
    for question in asked().values():
        assert question.words in said
    assert said.count("ABCD-EFGH") == 2  # on the form, and on the slip to keep
    assert "Do not write your name" in said


def test_what_follows_an_answer_not_given_is_dropped():
    follow = next(one for one in asked().values() if one.follows)
    first, answer = follow.follows
    both = {first: answer, follow.key: follow.answers[0]}
    assert that_apply(both) == both
    assert that_apply({follow.key: follow.answers[0]}) == {}


def test_it_is_typed_in_by_who_can_choose_nobody(client, trust, clerk):
    builders.sign_in(client, clerk)
    page = client.get(reverse("equality:overview")).text
    assert reverse("equality:enter") in page
    with pikepdf.open(io.BytesIO(client.get(reverse("equality:to_print")).content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
    code, sex = new_code(), asked()["sex"].answers[0]
    typed = {"code": code, "organisation": trust.pk, "sex": sex}
    before = HistoryEntry.objects.count()
    assert client.post(reverse("equality:enter"), typed).url == reverse("equality:overview")
    assert kept(code) == {"sex": sex}
    assert MonitoringAnswer.objects.get().unit == trust.ref
    assert HistoryEntry.objects.count() == before
    age = asked()["age_band"].answers[0]
    client.post(reverse("equality:enter"), {"code": code, "organisation": trust.pk, "age_band": age})
    assert kept(code) == {"age_band": age}  # typed anew in place of the first time
    assert client.post(reverse("equality:delete"), {"code": code}).status_code == 302
    assert kept(code) == {}


def test_a_wrong_code_is_said_and_what_was_typed_is_kept(client, trust, clerk):
    builders.sign_in(client, clerk)
    answer = client.post(reverse("equality:enter"), {"code": "ABC", "organisation": trust.pk})
    assert "This is not a code of ours" in answer.text
    assert MonitoringAnswer.objects.count() == 0


@pytest.mark.parametrize("role", ["ppi_manager", "project_staff"])
def test_who_chooses_people_cannot_whatever_else_they_are(client, trust, clerk, role):
    StaffRole.objects.create(user=clerk, organisation=trust, role=role)
    builders.sign_in(client, clerk)
    assert client.get(reverse("equality:enter")).status_code == 403
    assert client.post(reverse("equality:delete"), {"code": new_code()}).status_code == 403
    assert "someone else types in" in client.get(reverse("equality:overview")).text


def test_nobody_elses_organisation_is_offered(client, trust, clerk):
    other = builders.organisation()
    builders.sign_in(client, clerk)
    typed = {"code": new_code(), "organisation": other.pk, "sex": asked()["sex"].answers[0]}
    assert client.post(reverse("equality:enter"), typed).status_code == 200
    assert MonitoringAnswer.objects.count() == 0
    actions.forget(code=new_code())
