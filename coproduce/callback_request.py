""" "Ask someone to call me": help in the same place on every page, and a promise to ring back."""

from typing import Any

from django import forms
from django.contrib import messages as banners
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from contributors.accounts.models import StaffRole, User
from contributors.accounts.roles import Role
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.fields import PhoneField
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.pages.forms import Form
from coproduce.foundation.pages.requests import AuthenticatedRequest, signed_in
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from coproduce.foundation.working_days import next_working_day
from projects.team.models import Project

CALLBACK_REQUEST = kinds.register(
    PromiseKind(
        key="help.ring_back",
        side=Side.ORGANISATION,
        for_contributor=gettext_lazy("Ring you back"),
        for_staff=gettext_lazy("Ring {label} back"),
        staff_url="people:detail",
        by_hand=True,
        reminder_expires=THREE_DAYS,
        outlasts_project=True,  # whoever asked for a call gets it
    )
)


class CallbackRequestForm(Form):
    """The number to ring. Why is not asked: that is for the call."""

    submit_label = gettext_lazy("Ask someone to call me")
    phone = PhoneField(label=gettext_lazy("Which number should we ring?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget = forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})


@login_not_required
@require_http_methods(["GET", "POST"])
def request_callback(request: HttpRequest) -> HttpResponseBase:
    """Take a number from somebody signed in; tell everybody else where to ring or write."""
    person = request.user.person if signed_in(request) else None
    if signed_in(request) and person and who_rings(person):
        return ask_for_call(request, person)
    return render(request, "portal/call_me_open.html")


@idempotent
def ask_for_call(request: AuthenticatedRequest, person: Person) -> HttpResponse:
    """Promise a call by the end of the next working day."""
    form = CallbackRequestForm(request.POST or None, initial={"phone": person.phone})
    if form.is_valid():
        promise_callback(person, phone=str(form.cleaned_data["phone"]), by=request.user)
        banners.success(request, _("Thank you. We will ring you by the end of the next working day."))
        return HttpResponseRedirect(reverse("home"))
    heading = _("Ask someone to call me")
    return render(request, "layouts/form_page.html", {"form": form, "heading": heading})


@transaction.atomic
def promise_callback(person: Person, *, phone: str, by: User) -> None:
    """Promise to ring a person on a number by the end of the next working day.

    Raises LookupError when nobody could ring.
    """
    rings = who_rings(person)
    if rings is None:
        raise LookupError("nobody to ring them back")
    owner, organisation_id = rings
    promise.make(
        CALLBACK_REQUEST,
        subject=person,
        due_at=clock.end_of_day(next_working_day(clock.today())),
        owner=owner,
        by=by,
        organisation_id=organisation_id,
        person=person,
        label=f"{person.name} ({phone})",
    )


def who_rings(person: Person) -> tuple[Person, int] | None:
    """Return (staff person, organisation id): the contact of their newest project, else a PPI manager."""
    project = Project.objects.visible_to_member(person).select_related("lead").order_by("-id").first()
    if project:
        return project.lead, project.organisation_id
    managers = StaffRole.objects.filter(
        Q(until=None) | Q(until__gte=clock.today()),
        role=Role.PPI_MANAGER,
        user__is_active=True,
        organisation__connections__person=person,
    )
    manager = managers.values_list("user__people", "organisation").order_by("since", "id").first()
    if not manager or manager[0] is None:
        return None
    return Person.objects.get(pk=manager[0]), manager[1]
