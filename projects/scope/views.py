from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.scope import actions, queries, rules
from projects.scope.data.questions import QUESTIONS
from projects.scope.forms import (
    InfluenceForm,
    PieceForm,
    RemovePieceForm,
    ScreenForm,
    WithdrawForm,
)
from projects.scope.lists import STATEMENTS
from projects.scope.models import NothingIsFixed
from projects.scope.scales.queries import scale_of
from projects.scope.states import CommentState, Openness
from projects.team.queries import editable, may_edit, visible


@require_safe
@permissions.staff_required
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Step 1 on one page: the pieces of work, and what people can change."""
    project = visible(request.user, ref)
    pieces = queries.pieces(project)
    nothing = NothingIsFixed.objects.filter(project=project).first()
    kinds = queries.current_kinds(project)
    context = {
        "project": project,
        "pieces": pieces,
        "scale": scale_of(project.organisation_id),
        "may_set_up": project.organisation_id in request.user.organisation_ids("set_up"),
        "waiting": project.scope_comments.filter(status=CommentState.WAITING).count(),
        "questions": len(QUESTIONS),
        "nothing_is_fixed": nothing,
        "something_is_fixed": Openness.FIXED in kinds,
        "state": rules.state_of(pieces, kinds | ({rules.NOTHING_FIXED} if nothing else set())),
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("team:detail", args=[ref]),
    }
    return lists.answer(
        request,
        STATEMENTS,
        queries.newest(project),
        key=queries.BY_OPENNESS,
        template="scope/overview.html",
        about=project,
        context=lambda page: context | {"threads": queries.with_earlier(page.rows)},
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add_piece(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Add a piece of work."""
    project = editable(request.user, ref)
    form = PieceForm(request.POST or None, others=project.pieces.all())
    if submit(
        request,
        form,
        lambda: actions.add_piece(project, **form.cleaned_data, by=request.user),
        done=_("The piece of work is added. Next: answer the questions about it."),
    ):
        return redirect("scope:overview", ref)
    return form_page(request, project, form, _("Add a piece of work"), back="scope:overview")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def edit_piece(request: AuthenticatedRequest, ref: str, piece_ref: str) -> HttpResponse:
    """Change what a piece of work is called and says."""
    project = editable(request.user, ref)
    piece = permissions.get_visible_or_404(project.pieces.all(), piece_ref)
    now = {name: getattr(piece, name) for name in PieceForm.Meta.fields}
    now["aspects"] = list(piece.aspects.values_list("aspect", flat=True))
    form = PieceForm(request.POST or None, initial=now, others=project.pieces.exclude(pk=piece.pk))
    if submit(
        request,
        form,
        lambda: actions.edit_piece(piece, **form.cleaned_data, by=request.user),
        done=_("The piece of work is saved."),
    ):
        return redirect("scope:overview", ref)
    return form_page(request, project, form, _("Change a piece of work"), back="scope:overview")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def remove_piece(request: AuthenticatedRequest, ref: str, piece_ref: str) -> HttpResponse:
    """Take a piece of work off the project, with the reason."""
    project = editable(request.user, ref)
    piece = permissions.get_visible_or_404(project.pieces.all(), piece_ref)
    form = RemovePieceForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.remove_piece(piece, why=form.cleaned_data["why"], by=request.user),
        done=_("The piece of work has been removed. The reason is kept in the history."),
    ):
        return redirect("scope:overview", ref)
    heading = _("Remove “%(title)s”") % {"title": piece.title}
    return form_page(request, project, form, heading, back="scope:overview")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def screen(request: AuthenticatedRequest, ref: str, piece_ref: str) -> HttpResponse:
    """Answer the ten questions about a piece of work."""
    project = editable(request.user, ref)
    piece = permissions.get_visible_or_404(project.pieces.all(), piece_ref)
    standing = {row.question: (row.answer, row.note) for row in piece.answers.current()}
    form = ScreenForm(request.POST or None, standing=standing)
    if submit(
        request,
        form,
        lambda: actions.screen_piece(piece, replies=form.replies(), by=request.user),
        done=_("The answers are saved. Next: decide how people are involved."),
    ):
        return redirect("scope:piece", ref, piece_ref)
    heading = _("Does it suit co-production? %(title)s") % {"title": piece.title}
    lead = _("These questions help you think. They are not a score. You can come back to them.")
    return form_page(request, project, form, heading, lead=lead, back="scope:overview")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add_influence(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say what is open, limited or fixed."""
    project = editable(request.user, ref)
    form = InfluenceForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.state_influence(project, **form.cleaned_data, by=request.user),
        done=_("The statement is saved."),
    ):
        return redirect("scope:overview", ref)
    return form_page(request, project, form, _("Say what people can change"), back="scope:overview")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def change_influence(request: AuthenticatedRequest, ref: str, row_ref: str) -> HttpResponse:
    """Make a new version of a statement."""
    project = editable(request.user, ref)
    row = permissions.get_visible_or_404(project.influence.all(), row_ref)
    now = {name: getattr(row, name) for name in InfluenceForm.Meta.fields}
    form = InfluenceForm(request.POST or None, initial=now)
    if submit(
        request,
        form,
        lambda: actions.change_influence(row, **form.cleaned_data, by=request.user),
        done=_("The new version is saved. The old one can still be read."),
    ):
        return redirect("scope:overview", ref)
    lead = _("If people can change less than before, we will tell every public contributor on the project.")
    return form_page(request, project, form, _("Change a statement"), lead=lead, back="scope:overview")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def withdraw_influence(request: AuthenticatedRequest, ref: str, row_ref: str) -> HttpResponse:
    """Take a statement back."""
    project = editable(request.user, ref)
    row = permissions.get_visible_or_404(project.influence.all(), row_ref)
    form = WithdrawForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.withdraw_influence(row, why=form.cleaned_data["why"], by=request.user),
        done=_("The statement is taken back. It can still be read."),
    ):
        return redirect("scope:overview", ref)
    return form_page(
        request, project, form, _("Take a statement back"), lead=row.statement, back="scope:overview"
    )


@require_POST
@permissions.staff_required
@idempotent
def nothing_is_fixed(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that nothing is fixed."""
    project = editable(request.user, ref)
    submit(
        request,
        None,
        lambda: actions.say_nothing_is_fixed(project, by=request.user),
        done=_("You have said that nothing is fixed."),
    )
    return redirect("scope:overview", ref)
