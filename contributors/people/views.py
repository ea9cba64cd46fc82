"""People, for staff: find, see, add, change. What helps them stands on a page of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributors.accounts.models import Organisation
from contributors.people import actions, queries, rules
from contributors.people.access_needs import actions as needs
from contributors.people.forms import AddPersonForm, PeopleFilter, PersonForm, StaffNeedForm
from contributors.people.lists import PEOPLE
from contributors.people.models import AccessNeed, Person
from contributors.people.on_behalf.queries import recorded_for
from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.pages.presenters import promise_row
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.promises.models import Promise


@require_safe
@permissions.permission_required("see_people")
def list_people(request: AuthenticatedRequest) -> HttpResponse:
    """The people the user's organisations know, by name."""
    organisations = _organisations(request, "see_people")
    form = PeopleFilter(request.GET or None, organisations=organisations)
    people = Person.objects.visible_to(request.user)
    if form.is_valid():
        people = people.named_like(form.cleaned_data["name"]) if form.cleaned_data["name"] else people
        if chosen := form.cleaned_data.get("organisation"):
            people = people.known_to([one.pk for one in organisations if one.ref == chosen])
    context = {
        "may_add": bool(request.user.organisation_ids("edit_people")),
    }
    return lists.answer(
        request,
        PEOPLE,
        people.with_shares(request.user),
        key="name",
        template="people/list.html",
        context=context,
        form=form,
    )


@require_safe
@permissions.permission_required("see_people")
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One person: how to reach them, open promises, and what the layers above add."""
    person = _find(request, ref)
    promises = Promise.objects.visible_to(request.user).open().filter(person=person)
    context = {
        "person": person,
        "reach": rules.reach_of(person, shares=person.shares),
        "may_change": queries.may_change(person, request.user),
        "may_see_needs": queries.may_see_needs(person, request.user),
        "promises": [
            promise_row(one, for_staff=True) for one in promises.select_related("project", "person")[:50]
        ],
        "recorded": recorded_for(person, request.user),
        "panels": queries.panels_of(person, request.user),
        "back_url": reverse("people:list"),
    }
    return render(request, "people/detail.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def add(request: AuthenticatedRequest) -> HttpResponse:
    """Write somebody down, with or without an e-mail."""
    organisations = _organisations(request, "edit_people")
    form = AddPersonForm(request.POST or None, organisations=organisations)
    if form.is_valid():
        chosen = form.cleaned_data.pop("organisation", organisations[0].ref)
        organisation = next(one for one in organisations if one.ref == chosen)
        person = actions.add_person(organisation=organisation, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s is on your list of people.") % {"name": person.name})
        return redirect("people:detail", ref=person.ref)
    context = {"form": form, "heading": _("Add a person"), "back_url": reverse("people:list")}
    return render(request, "people/add.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("edit_people")
@idempotent
def edit(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Change somebody's details. A note goes to the old contact."""
    person = _find(request, ref)
    if not queries.may_change(person, request.user):
        raise PermissionDenied
    form = PersonForm(request.POST or None, instance=person)
    if form.is_valid():
        actions.change_person(person, by=request.user, **form.cleaned_data)
        messages.success(request, _("The details are saved."))
        return redirect("people:detail", ref=person.ref)
    back = reverse("people:detail", args=[person.ref])
    context = {"form": form, "heading": _("Change details"), "back_url": back}
    return render(request, "people/edit.html", context)


@require_safe
@permissions.permission_required("see_access_needs")
def what_helps(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """What a person needs to take part. Opening this page is written down."""
    person = _find_with_needs(request, ref)
    found = needs.look(person, by=request.user)
    context = {
        "person": person,
        "needs": [{"need": need, "old": rules.review_due(need, clock.today())} for need in found],
        "back_url": reverse("people:detail", args=[person.ref]),
    }
    return render(request, "people/what_helps.html", context)


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_access_needs")
@idempotent
def add_need(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Write down what somebody told us by phone, post or in the room."""
    person = _find_with_needs(request, ref)
    form = StaffNeedForm(request.POST or None)
    if form.is_valid():
        needs.add(person, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Thank you for asking."))
        return redirect("people:what_helps", ref=person.ref)
    back = reverse("people:what_helps", args=[person.ref])
    context = {"form": form, "heading": _("Add what helps"), "caption": person.name, "back_url": back}
    return render(request, "people/edit.html", context)


@require_POST
@permissions.permission_required("see_access_needs")
@idempotent
def end_need(request: AuthenticatedRequest, ref: str, need: str) -> HttpResponse:
    """The person told us that they no longer need this."""
    person = _find_with_needs(request, ref)
    needs.end(
        permissions.get_visible_or_404(
            AccessNeed.objects.visible_to(request.user).filter(person=person), need
        ),
        by=request.user,
    )
    messages.success(request, _("That is taken off the list."))
    return redirect("people:what_helps", ref=person.ref)


def _find(request: AuthenticatedRequest, ref: str) -> Person:
    return permissions.get_visible_or_404(
        Person.objects.visible_to(request.user).with_shares(request.user), ref
    )


def _find_with_needs(request: AuthenticatedRequest, ref: str) -> Person:
    person = _find(request, ref)
    if not queries.may_see_needs(person, request.user):
        raise PermissionDenied
    return person


def _organisations(request: AuthenticatedRequest, capability: str) -> list[Organisation]:
    return list(Organisation.objects.filter(pk__in=request.user.organisation_ids(capability)))
