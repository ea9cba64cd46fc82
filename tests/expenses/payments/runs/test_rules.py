"""What stops a run."""

import pytest

from coproduce.foundation.transitions import TransitionRefused
from expenses.payments.runs.rules import check_fits


@pytest.mark.parametrize(
    ("wrong", "who"),
    [(2, "for Ann, Bo. Hold"), (3, "for Ann, Bo and 1 more. Hold"), (12, "for Ann, Bo and 10 more. Hold")],
)
def test_whoever_no_longer_fits_is_named_and_the_rest_counted(wrong, who):
    with pytest.raises(TransitionRefused, match="Something has changed") as refused:
        check_fits(["Ann", "Bo"], wrong=wrong, has_payments=True)
    assert who in str(refused.value)


def test_a_run_needs_a_payment_and_no_other_reason():
    check_fits([], wrong=0, has_payments=True)
    with pytest.raises(TransitionRefused, match="no payments left"):
        check_fits([], wrong=0, has_payments=False)
