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
from coproduce.foundation.lists import choosing
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.notifications.by_hand import actions, answers, queries, rules
from coproduce.foundation.notifications.by_hand.forms import CalledForm, ChosenPostedForm, PostedForm
from coproduce.foundation.notifications.lists import MESSAGES, part_of
from coproduce.foundation.notifications.models import Channel, Notification
from coproduce.foundation.notifications.queries import held_until as quiet_until
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
        {
            "message": one,
            "by": rules.out_by(one.due_at),
            "late": rules.out_by(one.due_at) < today,
            "quiet_until": quiet_until(one),
        }
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


def chosen_of(request: AuthenticatedRequest) -> choosing.Chosen:
    """Return the letters that the address, or its check page, chooses from the list of messages."""
    able = queries.letters_to_choose(request.user)
    return choosing.choose(
        request,
        able,
        matching=lists.narrowed(request, MESSAGES, part_of(able, request.GET.get("show", ""))),
        seen=Notification.objects.visible_to(request.user).select_related("recipient"),
        name="letter",
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_messages")
@idempotent
def mark_chosen(request: AuthenticatedRequest) -> HttpResponse:
    """Name the letters chosen from the list, give them to print, and mark them as posted."""
    chosen = chosen_of(request)
    back = f"{reverse('notifications:list')}?{lists.kept_query(request.GET, 'letter')}".rstrip("?")
    if not chosen:
        messages.info(request, _("Tick the letters that were posted. Those already marked are left out."))
        return redirect(back)
    form = ChosenPostedForm(request.POST or None, chosen=chosen, initial={"on": clock.today()})
    if submit(
        request,
        form,
        lambda: actions.mark_done(chosen.rows, on=form.cleaned_data["on"], by=request.user),
        done=_how_many,
    ):
        for letter in chosen.gone:
            words = _("The letter to %(name)s does not wait any more: %(what)s")
            messages.error(request, words % {"name": letter.recipient.name, "what": letter.what})
        return redirect(back)
    many = len(chosen.rows)
    context = {
        "form": form,
        "chosen": chosen,
        "print_url": f"{reverse('notifications:print_letters')}?{request.GET.urlencode()}",
        "heading": ngettext("%(n)s letter", "%(n)s letters", many) % {"n": many},
        "layout": "layouts/staff.html",
        "back_url": back,
    }
    return render(request, "notifications/by_hand/mark_chosen.html", context)


@require_safe
@permissions.permission_required("see_messages")
def print_letters(request: AuthenticatedRequest) -> HttpResponse:
    """Give the chosen letters, or all that wait, as one PDF. Letters that no printer makes are left out."""
    rows = chosen_of(request).rows if choosing.HOW in request.GET else queries.letters(request.user)
    letters = [queries.letter_of(one) for one in rows if one.recipient.format not in rules.NOT_ON_PAPER]
    if not letters:
        raise Http404
    title = _("Letters for %(day)s") % {"day": f"{clock.today():%d/%m/%Y}"}
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

    if submit(request, form, note, done=_("Thank you. We have saved that.")):
        return redirect("notifications:by_hand")
    context = {
        "form": form,
        "message": found,
        "script": queries.script_of(found),
        "quiet_until": quiet_until(found),
        "when": found.recipient.quiet_words,
        "answer_page": answers.page_for(found),
        "heading": found.recipient.name,
        "caption": found.what,
        "layout": "layouts/staff.html",
        "back_url": reverse("notifications:by_hand"),
    }
    return render(request, "notifications/by_hand/call.html", context)
