"""Public contributors: what is arranged for me, and if it was there."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import PersonRequest
from coproduce.foundation.pages.submit import submit
from projects.meetings.arrangements import actions, queries, rules
from projects.meetings.arrangements.forms import MetForm


@require_http_methods(["GET", "POST"])
@permissions.contributor_required
@idempotent
def arrangement(request: PersonRequest, ref: str) -> HttpResponse:
    """One thing that is arranged for me; after the meeting I say whether it was there."""
    row = queries.get_my_arrangement(request.person, ref)
    form = MetForm(request.POST or None, initial={"met": row.met, "words": row.met_words})
    if submit(
        request,
        form,
        lambda: actions.say_if_met(row, **form.answer, by=request.user),
        done=_("Thank you for telling us."),
    ):
        return redirect("my_meetings:detail", row.meeting.ref)
    context = {
        "row": row,
        "meeting": row.meeting,
        "form": form,
        "may_say": rules.may_say(row),
        "back_url": reverse("my_meetings:detail", args=[row.meeting.ref]),
    }
    return render(request, "meetings/my_arrangement.html", context)
