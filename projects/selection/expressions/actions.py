"""One from phone or post, whole: what they said, and what they wish."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from contributors.accounts.models import User
from projects.selection.drawing.actions import save_wishes
from projects.selection.interest import actions
from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity


@transaction.atomic
def take(
    opportunity: Opportunity, *, groups: Sequence[int] | None, feedback: bool, by: User, **said: Any
) -> Expression:
    """Take one that came by phone or post, as staff, with its wishes. Raises TransitionRefused."""
    row = actions.take(opportunity, **said, by=by)
    save_wishes(row, groups=groups, feedback=feedback, by=by)
    return row


@transaction.atomic
def change(row: Expression, *, groups: Sequence[int] | None, feedback: bool, by: User, **said: Any) -> None:
    """Correct one as staff, and its wishes. Raises TransitionRefused."""
    actions.change(row, **said, by=by)
    save_wishes(row, groups=groups, feedback=feedback, by=by)
