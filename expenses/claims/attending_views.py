"""The project's look at a claim: who, and what for. No amount stands here."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.answers import report_outcome
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.known import known
from coproduce.foundation.requests import AuthenticatedRequest
from expenses.claims import attending
from expenses.claims.forms import TookPartForm
from expenses.claims.models import Claim


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_project")
@idempotent
def took_part(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Say whether the person of a claim took part. For staff of its project."""
    theirs = Claim.objects.of_projects_of(request.user).select_related("person", "project", "meeting")
    claim = permissions.get_visible_or_404(theirs, ref)
    form = TookPartForm(request.POST or None, initial={"took_part": claim.took_part})
    back = reverse("team:detail", args=[known(claim.project).ref])
    if request.user.can("see_claims", claim.organisation_id):
        back = reverse("claims:detail", args=[ref])
    if request.method == "POST" and form.is_valid():
        with report_outcome(request, _("Saved. Whoever decides on the claim sees it."), form):
            attending.say_took_part(claim, took_part=form.cleaned_data["took_part"], by=request.user)
        if form.is_valid():
            return redirect(back)
    heading = _("Did %(name)s take part?") % {"name": claim.person.name}
    context = {"form": form, "heading": heading, "caption": claim.title, "lead": attending.look(claim).words}
    return render(
        request, "layouts/form_page.html", context | {"layout": "layouts/staff.html", "back_url": back}
    )
