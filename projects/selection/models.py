"""The models of the topics of this app, where Django looks for them."""

from projects.selection.alerts.models import Alert
from projects.selection.criteria.models import Criterion, ScoringPlan
from projects.selection.drawing.models import ChoosingRule, Draw, KeptGroup, Lot
from projects.selection.interest.models import (
    Expression,
    ExpressionAnswer,
    ExpressionFile,
    InterestQuestion,
)
from projects.selection.opportunities.models import Opportunity
from projects.selection.panel.models import Declaration, PanelMember
from projects.selection.places.models import Place
from projects.selection.redaction.models import FileRedaction, Redaction
from projects.selection.replies.models import OutcomeText
from projects.selection.scoring.models import Lock, Score, ScoringEnd, Talk

__all__ = [
    "Alert",
    "ChoosingRule",
    "Criterion",
    "Declaration",
    "Draw",
    "Expression",
    "ExpressionAnswer",
    "ExpressionFile",
    "FileRedaction",
    "InterestQuestion",
    "KeptGroup",
    "Lock",
    "Lot",
    "Opportunity",
    "OutcomeText",
    "PanelMember",
    "Place",
    "Redaction",
    "Score",
    "ScoringEnd",
    "ScoringPlan",
    "Talk",
]
