"""Staff: the papers of a meeting, and whom they have reached."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.uploads import files as uploads
from projects.meetings.papers import actions, queries
from projects.meetings.papers.forms import PaperForm, PaperVersionForm
from projects.meetings.planning import queries as planning_queries


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add_paper(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Put a paper with the meeting."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    form = PaperForm(request.POST or None, request.FILES or None)
    if submit(
        request,
        form,
        lambda: actions.add_paper(meeting, **form.cleaned_data, by=request.user),
        done=_("The paper is added. People will see it once you send the papers."),
    ):
        return redirect("meetings:detail", ref)
    back = {"back": "meetings:detail", "ref": ref, "caption": meeting.title}
    return form_page(request, meeting.project, form, _("Add a paper"), **back)


@require_safe
@permissions.staff_required
def paper(request: AuthenticatedRequest, ref: str, paper_ref: str) -> FileResponse:
    """One paper, as a download."""
    meeting = planning_queries.get_meeting(request.user, ref)
    return uploads.serve(get_object_or_404(meeting.papers, ref=paper_ref))


@require_POST
@permissions.staff_required
@idempotent
def remove_paper(request: AuthenticatedRequest, ref: str, paper_ref: str) -> HttpResponse:
    """Take away a paper nobody was sent."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    found = get_object_or_404(meeting.papers.select_related("meeting__project"), ref=paper_ref)
    submit(
        request,
        None,
        lambda: actions.remove_paper(found, by=request.user),
        done=_("The paper has been removed."),
    )
    return redirect("meetings:detail", ref)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add_version(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Put another format of a paper with it."""
    paper = queries.get_paper(request.user, ref)
    meeting = paper.meeting
    form = PaperVersionForm(request.POST or None, request.FILES or None, paper=paper)
    if submit(
        request,
        form,
        lambda: actions.add_version(paper, **form.cleaned_data, by=request.user),
        done=_("This format is added."),
    ):
        return redirect("meetings:detail", meeting.ref)
    heading = _("Another format of “%(paper)s”") % {"paper": paper.title}
    back = {"back": "meetings:detail", "ref": meeting.ref, "caption": meeting.title}
    return form_page(request, meeting.project, form, heading, **back)


@require_safe
@permissions.staff_required
def version(request: AuthenticatedRequest, ref: str) -> FileResponse:
    """One paper in another format, as a download."""
    return uploads.serve(queries.get_version(request.user, ref))


@require_POST
@permissions.staff_required
@idempotent
def remove_version(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take away a format of a paper nobody was sent."""
    found = queries.get_version(request.user, ref, change=True)
    meeting = found.paper.meeting.ref
    submit(request, None, lambda: actions.remove_version(found, by=request.user), done=_("It is gone."))
    return redirect("meetings:detail", meeting)


@require_POST
@permissions.staff_required
@idempotent
def send_papers(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Send the papers to everybody invited."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    submit(request, None, lambda: actions.send_papers(meeting, by=request.user), done=_on_their_way)
    return redirect("meetings:detail", ref)


@require_POST
@permissions.staff_required
@idempotent
def give_papers(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that somebody has the papers in the way they asked."""
    copy = queries.get_paper_copy(request.user, ref)
    submit(
        request,
        None,
        lambda: actions.give(copy, by=request.user),
        done=_("Thank you. We have recorded that they have the papers."),
    )
    return redirect("meetings:detail", copy.meeting.ref)


@require_POST
@permissions.staff_required
@idempotent
def take_back_papers(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that somebody does not have the papers after all."""
    copy = queries.get_paper_copy(request.user, ref)
    submit(
        request,
        None,
        lambda: actions.take_back(copy, by=request.user),
        done=_("It has been put right. The papers are back on the list of things to do by hand."),
    )
    return redirect("meetings:detail", copy.meeting.ref)


def _on_their_way(sent: int) -> str:
    words = ngettext("%(n)s paper is on its way.", "%(n)s papers are on their way.", sent)
    return words % {"n": sent}
