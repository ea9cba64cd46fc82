"""Pages of people without an account. Who has opened one with its code sees it, in this session; else 404.

Nothing here is kept until somebody signs in, and no page says whether a code, a name or a mailbox is known.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages as banners
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.sign_in.decorators import constant_time
from coproduce.foundation.encryption import CannotOpen
from coproduce.foundation.pages.submit import submit
from projects.selection.drawing import queries as drawing
from projects.selection.drawing.actions import save_wishes
from projects.selection.drawing.rules.choosing import code_of
from projects.selection.interest import actions, queries
from projects.selection.interest.forms import (
    AnswerForm,
    CodeForm,
    ContactForm,
    FileForm,
    NeedsForm,
    StartForm,
    wishes_of,
)
from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity
from projects.selection.replies import queries as replies

OPENED = "interest"
TOO_MANY = 429
LAYOUT = "layouts/open.html"


def open_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a page that anybody may open, that no cache keeps and no crash report copies."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    shown: Callable[..., HttpResponse] = never_cache(
        sensitive_post_parameters()(sensitive_variables()(opened))
    )
    return login_not_required(shown)


@require_http_methods(["GET", "POST"])
@open_page
def start(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what comes, and begin. A code is given before anything is asked."""
    opportunity = get_object_or_404(
        Opportunity.objects.public().select_related("organisation", "project"), ref=ref
    )
    form = StartForm(request.POST if request.method == "POST" else None)
    context = {"opportunity": opportunity, "taking": opportunity.is_taking(), "layout": LAYOUT}
    if request.method == "POST" and not ratelimit.consume(request, action="interest_start"):
        form.add_error(None, _("Many people are doing this right now. Wait a few minutes and try again."))
        again = context | {"form": form.again()}
        return render(request, "interest/start.html", again, status=TOO_MANY)
    begun = submit(
        request,
        form,
        lambda: actions.begin(opportunity, for_somebody=form.cleaned_data["whom"] == "other"),
    )
    if begun:
        _remember(request, begun.result)
        return redirect("interest:code", begun.result.ref)
    return render(request, "interest/start.html", context | {"form": form.again() if form.is_bound else form})


@require_http_methods(["GET", "POST"])
@open_page
@constant_time
def resume(request: HttpRequest) -> HttpResponse:
    """Come back with a code. A wrong one, and one whose expression is gone, say the same in the same time."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        found = queries.with_code(form.cleaned_data["code"])
        if found:  # a right code always opens: one who tries many locks nobody else of a library out
            _remember(request, found)
            return redirect("interest:mine", found.ref)
        words = _("There is nothing under this code. Check each letter.")
        if not ratelimit.consume(request, action="interest_code"):
            words = _("There were many wrong codes from your network. Wait 10 minutes and try again.")
            status = TOO_MANY
        form.add_error("code", words)
    context = {"form": form, "layout": LAYOUT, "heading": _("Come back to what you sent or began")}
    return render(request, "layouts/form_page.html", context, status=status)


@require_safe
@open_page
def code(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the code, until it is sent."""
    row = _mine(request, ref)
    if not row.is_draft:
        return redirect("interest:mine", ref)
    context = {"row": row, "code": queries.opened(row, "sealed_code"), "next": _after(row, "")}
    return render(request, "interest/code.html", context | {"layout": LAYOUT})


@require_safe
@open_page
def mine(request: HttpRequest, ref: str) -> HttpResponse:
    """All of it on one page: to check and send, later to change or take back."""
    row = _mine(request, ref)
    context = {
        "row": row,
        "opportunity": row.opportunity,
        "can_change": (row.is_draft or row.waits) and row.opportunity.is_taking(),
        "contact": queries.contact_of(row),
        "answers": queries.answers_of(row),
        "files": list(row.files.all()),
        "needs": queries.opened(row, "sealed_needs"),
        "helper": queries.opened(row, "sealed_helper"),
        "missing": queries.missing(row) if row.is_draft else [],
        "answer": replies.said_to(row) if row.answered_at else "",
        "feedback": queries.opened(row, "sealed_feedback") if row.answered_at else "",
        "groups": [one for one in drawing.groups(row.opportunity) if one.place in drawing.groups_of(row)],
        "draw_code": code_of(row.blind_ref) if drawing.rule_of(row.opportunity) and not row.is_draft else "",
        "layout": LAYOUT,
    }
    return render(request, "interest/mine.html", context)


@require_http_methods(["GET", "POST"])
@open_page
def contact(request: HttpRequest, ref: str) -> HttpResponse:
    """Who they are, and one way to reach them."""
    row = _mine(request, ref)
    known = queries.contact_of(row) | {"helper": queries.opened(row, "sealed_helper")}
    form = ContactForm(request.POST or None, for_somebody=row.for_somebody, initial=known)
    return _step(
        request,
        row,
        form,
        "contact",
        lambda said: actions.save_contact(row, contact=said, helper=said.get("helper", ""), by=None),
    )


@require_http_methods(["GET", "POST"])
@open_page
def answer(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """One question."""
    row = _mine(request, ref)
    answers = queries.answers_of(row)
    if not 0 < number <= len(answers):
        raise Http404
    question, words = answers[number - 1]
    form = AnswerForm(
        request.POST if request.method == "POST" else None, question=question, initial={"words": words}
    )
    return _step(
        request,
        row,
        form,
        str(number),
        lambda said: actions.save_answer(row, question=question, words=said["words"], by=None),
    )


@require_http_methods(["GET", "POST"])
@open_page
def needs(request: HttpRequest, ref: str) -> HttpResponse:
    """What helps them while people are chosen."""
    row = _mine(request, ref)
    form = NeedsForm(
        request.POST if request.method == "POST" else None,
        groups=drawing.groups(row.opportunity),
        initial={
            "words": queries.opened(row, "sealed_needs"),
            "groups": [str(one) for one in drawing.groups_of(row)],
            "feedback": row.wants_feedback,
        },
    )
    return _step(request, row, form, "needs", partial(_save_needs, row))


def _save_needs(row: Expression, said: dict[str, Any]) -> None:
    actions.save_needs(row, words=said["words"], by=None)
    save_wishes(row, **wishes_of(said), by=None)


@require_http_methods(["GET", "POST"])
@open_page
def add_file(request: HttpRequest, ref: str) -> HttpResponse:
    """A file instead of writing, or none."""
    row = _mine(request, ref)
    sent = request.method == "POST"
    form = FileForm(request.POST if sent else None, request.FILES if sent else None)
    if submit(request, form, lambda: actions.add_file(row, clean=form.cleaned_data["file"], by=None)):
        return redirect("interest:file", ref)
    context = {
        "row": row,
        "form": form,
        "files": list(row.files.all()),
        "next": _after(row, "file"),
        "layout": LAYOUT,
        "back_url": reverse("interest:mine", args=[ref]),
    }
    return render(request, "interest/file.html", context)


@require_POST
@open_page
def remove_file(request: HttpRequest, ref: str, file_ref: str) -> HttpResponse:
    """Take a file out again."""
    row = _mine(request, ref)
    submit(request, None, lambda: actions.remove_file(row, ref=file_ref, by=None), done=_("It is deleted."))
    return redirect("interest:file", ref)


@require_POST
@open_page
def send(request: HttpRequest, ref: str) -> HttpResponse:
    """Send it."""
    row = _mine(request, ref)
    submit(request, None, lambda: actions.send(row, by=None))
    return redirect("interest:mine", ref)


@require_http_methods(["GET", "POST"])
@open_page
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take it back, after a page that says what that means."""
    row = _mine(request, ref)
    if submit(request, None, lambda: actions.withdraw(row, by=None)):
        banners.success(request, _("It is withdrawn, and all you told us is deleted."))
        request.session[OPENED] = [one for one in request.session.get(OPENED, []) if one != ref]
        return redirect("interest:resume")
    context = {"row": row, "layout": LAYOUT, "back_url": reverse("interest:mine", args=[ref])}
    return render(request, "interest/withdraw.html", context)


def _step(
    request: HttpRequest, row: Expression, form: Any, here: str, save: Callable[[dict[str, Any]], None]
) -> HttpResponse:
    if submit(request, form, lambda: save(form.cleaned_data)):
        return redirect(_after(row, here))
    context = {
        "form": form,
        "heading": _("Your name, and how to reach you"),
        "caption": row.opportunity.title,
        "layout": LAYOUT,
        "back_url": reverse("interest:mine", args=[row.ref]),
    }
    return render(request, "layouts/form_page.html", context)


def _after(row: Expression, here: str) -> str:
    """Return the page after a step; once sent, and after the last one, the page with all of it."""
    numbers = [str(place) for place, _one in enumerate(queries.questions_of(row.opportunity), 1)]
    steps = ["", "contact", *numbers, "file", "needs"]
    if not row.is_draft or here == steps[-1]:
        return reverse("interest:mine", args=[row.ref])
    step = steps[steps.index(here) + 1]
    if step.isdecimal():
        return reverse("interest:answer", args=[row.ref, int(step)])
    return reverse(f"interest:{step}", args=[row.ref])


def _remember(request: HttpRequest, row: Expression) -> None:
    opened = [one for one in request.session.get(OPENED, []) if one != row.ref]
    request.session[OPENED] = [*opened[-9:], row.ref]


def _mine(request: HttpRequest, ref: str) -> Expression:
    if ref not in request.session.get(OPENED, []):
        raise Http404
    rows = Expression.objects.exclude(code_hash="").select_related("opportunity__organisation", "person")
    row = get_object_or_404(rows, ref=ref)
    try:
        queries.contact_of(row)
    except CannotOpen as error:
        raise Http404 from error
    return row
