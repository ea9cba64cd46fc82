"""The rules of the costing: what a plan costs, where each amount is counted, and when the money ends."""

from projects.resources.costing.rules.few import TELLING, joined_kinds, sheet_for_others
from projects.resources.costing.rules.forecast import Forecast, forecast
from projects.resources.costing.rules.planned import fee_of, next_of, planned_pieces, staff_pieces
from projects.resources.costing.rules.sheet import (
    FEW,
    WARN_FROM_PER_CENT,
    Amounts,
    Piece,
    Plan,
    PriceOf,
    Row,
    Sheet,
    View,
    line_for,
    months_back,
    months_on,
    sheet,
    year_start,
    year_words,
)

__all__ = [
    "FEW",
    "TELLING",
    "WARN_FROM_PER_CENT",
    "Amounts",
    "Forecast",
    "Piece",
    "Plan",
    "PriceOf",
    "Row",
    "Sheet",
    "View",
    "fee_of",
    "forecast",
    "joined_kinds",
    "line_for",
    "months_back",
    "months_on",
    "next_of",
    "planned_pieces",
    "sheet",
    "sheet_for_others",
    "staff_pieces",
    "year_start",
    "year_words",
]
