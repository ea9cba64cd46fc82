"""Staff record what a public member of a panel told them."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.selection.panel import queries
from projects.selection.panel.recording import actions
from projects.selection.panel.recording.forms import RecordAnswerForm, RecordNamesForm
from projects.selection.panel.states import PanelState


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def answer(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record whether somebody helps to choose people."""
    member = queries.member_for(request.user, ref)
    if member.status != PanelState.ASKED or not member.is_public:
        raise Http404
    form = RecordAnswerForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.record_answer(member, **form.told, said=form.said, by=request.user),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("panels:member", ref)
    heading = _("What did %(name)s say?") % {"name": member.person.name}
    return form_page(request, member.opportunity.project, form, heading, back="panels:member", ref=ref)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@permissions.staff_required
@idempotent
def declare(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Read the names to somebody, and record whom they know. Not for who gives points here."""
    member = queries.member_for(request.user, ref)
    permissions.allow(request.user, "edit_people", member.organisation_id)
    names = queries.undeclared(member)
    if not names or not member.is_public or queries.gives_points(request.user, member.opportunity):
        raise Http404
    form = RecordNamesForm(request.POST or None, names=names)
    if submit(
        request,
        form,
        lambda: actions.record_names(member, **form.told, said=form.said, by=request.user),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("panels:member", ref)
    heading = _("Whom does %(name)s know?") % {"name": member.person.name}
    return form_page(request, member.opportunity.project, form, heading, back="panels:member", ref=ref)
