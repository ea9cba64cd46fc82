"""All models of the third floor, gathered for Django from their rooms."""

from expenses.claims.models import Claim, ClaimLine, Receipt
from expenses.claims.waits import FeeWait
from expenses.payees.determinations.models import Determination, DeterminationEvidence
from expenses.payees.models import BankDetails, PayPreference
from expenses.payees.recognition.declarations import Declaration
from expenses.payees.recognition.limits import EarningsLimit, FeeTiming
from expenses.payees.recognition.models import IndependentAdviser, RecognitionChoice
from expenses.payments.journal import JournalEntry, JournalLine
from expenses.payments.models import BankFile, LeftOut, Payment, PaymentLine, PaymentRun
from expenses.payments.outcomes import Confirmation, PaymentResult, Reply
from expenses.policies.models import ExpenseRule, MileageRate, Policy, Rate

__all__ = [
    "BankDetails",
    "BankFile",
    "Claim",
    "ClaimLine",
    "Confirmation",
    "Declaration",
    "Determination",
    "DeterminationEvidence",
    "EarningsLimit",
    "ExpenseRule",
    "FeeTiming",
    "FeeWait",
    "IndependentAdviser",
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
    "RecognitionChoice",
    "Reply",
]
