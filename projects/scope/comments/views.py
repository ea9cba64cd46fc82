"""Staff read and answer what public contributors say about the scope, and record it for them."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.people.on_behalf.forms import OnBehalfForm
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.scope import queries
from projects.scope.comments import actions
from projects.scope.comments.forms import AnswerForm, CorrectCommentForm, RecordCommentForm, TakeBackForm
from projects.scope.comments.lists import COMMENTS
from projects.scope.comments.queries import get_comment
from projects.scope.models import ScopeComment
from projects.team.queries import editable, may_edit, visible
from projects.team.states import ProjectState


@require_safe
@permissions.staff_required
def comment_list(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """What public contributors said about the scope, the newest first."""
    project = visible(request.user, ref)
    context = {
        "project": project,
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("scope:overview", args=[ref]),
    }
    return lists.answer(
        request,
        COMMENTS,
        project.scope_comments.select_related("person", "statement"),
        key="-id",
        template="scope/comments.html",
        context=context,
        about=project,
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def answer(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Answer what somebody said; once answered, read it."""
    comment = get_comment(request.user, ref)
    project = comment.project
    form = AnswerForm(request.POST or None, comment=comment)
    if submit(
        request,
        form,
        lambda: actions.answer(
            comment, how=form.becomes, answer=form.cleaned_data["answer"], by=request.user
        ),
        done=_("Thank you. Your answer is on its way."),
    ):
        return redirect("scope:comments", project.ref)
    return form_page(
        request,
        project,
        form,
        _("What %(name)s said") % {"name": comment.person.name},
        template="scope/comment.html",
        back="scope:comments",
        comment=comment,
        may_answer=comment.facts.is_waiting and project.status != ProjectState.CLOSED,
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def record(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record what somebody told us about the scope."""
    project = editable(request.user, ref)
    form = RecordCommentForm(
        request.POST or None,
        people=queries.readers(project).order_by("name", "id"),
        statements=project.influence.current(),
    )
    if submit(
        request,
        form,
        lambda: actions.record(project, **form.told, said=form.said, by=request.user),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("scope:comments", ref)
    heading = _("Record what someone said about the scope")
    return form_page(request, project, form, heading, back="scope:comments")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def correct(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Put right what somebody told us we wrote down wrongly; they get a copy."""
    comment = _waiting(request, ref)
    form = CorrectCommentForm(request.POST or None, initial={"kind": comment.kind, "words": comment.words})
    if submit(
        request,
        form,
        lambda: actions.record_correction(comment, **form.told, said=form.said, by=request.user),
        done=_("Corrected. We will send them a copy in writing."),
    ):
        return redirect("scope_comments:answer", ref)
    return _told_page(request, comment, form, _("Correct what %(name)s said"))


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def take_back(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take back what somebody said, because they asked us to; they get a copy."""
    comment = _waiting(request, ref)
    form = TakeBackForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.record_withdrawal(comment, said=form.said, by=request.user),
        done=_("It is taken back. We will send them a copy in writing."),
    ):
        return redirect("scope:comments", comment.project.ref)
    return _told_page(request, comment, form, _("Take back what %(name)s said"))


def _waiting(request: AuthenticatedRequest, ref: str) -> ScopeComment:
    """Return what waits for our answer on a project that can change. Raises Http404, PermissionDenied."""
    comment = get_comment(request.user, ref)
    editable(request.user, comment.project.ref)
    if not comment.facts.is_waiting:
        raise Http404
    return comment


def _told_page(
    request: AuthenticatedRequest, comment: ScopeComment, form: OnBehalfForm, heading: str
) -> HttpResponse:
    return form_page(
        request,
        comment.project,
        form,
        heading % {"name": comment.person.name},
        template="scope/told.html",
        back="scope_comments:answer",
        ref=comment.ref,
        comment=comment,
    )
