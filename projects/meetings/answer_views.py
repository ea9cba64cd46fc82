"""Anybody with the link of an invitation: say whether you can come, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation.answers import report_outcome
from projects.meetings import answer_link, taking_part
from projects.meetings.forms import COMING
from projects.meetings.models import Invitation
from projects.meetings.states import MeetingState


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_page(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether somebody can come; only pressing a button answers, since scanners of mail follow links.

    Says the day and the time and nothing more: a mail may be read by others. There is no `once` here:
    nobody is signed in, and the same answer twice is one answer.
    """
    invitation = answer_link.invitation_of(token)
    if invitation is None:
        return render(request, "meetings/answer_gone.html", status=404)
    if request.method == "POST":
        if invitation.meeting.status == MeetingState.INVITED and request.POST.get("coming") in COMING:
            _take(request, invitation)
        return redirect("meetings:answer", token)
    return render(request, "meetings/answer.html", {"invitation": invitation, "meeting": invitation.meeting})


def _take(request: HttpRequest, invitation: Invitation) -> None:
    """Note the answer as the person's own, whoever is signed in on this device."""
    with report_outcome(
        request, _("Thank you for telling us. You can change your answer until the meeting.")
    ):
        taking_part.respond(
            invitation,
            coming=COMING[request.POST["coming"]],
            by=invitation.person.account,
            seen=request.POST.get("seen", ""),
            by_link=True,
        )
