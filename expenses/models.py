"""All models of the third floor, gathered for Django from their rooms."""

from expenses.bookings.models import Advance, AdvanceUse, BookingRequest
from expenses.claims.models import Claim, ClaimLine, ClaimMark, ClaimsDesk, Receipt, Relative
from expenses.claims.top_ups import TopUp
from expenses.claims.waits import FeeWait
from expenses.payees.determinations.models import Determination, DeterminationEvidence
from expenses.payees.models import BankDetails, PayPreference
from expenses.payees.recognition.declarations import Declaration
from expenses.payees.recognition.limits import EarningsLimit, FeeTiming
from expenses.payees.recognition.models import IndependentAdviser, RecognitionChoice
from expenses.payments.files.models import FileSettings
from expenses.payments.journal import JournalEntry, JournalLine
from expenses.payments.models import BankFile, LeftOut, Payment, PaymentLine, PaymentRun
from expenses.payments.outcomes import Confirmation, PaymentResult, Reply
from expenses.payments.reports.models import BankReport, Match, ReadingRules, Reconciled, ReportLine
from expenses.policies.models import ExpenseRule, MileageRate, Policy, Rate

__all__ = [
    "Advance",
    "AdvanceUse",
    "BankDetails",
    "BankFile",
    "BankReport",
    "BookingRequest",
    "Claim",
    "ClaimLine",
    "ClaimMark",
    "ClaimsDesk",
    "Confirmation",
    "Declaration",
    "Determination",
    "DeterminationEvidence",
    "EarningsLimit",
    "ExpenseRule",
    "FeeTiming",
    "FeeWait",
    "FileSettings",
    "IndependentAdviser",
    "JournalEntry",
    "JournalLine",
    "LeftOut",
    "Match",
    "MileageRate",
    "PayPreference",
    "Payment",
    "PaymentLine",
    "PaymentResult",
    "PaymentRun",
    "Policy",
    "Rate",
    "ReadingRules",
    "Receipt",
    "RecognitionChoice",
    "Reconciled",
    "Relative",
    "Reply",
    "ReportLine",
    "TopUp",
]
