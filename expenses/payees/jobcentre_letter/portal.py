"""The letter for the Jobcentre: for its owner alone. What they do with it is up to them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coproduce.foundation import permissions
from coproduce.foundation.pages.requests import PersonRequest
from expenses.payees.jobcentre_letter.queries import letter_for
from expenses.payees.jobcentre_letter.rules import Letter
from expenses.payees.recognition.queries import roles_of


def mine(request: PersonRequest, ref: str) -> Letter:
    """Return the letter about one of my roles. Raises Http404."""
    roles = roles_of(request.person)
    return letter_for(
        permissions.get_visible_or_404(
            roles.select_related("role__project__organisation", "version__contact", "person"), ref
        )
    )


@require_safe
@permissions.contributor_required
def letter(request: PersonRequest, ref: str) -> HttpResponse:
    """The letter, made to be printed."""
    back_url = reverse("my_recognition:overview")
    context = {"letter": mine(request, ref), "ref": ref, "back_url": back_url}
    response = render(request, "payees/my_letter.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@permissions.contributor_required
def letter_text(request: PersonRequest, ref: str) -> HttpResponse:
    """The letter as plain text, to paste into an online journal."""
    response = HttpResponse(mine(request, ref).as_text(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_("letter")}.txt"'
    response["Cache-Control"] = "private, no-store"
    return response
