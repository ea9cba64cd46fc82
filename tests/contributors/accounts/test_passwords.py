"""A password made of the words of this work alone is refused; one that holds such a word is not."""

import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from contributors.accounts.passwords.rules import WORDS, is_listed, made_of_words


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


@pytest.fixture(scope="module")
def a_list(tmp_path_factory):
    """Forty thousand passwords that were stolen, as Have I Been Pwned gives them out."""
    words = [f"stolen {number} times" for number in range(40_000)]
    hashes = sorted(hashlib.sha1(word.encode(), usedforsecurity=False).hexdigest().upper() for word in words)
    path = tmp_path_factory.mktemp("lists") / "leaked"
    path.write_bytes("\r\n".join(f"{one}:{len(one)}" for one in hashes).encode())
    return path


def test_a_stolen_password_is_refused_once_a_list_is_named(a_list, settings):
    validate_password("stolen 7 times")
    settings.LEAKED_PASSWORDS = str(a_list)
    with pytest.raises(ValidationError) as refused:
        validate_password("stolen 7 times")
    assert [error.code for error in refused.value.error_list] == ["password_leaked"]
    validate_password("three words apart")


def test_every_line_of_the_list_is_found_and_nothing_else(a_list, tmp_path):
    hashes = [line[:40] for line in a_list.read_text().splitlines()]
    at = {hashlib.sha1(f"stolen {n} times".encode(), usedforsecurity=False).hexdigest().upper(): n
          for n in range(40_000)}  # fmt: skip
    for one in [*hashes[:50], *hashes[-50:], *hashes[::997]]:
        assert is_listed(f"stolen {at[one]} times", a_list)
    assert not any(is_listed(f"never stolen {number}", a_list) for number in range(500))
    (tmp_path / "empty").touch()
    assert not is_listed("stolen 7 times", tmp_path / "empty")


def test_a_list_that_is_away_takes_no_password(settings, tmp_path):
    settings.LEAKED_PASSWORDS = str(tmp_path / "gone")
    with pytest.raises(OSError, match="gone"):
        validate_password("three words apart")
