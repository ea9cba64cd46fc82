"""Pages of staff who look after who put themselves forward. Names stand here: others get 404 or 403."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.models import User
from coproduce.foundation import permissions
from coproduce.foundation.encrypted_fields import words_or_not
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.uploads.files import serve
from projects.selection.criteria.queries import criteria_of
from projects.selection.drawing import queries as drawing
from projects.selection.expressions import actions as typing
from projects.selection.expressions.forms import ChangeForm, QuestionsForm, TakeForm, first_values
from projects.selection.expressions.lists import EXPRESSIONS, READING
from projects.selection.expressions.queries import expression_for, opportunity_for
from projects.selection.interest import actions, queries, rules
from projects.selection.interest.models import Expression, ExpressionFile
from projects.selection.opportunities.models import Opportunity
from projects.selection.places.models import Place
from projects.selection.replies.queries import rule_decides


@require_safe
@permissions.staff_required
def expression_list(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Who put themselves forward, and how many wait since when."""
    opportunity = opportunity_for(request.user, ref)
    rows = Expression.objects.visible_to(request.user).filter(opportunity=opportunity)
    return lists.answer(
        request,
        EXPRESSIONS,
        rows.select_related("person"),
        key="-id",
        template="expressions/list.html",
        about=opportunity,
        context={"opportunity": opportunity, "counts": queries.counts(opportunity)}
        | {"caption": opportunity.title, "back_url": reverse("selection:detail", args=[ref])},
    )


@require_safe
@never_cache
@sensitive_variables()
@permissions.staff_required
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One of them, with name, words and what becomes of it."""
    row = expression_for(request.user, ref)
    same = queries.same_mailbox(row) if row.waits else []
    context = {
        "row": row,
        "opportunity": row.opportunity,
        "contact": queries.contact_of(row),
        "answers": [] if row.person is None else queries.answers_of(row),
        "files": list(row.files.all()),
        "helper": words_or_not(row, lambda one: queries.opened(one, "sealed_helper")),
        "needs": words_or_not(row, lambda one: queries.opened(one, "sealed_needs")),
        "by_rule": rule_decides(row.opportunity),
        "place": Place.objects.filter(expression=row).first(),
        "feedback": words_or_not(row, lambda one: queries.opened(one, "sealed_feedback")),
        "groups": [one for one in drawing.groups(row.opportunity) if one.place in drawing.groups_of(row)],
        "see_needs": _sees_needs(request.user, row.opportunity),
        "newer": next((one for one in same if one.pk > row.pk), None),
        "back_url": reverse("expressions:list", args=[row.opportunity.ref]),
    }
    return render(request, "expressions/detail.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@permissions.staff_required
@idempotent
def take(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Type in one that came by phone or post, also a late one with a reason."""
    opportunity = opportunity_for(request.user, ref)
    if opportunity.opened_at is None:
        raise Http404
    sent = request.method == "POST"
    form = TakeForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        questions=queries.questions_of(opportunity),
        see_needs=True,
        groups=drawing.groups(opportunity),
        late=not opportunity.is_taking(),
    )
    if taken := submit(
        request,
        form,
        lambda: typing.take(opportunity, **_typed(form), by=request.user),
        done=_("It is in. They get a copy of what you typed."),
    ):
        return redirect("expressions:detail", taken.result.ref)
    return _form_page(request, form, _("Type in one that came by phone or post"), opportunity)


def _typed(form: TakeForm) -> dict[str, Any]:
    said = form.cleaned_data
    return {
        "contact": said,
        "answers": form.answers,
        "needs": said["needs"],
        "helper": said["helper"],
        "came_by": said["came_by"],
        "late_why": said.get("late_why", ""),
        **form.wishes,
        "files": (said["file"],) if said["file"] else (),
    }


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@permissions.staff_required
@idempotent
def change(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Correct one for who rang or wrote."""
    row = expression_for(request.user, ref)
    if not row.waits:
        raise Http404
    sees = _sees_needs(request.user, row.opportunity)
    said = queries.contact_of(row) | {"helper": queries.opened(row, "sealed_helper")}
    needs = queries.opened(row, "sealed_needs") if sees else ""
    form = ChangeForm(
        request.POST or None,
        questions=queries.questions_of(row.opportunity),
        see_needs=sees,
        groups=drawing.groups(row.opportunity) if sees else [],
        initial=first_values(said, queries.answers_of(row), needs)
        | {"groups": [str(one) for one in drawing.groups_of(row)], "feedback": row.wants_feedback},
    )
    if submit(
        request,
        form,
        lambda: typing.change(
            row,
            contact=form.cleaned_data,
            answers=form.answers,
            needs=form.cleaned_data["needs"] if sees else None,
            helper=form.cleaned_data["helper"],
            **form.wishes,
            by=request.user,
        ),
        done=_("It is changed. They get a copy."),
    ):
        return redirect("expressions:detail", ref)
    back = reverse("expressions:detail", args=[ref])
    return _form_page(request, form, _("Change it for them"), row.opportunity, back_url=back)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def withdraw(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take one back for who rang or wrote."""
    row = expression_for(request.user, ref)
    if submit(
        request,
        None,
        lambda: actions.withdraw(row, by=request.user),
        done=_("It is withdrawn, and all they told you is deleted. Tell them: we no longer can."),
    ):
        return redirect("expressions:list", row.opportunity.ref)
    context = {"row": row, "back_url": reverse("expressions:detail", args=[ref])}
    return render(request, "expressions/withdraw.html", context)


@require_POST
@permissions.staff_required
@idempotent
def join(request: AuthenticatedRequest, ref: str, newer_ref: str) -> HttpResponse:
    """Say that two from one mailbox are one person: the newer one counts."""
    row, newer = expression_for(request.user, ref), expression_for(request.user, newer_ref)
    submit(
        request,
        None,
        lambda: actions.join(row, newer=newer, by=request.user),
        done=_("The newer one counts. The older one is deleted."),
    )
    return redirect("expressions:detail", newer_ref)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def questions(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Choose what is asked. Each question names the criterion it is for."""
    opportunity = opportunity_for(request.user, ref, names=False)
    criteria = criteria_of(opportunity)
    asked = {one.ask: one.criterion.ref for one in opportunity.questions.select_related("criterion")}
    sent = request.POST if request.method == "POST" else None
    form = QuestionsForm(sent, initial=asked, criteria=criteria)
    if submit(
        request,
        form,
        lambda: actions.set_questions(opportunity, criteria=form.criteria, by=request.user),
        done=_("The questions are saved."),
    ):
        return redirect("selection:detail", ref)
    lead = _("Choose beside a question what its answer counts for. You write what counts first.")
    back = reverse("selection:detail", args=[ref])
    return _form_page(request, form, _("What do you ask people?"), opportunity, lead=lead, back_url=back)


@require_safe
@never_cache
@permissions.staff_required
def file(request: AuthenticatedRequest, ref: str) -> HttpResponseBase:
    """A file somebody sent, under the name they gave it."""
    rows = ExpressionFile.objects.filter(expression__in=Expression.objects.visible_to(request.user))
    return serve(permissions.get_visible_or_404(rows, ref))


@require_safe
@permissions.staff_required
def reading(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """All who take part, without names, in an order that tells nothing."""
    opportunity = opportunity_for(request.user, ref)
    return lists.answer(
        request,
        READING,
        Expression.objects.counted().filter(opportunity=opportunity, forgotten_on=None),
        key="blind_ref",
        template="expressions/reading.html",
        context={
            "opportunity": opportunity,
            "back_url": reverse("expressions:list", args=[opportunity.ref]),
        },
    )


@require_safe
@never_cache
@sensitive_variables()
@permissions.staff_required
def read(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The words of one, without name, way to reach them, time or needs."""
    row = _blind(request, ref)
    contact = queries.contact_of(row)
    context = {
        "blind_ref": row.blind_ref,
        "opportunity": row.opportunity,
        "answers": [(one, rules.blind(words, contact)) for one, words in queries.answers_of(row)],
        "files": list(row.files.values_list("content_type", flat=True)),
        "back_url": reverse("expressions:reading", args=[row.opportunity.ref]),
    }
    return render(request, "expressions/read.html", context)


@require_safe
@never_cache
@permissions.staff_required
def read_file(request: AuthenticatedRequest, ref: str, number: int) -> HttpResponseBase:
    """A file of one, under a name that tells nothing."""
    row = _blind(request, ref)
    found = list(row.files.all())[number - 1 : number] if number else []
    for one in found:
        one.display_name = f"{ref}-{number}.{str(one.file.name).rpartition('.')[2]}"
        return serve(one)
    raise Http404


def _blind(request: AuthenticatedRequest, ref: str) -> Expression:
    rows = Expression.objects.visible_to(request.user).counted().filter(forgotten_on=None)
    found = rows.select_related("opportunity", "person").filter(blind_ref=ref).first()
    if found is None:
        raise Http404
    return found


def _sees_needs(user: User, opportunity: Opportunity) -> bool:
    return user.can("see_access_needs", opportunity.organisation_id)


def _form_page(request: HttpRequest, form: Any, heading: str, of: Opportunity, **more: str) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "caption": of.title,
        "layout": "layouts/staff.html",
        "back_url": reverse("expressions:list", args=[of.ref]),
    }
    return render(request, "layouts/form_page.html", context | more)
