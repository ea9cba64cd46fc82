"""Public contributors say if a meeting was as staff noted it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from projects.meetings.feedback import actions, queries
from projects.meetings.feedback.forms import DisputeForm
from projects.meetings.feedback.states import FeedbackLine
from projects.meetings.planning import queries as planning_queries

PORTAL = "layouts/portal.html"


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def dispute(request: PersonRequest, ref: str, line: str) -> HttpResponse:
    """Say that one line is not how it was."""
    invitation = planning_queries.get_invitation(request.person, ref)
    known = line in FeedbackLine.values
    if not known or not queries.is_noted(invitation.meeting, line, invitation.person):
        raise Http404
    form = DisputeForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.dispute(
            invitation.meeting,
            line=FeedbackLine(line),
            person=invitation.person,
            **form.cleaned_data,
            by=request.user,
        ),
        done=_("Thank you. We will answer you within 14 days."),
    ):
        return redirect("my_meetings:detail", ref)
    context = {"form": form, "heading": FeedbackLine(line).label, "layout": PORTAL, "back_url": _mine(ref)}
    return render(request, "layouts/form_page.html", context)


@require_POST
@permissions.contributor_required
@idempotent
def confirm(request: PersonRequest, ref: str) -> HttpResponse:
    """Say that it was as staff noted it."""
    invitation = planning_queries.get_invitation(request.person, ref)
    submit(
        request,
        None,
        lambda: actions.confirm(invitation.meeting, person=invitation.person, by=request.user),
        done=_("Thank you. The team can see that this is how it was."),
    )
    return redirect("my_meetings:detail", ref)


@require_safe
@permissions.contributor_required
def my_dispute(request: PersonRequest, ref: str) -> HttpResponse:
    """What I said about how a meeting went, and the answer."""
    row = queries.get_my_dispute(request.person, ref)
    context = {
        "row": row,
        "meeting": row.meeting,
        "is_owed": queries.is_owed(row),
        "back_url": _mine(row.meeting.ref),
    }
    return render(request, "meetings/my_dispute.html", context)


def _mine(ref: str) -> str:
    return reverse("my_meetings:detail", args=[ref])
