"""Whole pence, one rounding rule, one way to write an amount."""

from decimal import ROUND_HALF_UP, Decimal


def round_pence(exact: Decimal) -> int:
    """Round an exact amount in pence half up, once per line (trust row 24: 616.5p is 617p)."""
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def pounds(pence: int) -> str:
    """Return an amount as people read it: 123450 is "£1,234.50"; debts carry a minus sign."""
    sign = "-" if pence < 0 else ""
    whole, rest = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}.{rest:02d}"


def plain_pounds(pence: int) -> str:
    """Return an amount for a bank file or a spreadsheet: 123450 is "1234.50"."""
    sign = "-" if pence < 0 else ""
    whole, rest = divmod(abs(pence), 100)
    return f"{sign}{whole}.{rest:02d}"
