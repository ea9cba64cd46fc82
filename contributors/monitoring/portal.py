"""Questions about equality, for the person alone.

No view here is `@idempotent`: to save an answer twice is to save it once, and the table of spent forms
would keep a time. No message or session names an answer. Crash reports leave the posts out.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.step_up.decorators import proof_within_the_hour
from contributors.monitoring import actions
from contributors.monitoring import rules as questions
from contributors.monitoring.forms import AnswerForm
from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.kept_forms.decorators import never_kept
from coproduce.foundation.pages.requests import PersonRequest


@require_safe
@never_cache
@permissions.contributor_required
def overview(request: PersonRequest) -> HttpResponse:
    """Why we ask, who sees it (nobody), how to stop."""
    context = {
        "has_answers": bool(actions.mine(request.person)),
        "counted": request.person.connections.exists(),
        "first": questions.next_after("", {}),
        "back_url": reverse("my_details:overview"),
    }
    return render(request, "monitoring/my_equality.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@permissions.contributor_required
@proof_within_the_hour
@never_kept
def question(request: PersonRequest, key: str) -> HttpResponse:
    """One question. Skip leads on without an answer; so does an empty form."""
    person = request.person
    if key not in questions.ASKED or not person.connections.exists():
        raise Http404
    mine = actions.mine(person)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        question=questions.asked()[key],
        given=mine.get(key),
    )
    if form.is_valid():
        if form.cleaned_data["answer"]:
            actions.answer(person, question=key, **form.cleaned_data)
        return redirect(_way_on(key, person))
    form.secondary = (_("Skip this question"), _way_on(key, person))
    context = {
        "form": form,
        "heading": form.fields["answer"].label,
        "back_url": reverse("my_equality:overview"),
    }
    return render(request, "monitoring/my_question.html", context)


@require_safe
@never_cache
@sensitive_variables()
@permissions.contributor_required
@proof_within_the_hour
def answers(request: PersonRequest) -> HttpResponse:
    """My answers, on a page that only I see."""
    mine = actions.mine(request.person)
    context = {
        "rows": [_row(key, mine) for key in _asked_of(mine)],
        "back_url": reverse("my_equality:overview"),
    }
    return render(request, "monitoring/my_answers.html", context)


@require_POST
@permissions.contributor_required
@proof_within_the_hour
def stop(request: PersonRequest) -> HttpResponse:
    """Stop using my answers: all of them go, at once."""
    actions.stop(request.person)
    messages.success(request, _("Your answers are deleted."))
    return redirect("my_equality:overview")


def _given(mine: dict[str, Any]) -> dict[str, str]:
    return {key: found.answer for key, found in mine.items()}


def _way_on(key: str, person: Person) -> str:
    following = questions.next_after(key, _given(actions.mine(person)))
    return reverse("my_equality:question", args=[following]) if following else reverse("my_equality:answers")


def _asked_of(mine: dict[str, Any]) -> list[str]:
    given = _given(mine)
    return [key for key, one in questions.asked().items() if questions.applies(one, given)]


def _row(key: str, mine: dict[str, Any]) -> dict[str, Any]:
    found = mine.get(key)
    value = "\n".join(filter(None, [_(found.answer), found.own_words])) if found else _("No answer")
    return {"label": questions.ASKED[key], "value": value, "url": reverse("my_equality:question", args=[key])}
