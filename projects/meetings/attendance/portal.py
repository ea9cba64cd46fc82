"""Public contributors answer an invitation, with the link in a mail too, and say why they could not come."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contributors.people.supporters.decorators import supporters_may
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from projects.meetings.attendance import actions
from projects.meetings.attendance.forms import COMING, WhyNotForm
from projects.meetings.attendance.states import ReasonNotComing
from projects.meetings.planning import queries as planning_queries
from projects.meetings.planning.models import Invitation
from projects.meetings.planning.states import MeetingState


@require_POST
@supporters_may("dates")
@permissions.contributor_required
@idempotent
def respond(request: PersonRequest, ref: str) -> HttpResponse:
    """Say whether I can come."""
    invitation = planning_queries.get_invitation(request.person, ref)
    coming = COMING.get(request.POST.get("coming", ""))
    if coming is not None:
        submit(
            request,
            None,
            lambda: actions.respond(
                invitation, coming=coming, by=request.user, seen=request.POST.get("seen")
            ),
            done=_("Thank you for telling us. You can change your answer until the meeting."),
        )
    return redirect("my_meetings:detail", ref)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether somebody can come; only pressing a button answers, since scanners of mail follow links.

    Says the day and the time and nothing more: a mail may be read by others. It is not `idempotent`:
    nobody is signed in, and the same answer twice is one answer.
    """
    invitation = planning_queries.invitation_of(token)
    if invitation is None:
        return render(request, "meetings/answer_gone.html", status=404)
    if request.method == "POST":
        if invitation.meeting.status == MeetingState.INVITED and request.POST.get("coming") in COMING:
            _take(request, invitation)
        return redirect("meetings:answer", token)
    return render(request, "meetings/answer.html", {"invitation": invitation, "meeting": invitation.meeting})


def _take(request: HttpRequest, invitation: Invitation) -> None:
    """Note the answer as the person's own, whoever is signed in on this device."""
    submit(
        request,
        None,
        lambda: actions.respond(
            invitation,
            coming=COMING[request.POST["coming"]],
            by=invitation.person.account,
            seen=request.POST.get("seen", ""),
            by_link=True,
        ),
        done=_("Thank you for telling us. You can change your answer until the meeting."),
    )


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def why_not(request: PersonRequest, ref: str) -> HttpResponse:
    """Say why I could not come, if I want to."""
    invitation = planning_queries.get_invitation(request.person, ref)
    form = WhyNotForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.say_why_not(
            invitation, reason=ReasonNotComing(form.cleaned_data["reason"]), by=request.user
        ),
        done=_("Thank you for telling us."),
    ):
        return redirect("my_meetings:detail", ref)
    heading = _("Why could you not come?")
    context = {"form": form, "heading": heading, "layout": "layouts/portal.html"}
    context["back_url"] = reverse("my_meetings:detail", args=[ref])
    return render(request, "layouts/form_page.html", context)
