"""Staff: recording that somebody they know wants to hear of new opportunities, or no longer."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.selection.alerts import actions, queries
from projects.selection.alerts.forms import RecordAlertForm


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def record(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write down what somebody told us about the news of one of our organisations."""
    person = permissions.get_visible_or_404(Person.objects.visible_to(request.user), ref)
    found = queries.of_person(person, request.user)
    if not found:
        raise PermissionDenied
    alert = found[0][1]
    initial = {"topics": alert.chosen_topics, "regions": alert.chosen_regions} if alert else {}
    form = RecordAlertForm(request.POST or None, initial=initial, bodies=[body for body, _alert in found])
    if submit(
        request,
        form,
        lambda: actions.record(
            person,
            form.body,
            wanted=form.cleaned_data["wanted"] == "yes",
            topics=form.cleaned_data["topics"],
            regions=form.cleaned_data["regions"],
            said=form.said,
            by=request.user,
        ),
        done=_("Recorded. We will send them a copy in writing."),
    ):
        return redirect("people:detail", ref)
    context = {
        "form": form,
        "person": person,
        "heading": _("Hearing of new opportunities"),
        "caption": person.name,
        "layout": "layouts/staff.html",
        "back_url": reverse("people:detail", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)
