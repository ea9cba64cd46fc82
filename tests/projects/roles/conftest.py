import pytest


@pytest.fixture
def pay():
    """Return the fields of a version that say what one meeting is paid with, in pence."""
    return lambda pence: {"payment": "fee", "fee_pence": pence, "fee_for": "each meeting"}
