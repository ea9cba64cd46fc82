"""Whoever is on a panel: yes or no, whom they know, and "I know who wrote this". Colleagues see the same
pages in their own layout.
"""

from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.known import known
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from projects.selection.panel import actions, queries
from projects.selection.panel.forms import AnswerForm, KnowForm, LeaveForm, NamesForm
from projects.selection.panel.models import PanelMember
from projects.selection.panel.states import PanelState


@require_safe
@permissions.contributor_required
def list_mine(request: PersonRequest) -> HttpResponse:
    """What I am asked to, and do, on panels."""
    is_staff = request.user.is_staff_member
    context = {
        "rows": queries.all_of_user(request.user),
        "layout": _layout(is_public=not is_staff),
        "back_url": reverse("staff:home" if is_staff else "portal:home"),
    }
    return render(request, "panel/mine.html", context)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def detail(request: PersonRequest, ref: str) -> HttpResponse:
    """What I am asked to do, my answer, and what is next."""
    member = queries.mine(request.user, ref)
    is_asked = member.status == PanelState.ASKED
    form = AnswerForm(request.POST or None) if is_asked else None
    if request.method == "POST" and form is None:
        raise Http404
    if submit(
        request,
        form,
        lambda: actions.answer(member, yes=known(form).cleaned_data["yes"], by=request.user),
        done=_("Thank you. We have your answer."),
    ):
        return redirect("my_panels:detail", ref)
    context = _context(member) | {
        "form": form,
        "left": len(queries.undeclared(member)),
        "has_closed": queries.has_closed(member.opportunity),
        "back_url": reverse("my_panels:list"),
    }
    return render(request, "panel/my_detail.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@permissions.contributor_required
@idempotent
def declare(request: PersonRequest, ref: str) -> HttpResponse:
    """Everybody who put themselves forward, by name and nothing else: whom do I know?"""
    member = queries.mine(request.user, ref)
    names = queries.undeclared(member)
    if not names:
        if member.has_joined:
            return redirect("my_panels:detail", ref)
        raise Http404
    form = NamesForm(request.POST or None, names=names)
    if submit(
        request,
        form,
        lambda: actions.declare(member, **form.cleaned_data, by=request.user),
        done=_("Thank you. You will not see what people you know have written."),
    ):
        return redirect("my_panels:detail", ref)
    return _form(request, member, form, _("Whom do you know?"), template="panel/names.html")


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@permissions.contributor_required
@idempotent
def recognise(request: PersonRequest, ref: str, blind_ref: str) -> HttpResponse:
    """I found out while reading that I know who wrote this."""
    member = queries.mine(request.user, ref)
    row = queries.readable(member).filter(blind_ref=blind_ref).first()
    if row is None:
        raise Http404
    form = KnowForm(request.POST if request.method == "POST" else None)
    if submit(
        request,
        form,
        lambda: actions.recognise(member, row, why=form.cleaned_data["why"], by=request.user),
        done=_("Thank you for saying so. You no longer see it, and your points for it do not count."),
    ):
        return redirect("my_panels:detail", ref)
    lead = _(
        "Then you stop reading it and give no points for it. That is right, and nobody blames you. It cannot "
        "be taken back."
    )
    return _form(request, member, form, _("Do you know who wrote this?"), lead=lead)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def leave(request: PersonRequest, ref: str) -> HttpResponse:
    """I can no longer do this."""
    member = queries.mine(request.user, ref)
    if not member.has_joined:
        raise Http404
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if submit(
        request,
        form,
        lambda: actions.end(member, why=form.cleaned_data["why"], by=request.user),
        done=_("Thank you for telling us. Your part here has ended."),
    ):
        return redirect("my_panels:detail", ref)
    return _form(request, member, form, _("Stop helping to choose"))


def _form(
    request: PersonRequest,
    member: PanelMember,
    form: BaseForm,
    heading: str,
    *,
    template: str = "layouts/form_page.html",
    **more: Any,
) -> HttpResponse:
    back = {"back_url": reverse("my_panels:detail", args=[member.ref])}
    return render(request, template, _context(member) | {"form": form, "heading": heading} | back | more)


def _context(member: PanelMember) -> dict[str, Any]:
    opportunity = member.opportunity
    return {
        "member": member,
        "opportunity": opportunity,
        "caption": opportunity.title,
        "layout": _layout(is_public=member.is_public),
    }


def _layout(*, is_public: bool) -> str:
    return "layouts/portal.html" if is_public else "layouts/staff.html"
