from expenses.bookings.models.advances import Advance, AdvanceUse
from expenses.bookings.models.requests import BookingRequest

__all__ = ["Advance", "AdvanceUse", "BookingRequest"]
