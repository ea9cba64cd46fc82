from expenses.claims.models.claims import Claim
from expenses.claims.models.lines import ClaimLine, ClaimMark, Receipt
from expenses.claims.models.settings import STAND_IN_AFTER_DAYS, ClaimSettings, Relative

__all__ = ["STAND_IN_AFTER_DAYS", "Claim", "ClaimLine", "ClaimMark", "ClaimSettings", "Receipt", "Relative"]
