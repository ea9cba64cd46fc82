from expenses.claims.models.claims import Claim
from expenses.claims.models.lines import ClaimLine, ClaimMark, Receipt
from expenses.claims.models.settings import DEPUTY_AFTER_DAYS, ClaimSettings, Relative

# Django finds the models of an app here: those of its topics too.
import expenses.claims.answering.models  # isort: skip
import expenses.claims.earlier.models  # isort: skip
import expenses.claims.fees.models  # isort: skip
import expenses.claims.top_ups.models  # isort: skip  # noqa: F401

__all__ = ["DEPUTY_AFTER_DAYS", "Claim", "ClaimLine", "ClaimMark", "ClaimSettings", "Receipt", "Relative"]
