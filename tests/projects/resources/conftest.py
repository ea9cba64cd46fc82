import pytest

from projects.resources.signals import (
    booked_asked,
    fees_asked,
    money_asked,
    prices_asked,
    spend_asked,
)


@pytest.fixture
def nobody_above_answers(monkeypatch):
    """No app above knows rates, claims or bookings; a test connects its own."""
    for signal in (spend_asked, booked_asked, fees_asked, money_asked, prices_asked):
        monkeypatch.setattr(signal, "receivers", [])
