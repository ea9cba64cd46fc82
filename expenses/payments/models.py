"""Django looks for the models of an app here; each stands in its topic."""

from expenses.payments.advances.models import Advance, AdvanceUse
from expenses.payments.files import models as _files
from expenses.payments.ledger import models as _ledger
from expenses.payments.questions import models as _questions
from expenses.payments.results import models as _results
from expenses.payments.runs.models import Payment, PaymentLine, PaymentRun

__all__ = [
    "Advance",
    "AdvanceUse",
    "Payment",
    "PaymentLine",
    "PaymentRun",
    "_files",
    "_ledger",
    "_questions",
    "_results",
]
