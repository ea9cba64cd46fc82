"""Letters to print and post, calls to make."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import clock, permissions
from coproduce.foundation.documents.downloads import file_response
from coproduce.foundation.documents.letter import to_pdf
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.notifications.by_hand import actions, answers, queries, rules
from coproduce.foundation.notifications.by_hand.forms import CalledForm, PostedForm
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_messages")
@idempotent
def to_do(request: AuthenticatedRequest) -> HttpResponse:
    """List letters and calls by the day they should go out; mark letters as posted."""
    letters = queries.letters(request.user)
    form = PostedForm(request.POST or None, letters=letters)
    if submit(
        request,
        form,
        lambda: actions.mark_done(form.chosen, on=form.cleaned_data["on"], by=request.user),
        done=_how_many,
    ):
        return redirect("notifications:by_hand")
    today = clock.today()
    calls = [
        {"message": one, "by": rules.out_by(one.due_at), "late": rules.out_by(one.due_at) < today}
        for one in queries.calls(request.user)
    ]
    context = {
        "form": form,
        "letters": letters,
        "others": [one for one in letters if one.recipient.format in rules.NOT_ON_PAPER],
        "late": any(rules.out_by(one.due_at) < today for one in letters),
        "calls": calls,
        "back_url": reverse("staff:home"),
    }
    return render(request, "notifications/by_hand/to_do.html", context)


def _how_many(posted: int) -> str:
    return ngettext("%(n)s letter is marked as posted.", "%(n)s letters are marked as posted.", posted) % {
        "n": posted
    }


@require_safe
@permissions.permission_required("see_messages")
def print_letters(request: AuthenticatedRequest) -> HttpResponse:
    """Give all letters that wait as one PDF. Letters that no printer makes are left out."""
    letters = [
        queries.letter_of(one)
        for one in queries.letters(request.user)
        if one.recipient.format not in rules.NOT_ON_PAPER
    ]
    if not letters:
        raise Http404
    title = _("Letters of %(day)s") % {"day": f"{clock.today():%d/%m/%Y}"}
    return file_response(to_pdf(letters, title=title), "application/pdf", f"letters-{clock.today()}.pdf")


@require_safe
@permissions.permission_required("see_messages")
def letter(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Give one letter as a PDF."""
    found = permissions.get_visible_or_404(
        queries.waiting(request.user).filter(channel=Channel.POST),
        ref,
    )
    if queries.why_ended(found):
        return _not_needed(request)
    pdf = to_pdf([queries.letter_of(found)], title=_("Letter"))
    return file_response(pdf, "application/pdf", "letter.pdf")


def _not_needed(request: AuthenticatedRequest) -> HttpResponse:
    """Its subject ended since the list was read."""
    messages.info(request, _("This letter or call is no longer needed: what it was about has ended."))
    return redirect("notifications:by_hand")


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_messages")
@idempotent
def call(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Show what to say, without links, and take down whether they were reached."""
    rows = queries.waiting(request.user).exclude(channel=Channel.POST)
    found = permissions.get_visible_or_404(rows, ref)
    if queries.why_ended(found):
        return _not_needed(request)
    form = CalledForm(request.POST or None)

    def note() -> None:
        if form.cleaned_data["reached"]:
            actions.mark_done([found], on=clock.today(), by=request.user)
        else:
            actions.not_reached(found, by=request.user)

    if submit(request, form, note, done=_("Thank you. It is saved.")):
        return redirect("notifications:by_hand")
    context = {
        "form": form,
        "message": found,
        "script": queries.script_of(found),
        "answer_page": answers.page_for(found),
        "heading": found.recipient.name,
        "caption": found.what,
        "layout": "layouts/staff.html",
        "back_url": reverse("notifications:by_hand"),
    }
    return render(request, "notifications/by_hand/call.html", context)
