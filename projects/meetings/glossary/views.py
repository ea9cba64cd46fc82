"""The words of a project: staff explain them."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.meetings.glossary import actions, queries
from projects.meetings.glossary.forms import AddWordForm, ExplainForm
from projects.meetings.glossary.lists import WORDS
from projects.team.queries import editable, may_edit, visible


@require_safe
@permissions.staff_required
def word_list(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The words of a project, in the order of the alphabet."""
    project = visible(request.user, ref)
    context = {
        "project": project,
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("team:detail", args=[ref]),
    }
    return lists.answer(
        request,
        WORDS,
        project.words.listed(),
        key="letters",
        template="meetings/words.html",
        context=context,
        about=project,
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Put a word in the list before anybody has to ask."""
    project = editable(request.user, ref)
    form = AddWordForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.add(project, **form.cleaned_data, by=request.user),
        done=_("The word is in the list."),
    ):
        return redirect("meetings:words", ref)
    return form_page(request, project, form, _("Explain a word"), back="meetings:words")


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def explain(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say what a word means."""
    word = queries.get_word(request.user, ref)
    form = ExplainForm(request.POST or None, initial={"explanation": word.explanation})
    if submit(
        request,
        form,
        lambda: actions.explain(word, **form.cleaned_data, by=request.user),
        done=_("Thank you. Everyone on the project can read it."),
    ):
        return redirect("meetings:words", word.project.ref)
    context = {
        "project": word.project,
        "word": word,
        "waiting": list(queries.open_promises(word).select_related("person")),
        "form": form,
        "back_url": reverse("meetings:words", args=[word.project.ref]),
    }
    return render(request, "meetings/explain_word.html", context)


@require_POST
@permissions.staff_required
@idempotent
def take_out(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take a word out of the list."""
    word = queries.get_word(request.user, ref)
    submit(
        request,
        None,
        lambda: actions.take_out(word, by=request.user),
        done=_("The word has been taken off the list."),
    )
    return redirect("meetings:words", word.project.ref)
