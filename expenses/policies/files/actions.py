"""Keeping the policy of a file."""

from django.db import transaction

from contributors.accounts.models import Organisation, User
from coproduce.foundation.history import actions as history
from expenses.policies.actions import next_version
from expenses.policies.files.rules import Book
from expenses.policies.models import ExpenseRule, MileageRate, Policy, Rate


@transaction.atomic
def take_in(book: Book, *, organisation: Organisation, by: User) -> Policy:
    """Store the policy of a file as the organisation's next version, not yet in force."""
    policy = book.policy
    policy.organisation, policy.made_by = organisation, by
    policy.version = next_version(organisation, policy.name)
    policy.save()
    rows: list[Rate | MileageRate | ExpenseRule] = [*book.rates, *book.mileage, *book.rules]
    for row in rows:
        row.policy = policy
    Rate.objects.bulk_create(book.rates)
    MileageRate.objects.bulk_create(book.mileage)
    ExpenseRule.objects.bulk_create(book.rules)
    history.record(policy, "read from a file", by=by, detail={"rates": len(book.rates) + len(book.mileage)})
    return policy
