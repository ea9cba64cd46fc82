"""All models of the third floor, gathered for Django from their rooms."""

from expenses.bookings.models import Advance, AdvanceUse, BookingRequest
from expenses.claims.models import Claim, ClaimLine, Receipt
from expenses.payees.models import BankDetails, PayPreference
from expenses.payments.journal import JournalEntry, JournalLine
from expenses.payments.models import BankFile, LeftOut, Payment, PaymentLine, PaymentRun
from expenses.payments.outcomes import Confirmation, PaymentResult, Reply
from expenses.policies.models import ExpenseRule, MileageRate, Policy, Rate

__all__ = [
    "Advance",
    "AdvanceUse",
    "BankDetails",
    "BankFile",
    "BookingRequest",
    "Claim",
    "ClaimLine",
    "Confirmation",
    "ExpenseRule",
    "JournalEntry",
    "JournalLine",
    "LeftOut",
    "MileageRate",
    "PayPreference",
    "Payment",
    "PaymentLine",
    "PaymentResult",
    "PaymentRun",
    "Policy",
    "Rate",
    "Receipt",
    "Reply",
]
