from expenses.policies.models.costs import ExpenseRule
from expenses.policies.models.policies import Policy
from expenses.policies.models.rates import MileageRate, Rate, WithinTime

__all__ = ["ExpenseRule", "MileageRate", "Policy", "Rate", "WithinTime"]
