from expenses.claims.models.claims import Claim
from expenses.claims.models.lines import ClaimLine, ClaimMark, Receipt
from expenses.claims.models.settings import STAND_IN_AFTER_DAYS, ClaimSettings, Relative

__all__ = ["STAND_IN_AFTER_DAYS", "Claim", "ClaimLine", "ClaimMark", "ClaimSettings", "Receipt", "Relative"]

# Django looks for the models of an app here. Those of its topics build on the ones above, so they come last.
from expenses.claims import top_ups as _top_ups  # noqa: F401
