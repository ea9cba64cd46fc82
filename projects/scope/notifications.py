"""What step 1 says: people hear when they can change less, when a decision changes, and what we answer."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.scope import queries
from projects.scope.models import AspectVersion, InfluenceStatement, ScopeComment
from projects.scope.rules import is_less_open
from projects.scope.states import CommentState, ScopingChange
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


def decision_facts(message: Notification) -> dict[str, Any]:
    """Return a change of a decision, the project, and the page of whoever reads the message."""
    version = _version(message)
    project = version.row.piece.project
    on_public_side = queries.readers(project).filter(pk=message.recipient_id).exists()
    page = "my_scope:detail" if on_public_side else "scope:overview"
    return {
        "version": version,
        "reopened": version.change == ScopingChange.REOPENED,
        "project": project,
        "path": reverse(page, args=[project.ref]),
    }


def decision_not_wanted(message: Notification) -> str:
    """Say why nobody needs to hear of a change of a decision: they left, or it changed again."""
    version = _version(message)
    if not queries.concerned(version.row.piece.project).filter(pk=message.recipient_id).exists():
        return "left the project"
    later = version.row.versions.filter(number__gt=version.number).exclude(change=ScopingChange.ACHIEVED)
    return "changed again" if later.exists() else ""


def _version(message: Notification) -> AspectVersion:
    rows = AspectVersion.objects.select_related("row__piece__project__organisation", "planned__scale")
    return rows.get(pk=message.subject_id)


def comment_facts(message: Notification) -> dict[str, Any]:
    """Return what somebody said about the scope, and both sides' pages of it."""
    comment = ScopeComment.objects.select_related("project", "person", "statement").get(pk=message.subject_id)
    return {
        "comment": comment,
        "project": comment.project,
        "path": reverse("my_scope:comment", args=[comment.ref]),
        "staff_path": reverse("scope_comments:answer", args=[comment.ref]),
    }


def waits_no_more(message: Notification) -> str:
    """Say why staff need not hear of a comment: it was answered, or taken back."""
    waiting = ScopeComment.objects.filter(pk=message.subject_id, status=CommentState.WAITING)
    return "" if waiting.exists() else "settled"


DECISION_CHANGED = kinds.register(
    NotificationKind(
        "scope/decision_changed",
        says=_("A decision on how people are involved has changed"),
        context=decision_facts,
        not_wanted=decision_not_wanted,
        expires=A_FORTNIGHT,
    )
)
COMMENT_MADE = kinds.register(
    NotificationKind(
        "scope/comment_made",
        says=_("Someone said something about what people can change"),
        context=comment_facts,
        not_wanted=waits_no_more,
        expires=A_FORTNIGHT,
    )
)
COMMENT_ANSWERED = kinds.register(
    NotificationKind(
        "scope/comment_answered",
        says=_("What someone said about the scope is answered"),
        context=comment_facts,
        expires=A_FORTNIGHT,
    )
)
