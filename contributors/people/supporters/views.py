"""Staff arrange somebody to help a person who has no account, within the same limits."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.people.models import Person
from contributors.people.on_behalf.queries import organisation_to_record_in
from contributors.people.supporters import actions
from contributors.people.supporters.forms import RecordAskForm
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def arrange(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Ask somebody, in the name of a person without an account, to help them."""
    person = permissions.get_visible_or_404(Person.objects.visible_to(request.user), ref)
    organisation_id = organisation_to_record_in(person, request.user)
    if organisation_id is None or person.account_id is not None:
        raise PermissionDenied
    form = RecordAskForm(request.POST or None)

    def ask() -> object:
        typed = {name: form.cleaned_data[name] for name in ("name", "email")}
        return actions.arrange(
            person,
            **typed,
            **form.allowed(),
            organisation_id=organisation_id,
            said=form.said,
            by=request.user,
        )

    if submit(
        request, form, ask, done=_("We have written to them. They cannot do anything until they agree.")
    ):
        return redirect("people:detail", ref)
    context = {
        "form": form,
        "heading": _("Arrange someone to help them"),
        "caption": person.name,
        "layout": "layouts/staff.html",
        "back_url": reverse("people:detail", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)
