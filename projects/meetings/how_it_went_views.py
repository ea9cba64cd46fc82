"""How a meeting went: staff note it and answer; public contributors say if that is how it was."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import AuthenticatedRequest, PersonRequest
from projects.meetings import access as reach
from projects.meetings import confirming, how_it_went
from projects.meetings.how_it_went_forms import AnswerForm, DisputeForm, HowItWentForm, WhyNotForm
from projects.meetings.models import HowItWent
from projects.meetings.states import Line, Reason
from projects.meetings.views import STAFF

PORTAL = "layouts/portal.html"


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def note(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Note how the meeting went."""
    meeting = reach.meeting(request.user, ref, change=True)
    noted = HowItWent.objects.filter(meeting=meeting).values(*HowItWentForm.base_fields).first()
    form = HowItWentForm(request.POST or None, initial=noted)
    if request.method == "POST" and form.is_valid():
        with report_outcome(
            request, _("Thank you. Public contributors can say if that is how it was."), form
        ):
            how_it_went.note(meeting, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("meetings:detail", ref)
    context = {"project": meeting.project, "caption": meeting.title, "layout": STAFF}
    context |= {"form": form, "heading": _("How did it go?"), "back_url": _detail(meeting.ref)}
    return render(request, "layouts/form_page.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def answer_dispute(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Answer somebody who says it was different."""
    row = reach.dispute(request.user, ref)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Your answer is sent."), form):
            how_it_went.answer(row, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("meetings:detail", row.meeting.ref)
    context = {"project": row.meeting.project, "row": row, "meeting": row.meeting, "form": form}
    context |= {"back_url": _detail(row.meeting.ref)}
    return render(request, "meetings/dispute.html", context)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def dispute(request: PersonRequest, ref: str, line: str) -> HttpResponse:
    """Say that one line is not how it was."""
    invitation = reach.invitation(request.person, ref)
    if line not in Line.values:
        raise Http404
    get_object_or_404(HowItWent, meeting=invitation.meeting)
    form = DisputeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"line": Line(line), "person": invitation.person, **form.cleaned_data}
        with report_outcome(request, _("Thank you. We will answer you within 14 days."), form):
            how_it_went.dispute(invitation.meeting, **given, by=request.user)
        if not form.errors:
            return redirect("my_meetings:detail", ref)
    context = {"form": form, "heading": Line(line).label, "layout": PORTAL, "back_url": _mine(ref)}
    return render(request, "layouts/form_page.html", context)


@require_POST
@permissions.contributor_required
@idempotent
def confirm(request: PersonRequest, ref: str) -> HttpResponse:
    """Say that it was as staff noted it."""
    invitation = reach.invitation(request.person, ref)
    with report_outcome(request, _("Thank you. The team sees that this is how it was.")):
        confirming.confirm(invitation.meeting, person=invitation.person, by=request.user)
    return redirect("my_meetings:detail", ref)


@require_safe
@permissions.contributor_required
def my_dispute(request: PersonRequest, ref: str) -> HttpResponse:
    """What I said about how a meeting went, and the answer."""
    row = reach.my_dispute(request.person, ref)
    context = {"row": row, "meeting": row.meeting, "back_url": _mine(row.meeting.ref)}
    return render(request, "meetings/my_dispute.html", context)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def why_not(request: PersonRequest, ref: str) -> HttpResponse:
    """Say why I could not come, if I want to."""
    invitation = reach.invitation(request.person, ref)
    form = WhyNotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Thank you for telling us."), form):
            reason = Reason(form.cleaned_data["reason"])
            how_it_went.say_why_not(invitation, reason=reason, by=request.user)
        if not form.errors:
            return redirect("my_meetings:detail", ref)
    heading = _("Why could you not come?")
    context = {"form": form, "heading": heading, "layout": PORTAL, "back_url": _mine(ref)}
    return render(request, "layouts/form_page.html", context)


def _detail(ref: str) -> str:
    return reverse("meetings:detail", args=[ref])


def _mine(ref: str) -> str:
    return reverse("my_meetings:detail", args=[ref])
