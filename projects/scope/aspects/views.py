"""Staff decide how people are involved in each aspect of a piece of work."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.scope import queries
from projects.scope.aspects import actions
from projects.scope.aspects import queries as aspects
from projects.scope.aspects.forms import AchievedForm, DecideForm, ReopenForm
from projects.scope.aspects.lists import CHANGES
from projects.scope.aspects.rules import compared
from projects.scope.models import PieceAspect, PieceOfWork
from projects.scope.scales.queries import scale_of
from projects.scope.screening import queries as screening
from projects.scope.screening.rules import against, at_most
from projects.scope.states import Involvement
from projects.team.models import Project
from projects.team.queries import editable, may_edit, visible


@require_safe
@permissions.staff_required
def detail(request: AuthenticatedRequest, ref: str, piece_ref: str) -> HttpResponse:
    """One piece of work: planned against achieved, the answers to the questions, and every change."""
    project = visible(request.user, ref)
    rows = PieceOfWork.objects.filter(project=project)
    scoped = queries.scoped(rows.filter(pk=permissions.get_visible_or_404(rows, piece_ref).pk))[0]
    context = {
        "project": project,
        "scoped": scoped,
        "piece": scoped.piece,
        "rows": [(row, compared(row)) for row in scoped.aspects],
        "picture": aspects.pictures([scoped.aspects])[0],
        "verdict": verdict(project, scoped.answers),
        "asked": screening.asked(scoped.piece),
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("scope:overview", args=[ref]),
    }
    return lists.answer(
        request,
        CHANGES,
        aspects.history_of(scoped.piece),
        key="-id",
        template="scope/piece.html",
        about=project,
        context=context,
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def decide(request: AuthenticatedRequest, ref: str, aspect_ref: str) -> HttpResponse:
    """Decide about one aspect, with what the answers say beside the form."""
    project = editable(request.user, ref)
    row = _aspect(project, aspect_ref)
    answers = screening.answers(row.piece)
    form = DecideForm(
        request.POST or None,
        scale=scale_of(project.organisation_id),
        answers=answers,
        initial={"decided_on": clock.today()},
    )
    if submit(
        request,
        form,
        lambda: actions.decide(row, **form.decision, by=request.user),
        done=_("The decision is saved."),
    ):
        return redirect("scope:piece", ref, row.piece.ref)
    return form_page(
        request,
        project,
        form,
        _("Decide about: %(title)s") % {"title": row.piece.title},
        template="scope/decide.html",
        back="scope:overview",
        piece=row.piece,
        row=row,
        asked=screening.asked(row.piece),
        verdict=verdict(project, answers),
        may_set_up=project.organisation_id in request.user.organisation_ids("set_up"),
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def achieved(request: AuthenticatedRequest, ref: str, aspect_ref: str) -> HttpResponse:
    """Write down how people were involved in the end."""
    project = editable(request.user, ref)
    row = _aspect(project, aspect_ref)
    scale = row.planned.scale if row.planned else scale_of(project.organisation_id)
    form = AchievedForm(request.POST or None, scale=scale)
    if submit(
        request,
        form,
        lambda: actions.record_achieved(
            row, achieved=form.level, why=form.cleaned_data["why"], by=request.user
        ),
        done=_("What was achieved is saved."),
    ):
        return redirect("scope:piece", ref, row.piece.ref)
    heading = _("What was achieved: %(title)s") % {"title": row.piece.title}
    return form_page(request, project, form, heading, lead=capfirst(str(row)), back="scope:overview")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def reopen(request: AuthenticatedRequest, ref: str, aspect_ref: str) -> HttpResponse:
    """Open a decision again, with the reason."""
    project = editable(request.user, ref)
    row = _aspect(project, aspect_ref)
    form = ReopenForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.reopen(row, why=form.cleaned_data["why"], by=request.user),
        done=_("The decision is open again. We are telling everyone it concerns."),
    ):
        return redirect("scope:piece", ref, row.piece.ref)
    heading = _("Open the decision again: %(title)s") % {"title": row.piece.title}
    return form_page(request, project, form, heading, lead=capfirst(str(row)), back="scope:overview")


def verdict(project: Project, answers: dict[str, str]) -> str:
    """Say in plain words what the answers speak for, with the name the organisation's scale has for it.

    Empty while nothing speaks against co-production.
    """
    if not against(answers):
        return ""
    most = at_most(answers)
    levels = scale_of(project.organisation_id).levels.filter(stands_for=most).order_by("-order")
    name = next((level.name for level in levels), "") or Involvement(most).label
    return _("These answers say: this is “%(level)s”, not co-production. Call it so.") % {"level": name}


def _aspect(project: Project, ref: str) -> PieceAspect:
    rows = PieceAspect.objects.filter(piece__project=project)
    row = permissions.get_visible_or_404(rows.select_related("piece", "planned__scale"), ref)
    row.piece.project = project
    return row
