"""What step 1 says: people who joined hear of it when they can change less than they were told."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.scope.models import InfluenceStatement
from projects.scope.rules import is_less_open
from projects.team.queries import public_members


def facts(message: Notification) -> dict[str, Any]:
    """Return the statement, what it said before and the project, read afresh."""
    row = _about(message)
    return {"statement": row, "before": _before(row), "project": row.project}


def not_wanted(message: Notification) -> str:
    """Say why nobody needs to hear of it: they left, or it is as open as it was."""
    row = _about(message)
    if not public_members(row.project).filter(pk=message.recipient_id).exists():
        return "left the project"
    before = _before(row)
    now = InfluenceStatement.objects.current().filter(thread=row.thread).first()
    if before and now and not is_less_open(before.kind, now.kind):
        return "as open as before"
    return ""


def _about(message: Notification) -> InfluenceStatement:
    return InfluenceStatement.objects.select_related("project__organisation").get(pk=message.subject_id)


def _before(row: InfluenceStatement) -> InfluenceStatement | None:
    return InfluenceStatement.objects.filter(thread=row.thread, version=row.version - 1).first()


LESS_IS_OPEN = kinds.register(
    NotificationKind(
        "scope/less_is_open",
        says=_("People can change less than they were told"),
        context=facts,
        not_wanted=not_wanted,
        expires=A_FORTNIGHT,
    )
)
