"""Taking out what tells who wrote it, one text per page.

For a panel member with that part, or staff who do not score; everybody else gets 404.
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.uploads.files import serve
from projects.selection.criteria.queries import has_begun
from projects.selection.interest.models import ExpressionAnswer
from projects.selection.interest.queries import contact_of
from projects.selection.interest.queries import words_of as words_sent
from projects.selection.opportunities.models import Opportunity
from projects.selection.redaction import actions, queries, rules
from projects.selection.redaction.forms import RedactForm


@require_safe
@never_cache
@permissions.contributor_required
def start(request: PersonRequest, ref: str) -> HttpResponse:
    """How far it is, and where to go on."""
    opportunity, rows = _mine(request, ref)
    order = list(rows.values_list("blind_ref", flat=True))
    left = set(rows.unredacted().values_list("blind_ref", flat=True))
    context = {
        "opportunity": opportunity,
        "rows": [{"code": code, "is_done": code not in left} for code in order],
        "done": len(order) - len(left),
        "of": len(order),
        "next": next((code for code in order if code in left), ""),
        "begun": has_begun(opportunity),
        "layout": _layout(request),
        "back_url": _back(request, opportunity),
    }
    return render(request, "redaction/start.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@permissions.contributor_required
@idempotent
def one(request: PersonRequest, ref: str, code: str) -> HttpResponse:
    """One text as it was sent, with marks, and the words that scorers read."""
    opportunity, rows = _mine(request, ref)
    row = get_object_or_404(rows.select_related("opportunity", "person"), blind_ref=code)
    answers = queries.answers_sent(row)
    files, contact = list(row.files.select_related("redaction")), contact_of(row)
    sent = {answer: words_sent(answer) for answer in answers}
    form = RedactForm(
        request.POST if request.method == "POST" else None,
        answers=answers,
        files=files,
        contact=contact,
        initial=queries.first_words(answers, files, sent, contact) | {"seen": queries.mark_of(row)},
        secondary=(_("Back to all texts"), reverse("redaction:start", args=[ref])),
    )
    if submit(
        request,
        form,
        lambda: actions.redact(
            row,
            answers=form.words,
            files=form.instead,
            seen=form.cleaned_data["seen"],
            by=request.user,
        ),
    ):
        return redirect(_after(ref, code, rows))
    order = list(rows.values_list("blind_ref", flat=True))
    order = list(rows.values_list("blind_ref", flat=True))
    context = _marked(sent, contact) | {
        "form": form,
        "code": code,
        "opportunity": opportunity,
        "number": order.index(code) + 1,
        "of": len(order),
        "files": range(1, len(files) + 1),
        "layout": _layout(request),
        "back_url": reverse("redaction:start", args=[ref]),
    }
    return render(request, "redaction/one.html", context)


@require_safe
@never_cache
@permissions.contributor_required
def file(request: PersonRequest, ref: str, code: str, number: int) -> HttpResponseBase:
    """A file as it was sent, under a name that tells nothing."""
    _opportunity, rows = _mine(request, ref)
    row = get_object_or_404(rows, blind_ref=code)
    found = list(row.files.all())[number - 1 : number] if number else []
    for upload in found:
        upload.display_name = f"{code}-{number}.{str(upload.file.name).rpartition('.')[2]}"
        return serve(upload)
    raise Http404


def _marked(sent: dict[ExpressionAnswer, str], contact: dict[str, str]) -> dict[str, Any]:
    """Return what was sent in pieces, and what is marked in it with the reason."""
    shown = [(answer.question, rules.pieces(words, contact)) for answer, words in sent.items()]
    marks = dict.fromkeys(one for _question, pieces in shown for one in pieces if one.kind)
    return {"answers": shown, "marks": marks}


def _after(ref: str, code: str, rows: Any) -> str:
    """Return the page of the next text that is not done; after the last one, the start."""
    left = list(rows.unredacted().values_list("blind_ref", flat=True))
    following = next((one for one in left if one > code), left[0] if left else "")
    return (
        reverse("redaction:one", args=[ref, following])
        if following
        else reverse("redaction:start", args=[ref])
    )


def _mine(request: PersonRequest, ref: str) -> tuple[Opportunity, Any]:
    opportunity = get_object_or_404(Opportunity.objects.select_related("project"), ref=ref)
    rows = queries.redactable(request.user, opportunity)
    if rows is None:
        raise Http404
    return opportunity, rows


def _layout(request: PersonRequest) -> str:
    return "layouts/staff.html" if request.user.is_staff_member else "layouts/portal.html"


def _back(request: PersonRequest, opportunity: Opportunity) -> str:
    if request.user.is_staff_member:
        return reverse("selection:detail", args=[opportunity.ref])
    return reverse("portal:home")
