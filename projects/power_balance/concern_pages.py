"""Telling a concern, from either side. The page and its posts leave no trace of who was there.

No view here is `@once`: the table of spent forms would keep who sent something, and when. No
message bar says that it was sent: it would stand in the session. Crash reports leave the posts out.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import paging, permissions
from coproduce.foundation.requests import AuthenticatedRequest, PersonRequest
from projects.power_balance import codes, concerns
from projects.power_balance.concern_forms import CodeForm, ConcernForm
from projects.power_balance.models import Concern
from projects.power_balance.review_pages import LAYOUT, SPACE
from projects.team.access import mine, visible
from projects.team.models import Project
from projects.team.states import Side


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@permissions.contributor_required
def raise_as_contributor(request: PersonRequest, ref: str) -> HttpResponse:
    """Tell somebody outside the project what worries me."""
    return _raise(request, mine(request.person, ref), Side.PUBLIC)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@permissions.staff_required
def raise_as_staff(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Tell somebody outside the project what worries me, as staff."""
    return _raise(request, visible(request.user, ref), Side.PROFESSIONAL)


@sensitive_variables()
def _raise(request: AuthenticatedRequest, project: Project, side: Side) -> HttpResponse:
    contact = concerns.contact_for(project, asking=request.user)
    context: dict[str, Any] = {
        "project": project,
        "contact": contact,
        "kept_days": settings.CONCERNS_KEPT_DAYS,
        "phone": project.organisation.help_phone or settings.HELP_PHONE,
        "layout": LAYOUT[side],
        "back_url": reverse(f"{SPACE[side]}:overview", args=[project.ref]),
    }
    if contact is None:
        return render(request, "power_balance/concern_nobody.html", context)
    form = ConcernForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        named = form.cleaned_data["named"]
        code = codes.new_code() if named == "code" else ""
        concerns.raise_concern(
            project,
            words=form.cleaned_data["words"],
            contact=contact,
            person=request.user.person if named == "yes" else None,
            code=code,
        )
        if code:  # shown here, once: kept for a page after this one, it would stand in the session
            return render(request, "power_balance/concern_code.html", context | {"code": code})
        return redirect(f"{SPACE[side]}:concern_sent", project.ref)
    context |= {"form": form, "heading": _("Tell somebody outside the project")}
    return render(request, "power_balance/concern_form.html", context)


@require_safe
@permissions.contributor_required
def sent_as_contributor(request: PersonRequest, ref: str) -> HttpResponse:
    """What happens now. The same page for everybody, whatever they sent."""
    return _sent(request, mine(request.person, ref), Side.PUBLIC)


@require_safe
@permissions.staff_required
def sent_as_staff(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """What happens now, as staff."""
    return _sent(request, visible(request.user, ref), Side.PROFESSIONAL)


def _sent(request: HttpRequest, project: Project, side: Side) -> HttpResponse:
    context = {
        "layout": LAYOUT[side],
        "back_url": reverse(f"{SPACE[side]}:overview", args=[project.ref]),
    }
    return render(request, "power_balance/concern_sent.html", context)


@require_safe
@never_cache
@sensitive_variables()
@permissions.contributor_required
def my_concerns(request: PersonRequest) -> HttpResponse:
    """What I told with my name, and what was answered. Nobody else sees this page."""
    page = paging.page(Concern.objects.told_by(request.person), request, key="-id", size=10)
    context = {
        "page": page,
        "rows": [(one, concerns.words_of(one), concerns.answer_of(one)) for one in page],
        "back_url": reverse("home"),
    }
    return render(request, "power_balance/my_concerns.html", context)


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
        found = concerns.with_code(form.cleaned_data["code"])
        if found:
            context |= {"concern": found, "answered": concerns.answer_of(found)}
            return render(request, "power_balance/concern_answer.html", context)
        form.add_error("code", _("There is nothing under this code. Check each letter."))
    return render(request, "layouts/form_page.html", context)
