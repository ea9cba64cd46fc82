"""The words of a project: public members ask, staff explain, everybody on the project reads."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import paging, permissions
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import AuthenticatedRequest, PersonRequest
from projects.meetings import access as reach
from projects.meetings import glossary
from projects.meetings.glossary_forms import AddWordForm, AskWordForm, ExplainForm
from projects.meetings.views import STAFF, may_edit
from projects.team.access import editable, mine, visible
from projects.team.states import ProjectState


@require_safe
@permissions.staff_required
def word_list(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The words of a project, in the order of the alphabet."""
    project = visible(request.user, ref)
    context = {
        "project": project,
        "page": paging.page(project.words.listed(), request, key="letters"),
        "may_edit": may_edit(request.user, project),
        "back_url": reverse("team:detail", args=[ref]),
    }
    return render(request, "meetings/words.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Put a word in the list before anybody has to ask."""
    project = editable(request.user, ref)
    form = AddWordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("The word is in the list."), form):
            glossary.add(project, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("meetings:words", ref)
    context = {"project": project, "caption": project.title, "layout": STAFF, "form": form}
    context |= {"heading": _("Explain a word"), "back_url": reverse("meetings:words", args=[ref])}
    return render(request, "layouts/form_page.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def explain(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say what a word means."""
    word = reach.word(request.user, ref)
    form = ExplainForm(request.POST or None, initial={"explanation": word.explanation})
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Thank you. Everybody on the project can read it."), form):
            glossary.explain(word, **form.cleaned_data, by=request.user)
        if not form.errors:
            return redirect("meetings:words", word.project.ref)
    context = {
        "project": word.project,
        "word": word,
        "waiting": list(glossary.open_promises(word).select_related("person")),
        "form": form,
        "back_url": reverse("meetings:words", args=[word.project.ref]),
    }
    return render(request, "meetings/explain_word.html", context)


@require_POST
@permissions.staff_required
@idempotent
def take_out(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take a word out of the list."""
    word = reach.word(request.user, ref)
    with report_outcome(request, _("The word is no longer in the list.")):
        glossary.take_out(word, by=request.user)
    return redirect("meetings:words", word.project.ref)


@require_safe
@permissions.contributor_required
def my_words(request: PersonRequest, ref: str) -> HttpResponse:
    """The words of one of my projects, in the order of the alphabet."""
    project = mine(request.person, ref)
    context = {
        "project": project,
        "page": paging.page(project.words.listed(), request, key="letters"),
        "may_ask": project.status != ProjectState.CLOSED,
        "back_url": reverse("my_projects:detail", args=[ref]),
    }
    return render(request, "meetings/my_words.html", context)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def ask(request: PersonRequest, ref: str) -> HttpResponse:
    """Ask what a word means."""
    project = mine(request.person, ref)
    form = AskWordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Thank you. You find the word here, and soon what it means."), form):
            word = glossary.ask(project, **form.cleaned_data, person=request.person, by=request.user)
        if not form.errors:
            return redirect("my_meetings:word", word.ref)
    heading, back = _("Which word do you not understand?"), reverse("my_meetings:words", args=[ref])
    context = {"form": form, "heading": heading, "layout": "layouts/portal.html", "back_url": back}
    return render(request, "layouts/form_page.html", context)


@require_safe
@permissions.contributor_required
def my_word(request: PersonRequest, ref: str) -> HttpResponse:
    """One word and what it means."""
    word = reach.my_word(request.person, ref)
    context = {
        "word": word,
        "project": word.project,
        "back_url": reverse("my_meetings:words", args=[word.project.ref]),
    }
    return render(request, "meetings/my_word.html", context)
