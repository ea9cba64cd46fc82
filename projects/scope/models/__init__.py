"""Step 1: the pieces of a project, how people are involved in each, and what they can change."""

from projects.scope.models.aspects import AspectVersion, PieceAspect
from projects.scope.models.comments import ScopeComment
from projects.scope.models.influence import InfluenceStatement, NothingIsFixed
from projects.scope.models.pieces import PieceOfWork, ScreenAnswer
from projects.scope.models.scales import ChosenScale, Scale, ScaleLevel

__all__ = [
    "AspectVersion",
    "ChosenScale",
    "InfluenceStatement",
    "NothingIsFixed",
    "PieceAspect",
    "PieceOfWork",
    "Scale",
    "ScaleLevel",
    "ScopeComment",
    "ScreenAnswer",
]
