"""Who is told when a promise of ours is late, and after how many days."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import Organisation
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.team.escalation import actions
from projects.team.escalation.forms import EscalationForm
from projects.team.escalation.queries import settings_of


@require_safe
@permissions.permission_required("set_up")
def choose(request: AuthenticatedRequest) -> HttpResponse:
    """Lead to the settings of an organisation; where there is one, straight on."""
    mine = Organisation.objects.filter(pk__in=request.user.organisation_ids("set_up"))
    organisations = list(mine)
    if len(organisations) == 1:
        return redirect("escalation:change", organisations[0].ref)
    context = {"organisations": organisations, "back_url": reverse("promises:list")}
    return render(request, "team/escalation_of.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("set_up")
@idempotent
def change(request: AuthenticatedRequest, organisation: str) -> HttpResponse:
    """Change when a late promise is told to whom."""
    mine = Organisation.objects.filter(pk__in=request.user.organisation_ids("set_up"))
    body = permissions.get_visible_or_404(mine, organisation)
    form = EscalationForm(request.POST or None, instance=settings_of(body.pk))
    if submit(
        request,
        form,
        lambda: actions.change_settings(body, **form.cleaned_data, by=request.user),
        done=_("Saved. It applies to everything that is late from now on."),
    ):
        return redirect("promises:list")
    context = {
        "form": form,
        "heading": _("When one of our promises is late"),
        "caption": body.name,
        "lead": _(
            "We remind the person who looks after it on the day. Then we tell others, each of them once."
        ),
        "back_url": reverse("promises:list"),
        "layout": "layouts/staff.html",
    }
    return render(request, "layouts/form_page.html", context)
