"""Hints help people write: each rule sees what it is there for, and leaves alone what is in order."""

import datetime as dt

import pytest
from django.urls import reverse
from textstat import textstat

from coproduce.foundation import clock
from projects.meetings.glossary.models import Word
from projects.roles.hints.queries import hints_to
from projects.roles.hints.rules.clashes import of_clashes
from projects.roles.hints.rules.hint import Known
from projects.roles.hints.rules.money import hours_in, of_money
from projects.roles.hints.rules.reading import of_reading, of_short_words, reading_age
from projects.roles.models.policy_rates import PolicyRate, PolicyRates
from projects.roles.writing import actions
from tests import builders

PLAIN = "You help us to plan the work. We meet once a month. You read a short text before we meet. " * 3
HARD = (
    "Notwithstanding the aforementioned determination, contributors participating in the multidisciplinary"
    " governance infrastructure shall demonstrate comprehensive understanding of methodological considerations"
    " pertaining to translational implementation. "
) * 2
TODAY = dt.date(2027, 5, 3)


def kinds(hints) -> list[str]:
    return [hint.kind for hint in hints]


def test_a_hard_text_has_a_reading_age_and_a_long_sentence_and_a_plain_one_neither():
    assert kinds(of_reading("purpose", PLAIN)) == []
    hints = list(of_reading("purpose", HARD))
    assert kinds(hints)[0] == "age"
    assert "long" in kinds(hints)
    assert all(hint.do for hint in hints)


def test_the_reading_age_is_that_of_flesch_and_kincaid():
    for text in (PLAIN, HARD, "The cat sat on the mat and looked at the people who came to the house. " * 4):
        assert reading_age(text) == pytest.approx(max(5, textstat.flesch_kincaid_grade(text) + 5), abs=2.5)


def test_a_few_words_have_no_reading_age():
    assert reading_age("Multidisciplinary governance.") is None
    assert reading_age("") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You join the PPI group.", ["PPI"]),
        ("Bring your DBS and talk to PhDs.", ["DBS", "PhDs"]),
        ("The patient and public involvement (PPI) group. PPI meets once.", []),
        ("PPI (patient and public involvement) meets.", []),
        ("The NHS, your GP and other GPs in the UK.", []),
        ("Come to 1 Quay Street, BS1 4RW.", []),
        ("Write to HELP@NIHR.AC.UK or see https://NIHR.ac.uk/PPI.", []),
        ("Ask Mr McDonald in Phase II.", []),
        ("The SAG meets.", []),
        ("A COVID-19 study.", ["COVID-19"]),
        ("PPI (see below) meets.", []),
    ],
)
def test_an_abbreviation_is_pointed_out_unless_something_explains_it(text, found):
    hints = list(of_short_words("purpose", text, text, frozenset({"sag"})))
    assert [hint.seen.split("“")[1].split("”")[0] for hint in hints] == found


def test_an_explanation_anywhere_in_the_role_counts():
    everything = "The research ethics committee (REC) meets.\nTalk to the REC."
    assert kinds(of_short_words("activities", "Talk to the REC.", everything, frozenset())) == []


def test_a_line_in_capital_letters_is_one_hint():
    assert kinds(of_short_words("purpose", "PLEASE READ THIS FIRST TODAY", "", frozenset())) == ["capitals"]


def clash(texts=None, **values) -> list[str]:
    return [hint.kind for hint in of_clashes(values, texts or {}, TODAY)]


FEE = {"payment": "fee", "pay_rates": [{"pence": 120_00, "unit": "meeting"}]}


@pytest.mark.parametrize(
    ("texts", "values", "found"),
    [
        ({"benefits": "This is an unpaid role."}, FEE, ["clash"]),
        ({"benefits": "This is an unpaid role."}, {"payment": "expenses_only"}, []),
        ({"benefits": "This role is not unpaid."}, FEE, []),
        ({"benefits": "You get £150 each time."}, FEE, ["clash"]),
        ({"benefits": "You get £120.00 each time."}, FEE, []),
        ({"expenses": "We pay up to £150 for a hotel."}, FEE, []),
        ({"benefits": "You get £50."}, {"payment": "expenses_only"}, ["clash"]),
        ({"time_note": "Reading time comes on top."}, {"includes_prep": "yes"}, ["clash"]),
        ({"time_note": "Reading time comes on top."}, {"includes_prep": "no"}, []),
        ({"time_note": "This includes reading the papers."}, {"includes_prep": "no"}, ["clash"]),
        ({"time_note": "This includes reading the papers."}, {"includes_prep": "yes"}, []),
        ({"activities": "There are no meetings."}, FEE, ["clash"]),
        ({"activities": "There are no meetings."}, {"unit": "meeting"}, ["clash"]),
        ({"activities": "There are no meetings."}, {"unit": "hour"}, []),
        ({"where_note": "We meet online only."}, {"mode": "in_person"}, ["clash"]),
        ({"where_note": "We meet online only."}, {"mode": "online"}, []),
        ({"where_note": "Face to face only."}, {"mode": "remote"}, ["clash"]),
        ({}, {"starts_on": "2027-06-02", "ends_on": "2027-06-01"}, ["clash"]),
        ({}, {"starts_on": "2027-06-01", "ends_on": "2027-06-01"}, []),
        ({}, {"ends_on": "2027-05-02"}, ["past"]),
        ({}, {"ends_on": "2027-05-03"}, []),
        ({}, {"contact": {"ref": "a", "name": "Jo Bell"}, "concerns_to": "jo bell, 0117"}, ["people"]),
        ({}, {"contact": {"ref": "a", "name": "Jo Bell"}, "concerns_to": "Sam Hill"}, []),
        ({}, {"contact": None, "concerns_to": None}, []),
    ],
)
def test_what_cannot_both_be_true_is_pointed_out(texts, values, found):
    assert clash(texts, **values) == found


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("up to 4 hours", 4),
        ("2 to 3.5 hours", 3.5),
        ("90 minutes", 1.5),
        ("1,5 hrs", 1.5),
        ("a day", None),
        ("", None),
    ],
)
def test_the_hours_a_text_names(text, hours):
    assert hours_in(text) == hours


@pytest.mark.parametrize(
    ("rate", "values", "found"),
    [
        ({"pence": 20_00, "unit": "meeting", "for_words": "2 hours"}, {}, ["hour"]),
        ({"pence": 30_00, "unit": "meeting", "for_words": "2 hours"}, {}, []),
        ({"pence": 24_00, "unit": "meeting", "for_words": "2 hours"}, {}, []),
        ({"pence": 11_99, "unit": "hour"}, {}, ["hour"]),
        ({"pence": 20_00, "unit": "month"}, {"unit": "hour", "per": "month", "quantity_min": 2}, ["hour"]),
        ({"pence": 20_00, "unit": "month"}, {"unit": "hour", "per": "week", "quantity_min": 2}, []),
        ({"pence": 20_00, "unit": "meeting"}, {"commitments": [{"each": "2 hours"}]}, ["hour"]),
        ({"pence": 20_00, "unit": "day"}, {}, []),
        ({"unit": "hour"}, {}, []),
        ({"pence": 5000, "unit": "hour", "against": "above"}, {}, ["policy"]),
        ({"pence": 5000, "unit": "hour", "against": "below"}, {}, ["policy"]),
        ({"pence": 5000, "unit": "hour", "against": "same"}, {}, []),
    ],
)
def test_a_fee_is_put_beside_the_policy_and_the_hours_that_are_said(rate, values, found):
    known = Known(rates=(rate,), floor_pence=12_00, policy="Ours")
    assert kinds(of_money({"payment": "fee", **values}, known)) == found
    assert kinds(of_money({"payment": "expenses_only", **values}, known)) == []


def test_without_a_figure_of_the_organisation_nothing_is_said_of_an_hour():
    """No minimum wage is made up: what an hour should come to is what the policy in force says."""
    rate = {"pence": 1, "unit": "hour"}
    assert kinds(of_money({"payment": "fee"}, Known(rates=(rate,)))) == []


@pytest.fixture
def draft(db):
    trust = builders.organisation()
    manager = builders.staff_user("ppi_manager", trust, name="Priya")
    project = builders.project(trust, lead=manager.person, title="Letters", starts_on=clock.today())
    role = builders.role(project, purpose="You join the PPI group.", time_note="Reading comes on top.")
    return role.versions.get(), manager


def test_the_hints_stand_on_the_contents_page_and_beside_their_questions(draft, client):
    version, manager = draft
    staff = builders.sign_in(client, manager)
    contents = staff.get(reverse("roles:edit", args=[version.role.ref])).content.decode()
    topic = reverse("roles:topic", args=[version.role.ref, "purpose"])
    assert f'href="{topic}#id_purpose"' in contents
    assert "“PPI” is not explained." in contents
    page = staff.get(topic).content.decode()
    assert 'href="#id_purpose"' in page
    assert "“PPI” is not explained." in page


def test_no_hint_stops_anybody_from_offering(draft):
    version, manager = draft
    assert hints_to(version, None)
    assert actions.offer(version, by=manager).status == "offered"


def test_a_word_the_project_explains_needs_no_hint(draft):
    version, manager = draft
    word = Word.objects.create(project=version.role.project, word="PPI", letters="ppi")
    assert "short" in [one.hint.kind for one in hints_to(version, None)]
    word.explanation, word.explained_by, word.explained_at = "We take part.", manager, clock.now()
    word.save()
    assert "short" not in [one.hint.kind for one in hints_to(version, None)]


def test_the_policy_speaks_through_what_it_answers(draft):
    version, _manager = draft
    policy = PolicyRates("Ours", (PolicyRate("Meeting", 50_00, "hour"),), floor_pence=30_00)
    version.pay_rates = [{"id": "a", "pence": 25_00, "unit": "hour"}]
    assert [one.hint.kind for one in hints_to(version, policy) if one.hint.name == "pay_rates"] == [
        "policy",
        "hour",
    ]


def test_hints_cost_one_query_however_much_is_written(draft, django_assert_num_queries):
    version, _manager = draft
    version = type(version).objects.select_related("role", "contact").get(pk=version.pk)
    for times in (1, 40):
        version.purpose = "You join the PPI group. " * times
        with django_assert_num_queries(1):
            hints_to(version, None)
