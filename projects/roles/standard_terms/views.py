"""What an organisation's roles say about pay, expenses and worries, before anybody writes one."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.accounts.models import Organisation
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.roles.describing.queries import policy_on
from projects.roles.standard_terms import actions
from projects.roles.standard_terms.forms import StandardTermsForm
from projects.roles.standard_terms.queries import terms_of


@require_http_methods(["GET", "POST"])
@permissions.permission_required("set_up")
@idempotent
def change(request: AuthenticatedRequest, organisation: str) -> HttpResponse:
    """Say what the organisation's new roles begin with."""
    mine = Organisation.objects.filter(pk__in=request.user.organisation_ids("set_up"))
    body = permissions.get_visible_or_404(mine, organisation)
    form = StandardTermsForm(
        request.POST or None, instance=terms_of(body.pk), policy=policy_on(body.pk, None)
    )
    if submit(
        request,
        form,
        lambda: actions.change_terms(body, **form.words, by=request.user),
        done=_("The terms are saved. New roles begin with them."),
    ):
        may_invite = request.user.organisation_ids("edit_project")
        return redirect("roles:quick_invite" if may_invite else "set_up")
    context = {
        "form": form,
        "heading": _("What every role says about pay"),
        "caption": body.name,
        "lead": _(
            "Said once for the whole organisation. Each role begins with these words, and can still say more."
        ),
        "back_url": reverse("set_up"),
        "layout": "layouts/staff.html",
    }
    return render(request, "layouts/form_page.html", context)
