from expenses.payments.runs.models.payments import LeftOut, Payment, PaymentLine, PaymentResult
from expenses.payments.runs.models.runs import PaymentRun

__all__ = ["LeftOut", "Payment", "PaymentLine", "PaymentResult", "PaymentRun"]
