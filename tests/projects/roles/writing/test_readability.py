import pytest

from projects.roles.data.role_templates import OUR_DUTIES, TEMPLATES
from projects.roles.models import sentences
from projects.roles.writing.rules import Readability, look_at


def test_plain_text_has_no_hints():
    assert look_at("We send papers early.\nWe pay you in time.") == Readability(2, 5, (), ())


def test_long_sentences_and_long_words_are_named():
    long_sentence = " ".join(["word"] * 21) + "."
    found = look_at(f"Short. {long_sentence} Multidisciplinary work. MULTIDISCIPLINARY again.")
    assert found == Readability(4, 21, (long_sentence,), ("multidisciplinary",))


def test_a_word_is_long_from_thirteen_letters():
    assert look_at("collaborative involvement").long_words == ("collaborative",)
    assert look_at("partnerships").long_words == ()


def test_twenty_words_and_addresses_are_fine():
    assert look_at(" ".join(["word"] * 20)).is_plain
    assert look_at(
        "Write to somebodywithalongname@trust.example.org or https://involvement.example.org/"
    ).is_plain
    assert look_at("") == Readability(0, 0, (), ())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template["title"])
def test_our_own_templates_are_plain(template):
    texts = [text for text in template.values() if isinstance(text, str)] + [OUR_DUTIES]
    assert [look_at(text).long_sentences for text in texts] == [()] * len(texts)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"quantity_min": 1, "unit": "day", "per": "month"}, "1 day a month"),
        ({"quantity_min": 1, "quantity_max": 2, "unit": "day", "per": "month"}, "1 to 2 days a month"),
        ({"quantity_min": 4, "quantity_max": 4, "unit": "meeting", "per": "year"}, "4 meetings a year"),
        ({"quantity_min": 2, "unit": "hour", "per": "quarter"}, "2 hours every three months"),
    ],
)
def test_time_is_said_as_people_say_it(fields, words):
    assert sentences.time_words(fields) == words


def test_payment_is_said_outright():
    fee = {"payment": "fee", "fee_pence": 75_00, "fee_for": "each half day"}
    assert sentences.payment_words(fee) == "£75.00 for each half day"
    only = sentences.payment_words({"payment": "expenses_only"})
    assert only == "There is no fee for this role. We pay your expenses only."
