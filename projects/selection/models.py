"""The models of the topics of this app, where Django looks for them."""

from projects.selection.alerts.models import Alert
from projects.selection.interest.models import (
    Expression,
    ExpressionAnswer,
    ExpressionFile,
    InterestQuestion,
)
from projects.selection.opportunities.models import Opportunity
from projects.selection.replies.models import OutcomeText

__all__ = [
    "Alert",
    "Expression",
    "ExpressionAnswer",
    "ExpressionFile",
    "InterestQuestion",
    "Opportunity",
    "OutcomeText",
]
