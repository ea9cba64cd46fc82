"""Deciding, writing the answers, checking each next to its outcome, and sending all of them once."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.encrypted_fields import words_or_not
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.selection.expressions.forms import FeedbackForm, OutcomeForm, WordsForm
from projects.selection.expressions.lists import CHECK
from projects.selection.expressions.queries import expression_for, opportunity_for
from projects.selection.interest.models import Expression
from projects.selection.interest.queries import opened
from projects.selection.interest.states import CHOSEN, Outcome
from projects.selection.replies import actions, queries, rules


@require_http_methods(["GET", "POST"])
@never_cache
@permissions.staff_required
@idempotent
def decide(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write down what becomes of one."""
    row = expression_for(request.user, ref)
    if not row.waits or queries.rule_decides(row.opportunity):
        raise Http404
    form = OutcomeForm(request.POST or None, initial={"outcome": row.outcome})
    if submit(
        request,
        form,
        lambda: actions.decide(row, outcome=form.cleaned_data["outcome"], by=request.user),
        done=_("The outcome is saved. Nobody is told yet."),
    ):
        return redirect("expressions:list", row.opportunity.ref)
    context = {
        "form": form,
        "heading": _("Outcome"),
        "caption": row.person.name if row.person else "",
        "layout": "layouts/staff.html",
        "back_url": reverse("expressions:detail", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@permissions.staff_required
@idempotent
def feedback(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write how one who asked did: for their answer, or at once when they have that."""
    row = expression_for(request.user, ref)
    if not row.wants_feedback or row.person is None or (row.answered_at and row.sealed_feedback):
        raise Http404
    said = words_or_not(row, lambda one: opened(one, "sealed_feedback"))
    form = FeedbackForm(request.POST or None, initial={"words": said})
    if submit(
        request,
        form,
        lambda: actions.give_feedback(row, words=form.cleaned_data["words"], by=request.user),
        done=_("It is sent.") if row.answered_at else _("It is saved, and goes out with their answer."),
    ):
        return redirect("expressions:detail", ref)
    context = {
        "form": form,
        "heading": _("How they did"),
        "caption": row.person.name,
        "layout": "layouts/staff.html",
        "back_url": reverse("expressions:detail", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_POST
@permissions.staff_required
@idempotent
def ask_feedback(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write down that someone asks how they did."""
    row = expression_for(request.user, ref)
    submit(
        request,
        None,
        lambda: actions.ask_feedback(row, by=request.user),
        done=_("It is written down. Now write how they did."),
    )
    return redirect("expressions:detail", ref)


@require_safe
@never_cache
@permissions.staff_required
def check(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Everybody who waits, next to the outcome and the words they get, before anything is sent."""
    opportunity = opportunity_for(request.user, ref)
    waiting, words = queries.waiting(opportunity), queries.words(opportunity)
    rows = Expression.objects.waiting().filter(opportunity=opportunity)
    rows = rows.select_related("person", "place", "lot")
    texts = [
        {"outcome": one, "words": words[one], "n": sum(row.outcome == one for row in waiting)}
        for one in CHOSEN
    ]
    return lists.answer(
        request,
        CHECK,
        rows,
        key="-id",
        template="expressions/check.html",
        context={
            "opportunity": opportunity,
            "by_rule": queries.rule_decides(opportunity),
            "texts": texts,
            "in_the_way": rules.in_the_way(
                waiting,
                words,
                closed=not opportunity.is_taking(),
                free=queries.places_left(opportunity),
            ),
            "seal": rules.seal(waiting, words),
            "n": len(waiting),
            "back_url": reverse("expressions:list", args=[ref]),
        },
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def write(request: AuthenticatedRequest, ref: str, outcome: str) -> HttpResponse:
    """Write what everybody with one outcome hears."""
    opportunity = opportunity_for(request.user, ref)
    if outcome not in CHOSEN:
        raise Http404
    form = WordsForm(
        request.POST or None,
        outcome=Outcome(outcome),
        initial={"words": queries.words(opportunity)[outcome] or rules.first_words(outcome)},
    )
    if submit(
        request,
        form,
        lambda: actions.write(
            opportunity, outcome=outcome, words=form.cleaned_data["words"], by=request.user
        ),
        done=_("The answer is saved. Nothing is sent yet."),
    ):
        return redirect("expressions:answers", ref)
    context = {
        "form": form,
        "heading": form.fields["words"].label,
        "caption": opportunity.title,
        "layout": "layouts/staff.html",
        "back_url": reverse("expressions:answers", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_POST
@permissions.staff_required
@idempotent
def send(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Answer everybody who waits, as it was checked."""
    opportunity = opportunity_for(request.user, ref)
    submit(
        request,
        None,
        lambda: actions.send_all(opportunity, seen=request.POST.get("seen", ""), by=request.user),
        done=lambda n: (
            ngettext(
                "%(n)s person is answered. Letters and calls stand in the list of messages.",
                "%(n)s people are answered. Letters and calls stand in the list of messages.",
                n,
            )
            % {"n": n}
        ),
    )
    return redirect("expressions:answers", ref)
