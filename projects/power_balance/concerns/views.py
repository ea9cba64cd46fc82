"""Telling a concern, from either side, and the pages of the contact it is told to.

The page that tells one and its posts leave no trace of who was there: it is not `@idempotent`, as the
table of spent forms would keep who sent something, and when. No message bar says that it was sent: it
would stand in the session. Crash reports leave the posts out. Who is not the contact gets 404.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.models import User
from coproduce.foundation import permissions
from coproduce.foundation.documents.downloads import PDF, download
from coproduce.foundation.encrypted_fields import words_or_not
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.kept_forms.decorators import never_kept
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.refs import new_code
from projects.power_balance.concerns import actions, queries, rules
from projects.power_balance.concerns.forms import AnswerConcernForm, ConcernForm, FromPaperForm
from projects.power_balance.concerns.lists import CONCERNS
from projects.power_balance.concerns.models import Concern, ConcernContact
from projects.team.models import Project
from projects.team.queries import visible


@require_safe
@never_cache
@permissions.staff_required
def concern_list(request: AuthenticatedRequest) -> HttpResponse:
    """What was told to me, the latest first."""
    if not ConcernContact.objects.standing().filter(user=request.user).exists():
        raise Http404
    told = Concern.objects.visible_to_contact(request.user).select_related("project", "person")
    return lists.answer(
        request,
        CONCERNS,
        told,
        key="-id",
        template="power_balance/concerns.html",
        context={"back_url": reverse("staff:home")},
    )


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@permissions.staff_required
def from_paper(request: AuthenticatedRequest) -> HttpResponse:
    """Type in a concern that came to me on paper. No form token is kept: it would keep a time."""
    projects = queries.projects_to_read_for(request.user)
    if not ConcernContact.objects.standing().filter(user=request.user).exists():
        raise Http404
    form = FromPaperForm(request.POST if request.method == "POST" else None, projects=projects)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("words", "person")}
        actions.raise_concern(form.cleaned_data["project"], **told, contact=request.user)
        return redirect("power_balance:concerns")
    context = {
        "form": form,
        "heading": _("Type in a concern that came on paper"),
        "lead": _("You alone read it, as if they had typed it themselves. Then destroy the paper."),
        "layout": "layouts/staff.html",
        "back_url": reverse("power_balance:concerns"),
    }
    return render(request, "layouts/form_page.html", context)


@require_safe
@never_cache
@permissions.staff_required
def paper_form(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give the paper form for people without a screen, to print and hand out with other papers."""
    project = visible(request.user, ref)
    contact = queries.contact_for(project)
    if contact is None:
        raise Http404
    organisation = project.organisation
    document = rules.on_paper(
        project=project.title,
        issuer=organisation.name,
        reader=str(contact),
        address=f"{contact}\n{organisation.postal_address or organisation.name}",
        kept_days=settings.CONCERNS_KEPT_DAYS,
    )
    return download(document, PDF, name="tell-somebody-outside")


@require_safe
@never_cache
@sensitive_variables()
@permissions.staff_required
def concern(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One concern, in the words of whoever told it."""
    row = _concern(request.user, ref)
    context = {
        "concern": row,
        "words": words_or_not(row, queries.words_of),
        "answered": words_or_not(row, queries.answer_of),
        "by_hand": row.person is not None and not rules.told_by_mail(row.person),
        "back_url": reverse("power_balance:concerns"),
    }
    return render(request, "power_balance/concern.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@permissions.staff_required
@idempotent
def answer_concern(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Answer somebody who gave their name or took a code."""
    row = _concern(request.user, ref)
    if row.answer_by is None:
        raise Http404
    form = AnswerConcernForm(request.POST or None)
    if row.code_hash:
        form.fields["words"].help_text = _(
            "Anyone with the code can read it. Do not repeat what they told you."
        )
    if submit(
        request,
        form,
        lambda: actions.answer_concern(row, words=form.cleaned_data["words"]),
        done=_("Your answer is saved."),
    ):
        return redirect("power_balance:concern", ref)
    context = {
        "form": form,
        "heading": _("Your answer"),
        "layout": "layouts/staff.html",
        "back_url": reverse("power_balance:concern", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_POST
@permissions.staff_required
@idempotent
def finish(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that it is done."""
    row = _concern(request.user, ref)
    submit(request, None, lambda: actions.finish(row), done=_("It is marked as done."))
    return redirect("power_balance:concern", ref)


def _concern(user: User, ref: str) -> Concern:
    return permissions.get_visible_or_404(
        Concern.objects.visible_to_contact(user).select_related("project", "person"), ref
    )


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@permissions.staff_required
@never_kept  # a concern leaves no trace, not for an hour either
def raise_as_staff(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Tell somebody outside the project what worries me, as staff."""
    return telling_page(
        request, visible(request.user, ref), space="power_balance", layout="layouts/staff.html"
    )


@require_safe
@permissions.staff_required
def sent_as_staff(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """What happens now, as staff."""
    project = visible(request.user, ref)
    return sent_page(request, project, space="power_balance", layout="layouts/staff.html")


@sensitive_variables()
def telling_page(request: AuthenticatedRequest, project: Project, *, space: str, layout: str) -> HttpResponse:
    """Take a concern, from either side. `space` is the namespace of the addresses of their side."""
    contact = queries.contact_for(project, asking=request.user)
    context: dict[str, Any] = {
        "project": project,
        "contact": contact,
        "kept_days": settings.CONCERNS_KEPT_DAYS,
        "phone": project.organisation.help_phone or settings.HELP_PHONE,
        "layout": layout,
        "back_url": reverse(f"{space}:overview", args=[project.ref]),
    }
    if contact is None:
        return render(request, "power_balance/concern_nobody.html", context)
    form = ConcernForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        named = form.cleaned_data["named"]
        code = new_code() if named == "code" else ""
        actions.raise_concern(
            project,
            words=form.cleaned_data["words"],
            contact=contact,
            person=request.user.person if named == "yes" else None,
            code=code,
        )
        if code:  # shown here, once: kept for a page after this one, it would stand in the session
            return render(request, "power_balance/concern_code.html", context | {"code": code})
        return redirect(f"{space}:concern_sent", project.ref)
    context |= {"form": form, "heading": _("Tell someone outside the project")}
    return render(request, "power_balance/concern_form.html", context)


def sent_page(request: HttpRequest, project: Project, *, space: str, layout: str) -> HttpResponse:
    """What happens now, on either side."""
    context = {
        "layout": layout,
        "back_url": reverse(f"{space}:overview", args=[project.ref]),
    }
    return render(request, "power_balance/concern_sent.html", context)
