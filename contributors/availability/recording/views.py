"""Staff: when somebody can come, as they told us by phone, by post or in person.

What stands already is private: it is shown only for somebody without an account, who cannot take it off
the list themselves.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.availability.models import Away, Unavailable
from contributors.availability.queries import clock_of
from contributors.availability.recording import actions
from contributors.availability.recording.forms import FORMS
from contributors.availability.recording.states import Told
from contributors.people.models import Person
from contributors.people.on_behalf.forms import OnBehalfForm
from contributors.people.on_behalf.views import record_page, whom
from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest


@require_safe
@permissions.permission_required("edit_people")
def overview(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """What they can tell us, and for somebody without an account what they told us so far."""
    person, _organisation_id = whom(request, ref)
    mine = person.account_id is None
    context = {
        "person": person,
        "topics": [(topic.value, topic.label) for topic in Told],
        "mine": mine,
        "weekly": person.unavailable.all() if mine else [],
        "away": person.away.filter(last_day__gte=clock.today()) if mine else [],
        "back_url": reverse("people:detail", args=[ref]),
    }
    return render(request, "availability/their_times.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def record(request: AuthenticatedRequest, ref: str, topic: str) -> HttpResponse:
    """Record one thing they told us."""
    person, organisation_id = whom(request, ref)
    if topic not in FORMS:
        raise Http404
    own_clock = {"own_clock": clock_of(person) is not None} if topic == Told.WEEKLY else {}
    form = FORMS[topic](request.POST or None, **own_clock)
    return record_page(
        request,
        person,
        form,
        lambda: actions.record_times(
            person,
            topic=topic,
            told=form.told,
            organisation_id=organisation_id,
            said=form.said,
            by=request.user,
        ),
        str(Told(topic).label),
        back_url=reverse("availability:overview", args=[ref]),
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def remove(request: AuthenticatedRequest, ref: str, kind: str, row_ref: str) -> HttpResponse:
    """Record that one of them is no longer in their way."""
    person, organisation_id = whom(request, ref)
    row = _find(person, kind, row_ref)
    form = OnBehalfForm(request.POST or None)
    return record_page(
        request,
        person,
        form,
        lambda: actions.record_removal(row, organisation_id=organisation_id, said=form.said, by=request.user),
        _("This is no longer in their way"),
        back_url=reverse("availability:overview", args=[ref]),
        lead=str(row),
    )


def _find(person: Person, kind: str, ref: str) -> Unavailable | Away:
    """Return a row of somebody without an account. Raises Http404."""
    if person.account_id is not None or kind not in (Told.WEEKLY, Told.AWAY):
        raise Http404
    if kind == Told.WEEKLY:
        return permissions.get_visible_or_404(person.unavailable.all(), ref)
    return permissions.get_visible_or_404(person.away.all(), ref)
