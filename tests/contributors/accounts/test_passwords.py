"""A password made of the words of this work alone is refused; one that holds such a word is not."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from contributors.accounts.passwords.rules import WORDS, made_of_words


@pytest.mark.parametrize(
    "password",
    [
        "Involvement2026!",
        "NHSResearch1",
        "c0produce!!",
        "P@tient-V0ice",
        "Winter2026",
        "welcome to the trust",
        "PPIE-ppie-1",
    ],
)
def test_words_of_this_place_alone_are_refused(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "password_of_words" in [error.code for error in refused.value.error_list]


@pytest.mark.parametrize(
    "password", ["purple tram under involvement", "three words apart", "NHS gorse lantern"]
)
def test_among_other_words_they_may_stand(password):
    validate_password(password)


def test_figures_and_signs_alone_are_left_to_the_other_rules():
    assert not made_of_words("8402-7731")


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.integers(0, 9999))
def test_however_they_are_put_together(words, year):
    assert made_of_words("".join(words).upper() + str(year))
    assert not made_of_words("zq" + "".join(words))


@given(st.text(max_size=128))
def test_any_text_is_judged(text):
    assert made_of_words(text) in (True, False)
