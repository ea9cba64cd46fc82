"""The words of a project: public members ask and read."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from projects.meetings.glossary import actions, queries
from projects.meetings.glossary.forms import AskWordForm
from projects.meetings.glossary.lists import MY_WORDS
from projects.team.queries import mine
from projects.team.states import ProjectState


@require_safe
@permissions.contributor_required
def my_words(request: PersonRequest, ref: str) -> HttpResponse:
    """The words of one of my projects, in the order of the alphabet."""
    project = mine(request.person, ref)
    context = {
        "project": project,
        "may_ask": project.status != ProjectState.CLOSED,
        "back_url": reverse("my_projects:detail", args=[ref]),
    }
    return lists.answer(
        request,
        MY_WORDS,
        project.words.listed(),
        key="letters",
        template="meetings/my_words.html",
        context=context,
    )


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def ask(request: PersonRequest, ref: str) -> HttpResponse:
    """Ask what a word means."""
    project = mine(request.person, ref)
    form = AskWordForm(request.POST or None)
    asked = submit(
        request,
        form,
        lambda: actions.ask(project, **form.cleaned_data, person=request.person, by=request.user),
        done=_("Thank you. The word is on this page, and its meaning will be here soon."),
    )
    if asked:
        return redirect("my_meetings:word", asked.result.ref)
    heading, back = _("Which word do you not understand?"), reverse("my_meetings:words", args=[ref])
    context = {"form": form, "heading": heading, "layout": "layouts/portal.html", "back_url": back}
    return render(request, "layouts/form_page.html", context)


@require_safe
@permissions.contributor_required
def my_word(request: PersonRequest, ref: str) -> HttpResponse:
    """One word and what it means."""
    word = queries.get_my_word(request.person, ref)
    context = {
        "word": word,
        "project": word.project,
        "back_url": reverse("my_meetings:words", args=[word.project.ref]),
    }
    return render(request, "meetings/my_word.html", context)
