"""The models of the topics of this app, where Django looks for them."""

from projects.selection.alerts.models import Alert
from projects.selection.criteria.models import Criterion, ScoringPlan
from projects.selection.interest.models import (
    Expression,
    ExpressionAnswer,
    ExpressionFile,
    InterestQuestion,
)
from projects.selection.opportunities.models import Opportunity
from projects.selection.panel.models import Declaration, PanelMember
from projects.selection.replies.models import OutcomeText

__all__ = [
    "Alert",
    "Criterion",
    "Declaration",
    "Expression",
    "ExpressionAnswer",
    "ExpressionFile",
    "InterestQuestion",
    "Opportunity",
    "OutcomeText",
    "PanelMember",
    "ScoringPlan",
]
