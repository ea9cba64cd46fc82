"""Staff: the form to print, and the entry of what came back, by somebody who can select nobody.

As in the portal, no view is `@idempotent`, no message names an answer, and crash reports leave the posts out.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import Organisation, User
from contributors.monitoring.on_paper import actions
from contributors.monitoring.on_paper.forms import CodeForm, FromPaperForm
from contributors.monitoring.on_paper.rules import form_to_print, new_code
from coproduce.foundation import permissions
from coproduce.foundation.documents.downloads import PDF, download
from coproduce.foundation.pages.requests import AuthenticatedRequest


@require_safe
@never_cache
@permissions.staff_required
def overview(request: AuthenticatedRequest) -> HttpResponse:
    """How it works, the form to print, and for who may: where its answers are typed in."""
    context = {"may_enter": may_enter(request.user).exists(), "back_url": reverse("staff:home")}
    return render(request, "monitoring/on_paper.html", context)


@require_safe
@never_cache
@permissions.staff_required
def to_print(request: AuthenticatedRequest) -> HttpResponse:
    """Give one form with a code of its own. Which form went to whom is written down nowhere."""
    mine = Organisation.objects.filter(pk__in={body for body, _role in request.user.held_roles})
    organisation = mine.order_by("pk")[0]
    address = organisation.postal_address or organisation.name
    document = form_to_print(issuer=organisation.name, address=address, code=new_code())
    return download(document, PDF, name="equality-form")


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@permissions.permission_required("enter_equality")
def enter(request: AuthenticatedRequest) -> HttpResponse:
    """Type in what stands on a form. The next page is empty again."""
    organisations = may_enter(request.user)
    if not organisations.exists():
        raise PermissionDenied
    form = FromPaperForm(request.POST if request.method == "POST" else None, organisations=organisations)
    if form.is_valid():
        given = form.cleaned_data
        actions.keep(given["organisation"], code=given["code"], answers=form.answers)
        return redirect("equality:overview")
    return _page(request, form, _("Type in an equality form"))


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@permissions.permission_required("enter_equality")
def delete(request: AuthenticatedRequest) -> HttpResponse:
    """Delete the answers of a code, as whoever holds it asks. The page says the same for a wrong one."""
    if not may_enter(request.user).exists():
        raise PermissionDenied
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.forget(code=form.cleaned_data["code"])
        return redirect("equality:overview")
    return _page(request, form, _("Delete the answers of a form"))


def may_enter(user: User) -> QuerySet[Organisation]:
    """Return the organisations whose forms an account may type in: never where it can choose people too."""
    choosing = set(user.organisation_ids("edit_project")) | set(user.organisation_ids("edit_people"))
    return Organisation.objects.filter(pk__in=set(user.organisation_ids("enter_equality")) - choosing)


def _page(request: AuthenticatedRequest, form: CodeForm, heading: str) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "layout": "layouts/staff.html",
        "back_url": reverse("equality:overview"),
    }
    return render(request, "layouts/form_page.html", context)
