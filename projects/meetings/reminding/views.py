"""Staff: when people are reminded of a meeting."""

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
from projects.meetings.reminding import actions
from projects.meetings.reminding.forms import ReminderForm
from projects.meetings.reminding.queries import settings_of


@require_http_methods(["GET", "POST"])
@permissions.permission_required("set_up")
@idempotent
def change(request: AuthenticatedRequest, organisation: str) -> HttpResponse:
    """Change how many days before a meeting people of an organisation are reminded."""
    mine = Organisation.objects.filter(pk__in=request.user.organisation_ids("set_up"))
    body = permissions.get_visible_or_404(mine, organisation)
    form = ReminderForm(request.POST or None, instance=settings_of(body.pk))
    if submit(
        request,
        form,
        lambda: actions.change_settings(body, **form.cleaned_data, by=request.user),
        done=_("Saved. It counts from the next reminders on."),
    ):
        return redirect("meetings:reminders", organisation)
    context = {
        "form": form,
        "heading": _("Reminders before a meeting"),
        "caption": body.name,
        "lead": _(
            "Who said yes is told where and how to join. Who has not answered is asked again."
            " Who said no hears nothing."
        ),
        "back_url": reverse("staff:home"),
        "layout": "layouts/staff.html",
    }
    return render(request, "layouts/form_page.html", context)
