"""Public contributors, on a project or asked to join it: read the scope, and say what they think."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from projects.scope import queries
from projects.scope.aspects.queries import pictures
from projects.scope.aspects.rules import compared
from projects.scope.comments import actions
from projects.scope.comments.forms import SayForm
from projects.scope.comments.lists import MY_COMMENTS
from projects.scope.comments.queries import get_mine, mine, newest_of
from projects.scope.lists import MY_STATEMENTS
from projects.scope.models import InfluenceStatement, NothingIsFixed
from projects.team.models import Project
from projects.team.states import ProjectState


def readable(person: Person, ref: str) -> Project:
    """Return a project whose scope somebody reads. Raises Http404."""
    rows = queries.readable_by(person).select_related("organisation", "lead")
    return permissions.get_visible_or_404(rows, ref)


@require_safe
@permissions.contributor_required
def detail(request: PersonRequest, ref: str) -> HttpResponse:
    """The scope: planned against achieved, what people can change, what I said and what was answered."""
    project = readable(request.person, ref)
    pieces = [one for one in queries.pieces(project) if one.decided]
    comments, more = newest_of(mine(request.person, project))
    context = {
        "project": project,
        "pieces": [
            (one, picture, [(row, compared(row)) for row in one.decided])
            for one, picture in zip(pieces, pictures([one.decided for one in pieces]), strict=True)
        ],
        "nothing_is_fixed": NothingIsFixed.objects.filter(project=project).exists(),
        "comments": comments,
        "more_comments": more,
        "may_say": project.status != ProjectState.CLOSED,
        "back_url": reverse("portal:home"),
    }
    return lists.answer(
        request,
        MY_STATEMENTS,
        queries.newest(project),
        key=queries.BY_OPENNESS,
        template="scope/my_scope.html",
        context=lambda page: context | {"threads": queries.with_earlier(page.rows)},
    )


@require_safe
@permissions.contributor_required
def said(request: PersonRequest, ref: str) -> HttpResponse:
    """Everything I said about a project, the newest first, each with what was answered."""
    project = readable(request.person, ref)
    context = {"project": project, "back_url": reverse("my_scope:detail", args=[ref])}
    return lists.answer(
        request,
        MY_COMMENTS,
        mine(request.person, project),
        key="-id",
        template="scope/my_comments.html",
        context=context,
    )


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def say(request: PersonRequest, ref: str) -> HttpResponse:
    """Say something about the whole scope, or propose a change."""
    return _say(request, readable(request.person, ref), None)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def say_about(request: PersonRequest, ref: str) -> HttpResponse:
    """Say something about one statement, or propose a change to it."""
    rows = InfluenceStatement.objects.current().filter(project__in=queries.readable_by(request.person))
    row = permissions.get_visible_or_404(rows.select_related("project"), ref)
    return _say(request, row.project, row)


def _say(request: PersonRequest, project: Project, row: InfluenceStatement | None) -> HttpResponse:
    form = SayForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.say(
            project, person=request.person, statement=row, **form.cleaned_data, by=request.user
        ),
        done=_("Thank you. We will answer you within 7 days."),
    ):
        return redirect("my_scope:detail", project.ref)
    context = {
        "form": form,
        "heading": _("Say what you think"),
        "caption": project.title,
        "lead": row.statement if row else _("What would you like to say about this project?"),
        "layout": "layouts/portal.html",
        "back_url": reverse("my_scope:detail", args=[project.ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_safe
@permissions.contributor_required
def comment(request: PersonRequest, ref: str) -> HttpResponse:
    """Something I said, and what was answered; mine to read also once I have left."""
    found = get_mine(request.person, ref)
    reads = queries.readable_by(request.person).filter(pk=found.project_id).exists()
    context = {
        "comment": found,
        "project": found.project,
        "may_withdraw": found.facts.is_waiting,
        "back_url": reverse("my_scope:detail", args=[found.project.ref]) if reads else reverse("portal:home"),
    }
    return render(request, "scope/my_comment.html", context)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def withdraw(request: PersonRequest, ref: str) -> HttpResponse:
    """Take back something I said, after asking once more."""
    found = get_mine(request.person, ref)
    if submit(
        request,
        None,
        lambda: actions.withdraw(found, by=request.user),
        done=_("You have taken it back. You do not need to do anything else."),
    ):
        return redirect("my_scope:comment", ref)
    context = {
        "comment": found,
        "project": found.project,
        "back_url": reverse("my_scope:comment", args=[ref]),
    }
    return render(request, "scope/my_withdraw.html", context)
