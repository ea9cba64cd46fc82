"""What a session has shown, whatever else it shows beside it."""

import datetime as dt

import pytest

from contributors.accounts import rules
from contributors.accounts.models import User

CODE, PASSWORD, DEMO = ({"method": name, "at": 0} for name in ("code", "password", "demo"))
NOW = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("records", "proved"),
    [([], False), ([CODE], False), ([PASSWORD], True), ([CODE, PASSWORD], True), ([PASSWORD, CODE], True)],
)
def test_one_proof_is_enough_and_a_mailed_code_is_none(records, proved):
    assert rules.proved_as_staff(records) is proved


@pytest.mark.parametrize(
    ("records", "shown"), [([], False), ([CODE], False), ([DEMO], True), ([CODE, DEMO], True)]
)
def test_the_demo_signs_in_whatever_was_shown_before(settings, records, shown):
    settings.DEMO = True
    assert rules.shown_in_demo(records) is shown
    assert rules.proved_within(User(is_staff=True), records, dt.timedelta(minutes=15), NOW) is shown
    settings.DEMO = False
    assert rules.shown_in_demo(records) is False
