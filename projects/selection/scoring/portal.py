"""Scoring on a phone and by keyboard, one text per page. For the panel member alone; everybody else gets 404.

Nothing here comes from the table of who put themselves forward but a random code, and words that somebody
else took all names out of.
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.presenters import uk_time
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.uploads.files import serve
from projects.selection.criteria.models import Criterion
from projects.selection.criteria.queries import criteria_of
from projects.selection.interest.models import Expression
from projects.selection.panel.models import PanelMember
from projects.selection.panel.states import Part
from projects.selection.redaction import queries as redaction
from projects.selection.scoring import actions, queries, rules
from projects.selection.scoring.forms import ScoreForm, TalkForm, first_values


@require_safe
@never_cache
@permissions.contributor_required
def texts(request: PersonRequest, ref: str) -> HttpResponse:
    """What is to be scored, in an order of their own, and how far they are."""
    member = _mine(request, ref)
    order, locked = queries.order_of(member), queries.locked_codes(member)
    context = _about(request, member) | {
        "rows": [{"code": code, "is_locked": code in locked} for code in order],
        "locked": sum(code in locked for code in order),
        "of": len(order),
        "next": rules.next_after(order, locked),
        "talks": queries.talks_of(member),
        "day": queries.asked_by(member),
        "back_url": _home(request),
    }
    return render(request, "scoring/texts.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@permissions.contributor_required
@idempotent
def score(request: PersonRequest, ref: str, code: str) -> HttpResponse:
    """One text: its words, points by each criterion, and what others say once it is locked."""
    member = _mine(request, ref)
    row = _text(member, code)
    order, locked = queries.order_of(member), queries.locked_codes(member)
    context = (
        _about(request, member)
        | _words(row)
        | {
            "code": code,
            "number": order.index(code) + 1,
            "of": len(order),
            "locked": sum(one in locked for one in order),
            "back_url": reverse("my_scoring:texts", args=[ref]),
        }
    )
    if code in locked:
        given = queries.given_on(row)
        by_criterion = [(one, given.get(one.pk, [])) for one in criteria_of(member.opportunity)]
        following = rules.next_after(order, locked, code)
        return render(request, "scoring/locked.html", context | {"given": by_criterion, "next": following})
    form = ScoreForm(
        request.POST if request.method == "POST" else None,
        criteria=criteria_of(member.opportunity),
        draft_url=reverse("my_scoring:draft", args=[ref, code]),
        initial=first_values(queries.own_scores(member, row)),
    )
    if submit(request, form, lambda: _kept(member, row, form, request), done=_said(form)):
        following = "" if form.is_draft else rules.next_after(order, {*locked, code}, code)
        return redirect(_page(ref, following))
    return render(request, "scoring/score.html", context | {"form": form, "wants_htmx": True})


@require_POST
@never_cache
@sensitive_post_parameters()
@permissions.contributor_required
def draft(request: PersonRequest, ref: str, code: str) -> HttpResponse:
    """Keep what is chosen and typed so far; the page says when. Mistakes are named when they lock."""
    member = _mine(request, ref)
    row = _text(member, code)
    data = request.POST.copy()
    data["draft"] = "1"
    form = ScoreForm(data, criteria=criteria_of(member.opportunity))
    if not submit(request, form, lambda: actions.keep_draft(member, row, said=form.said, by=request.user)):
        return HttpResponse(_("Not saved yet."))
    return HttpResponse(_("Saved at %(time)s") % {"time": uk_time(clock.now())})


@require_safe
@never_cache
@permissions.contributor_required
def file(request: PersonRequest, ref: str, code: str, number: int) -> HttpResponseBase:
    """A file that tells nothing, under a name that tells nothing."""
    upload = redaction.file_for_scorers(_text(_mine(request, ref), code), number)
    if upload is None:
        raise Http404
    upload.display_name = f"{code}-{number}.{str(upload.file.name).rpartition('.')[2]}"
    return serve(upload)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@permissions.contributor_required
@idempotent
def talk(request: PersonRequest, ref: str, code: str, criterion_ref: str) -> HttpResponse:
    """Points that are far apart, with the words of both, and what the panel said about them."""
    member = _mine(request, ref)
    row = _text(member, code)
    if not queries.has_locked(member, row):
        raise Http404
    criterion = get_object_or_404(Criterion, opportunity=member.opportunity, ref=criterion_ref)
    answer = talk_page(
        request,
        row,
        criterion,
        back_url=reverse("my_scoring:texts", args=[ref]),
        extra=_about(request, member) | {"code": code},
    )
    return answer


def talk_page(
    request: Any, row: Expression, criterion: Criterion, *, back_url: str, extra: dict[str, Any]
) -> HttpResponse:
    """Return the page of one talk, for a scorer or for who runs the scoring; they were let in before."""
    found = queries.talk_about(row.opportunity, row, criterion)
    if found is None:
        raise Http404
    said = queries.talked(row, criterion)
    form = TalkForm(
        request.POST if request.method == "POST" else None,
        points=found.points,
        middle=rules.shown(found.median),
        initial={"note": said.note, "settled": said.settled} if said else {},
    )
    if submit(
        request,
        form,
        lambda: actions.talk(
            row, criterion, note=form.cleaned_data["note"], settled=form.points, by=request.user
        ),
        done=_("It is saved. All points stay as they are."),
    ):
        return redirect(back_url)
    given = queries.given_on(row).get(criterion.pk, [])
    context = {"form": form, "criterion": criterion, "given": given, "back_url": back_url}
    return render(request, "scoring/talk.html", extra | context)


def _kept(member: PanelMember, row: Expression, form: ScoreForm, request: PersonRequest) -> None:
    if form.is_draft:
        actions.keep_draft(member, row, said=form.said, by=request.user)
    else:
        actions.lock_scores(member, row, said=form.said, by=request.user)


def _said(form: ScoreForm) -> str:
    return _("It is saved. Nobody else sees it yet.") if form.is_draft else _("Your points are locked.")


def _page(ref: str, code: str) -> str:
    return reverse("my_scoring:score", args=[ref, code]) if code else reverse("my_scoring:texts", args=[ref])


def _words(row: Expression) -> dict[str, Any]:
    answers = redaction.answers_for_scorers(row)
    return {
        "answers": [(one.question, words) for one, words in answers],
        "files": redaction.files_for_scorers(row),
    }


def _mine(request: PersonRequest, ref: str) -> PanelMember:
    """Return the scorer behind a reference, where it is the one who asks."""
    rows = PanelMember.objects.of_user(request.user).joined().filter(part=Part.SCORES)
    return get_object_or_404(rows.select_related("opportunity", "person"), ref=ref)


def _text(member: PanelMember, code: str) -> Expression:
    return get_object_or_404(queries.scorable(member).select_related("opportunity"), blind_ref=code)


def _about(request: PersonRequest, member: PanelMember) -> dict[str, Any]:
    layout = "layouts/staff.html" if request.user.is_staff_member else "layouts/portal.html"
    return {"member": member, "opportunity": member.opportunity, "layout": layout}


def _home(request: PersonRequest) -> str:
    return reverse("staff:home" if request.user.is_staff_member else "portal:home")
