from expenses.policies.models.costs import ExpenseRule
from expenses.policies.models.policies import ApprovalRequest, Policy
from expenses.policies.models.rates import MileageRate, Rate, WithinTime

__all__ = ["ApprovalRequest", "ExpenseRule", "MileageRate", "Policy", "Rate", "WithinTime"]
