from expenses.policies.comparing.rules import Difference, Terms, differences
from expenses.policies.models import Policy
from expenses.policies.queries import replaced_by


def differences_of(policy: Policy) -> list[Difference]:
    """Return what a policy changes beside the one that holds on its first day."""
    before = replaced_by(policy)
    return differences(_terms(before) if before else None, _terms(policy))


def _terms(policy: Policy) -> Terms:
    return Terms(
        policy,
        list(policy.rates.all()),
        list(policy.mileage_rates.all()),
        list(policy.expense_rules.all()),
    )
