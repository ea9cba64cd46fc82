"""Staff: inviting people to a role, and answering what they suggest."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.sign_in.decorators import constant_time
from contributors.people.models import Person
from contributors.people.on_behalf.queries import may_record
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import choosing
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.text import clean_search
from projects.roles import queries
from projects.roles.contacts.queries import who_to_ask
from projects.roles.documents.queries import choices_for
from projects.roles.duties.queries import may_read_theirs, sides
from projects.roles.farewell.queries import MAY_ASK
from projects.roles.inviting import actions as inviting
from projects.roles.inviting.forms import InviteChosenForm, InviteForm, WhyForm
from projects.roles.inviting.lists import CAN_BE_INVITED
from projects.roles.models import Agreement, Assignment, KeepInTouch, RoleDescription, RolePair
from projects.roles.rules import Invitee
from projects.roles.states import LIVE, AssignmentState
from projects.roles.terms import queries as terms
from projects.team.queries import may_edit


@constant_time
@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def invite(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Ask one or more people at once. A search finds people the organisation knows."""
    role = queries.role_for(request.user, ref, change=True)
    search = clean_search(request.GET.get("q", ""))
    there = set(queries.live(role).values_list("person", flat=True))
    known = [one for one in queries.known_people(role.project, search, request.user) if one.pk not in there]
    form = InviteForm(request.POST or None, known=known)
    if submit(
        request,
        form,
        lambda: inviting.invite(
            role, invitees=form.invitees, by=request.user, answer_by=form.cleaned_data["answer_by"]
        ),
        done=_how_many,
    ):
        return redirect("roles:detail", ref)
    return form_page(
        request,
        role.project,
        form,
        _("Invite people to “%(role)s”") % {"role": role},
        back="roles:detail",
        ref=ref,
        template="roles/invite.html",
        search=search,
        version=queries.offered(role),
        role=role,
    )


def _how_many(made: list[Assignment]) -> str:
    words = ngettext("%(n)s person is invited.", "%(n)s people are invited.", len(made))
    return words % {"n": len(made)}


@require_safe
@permissions.staff_required
def choose_people(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Everybody who can be asked to take a role, to choose many from."""
    role = queries.role_for(request.user, ref, change=True)
    context = {"role": role, "project": role.project, "back_url": reverse("roles:invite", args=[ref])}
    return lists.answer(
        request,
        CAN_BE_INVITED,
        queries.can_be_invited(role, request.user),
        key="name",
        template="roles/choose_people.html",
        context=lambda page: context | {"refs": [person.ref for person in page]},
        about=role,
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def invite_chosen(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Name the people chosen from the list, and invite each of them once that is confirmed."""
    role = queries.role_for(request.user, ref, change=True)
    able = queries.can_be_invited(role, request.user).order_by("name", "id")
    chosen = choosing.choose(
        request,
        able,
        matching=lists.narrowed(request, CAN_BE_INVITED, able),
        seen=Person.objects.visible_to(request.user),
        name="person",
    )
    list_url = reverse("roles:choose_people", args=[ref])
    if not chosen:
        messages.info(request, _("Tick the people you want to invite. Those already asked are left out."))
        return redirect(f"{list_url}?{lists.kept_query(request.GET, 'person')}".rstrip("?"))
    form = InviteChosenForm(request.POST or None, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        _invite_each(request, role, chosen, answer_by=form.cleaned_data["answer_by"])
        return redirect("roles:detail", ref)
    many = len(chosen.rows)
    heading = ngettext("Invite %(n)s person", "Invite %(n)s people", many) % {"n": many}
    return form_page(
        request,
        role.project,
        form,
        heading,
        back="roles:choose_people",
        ref=ref,
        template="roles/invite_chosen.html",
        chosen=chosen,
        version=queries.offered(role),
        role=role,
    )


def _invite_each(
    request: AuthenticatedRequest,
    role: RoleDescription,
    chosen: choosing.Chosen,
    *,
    answer_by: dt.date | None,
) -> None:
    """Invite each in a transaction of its own; say how many were, and name those that were not, and why."""

    def refused(person: Person, why: str) -> str:
        return _("Not invited: %(name)s. %(why)s") % {"name": person.name, "why": why}

    for person in chosen.gone:
        messages.error(request, refused(person, _("They are asked already.")))
    done = choosing.each(
        request,
        chosen.rows,
        lambda one: inviting.invite(
            role, invitees=[Invitee(person=one)], by=request.user, answer_by=answer_by
        ),
        refused=refused,
    )
    if done:
        words = ngettext("%(n)s person is invited.", "%(n)s people are invited.", done)
        messages.success(request, words % {"n": done})


@require_safe
@permissions.staff_required
def assignment(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One person and one role: what was asked, answered and agreed."""
    found = queries.assignment_for(request.user, ref)
    may_see = found.facts.is_agreed or found.person.lets_see(found.organisation_id)
    agreements = Agreement.objects.filter(person=found.person, version__role=found.role).select_related(
        "version"
    )
    context = {
        "assignment": found,
        "sides": sides(found.duty_occasions.all(), theirs=may_read_theirs(request.user, found)),
        "role": found.role,
        "project": found.role.project,
        "agreements": agreements,
        "signed_papers": found.signed_papers.select_related("version")
        if may_edit(request.user, found.role.project)
        else [],
        "needs_answer": queries.needs_answer(found),
        "files": choices_for(found.person if may_see else None),
        "wanted": found.person.get_format_display() if may_see else "",
        "role_text": found.version.text_if_readable,
        "pairs": [(pair, pair.other(found)) for pair in RolePair.objects.of(found)],
        "letters": found.letters.order_by("-id"),
        "may_ask_letter": found.status in MAY_ASK,
        "in_touch": KeepInTouch.objects.filter(assignment=found, withdrawn_at=None).first(),
        "review": terms.open_review(found),
        "look": terms.open_look(found),
        "asks": who_to_ask(found),
        "goes_on": terms.how_it_goes_on(found),
        "may_edit": may_edit(request.user, found.role.project),
        "may_record": found.status in LIVE
        and may_record(found.person, request.user, found.organisation_id)
        and may_edit(request.user, found.role.project),
        "back_url": reverse("roles:detail", args=[found.role.ref]),
    }
    return render(request, "roles/assignment.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def take_back(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take back an invitation, or end somebody's role, with the reason they read."""
    found = queries.assignment_for(request.user, ref, change=True)
    ending = found.status == AssignmentState.AGREED
    label = _("End the role") if ending else _("Take the invitation back")
    form = WhyForm(request.POST or None, submit_label=label)
    action = inviting.end if ending else inviting.withdraw
    done = _("The role has ended.") if ending else _("The invitation is taken back.")
    if submit(request, form, lambda: action(found, why=form.cleaned_data["why"], by=request.user), done=done):
        return redirect("roles:assignment", ref)
    heading = f"{label}: {found.person.name}"
    return form_page(request, found.role.project, form, heading, back="roles:assignment", ref=ref)
