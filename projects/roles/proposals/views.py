"""Staff: answer what people suggest, and record what they suggest by phone, by post or in person."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.people.on_behalf.queries import scripts
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.roles.answering import actions as answering
from projects.roles.comparing.rules.words import compare
from projects.roles.models import ChangeProposal
from projects.roles.proposals import actions, queries
from projects.roles.proposals.forms import AnswerCommentForm, AnswerSuggestionForm, RecordPartForm
from projects.roles.queries import assignment_for, draft, proposal_for
from projects.roles.states import ProposalKind, ProposalState
from projects.team.queries import may_edit

OUTCOMES = {"accept": answering.accept, "reply": actions.reply, "decline": answering.turn_down}


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def proposal(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Read a suggestion and answer it."""
    found = proposal_for(request.user, ref, change=request.method == "POST")
    role, is_wording = found.assignment.role, found.kind == ProposalKind.WORDING
    other = queries.draft_says_otherwise(found)
    form = _form(request, found, other)
    answer = submit(
        request, form, lambda: _answered(found, form.cleaned_data, request), done=_("Your answer is sent.")
    )
    if answer:
        to_draft = answer.result.status == ProposalState.ACCEPTED and draft(role)
        return redirect("roles:edit" if to_draft else "roles:detail", role.ref)
    may_answer = found.status == ProposalState.WAITING and may_edit(request.user, role.project)
    extra: dict[str, Any] = {"proposal": found, "role": role, "may_answer": may_answer}
    if is_wording:
        extra["pieces"] = queries.pieces(found)
        extra["draft_words"] = other
        extra["beside_draft"] = compare(other, found.wording) if other is not None else None
    heading = _("Other words, suggested") if is_wording else _("A suggested change")
    return form_page(
        request,
        role.project,
        form,
        heading,
        back="roles:detail",
        ref=role.ref,
        template="roles/proposal.html",
        **extra,
    )


def _form(request: AuthenticatedRequest, found: ChangeProposal, other: str | None) -> Any:
    """Return the questions: yes or no to other words, and one more answer to a comment on a field."""
    if found.kind == ProposalKind.WORDING:
        return AnswerSuggestionForm(request.POST or None, draft=other, proposed=found.wording)
    return (
        AnswerCommentForm(request.POST or None) if found.field else AnswerSuggestionForm(request.POST or None)
    )


def _answered(found: ChangeProposal, given: dict[str, Any], request: AuthenticatedRequest) -> ChangeProposal:
    """Do what staff chose. Raises TransitionRefused."""
    answer, by = given["answer"], request.user
    if "outcome" in given:
        return OUTCOMES[given["outcome"]](found, answer=answer, by=by)
    if given["take_up"] and found.kind == ProposalKind.WORDING:
        merged = {name: given[name] for name in ("over", "wording") if name in given}
        return actions.take_up(found, answer=answer, by=by, **merged)
    return answering.answer(found, take_up=given["take_up"], answer=answer, by=by)


@require_safe
@permissions.staff_required
def parts(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Everything the role says, each with a way to record what somebody would change."""
    assignment = assignment_for(request.user, ref, change=True)
    context = {
        "assignment": assignment,
        "role": assignment.role,
        "project": assignment.role.project,
        "parts": queries.parts_of(assignment.version),
        "back_url": reverse("roles:assignment", args=[ref]),
    }
    return render(request, "roles/parts.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def part(request: AuthenticatedRequest, ref: str, field: str) -> HttpResponse:
    """Record which words somebody would change, or what they think of a part."""
    assignment = assignment_for(request.user, ref, change=True)
    found = queries.part_of(assignment.version, field)
    form = RecordPartForm(request.POST or None, part=found, read=assignment.version.content_hash)
    only_show = "check" in request.POST
    if not only_show and submit(
        request,
        form,
        lambda: actions.record(
            assignment, title=found.title, field=field, said=form.said, by=request.user, **form.asked
        ),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("roles:assignment", ref)
    heading = _("%(part)s: what %(name)s would change") % {
        "part": found.title,
        "name": assignment.person.name,
    }
    return form_page(
        request,
        assignment.role.project,
        form,
        heading,
        back="roles:assignment",
        ref=ref,
        template="roles/part.html",
        part=found,
        pieces=compare(found.text, form.typed) if only_show and form.typed is not None else None,
        scripts=scripts(assignment.person, [assignment]),
    )
