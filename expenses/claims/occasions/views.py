"""Staff type a claim for somebody."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from expenses.claims.occasions.actions import start_chosen
from expenses.claims.occasions.forms import StartForm
from expenses.claims.occasions.queries import occasions_of, organisations_of


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def start_for(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Type a claim for somebody who would rather not, or cannot; `ref` is the person's."""
    person = permissions.get_visible_or_404(Person.objects.visible_to(request.user), ref)
    organisations = organisations_of(person).filter(pk__in=request.user.organisation_ids("edit_people"))
    ours = {organisation.pk for organisation in organisations}
    occasions = [one for one in occasions_of(person) if one.of_project.organisation_id in ours]
    form = StartForm(
        request.POST or None, choices=[(one.key, one.words) for one in occasions], organisations=organisations
    )
    if request.method == "POST" and form.is_valid():
        claim = start_chosen(form.cleaned_data, occasions, person=person, by=request.user)
        return redirect("my_claims:detail", claim.ref)
    heading = _("Type a claim for %(name)s") % {"name": person.name}
    back_url = reverse("people:detail", args=[ref])
    context = {"form": form, "heading": heading, "layout": "layouts/staff.html", "back_url": back_url}
    return render(request, "layouts/form_page.html", context)
