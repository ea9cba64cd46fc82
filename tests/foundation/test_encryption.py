"""A sealed value opens in its own row and field only."""

import pytest

from coproduce.foundation.encryption import CannotOpen, decrypt, encrypt, fingerprint


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
