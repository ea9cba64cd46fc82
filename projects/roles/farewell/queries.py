"""What is known of somebody's role when it ends. Only reads."""

import json
from typing import Any

from django.http import Http404

from contributors.accounts.models import User
from coproduce.foundation import clock, permissions
from coproduce.foundation.documents.description import Document
from coproduce.foundation.promises.models import Promise
from projects.roles import queries, signals
from projects.roles.farewell import rules
from projects.roles.farewell.states import LetterState
from projects.roles.models import Assignment, KeepInTouch, RoleLetter, RoleVersion
from projects.roles.promises import RESULT
from projects.roles.states import AssignmentState
from projects.team.queries import still_owed

MAY_ASK = (AssignmentState.AGREED, AssignmentState.ENDED)
WITH = ("assignment__role__project__organisation", "assignment__person", "signed_by")


def letter_for(user: User, ref: str) -> RoleLetter:
    """Return a wish for a certificate that the user may sign off. Raises Http404 or PermissionDenied."""
    seen = RoleLetter.objects.visible_to_staff(user).select_related(*WITH)
    found = permissions.get_visible_or_404(seen, ref)
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def facts_of(letter: RoleLetter) -> dict[str, Any]:
    """Return what we know for a certificate: role, dates, what was agreed; time only where they wish it."""
    assignment = letter.assignment
    agreed = (
        RoleVersion.objects.filter(pk__in=queries.agreed_version_ids(assignment)).order_by("-number").first()
    )
    text = agreed.text_if_readable if agreed else None
    values: Any = text.values if text else {}
    over = assignment.status == AssignmentState.ENDED
    return {
        "kind": letter.kind,
        "name": assignment.person.name,
        "organisation": assignment.role.project.organisation.name,
        "role": text.title if text else assignment.role.title,
        "project": assignment.role.project.title,
        "from": assignment.starts_on.isoformat() if assignment.starts_on else "",
        "to": assignment.ends_on.isoformat() if over and assignment.ends_on else "",
        "purpose": values.get("purpose", ""),
        "activities": [one.strip() for one in values.get("activities", "").splitlines() if one.strip()],
        "minutes": _minutes(assignment) if letter.with_hours else 0,
    }


def _minutes(assignment: Assignment) -> int:
    """Return for how many minutes somebody was at meetings of the project while in the role."""
    last = assignment.ends_on if assignment.status == AssignmentState.ENDED else None
    answers = signals.minutes_asked.send(
        sender=Assignment,
        person=assignment.person,
        project=assignment.role.project,
        first=assignment.starts_on,
        last=last or clock.today(),
    )
    minutes: list[Any] = [answer for _receiver, answer in answers]
    return sum(minutes)


def document_of(letter: RoleLetter) -> Document:
    """Return a certificate as it was signed off, or as it would be now. Raises Http404 once it was erased."""
    if not letter.signed_at:
        return rules.described(facts_of(letter))
    try:
        return rules.described(json.loads(letter.facts))
    except (ValueError, KeyError, TypeError) as gone:
        raise Http404 from gone


def afterwards(assignment: Assignment) -> dict[str, Any] | None:
    """Return what the page of a role says about its end, for the person; None before they were in it."""
    if assignment.status not in MAY_ASK:
        return None
    owed = still_owed(assignment.role.project).filter(person=assignment.person)
    letters = list(assignment.letters.order_by("-id"))
    results = [letter.pk for letter in letters if letter.is_result]
    return {
        "letters": letters,
        "owed": list(owed.exclude(kind=RESULT.key)),
        "result": Promise.objects.open().filter(kind=RESULT.key, subject_id__in=results).first(),
        "in_touch": KeepInTouch.objects.filter(assignment=assignment, withdrawn_at=None).first(),
        "over": assignment.status == AssignmentState.ENDED,
    }


def waiting_too(letter: RoleLetter) -> list[RoleLetter]:
    """Return what others wait for who were in the same role and have not heard what came of it."""
    rows = RoleLetter.objects.filter(assignment__role=letter.assignment.role_id, kind=letter.kind)
    others = rows.filter(status=LetterState.ASKED).exclude(pk=letter.pk)
    return list(others.select_related(*WITH).order_by("pk"))


def promise_of(letter: RoleLetter) -> Promise | None:
    """Return the promise to send it, while it is open."""
    return Promise.objects.open().about(letter).first()
