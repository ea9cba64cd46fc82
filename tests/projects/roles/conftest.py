import pytest


@pytest.fixture
def pay():
    """Return the fields of a version that say what one meeting is paid with, in pence."""
    return lambda pence: {
        "payment": "fee",
        "pay_rates": [{"id": "a", "pence": pence, "unit": "other", "for_words": "each meeting"}],
    }
