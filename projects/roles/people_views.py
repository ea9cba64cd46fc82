"""Staff: inviting people to a role, and answering what they suggest."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from coproduce.foundation import permissions, transitions
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.requests import AuthenticatedRequest
from coproduce.foundation.text import clean_search
from projects.roles import access as reach
from projects.roles import answering, inviting, rules
from projects.roles.forms import AnswerSuggestionForm, InviteForm, WhyForm
from projects.roles.models import Agreement, Assignment
from projects.roles.states import AssignmentState, ProposalState
from projects.roles.views import may_edit
from projects.team.pages import form_page


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def invite(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Ask one or more people at once. A search finds people the organisation knows."""
    role = reach.role(request.user, ref, change=True)
    search = clean_search(request.GET.get("q", ""))
    there = set(rules.live(role).values_list("person", flat=True))
    known = [one for one in rules.known_people(role.project, search, request.user) if one.pk not in there]
    form = InviteForm(request.POST or None, known=known)
    if request.method == "POST" and form.is_valid():
        try:
            made = inviting.invite(
                role, invitees=form.invitees, by=request.user, answer_by=form.cleaned_data["answer_by"]
            )
        except transitions.TransitionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = ngettext("%(n)s person is invited.", "%(n)s people are invited.", len(made))
            messages.success(request, words % {"n": len(made)})
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
        version=rules.offered(role),
        role=role,
    )


@require_safe
@permissions.staff_required
def assignment(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One person and one role: what was asked, answered and agreed."""
    found = reach.assignment(request.user, ref)
    agreements = Agreement.objects.filter(person=found.person, version__role=found.role).select_related(
        "version"
    )
    context = {
        "assignment": found,
        "role": found.role,
        "project": found.role.project,
        "agreements": agreements,
        "needs_answer": rules.needs_answer(found),
        "may_edit": may_edit(request.user, found.role.project),
        "back_url": reverse("roles:detail", args=[found.role.ref]),
    }
    return render(request, "roles/assignment.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def take_back(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Take back an invitation, or end somebody's role, with the reason they read."""
    found = reach.assignment(request.user, ref, change=True)
    ending = found.status == AssignmentState.AGREED
    label = _("End the role") if ending else _("Take the invitation back")
    form = WhyForm(request.POST or None, submit_label=label)
    if request.method == "POST" and form.is_valid():
        _take_back(request, found, ending, form.cleaned_data["why"])
        return redirect("roles:assignment", ref)
    heading = f"{label}: {found.person.name}"
    return form_page(request, found.role.project, form, heading, back="roles:assignment", ref=ref)


def _take_back(request: AuthenticatedRequest, found: Assignment, ending: bool, why: str) -> None:
    done = _("The role has ended.") if ending else _("The invitation is taken back.")
    with report_outcome(request, done):
        (inviting.end if ending else inviting.withdraw)(found, why=why, by=request.user)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def proposal(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Read a suggestion and answer it."""
    found = reach.proposal(request.user, ref, change=request.method == "POST")
    role = found.assignment.role
    form = AnswerSuggestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        take_up, words = form.cleaned_data["take_up"], form.cleaned_data["answer"]
        with report_outcome(request, _("Your answer is sent.")):
            (answering.take_up if take_up else answering.turn_down)(found, answer=words, by=request.user)
        return (
            redirect("roles:edit", role.ref)
            if take_up and rules.draft(role)
            else redirect("roles:detail", role.ref)
        )
    may_answer = found.status == ProposalState.WAITING and may_edit(request.user, role.project)
    return form_page(
        request,
        role.project,
        form,
        _("A suggested change"),
        back="roles:detail",
        ref=role.ref,
        template="roles/proposal.html",
        proposal=found,
        role=role,
        may_answer=may_answer,
    )
