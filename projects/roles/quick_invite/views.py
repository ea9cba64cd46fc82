"""The short way from the staff home to a role that is sent: one form, one look at it, done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.accounts.models import Organisation
from contributors.accounts.sign_in.decorators import constant_time
from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.roles import queries, rules
from projects.roles.models import Assignment, StandardTerms, sealing
from projects.roles.quick_invite import actions
from projects.roles.quick_invite.forms import QuickInviteForm
from projects.roles.quick_invite.queries import open_projects, templates_of
from projects.roles.quick_invite.rules import Plan


@constant_time
@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_project")
@idempotent
def quick_invite(request: AuthenticatedRequest) -> HttpResponse:
    """Ask for the person, the project and the role; show what would be sent; send it.

    The answers travel in the form from one page to the next: nothing is stored before it is sent, and no
    name stands in an address.
    """
    user = request.user
    if user.person is None:
        return render(request, "roles/quick_invite_first.html", {"nobody": True})
    terms = {
        one.organisation_id: one
        for one in StandardTerms.objects.filter(organisation__in=user.organisation_ids("edit_project"))
    }
    if not terms:
        return render(request, "roles/quick_invite_first.html", {"bodies": _may_say_terms(request)})
    form = _form(request, user.person, terms)
    if request.method == "POST" and "change" not in request.POST and form.is_valid() and form.plan:
        plan: Plan = form.plan
        if "send" not in request.POST or _has_changed(request, plan):
            return _check(request, form, plan)
        sent = submit(request, form, lambda: actions.carry_out(plan, by=user), done=_said)
        if sent:
            return redirect("roles:assignment", sent.result.ref)
    context = {
        "form": form,
        "heading": _("Invite someone"),
        "lead": _("Who, for which project, in which role. You see everything before it is sent."),
        "back_url": reverse("staff:home"),
        "layout": "layouts/staff.html",
    }
    return render(request, "layouts/form_page.html", context)


def _form(request: AuthenticatedRequest, me: Person, terms: dict[int, StandardTerms]) -> QuickInviteForm:
    user = request.user
    asked = request.GET.get("project", "")
    projects = open_projects(user, asked)
    starts_in = Organisation.objects.filter(pk__in=set(user.organisation_ids("start_project")) & set(terms))
    first = templates_of(terms).first()
    return QuickInviteForm(
        request.POST or None,
        projects=projects,
        starts_in=list(starts_in),
        terms=terms,
        me=me,
        initial={"template": first, "project": asked},
    )


def _may_say_terms(request: AuthenticatedRequest) -> list[Organisation]:
    return list(Organisation.objects.filter(pk__in=request.user.organisation_ids("set_up")))


def _said(made: Assignment) -> str:
    return _("%(name)s is invited to “%(role)s”.") % {"name": made.person.name, "role": made.role.title}


def _text(plan: Plan) -> sealing.RoleText | None:
    """Return the whole text that the person will read."""
    if plan.is_new_role:
        return plan.version().text_if_readable
    offered = queries.offered(plan.role)
    return offered.text_if_readable if offered else None


def _mark(plan: Plan) -> str:
    """Return what tells the text shown from one that has changed since."""
    if plan.is_new_role:
        return sealing.fingerprint(sealing.seal(plan.version()))
    offered = queries.offered(plan.role)
    return offered.content_hash if offered else ""


def _has_changed(request: AuthenticatedRequest, plan: Plan) -> bool:
    if request.POST["send"] == _mark(plan):
        return False
    messages.warning(request, _("The text has changed since you looked at it. Please look once more."))
    return True


def _check(request: AuthenticatedRequest, form: QuickInviteForm, plan: Plan) -> HttpResponse:
    typed = [
        (name, value)
        for name in request.POST
        if name not in ("csrfmiddlewaretoken", "idempotency_key", "send", "change")
        for value in request.POST.getlist(name)
    ]
    context = {
        "plan": plan,
        "role_text": _text(plan),
        "mark": _mark(plan),
        "typed": typed,
        "answer_by": rules.answer_due(None),
        "back_url": reverse("roles:quick_invite"),
    }
    return render(request, "roles/quick_invite_check.html", context)
