"""A stored policy as a file holds it."""

from expenses.policies.files.rules import Book
from expenses.policies.models import Policy


def book_of(policy: Policy) -> Book:
    """Return a stored policy with its rows, in a fixed order. Three queries."""
    rates = policy.rates.order_by("label", "role_tier", "effective_from", "lower_minutes", "id")
    mileage = policy.mileage_rates.order_by("vehicle", "effective_from", "-band", "id")
    rules = policy.expense_rules.order_by("category", "lower_minutes", "id")
    book = Book(policy, list(rates), list(mileage), list(rules))
    for rate in book.rates:
        rate.policy = policy
    for miles in book.mileage:
        miles.policy = policy
    return book
