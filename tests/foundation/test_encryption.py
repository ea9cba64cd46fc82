"""A sealed value opens in its own row and field only."""

import pytest

from coproduce.foundation.encryption import (
    BadKeys,
    CannotOpen,
    check_settings,
    decrypt,
    encrypt,
    fingerprint,
    fingerprints,
    parsed,
)
from tests.keys import key


def test_what_is_sealed_opens_again():
    assert decrypt(encrypt("12345678", bound_to="bank:abc:number"), bound_to="bank:abc:number") == "12345678"


def test_the_same_value_looks_different_each_time():
    assert encrypt("1", bound_to="a") != encrypt("1", bound_to="a")


@pytest.mark.parametrize("elsewhere", ["bank:abd:number", "bank:abc:sort_code", ""])
def test_moved_to_another_row_or_field_it_stays_shut(elsewhere):
    with pytest.raises(CannotOpen):
        decrypt(encrypt("12345678", bound_to="bank:abc:number"), bound_to=elsewhere)


@pytest.mark.parametrize(
    "damage", [lambda v: v[:-5] + "AAAA=", lambda v: "gone:" + v.partition(":")[2], lambda v: "rubbish"]
)
def test_a_damaged_value_stays_shut(damage):
    with pytest.raises(CannotOpen):
        decrypt(damage(encrypt("12345678", bound_to="x")), bound_to="x")


def test_an_old_key_still_opens_what_it_sealed(settings):
    old = settings.FIELD_ENCRYPTION_KEYS
    sealed = encrypt("12345678", bound_to="x")
    mark = fingerprint("12345678", purpose="account")
    settings.FIELD_ENCRYPTION_KEYS = "new:" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=" + "," + old
    assert decrypt(sealed, bound_to="x") == "12345678"
    assert encrypt("1", bound_to="x").startswith("new:")
    assert fingerprint("12345678", purpose="account") == mark


def test_fingerprints_tell_purposes_apart():
    assert fingerprint("1", purpose="a") != fingerprint("1", purpose="b")


def test_fingerprints_have_keys_of_their_own(settings):
    before = fingerprint("1", purpose="a")
    settings.FINGERPRINT_KEYS = f"next:{key('n')},{settings.FINGERPRINT_KEYS}"
    assert fingerprint("1", purpose="a").startswith("next:")
    assert fingerprints("1", purpose="a")[1] == before


SHORT = "c2hvcnQta2V5LXNob3J0"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "pair 1 is not id:key"),
        (key("a"), "pair 1 is not id:key"),
        (f"one:{key('a')},", "pair 2 is not id:key"),
        (f"one two:{key('a')}", "pair 1 is not id:key"),
        (f"one:{SHORT}", "pair 1: the key has 15 bytes. It must have 32"),
        (f"one:{key('a')[:-3]}", "pair 1: the key is not base64"),
        (f"one:{key('a')},one:{key('b')}", "pair 2 has the id of an earlier pair"),
        (f"one:{key('a')},two:{key('a')}", "pair 2 is the key of an earlier pair"),
    ],
)
def test_what_is_no_key_is_refused_in_clear_words_that_name_no_key(text, words):
    with pytest.raises(BadKeys) as refused:
        parsed("FIELD_ENCRYPTION_KEYS", text)
    assert words in str(refused.value)
    assert str(refused.value).startswith("FIELD_ENCRYPTION_KEYS")
    assert not any(secret and secret[:12] in str(refused.value) for secret in (key("a"), key("b"), SHORT))


def test_one_key_for_both_is_refused(settings):
    settings.FINGERPRINT_KEYS = settings.FIELD_ENCRYPTION_KEYS
    with pytest.raises(BadKeys, match="FINGERPRINT_KEYS"):
        check_settings()


def test_what_does_not_open_says_no_row_and_no_token():
    with pytest.raises(CannotOpen) as shut:
        decrypt("rubbish", bound_to="answer:0123456789abcdef:sex")
    assert str(shut.value) == "answer"
