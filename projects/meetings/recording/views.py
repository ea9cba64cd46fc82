"""Staff: the answer to an invitation that somebody gave by phone, by post or in person."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.people.on_behalf.queries import scripts
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.meetings.arrangements import queries as arrangements_queries
from projects.meetings.arrangements.rules import may_say
from projects.meetings.attendance.queries import may_say_why_not
from projects.meetings.feedback.queries import is_noted, told_of
from projects.meetings.planning import queries as planning_queries
from projects.meetings.recording import actions
from projects.meetings.recording.forms import (
    RecordHowItWasForm,
    RecordMetForm,
    RecordReplyForm,
    RecordWhyNotForm,
    RecordWordForm,
)
from projects.meetings.recording.states import LINES
from projects.team.queries import editable, public_members


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def reply(request: AuthenticatedRequest, ref: str, person_ref: str) -> HttpResponse:
    """Record whether somebody can come, and with what."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    invitation = planning_queries.invitation_to(meeting, person_ref)
    form = RecordReplyForm(request.POST or None, meeting=meeting)
    if submit(
        request,
        form,
        lambda: actions.record_reply(invitation, **form.told, said=form.said, by=request.user),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("meetings:detail", ref)
    heading = _("Record the answer of %(name)s") % {"name": invitation.person.name}
    back = {"back": "meetings:detail", "ref": ref, "caption": meeting.title}
    return form_page(
        request,
        meeting.project,
        form,
        heading,
        **back,
        template="meetings/record_reply.html",
        meeting=meeting,
        scripts=scripts(invitation.person, [meeting]),
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def how_it_was(request: AuthenticatedRequest, ref: str, person_ref: str) -> HttpResponse:
    """Record whether a meeting was as it was noted, and whether they were there."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    invitation = planning_queries.invitation_to(meeting, person_ref)
    lines = [line for line in LINES if is_noted(meeting, line, invitation.person)]
    if not lines:
        raise Http404
    form = RecordHowItWasForm(request.POST or None, lines=lines)
    if submit(
        request,
        form,
        lambda: actions.record_how_it_was(invitation, **form.told, said=form.said, by=request.user),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("meetings:detail", ref)
    return form_page(
        request,
        meeting.project,
        form,
        _("Record how it was for %(name)s") % {"name": invitation.person.name},
        back="meetings:detail",
        ref=ref,
        caption=meeting.title,
        template="meetings/record_how_it_was.html",
        attended=meeting.attendance.filter(person=invitation.person).first(),
        told=told_of(meeting, words=False),
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def met(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record whether what helps somebody was there."""
    row = arrangements_queries.get_arrangement(request.user, ref)
    if not may_say(row):
        raise Http404
    form = RecordMetForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.record_met(row, **form.answer, said=form.said, by=request.user),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("meetings:arrangements", row.meeting.ref)
    heading = _("Was it there for %(name)s?") % {"name": row.need.person.name}
    back = {"back": "meetings:arrangements", "ref": row.meeting.ref, "caption": row.meeting.title}
    return form_page(request, row.meeting.project, form, heading, **back, lead=row.need.words)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def why_not(request: AuthenticatedRequest, ref: str, person_ref: str) -> HttpResponse:
    """Record why somebody could not come, if they told us."""
    meeting = planning_queries.get_meeting(request.user, ref, change=True)
    invitation = planning_queries.invitation_to(meeting, person_ref)
    if not may_say_why_not(invitation):
        raise Http404
    form = RecordWhyNotForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.record_why_not(invitation, **form.told, said=form.said, by=request.user),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("meetings:detail", ref)
    heading = _("Record why %(name)s could not come") % {"name": invitation.person.name}
    back = {"back": "meetings:detail", "ref": ref, "caption": meeting.title}
    lead = _("Only if they told you. They do not have to say why, and it changes nothing for them.")
    return form_page(request, meeting.project, form, heading, **back, lead=lead)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def asked_word(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record that somebody asked what a word means."""
    project = editable(request.user, ref)
    form = RecordWordForm(request.POST or None, people=public_members(project))
    if submit(
        request,
        form,
        lambda: actions.record_word(project, **form.told, said=form.said, by=request.user),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("meetings:words", ref)
    return form_page(request, project, form, _("Record a word someone asked about"), back="meetings:words")
