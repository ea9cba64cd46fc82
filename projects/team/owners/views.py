"""PPI managers hand promises over, and say who is away and who their deputy is."""

from collections import Counter

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.models import Organisation
from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import choosing
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.promises.lists import PROMISES, part_of
from coproduce.foundation.promises.models import Absence, Promise
from projects.team.models import Project
from projects.team.owners import actions
from projects.team.owners.forms import AwayForm, HandOverChosenForm, HandOverForm
from projects.team.owners.lists import ABSENCES
from projects.team.owners.queries import can_change_hands, owned_by, owners, staff_people

STAFF = "layouts/staff.html"


@require_safe
@permissions.permission_required("hand_over")
def choose_owner(request: AuthenticatedRequest) -> HttpResponse:
    """Say who looks after how many promises, and lead on to handing theirs over."""
    rows = owners(request.user.organisation_ids("hand_over"))
    context = {"owners": rows, "several": len({one.organisation.pk for one in rows}) > 1}
    return render(request, "team/hand_over_from.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("hand_over")
@idempotent
def hand_over(request: AuthenticatedRequest, organisation: str, ref: str) -> HttpResponse:
    """Give what one person looks after to another; all of it, or what is about some projects."""
    body = _organisation(request, organisation)
    people = Person.objects.filter(Q(looks_after__organisation=body) | Q(account__roles__organisation=body))
    person = permissions.get_visible_or_404(people.distinct(), ref)
    promises = list(owned_by(person, [body.pk]))
    about = Counter(promise.project_id for promise in promises)
    projects = Project.objects.filter(pk__in=[pk for pk in about if pk]).order_by("title", "pk")
    form = HandOverForm(
        request.POST or None,
        projects=[(project, about[project.pk]) for project in projects],
        without=about[None],
        colleagues=[one for one in staff_people([body.pk]) if one != person],
    )
    if submit(
        request,
        form,
        lambda: actions.hand_over_by_hand(person, organisation=body, **form.cleaned_data, by=request.user),
        done=lambda changed: _said(len(changed)),
    ):
        return redirect("owners:choose")
    context = {
        "form": form,
        "person": person,
        "promises": promises,
        "heading": _("Hand over what %(name)s looks after") % {"name": person.name},
        "back_url": reverse("owners:choose"),
        "layout": STAFF,
    }
    return render(request, "team/hand_over.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("hand_over")
@idempotent
def hand_over_chosen(request: AuthenticatedRequest) -> HttpResponse:
    """Name the promises chosen from the list, and give them to a colleague once that is confirmed."""
    able = can_change_hands(request.user)
    seen = Promise.objects.visible_to(request.user)
    matching = lists.narrowed(request, PROMISES, part_of(able, request.GET.get("show", "")))
    chosen = choosing.choose(request, able, matching=matching, seen=seen, name="promise")
    back = f"{reverse('promises:list')}?{lists.kept_query(request.GET, 'promise')}".rstrip("?")
    if not chosen:
        messages.info(
            request, _("Tick the promises you want to hand over. Those that are over are left out.")
        )
        return redirect(back)
    colleagues = list(staff_people(request.user.organisation_ids("hand_over")))
    form = HandOverChosenForm(request.POST or None, chosen=chosen, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        _give(request, chosen, to=form.cleaned_data["to"], why=form.cleaned_data["why"])
        return redirect(back)
    many = len(chosen.rows)
    context = {
        "form": form,
        "chosen": chosen,
        "heading": ngettext("Hand over %(n)s promise", "Hand over %(n)s promises", many) % {"n": many},
        "back_url": back,
        "layout": STAFF,
    }
    return render(request, "team/hand_over_chosen.html", context)


def _give(request: AuthenticatedRequest, chosen: choosing.Chosen, *, to: Person, why: str) -> None:
    changed, refused = actions.hand_over_chosen(chosen.rows, to=to, why=why, by=request.user)
    for promise in chosen.gone:
        words = _("“%(promise)s” is over, or is no longer yours to hand over.")
        messages.error(request, words % {"promise": promise.words_for_staff})
    for _promise, reason in refused:
        messages.error(request, reason)
    if changed:
        messages.success(request, _said(len(changed)))


def _said(many: int) -> str:
    words = ngettext(
        "One promise is handed over, and we have told the new owner.",
        "%(many)d promises are handed over, and we have told the new owner.",
        many,
    )
    return words % {"many": many}


@require_safe
@permissions.permission_required("hand_over")
def absences(request: AuthenticatedRequest) -> HttpResponse:
    """Say who is away, now and soon, and who their deputy is."""
    rows = Absence.objects.visible_to(request.user).not_over().select_related("person", "deputy")
    context = {"back_url": reverse("promises:list")}
    return lists.answer(
        request, ABSENCES, rows, key="first_day", template="team/absences.html", context=context
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("hand_over")
@idempotent
def mark_away(request: AuthenticatedRequest) -> HttpResponse:
    """Say that somebody is away for some time."""
    organisation_ids = request.user.organisation_ids("hand_over")
    form = AwayForm(
        request.POST or None,
        organisations=list(Organisation.objects.filter(pk__in=organisation_ids)),
        colleagues=list(staff_people(organisation_ids)),
        initial={"person": request.GET.get("person", "")},
    )
    if submit(
        request,
        form,
        lambda: actions.mark_away(**form.cleaned_data, by=request.user),
        done=lambda absence: _("Saved. We have told %(name)s.") % {"name": absence.deputy.name},
    ):
        return redirect("owners:absences")
    context = {
        "form": form,
        "heading": _("Someone is away"),
        "back_url": reverse("owners:absences"),
        "layout": STAFF,
    }
    return render(request, "layouts/form_page.html", context)


@require_POST
@permissions.permission_required("hand_over")
@idempotent
def end_absence(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say that somebody is back."""
    absence = permissions.get_visible_or_404(Absence.objects.visible_to(request.user).not_over(), ref)
    name = absence.person.name
    done = _("%(name)s will get the reminders again.") % {"name": name}
    submit(request, None, lambda: actions.end_absence(absence, by=request.user), done=done)
    return redirect("owners:absences")


def _organisation(request: AuthenticatedRequest, ref: str) -> Organisation:
    mine = Organisation.objects.filter(pk__in=request.user.organisation_ids("hand_over"))
    return permissions.get_visible_or_404(mine, ref)
