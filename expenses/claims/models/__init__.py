from expenses.claims.models.claims import Claim
from expenses.claims.models.desk import STAND_IN_AFTER_DAYS, ClaimsDesk, Relative
from expenses.claims.models.lines import ClaimLine, ClaimMark, Receipt

__all__ = ["STAND_IN_AFTER_DAYS", "Claim", "ClaimLine", "ClaimMark", "ClaimsDesk", "Receipt", "Relative"]
