"""Equality questions, as the person meets them."""

import pytest
from django.urls import reverse

from contributors.monitoring import actions
from contributors.monitoring.models import MonitoringAnswer
from contributors.monitoring.store import queries as answers
from contributors.people.models import Person
from tests import builders

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def user(trust):
    return builders.contributor_user(trust)


@pytest.fixture
def portal(client, user):
    return builders.sign_in(client, user)


def address(key: str) -> str:
    return reverse("my_equality:question", args=[key])


def given(person) -> dict[str, str]:
    return {key: found.answer for key, found in actions.mine(person).items()}


def test_the_first_page_says_why_who_and_how_to_stop(portal):
    page = portal.get(reverse("my_equality:overview")).content.decode()
    for words in ("Why we ask", "Only you", "You can stop at any time", "you can skip any of them"):
        assert words in page


def test_answering_leads_on_and_to_the_question_that_fits(portal, user):
    assert portal.post(address("ethnic_group_broad"), {"answer": "White"}).url == address(
        "ethnic_group_detail_white"
    )
    assert portal.post(address("ethnic_group_detail_white"), {"answer": "Irish"}).url == address(
        "disability_condition"
    )
    assert given(user.person) == {"ethnic_group_broad": "White", "ethnic_group_detail_white": "Irish"}


def test_skip_and_an_empty_answer_lead_on_without_a_trace(portal, user):
    page = portal.get(address("sex"))
    assert page.context["form"].secondary[1] == address("gender_identity")
    assert portal.post(address("sex"), {}).url == address("gender_identity")
    assert Person.objects.get(pk=user.person.pk).equality_token == ""
    assert MonitoringAnswer.objects.count() == 0


def test_the_last_question_leads_to_my_answers(portal):
    assert portal.post(address("seb_free_school_meals"), {"answer": "Yes"}).url == reverse(
        "my_equality:answers"
    )


def test_changing_an_answer_takes_away_what_hung_on_it(portal, user):
    for key, answer in [
        ("disability_condition", "Yes"),
        ("disability_impact", "Yes, a lot"),
        ("disability_condition", "No"),
    ]:
        portal.post(address(key), {"answer": answer})
    assert given(user.person) == {"disability_condition": "No"}


def test_own_words_stay_with_their_answer(portal, user):
    portal.post(address("religion"), {"answer": "Any other religion", "own_words": "Pagan"})
    assert actions.mine(user.person)["religion"].own_words == "Pagan"
    page = portal.get(reverse("my_equality:answers")).content.decode()
    assert "Pagan" in page
    assert "Only you see this page." in page
    portal.post(address("religion"), {"answer": "Christian", "own_words": "Pagan"})
    assert actions.mine(user.person)["religion"] == answers.Answer("religion", "Christian", "")


def test_an_answer_outside_the_list_is_refused(portal, user):
    page = portal.post(address("sex"), {"answer": "Canary"})
    assert page.context["form"].errors == {"answer": ["Choose one of the answers in the list."]}
    assert given(user.person) == {}


@pytest.mark.parametrize("key", ["legal_partnership_status", "nonsense"])
def test_what_is_not_asked_has_no_page(portal, key):
    assert portal.get(address(key)).status_code == 404


def test_one_press_deletes_everything(portal, user, trust):
    portal.post(address("sex"), {"answer": "Female"})
    portal.post(address("religion"), {"answer": "Christian"})
    keeper = builders.contributor_user(trust)
    actions.answer(keeper.person, question="sex", answer="Male")
    portal.post(reverse("my_equality:stop"))
    assert (given(user.person), given(keeper.person)) == ({}, {"sex": "Male"})
    assert MonitoringAnswer.objects.count() == 1
    assert Person.objects.get(pk=user.person.pk).equality_token == ""
    assert portal.post(reverse("my_equality:stop")).status_code == 302  # twice does no harm


def test_after_stopping_a_new_token_starts(user):
    actions.answer(user.person, question="sex", answer="Female")
    first = actions._token_of(user.person)
    actions.stop(user.person)
    actions.answer(user.person, question="sex", answer="Female")
    second = actions._token_of(user.person)
    assert first != second
    assert len(bytes.fromhex(second)) == 16


def test_stopping_in_another_window_leaves_no_answer_that_nobody_can_delete(user, monkeypatch):
    actions.answer(user.person, question="sex", answer="Female")
    stopped_between = actions._make_token

    def make_then_stop(person):
        stopped_between(person)
        actions.stop(person)

    monkeypatch.setattr(actions, "_make_token", make_then_stop)
    actions.answer(user.person, question="religion", answer="Christian")
    assert MonitoringAnswer.objects.count() == 0


def test_counts_are_by_the_first_organisation_and_by_person(trust):
    other = builders.organisation()
    for number in range(3):
        user = builders.contributor_user(trust)
        builders.connect(user.person, other)
        actions.answer(user.person, question="sex", answer="Female" if number else "Male")
        actions.answer(user.person, question="religion", answer="Christian")
    assert (answers.answered_count(trust.ref), answers.answered_count(other.ref)) == (3, 0)
    assert answers.tally(trust.ref) == {"sex": {"Female": 2, "Male": 1}, "religion": {"Christian": 3}}


def test_somebody_no_organisation_knows_is_not_asked(client):
    user = builders.account(builders.person(email="lone@example.org"))
    builders.sign_in(client, user)
    assert "nothing to answer yet" in client.get(reverse("my_equality:overview")).content.decode()
    assert client.get(address("sex")).status_code == 404
    with pytest.raises(ValueError, match="nobody"):
        actions.answer(user.person, question="sex", answer="Male")
