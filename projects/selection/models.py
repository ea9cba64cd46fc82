"""The models of the topics of this app, where Django looks for them."""

from projects.selection.alerts.models import Alert
from projects.selection.opportunities.models import Opportunity

__all__ = ["Alert", "Opportunity"]
