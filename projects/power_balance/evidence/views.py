from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.lists.filters import Since
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.promises.models import Promise
from projects.power_balance.evidence.lists import EVIDENCE
from projects.power_balance.evidence.queries.rows import COUNTED_ROWS, rows_of
from projects.team.queries import visible

DRAWN_BY = {
    "promise": "power_balance/behind/promise.html",
    "meeting": "power_balance/behind/meeting.html",
    "room": "power_balance/behind/room.html",
    "copy": "power_balance/behind/copy.html",
    "noted": "power_balance/behind/noted.html",
    "talk": "power_balance/behind/talk.html",
    "member": "power_balance/behind/member.html",
    "decision": "power_balance/behind/decision.html",
}
"""The template of one row, by the kind of what is counted."""


@require_safe
@permissions.staff_required
def evidence_rows(request: AuthenticatedRequest, ref: str, number: str) -> HttpResponse:
    """The promises, meetings or decisions behind one number of the evidence.

    What is between a person and those who see to it is counted here, but not shown to others.
    """
    project = visible(request.user, ref)
    if number not in COUNTED_ROWS:
        raise Http404
    found, rows = COUNTED_ROWS[number], rows_of(project, number)
    shown = rows
    if found.kind == "promise":
        shown = rows.filter(pk__in=Promise.objects.visible_to(request.user).values("pk"))
    context = {
        "project": project,
        "heading": found.heading,
        "row_template": DRAWN_BY[found.kind],
        "kept_back": 0 if shown is rows else rows.count() - shown.count(),
        "back_url": reverse("power_balance:overview", args=[ref]),
    }
    column = found.key.lstrip("-")
    return lists.answer(
        request,
        EVIDENCE,
        shown,
        key=found.key,
        template="power_balance/evidence_rows.html",
        context=context,
        asking=[Since(gettext_lazy("When"), column, moments=column.endswith("_at"))],
        about=project,
    )
