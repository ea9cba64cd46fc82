from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.encrypted_fields import words_or_not
from coproduce.foundation.kept_forms.decorators import never_kept
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import PersonRequest
from projects.power_balance.concerns import queries
from projects.power_balance.concerns.forms import CodeForm
from projects.power_balance.concerns.lists import MY_CONCERNS
from projects.power_balance.concerns.models import Concern
from projects.power_balance.concerns.views import sent_page, telling_page
from projects.team.queries import mine


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@permissions.contributor_required
@never_kept  # a concern leaves no trace, not for an hour either
def raise_as_contributor(request: PersonRequest, ref: str) -> HttpResponse:
    """Tell somebody outside the project what worries me."""
    return telling_page(
        request, mine(request.person, ref), space="my_power_balance", layout="layouts/portal.html"
    )


@require_safe
@permissions.contributor_required
def sent_as_contributor(request: PersonRequest, ref: str) -> HttpResponse:
    """What happens now. The same page for everybody, whatever they sent."""
    return sent_page(
        request, mine(request.person, ref), space="my_power_balance", layout="layouts/portal.html"
    )


@require_safe
@never_cache
@sensitive_variables()
@permissions.contributor_required
def my_concerns(request: PersonRequest) -> HttpResponse:
    """What I told with my name, and what was answered. Nobody else sees this page."""
    return lists.answer(
        request,
        MY_CONCERNS,
        Concern.objects.told_by(request.person),
        key="-id",
        template="power_balance/my_concerns.html",
        context=lambda page: {
            "rows": [
                (one, words_or_not(one, queries.words_of), words_or_not(one, queries.answer_of))
                for one in page
            ],
            "back_url": reverse("home"),
        },
        size=10,
    )


@login_not_required
@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def read_answer(request: HttpRequest) -> HttpResponse:
    """Anybody with a code reads the answer, on any device, signed in or not. Nothing is written.

    The code is posted, never part of the address. What was told is not shown again.
    """
    form = CodeForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "layout": "layouts/open.html", "heading": _("Read an answer")}
    if form.is_valid():
        found = queries.with_code(form.cleaned_data["code"])
        if found:
            context |= {"concern": found, "answered": words_or_not(found, queries.answer_of)}
            return render(request, "power_balance/concern_answer.html", context)
        form.add_error("code", _("There is nothing under this code. Check each letter."))
    return render(request, "layouts/form_page.html", context)
