"""Public contributors: the roles I was asked to take, my answers, what I agreed."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from projects.roles import queries
from projects.roles.answering import actions as answering
from projects.roles.answering.forms import SuggestForm
from projects.roles.answering.lists import MY_ROLES
from projects.roles.comparing import queries as comparing
from projects.roles.contacts.queries import who_to_ask
from projects.roles.documents.queries import choices_for
from projects.roles.documents.states import FILES
from projects.roles.duties.queries import sides
from projects.roles.farewell.queries import afterwards
from projects.roles.models import Agreement, Assignment, ChangeProposal
from projects.roles.pairing.queries import said_to
from projects.roles.proposals import queries as proposals
from projects.roles.states import LIVE, AssignmentState, ProposalKind
from projects.roles.terms.queries import how_it_goes_on


def mine(request: PersonRequest, ref: str) -> Assignment:
    """Return one of my roles. Raises Http404."""
    seen = Assignment.objects.visible_to_member(request.person)
    return permissions.get_visible_or_404(
        seen.select_related(
            *("role__project__lead", "role__project__organisation", "version__contact", "version__backup"),
            *("version__role", "person"),
        ),
        ref,
    )


@require_safe
@permissions.contributor_required
def list_roles(request: PersonRequest) -> HttpResponse:
    """Every role I was asked to take."""
    roles = Assignment.objects.visible_to_member(request.person).select_related("role__project", "version")
    return lists.answer(
        request,
        MY_ROLES,
        roles,
        key="-id",
        template="roles/my_list.html",
        context={"back_url": reverse("portal:home")},
    )


@require_safe
@permissions.contributor_required
def detail(request: PersonRequest, ref: str) -> HttpResponse:
    """A role: the whole text, and the three answers."""
    assignment = queries.my_assignment(request.person, ref)
    agreements = Agreement.objects.visible_to_member(request.person).filter(version__role=assignment.role)
    context = {
        "assignment": assignment,
        "version": assignment.version,
        "role_text": assignment.version.text_if_readable,
        "files": choices_for(request.person),
        "role": assignment.role,
        "project": assignment.role.project,
        "needs_answer": queries.needs_answer(assignment),
        "news": comparing.news_for(assignment),
        "changed": queries.changed_since_agreed(assignment),
        "may_suggest": assignment.status in LIVE,
        "invited": assignment.status == AssignmentState.INVITED,
        "agreements": agreements.select_related("version"),
        "suggestions": assignment.proposals.order_by("-id"),
        "sides": sides(assignment.duty_occasions.all(), theirs=True),
        "together": said_to(assignment),
        "asks": who_to_ask(assignment),
        "goes_on": how_it_goes_on(assignment),
        "afterwards": afterwards(assignment),
        "letter_kinds": list(FILES),
        "back_url": reverse("my_roles:list"),
    }
    return render(request, "roles/my_detail.html", context)


@require_safe
@permissions.contributor_required
def scope(request: PersonRequest, ref: str) -> HttpResponse:
    """What can be changed on the project of a role, while I am asked to take it, or in it."""
    assignment = queries.my_assignment(request.person, ref)
    if assignment.status not in LIVE:
        raise Http404
    context = {
        "role": assignment.role,
        "project": assignment.role.project,
        "back_url": reverse("my_roles:detail", args=[ref]),
    }
    return render(request, "roles/my_scope.html", context)


@require_POST
@permissions.contributor_required
@idempotent
def agree(request: PersonRequest, ref: str) -> HttpResponse:
    """Agree to the text that stood on the page."""
    assignment, read = queries.my_assignment(request.person, ref), request.POST.get("text", "")
    done = _("Thank you. You have agreed to the role. You can always read it here.")
    submit(request, None, lambda: answering.agree(assignment, content_hash=read, by=request.user), done=done)
    return redirect("my_roles:detail", ref)


@require_POST
@permissions.contributor_required
@idempotent
def decline(request: PersonRequest, ref: str) -> HttpResponse:
    """Say no thank you; or, in the role already, keep to what was agreed before."""
    assignment = queries.my_assignment(request.person, ref)
    if assignment.status == AssignmentState.AGREED:
        action: Callable[..., Assignment] = answering.keep_earlier
        done = _("Nothing changes. What you agreed before still stands.")
    else:
        action = answering.decline
        done = _("Thank you for telling us. You do not need to do anything else.")
    submit(request, None, lambda: action(assignment, by=request.user), done=done)
    return redirect("my_roles:detail", ref)


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def suggest(request: PersonRequest, ref: str) -> HttpResponse:
    """Suggest other words for a part of the role."""
    assignment = queries.my_assignment(request.person, ref)
    form = SuggestForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: answering.suggest(assignment, **form.cleaned_data, by=request.user),
        done=_("Thank you. We will answer you within 7 days."),
    ):
        return redirect("my_roles:detail", ref)
    context = {
        "form": form,
        "heading": _("Suggest a change"),
        "caption": assignment.role.title,
        "lead": _("You do not have to agree first. We read every suggestion and will answer you."),
        "back_url": reverse("my_roles:detail", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)


@require_safe
@permissions.contributor_required
def suggestion(request: PersonRequest, ref: str) -> HttpResponse:
    """What I suggested, and what was answered."""
    seen = ChangeProposal.objects.filter(assignment__person=request.person)
    found = permissions.get_visible_or_404(
        seen.select_related("assignment__role", "version__role", "version__contact", "version__backup"), ref
    )
    back_url = reverse("my_roles:detail", args=[found.assignment.ref])
    context = {
        "proposal": found,
        "pieces": proposals.pieces(found) if found.kind == ProposalKind.WORDING else None,
        "role": found.assignment.role,
        "back_url": back_url,
    }
    return render(request, "roles/my_suggestion.html", context)


@require_safe
@permissions.contributor_required
def agreed(request: PersonRequest, ref: str) -> HttpResponse:
    """What I agreed to, word for word, for ever."""
    seen = Agreement.objects.visible_to_member(request.person)
    agreement = permissions.get_visible_or_404(
        seen.select_related("version__role__project", "version__contact", "version__backup"), ref
    )
    version = agreement.version
    team = Agreement.objects.filter(version=version).exclude(side=agreement.side).select_related("person")
    context = {
        "agreement": agreement,
        "version": version,
        "role_text": version.text_if_readable,
        "files": choices_for(request.person),
        "assignment": Assignment.objects.filter(person=request.person, role=version.role).first(),
        "role": version.role,
        "project": version.role.project,
        "team": team.order_by("id"),
        "back_url": reverse("my_roles:list"),
    }
    return render(request, "roles/my_agreed.html", context)
