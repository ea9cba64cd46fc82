"""What stands in a cell of a list that is taken out to be sent back."""

import datetime as dt
from decimal import Decimal
from typing import Any

from coproduce.foundation.documents.spreadsheet import Kind


def in_sheet(value: Any, kind: Kind) -> Any:
    """Return what a row of a file says, as a cell of a kind holds it; None for nothing."""
    if value in (None, ""):
        return None
    if kind is Kind.DAY:
        return dt.date.fromisoformat(str(value))
    if kind is Kind.NUMBER:
        return int(value)
    return int(Decimal(value) * 100) if kind is Kind.POUNDS else str(value)
