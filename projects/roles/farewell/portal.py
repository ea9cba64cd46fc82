"""Public contributors: what I would like to have when a role ends."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.documents.downloads import download
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from projects.roles.answering.portal import mine
from projects.roles.documents.states import FILES
from projects.roles.farewell import actions, queries
from projects.roles.farewell.forms import AskLetterForm
from projects.roles.models import RoleLetter


def _my_letter(request: PersonRequest, ref: str) -> RoleLetter:
    """Return one of my certificates, or one that I asked for. Raises Http404."""
    seen = RoleLetter.objects.filter(assignment__person=request.person).select_related(*queries.WITH)
    return permissions.get_visible_or_404(seen, ref)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def ask_letter(request: PersonRequest, ref: str) -> HttpResponse:
    """Ask for a certificate or a reference."""
    assignment = mine(request, ref)
    if assignment.status not in queries.MAY_ASK:
        raise Http404
    form = AskLetterForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.ask(assignment, **form.cleaned_data, by=request.user),
        done=_("Thank you. You will have it within 14 days."),
    ):
        return redirect("my_roles:detail", ref)
    context = {
        "form": form,
        "heading": _("Ask for a certificate or a reference"),
        "caption": assignment.role.title,
        "lead": _("It says only what we know: your role, from when to when, and the time if you want that."),
        "back_url": reverse("my_roles:detail", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_safe
@permissions.contributor_required
def letter(request: PersonRequest, ref: str) -> HttpResponse:
    """Lead to my role, where what I asked for stands."""
    return redirect("my_roles:detail", _my_letter(request, ref).assignment.ref)


@require_POST
@permissions.contributor_required
@idempotent
def drop_letter(request: PersonRequest, ref: str) -> HttpResponse:
    """Take my wish back."""
    letter = _my_letter(request, ref)
    submit(request, None, lambda: actions.withdraw(letter, by=request.user), done=_("You took it back."))
    return redirect("my_roles:detail", letter.assignment.ref)


@require_safe
@permissions.contributor_required
def letter_file(request: PersonRequest, ref: str, kind: str) -> HttpResponse:
    """Give my certificate, in the way I like to read it, once it is signed off."""
    letter = _my_letter(request, ref)
    if not letter.signed_at or kind not in FILES:
        raise Http404
    return download(queries.document_of(letter), FILES[kind], name=_("certificate-%(ref)s") % {"ref": ref})


@require_POST
@permissions.contributor_required
@idempotent
def keep_in_touch(request: PersonRequest, ref: str) -> HttpResponse:
    """Say that I want to hear from the organisation after the role, or no longer."""
    assignment = mine(request, ref)
    wanted = request.POST.get("wanted") == "yes"
    done = (
        _("Thank you. We will keep in touch.")
        if wanted
        else _("We will not get in touch about this any more.")
    )
    submit(
        request,
        None,
        lambda: actions.keep_in_touch(assignment, wanted=wanted, by=request.user),
        done=done,
    )
    return redirect("my_roles:detail", ref)
