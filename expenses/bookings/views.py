"""Staff who arrange meetings: what people asked us to book, and our answers."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from expenses.bookings import actions, queries
from expenses.bookings.forms import AnswerForm, AskForSomebodyForm, BookingFilter, CostForm
from expenses.bookings.lists import BOOKINGS
from expenses.bookings.models import BookingRequest
from expenses.bookings.states import BookingState

STAFF = "layouts/staff.html"


@require_safe
@permissions.permission_required("edit_project")
def list_bookings(request: AuthenticatedRequest) -> HttpResponse:
    """What people asked us to book: what waits, the most urgent first; or others, the newest first."""
    form = BookingFilter(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    seen = BookingRequest.objects.visible_to(request.user).select_related(
        "person", "meeting", "project", "owner"
    )
    return lists.answer(
        request,
        BOOKINGS,
        narrowed(seen, asked),
        key="-id" if asked.get("status") else "needed_by",
        template="bookings/list.html",
        context={},
        form=form,
    )


def narrowed(rows: QuerySet[BookingRequest], asked: dict[str, Any]) -> QuerySet[BookingRequest]:
    """Return the requests that the filters in the address leave over."""
    if words := asked.get("q"):
        in_titles = Q(meeting__title__icontains=words) | Q(project__title__icontains=words)
        rows = rows.filter(Q(person__name__icontains=words) | in_titles)
    status = asked.get("status") or BookingState.ASKED
    return rows if status == "all" else rows.filter(status=status)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_project")
@idempotent
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One request and its answer. Each look is written down: the words may tell what helps somebody."""
    booking = find(request, ref)
    form = AnswerForm(request.POST or None)
    if submit(
        request,
        form,
        lambda: give_answer(booking, form.cleaned_data, by=request.user),
        done=_("Saved. We have told the person."),
    ):
        return redirect("bookings:detail", ref)
    actions.note_look(booking, by=request.user)
    context = {
        "booking": booking,
        "form": form if booking.facts.waits_for_answer or form.errors else None,
        "done": entries_about(booking).prefetch_related("by__people")[:20],
        "back_url": reverse("bookings:list"),
    }
    return render(request, "bookings/detail.html", context)


def give_answer(booking: BookingRequest, given: dict[str, Any], *, by: User) -> BookingRequest:
    """Do what the answer form says. Raises TransitionRefused."""
    if given["answer"] == AnswerForm.BOOK:
        fields = {name: given[name] for name in ("how_to_get_it", "reference", "cost_pence")}
        return actions.book(booking, **fields, by=by)
    if given["answer"] == AnswerForm.CANNOT:
        return actions.cannot(booking, why=given["why_not"], another_way=given["another_way"], by=by)
    return actions.let_go(booking, why=given["why_gone"], by=by)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_project")
@idempotent
def cost(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Note what a booking cost us in all."""
    booking = find(request, ref)
    form = CostForm(request.POST or None, initial={"cost_pence": booking.cost_pence})
    if submit(
        request,
        form,
        lambda: actions.note_cost(booking, **form.cleaned_data, by=request.user),
        done=_("The cost is recorded."),
    ):
        return redirect("bookings:detail", ref)
    back = reverse("bookings:detail", args=[ref])
    context = {"form": form, "heading": _("What did it cost?"), "layout": STAFF, "back_url": back}
    return render(request, "layouts/form_page.html", context | {"caption": booking.title})


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_project")
@idempotent
def ask_for(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write down what somebody asked us for, by phone or letter; `ref` is the person's."""
    person = permissions.get_visible_or_404(Person.objects.visible_to(request.user), ref)
    form = AskForSomebodyForm(
        request.POST or None, occasions=queries.occasions_of(person, arranged_by=request.user)
    )
    made: list[BookingRequest] = []
    if submit(
        request,
        form,
        lambda: made.append(actions.ask(person=person, by=request.user, **form.asked)),
        done=_("It is recorded and promised to the person."),
    ):
        return redirect("bookings:detail", made[0].ref)
    context = {
        "form": form,
        "heading": _("Book something for %(name)s") % {"name": person.name},
        "lead": _("Write down what they asked for, in their own words."),
        "layout": STAFF,
        "back_url": reverse("people:detail", args=[ref]),
    }
    return render(request, "layouts/form_page.html", context)


def find(request: AuthenticatedRequest, ref: str) -> BookingRequest:
    """Return a request for somebody who arranges it. Raises Http404."""
    seen = BookingRequest.objects.visible_to(request.user)
    return permissions.get_visible_or_404(
        seen.select_related("person", "meeting", "project", "owner", "asked_by", "answered_by"), ref
    )
