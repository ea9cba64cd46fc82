"""Staff: the duties a draft names, and what became of those agreed with one person."""

from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.people.on_behalf.queries import may_record, scripts
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.form_page import form_page
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from coproduce.foundation.promises.kinds import Side
from projects.roles import queries
from projects.roles.duties import actions, rules
from projects.roles.duties.forms import ChooseDutiesForm, DoneForm, FreeDutyForm, RecordDoneForm, TellForm
from projects.roles.duties.lists import KEPT
from projects.roles.duties.queries import may_read_theirs
from projects.roles.models import DutyOccasion, RoleDescription, RoleVersion
from projects.roles.models.duty_kinds import FREE, words_of
from projects.roles.states import VersionState
from projects.team.queries import may_edit


def _draft_of(request: AuthenticatedRequest, ref: str) -> tuple[RoleDescription, RoleVersion]:
    role = queries.role_for(request.user, ref, change=True)
    return role, get_object_or_404(role.versions.select_related("role__project"), status=VersionState.DRAFT)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def choose(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Choose the duties of both sides that can be measured; those in own words stand below."""
    role, draft = _draft_of(request, ref)
    entries = [*draft.our_promises, *draft.their_promises]
    form = ChooseDutiesForm(request.POST or None, entries=entries)
    if submit(
        request,
        form,
        lambda: actions.choose(draft, days=form.days, by=request.user),
        done=_("The duties are saved. Nobody else can see them yet."),
    ):
        return redirect("roles:detail", ref)
    heading = _("What each side promises")
    free = [
        {"key": one["key"], "words": words_of(one), "ours": one["side"] == Side.ORGANISATION}
        for one in entries
        if one["kind"] == FREE
    ]
    return form_page(
        request,
        role.project,
        form,
        heading,
        back="roles:detail",
        ref=ref,
        template="roles/duties/choose.html",
        role=role,
        free=free,
    )


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def add(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Add a duty in own words to the draft."""
    role, draft = _draft_of(request, ref)
    form = FreeDutyForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.add_free(draft, **form.cleaned_data, by=request.user),
        done=_("The duty is added. Nobody else can see it yet."),
    ):
        return redirect("roles:duties", ref)
    heading = _("Add a duty in your own words")
    return form_page(request, role.project, form, heading, back="roles:duties", ref=ref)


@require_POST
@permissions.staff_required
@idempotent
def remove(request: AuthenticatedRequest, ref: str, key: str) -> HttpResponse:
    """Take a duty in own words off the draft. Raises Http404."""
    _role, draft = _draft_of(request, ref)
    if key not in {one.get("key") for one in (*draft.our_promises, *draft.their_promises)}:
        raise Http404
    done = _("The duty is removed.")
    submit(request, None, lambda: actions.remove_free(draft, key=key, by=request.user), done=done)
    return redirect("roles:duties", ref)


def _occasion(request: AuthenticatedRequest, ref: str) -> DutyOccasion:
    rows = DutyOccasion.objects.visible_to_staff(request.user).select_related(
        "promise", "assignment__person", "assignment__role__project__lead"
    )
    return permissions.get_visible_or_404(rows, ref)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def duty(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Show one duty at one time; say that we did it, where nothing else shows that."""
    found = _occasion(request, ref)
    project = found.assignment.role.project
    able = may_edit(request.user, project) and found.promise is not None and found.promise.is_open
    by_hand = able and not found.is_theirs and found.line not in rules.KEPT_BY_WHAT_HAPPENS
    form: BaseForm | None = None
    if by_hand:
        form = (TellForm if found.line in rules.TOLD_IN_WORDS else DoneForm)(request.POST or None)
    elif request.method == "POST":
        permissions.allow(request.user, "edit_project", found.organisation_id)
    if request.method == "POST" and submit(
        request,
        form,
        lambda: actions.done(found, by=request.user, words=_words(form)),
        done=_("Recorded. Thank you."),
    ):
        return redirect("roles:duty", ref)
    context: dict[str, Any] = {
        "occasion": found,
        "project": project,
        "form": form,
        "may_record": able and found.is_theirs and found.line not in rules.KEPT_BY_WHAT_HAPPENS,
        "back_url": reverse("roles:assignment", args=[found.assignment.ref]),
    }
    return render(request, "roles/duties/duty.html", context)


def _words(form: BaseForm | None) -> str:
    return form.cleaned_data.get("words", "") if form else ""


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def record(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Record that somebody told us they did their part."""
    found = _occasion(request, ref)
    permissions.allow(request.user, "edit_project", found.organisation_id)
    person = found.assignment.person
    if not (found.is_theirs and may_record(person, request.user, found.organisation_id)):
        raise Http404
    form = RecordDoneForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: actions.record_done(found, said=form.said, by=request.user),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("roles:duty", ref)
    return form_page(
        request,
        found.assignment.role.project,
        form,
        _("Record what %(name)s did") % {"name": person.name},
        back="roles:duty",
        ref=ref,
        template="roles/duties/record.html",
        occasion=found,
        scripts=scripts(person, [found]),
    )


@require_safe
@permissions.staff_required
def kept(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Each time that one person's role asked for something: our side, and theirs to their contact alone."""
    assignment = queries.assignment_for(request.user, ref)
    rows = DutyOccasion.objects.filter(assignment=assignment).select_related("promise")
    if not may_read_theirs(request.user, assignment):
        rows = rows.filter(side=Side.ORGANISATION)
    context = {
        "assignment": assignment,
        "project": assignment.role.project,
        "back_url": reverse("roles:assignment", args=[ref]),
    }
    return lists.answer(
        request,
        KEPT,
        rows,
        key="-id",
        template="roles/duties/kept.html",
        context=context,
        about=assignment.role.project,
    )
