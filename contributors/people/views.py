"""People, for staff: find, see, add, change. What helps them stands on a page of its own."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.models import Organisation, User
from contributors.accounts.sign_in.decorators import constant_time
from contributors.people import actions, queries, rules
from contributors.people.access_needs import actions as needs
from contributors.people.forms import AddPersonForm, PeopleFilter, PersonForm, StaffNeedForm
from contributors.people.lists import PEOPLE
from contributors.people.models import AccessNeed, Person
from contributors.people.new_mailbox.models import MailboxProof
from contributors.people.notes.queries import notes_about, organisation_to_note_in
from contributors.people.on_behalf.forms import OnBehalfForm
from contributors.people.on_behalf.queries import organisation_to_record_in, recorded_for
from contributors.people.on_behalf.views import record_page, whom
from coproduce.foundation import clock, permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.pages.presenters import promise_row
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import Promise

PROMISES_SHOWN = 25
MESSAGES_SHOWN = 10
DONE_SHOWN = 20
NEW_EMAIL_WAITS = _lazy(
    "The new email counts once its owner has said yes to the message we sent there. Until then "
    "the old one holds."
)


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
        people.with_shares(request.user).with_side(request.user),
        key="name",
        template="people/list.html",
        context=context,
        form=form,
    )


@require_safe
@permissions.permission_required("see_people")
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """One person: everything staff know and may see, the urgent first, and what the layers above add.

    As many queries for much as for little.
    """
    person = _find(request, ref)
    promises = Promise.objects.visible_to(request.user).open().filter(person=person)
    promises = promises.select_related("project", "person").order_by("due_at", "id")
    sides = {
        side: [promise_row(one, for_staff=True) for one in promises.filter(side=side)[:PROMISES_SHOWN]]
        for side in (Side.ORGANISATION, Side.CONTRIBUTOR)
    }
    panels = queries.panels_of(person, request.user)
    may_change = queries.may_change(person, request.user)
    messages_sent = Notification.objects.visible_to(request.user).filter(recipient=person)
    context = {
        "person": person,
        "reach": rules.reach_of(
            person, shares=person.shares, known_by=request.user.organisation_ids("see_people")
        ),
        "is_staff": person.account is not None and person.account.is_staff_member,
        "may_change": may_change,
        "may_see_needs": queries.may_see_needs(person, request.user),
        "we_owe": sides[Side.ORGANISATION],
        "they_owe": sides[Side.CONTRIBUTOR],
        "sent": list(messages_sent.order_by("-made_at", "-id")[:MESSAGES_SHOWN]),
        "may_see_messages": bool(request.user.organisation_ids("see_messages")),
        "helpers": list(queries.helpers_of(person)) if may_change else [],
        "notes": notes_about(person, request.user),
        "may_note": organisation_to_note_in(person, request.user) is not None,
        "sources": queries.sources_of(person, request.user),
        "done": queries.done_with(person, request.user)[:DONE_SHOWN] if may_change else [],
        "recorded": recorded_for(person, request.user),
        "early_panels": panels["early"],
        "panels": panels["late"],
        **_recording(person, request.user),
        "mailbox_waits": MailboxProof.objects.waiting().filter(person=person).first(),
        "back_url": reverse("people:list"),
    }
    return render(request, "people/detail.html", context)


@constant_time
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


@constant_time
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
        before = Person.objects.get(pk=person.pk).email  # the form has filled `person` with what was typed
        person = actions.change_person(person, by=request.user, **form.cleaned_data)
        messages.success(request, _("The details are saved."))
        if form.cleaned_data["email"] not in ("", before):
            messages.info(request, NEW_EMAIL_WAITS)
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
    person, told = _told_about_needs(request, ref)
    form = StaffNeedForm(request.POST or None)
    return record_page(
        request,
        person,
        form,
        lambda: needs.record_added(person, **form.told, **told, said=form.said),
        _("Add what helps"),
        back_url=reverse("people:what_helps", args=[ref]),
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_access_needs")
@idempotent
def end_need(request: AuthenticatedRequest, ref: str, need: str) -> HttpResponse:
    """The person told us that they no longer need this."""
    person, told = _told_about_needs(request, ref)
    current = AccessNeed.objects.visible_to(request.user).filter(person=person)
    found = permissions.get_visible_or_404(current, need)
    form = OnBehalfForm(request.POST or None)
    return record_page(
        request,
        person,
        form,
        lambda: needs.record_ended(found, **told, said=form.said),
        _("They no longer need this"),
        back_url=reverse("people:what_helps", args=[ref]),
        lead=found.words,
    )


@require_http_methods(["GET", "POST"])
@permissions.permission_required("see_access_needs")
@idempotent
def needs_are_right(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The person told us that all of it is still right."""
    person, told = _told_about_needs(request, ref)
    form = OnBehalfForm(request.POST or None)
    return record_page(
        request,
        person,
        form,
        lambda: needs.record_confirmed(person, **told, said=form.said),
        _("All of it is still right"),
        back_url=reverse("people:what_helps", args=[ref]),
    )


def _told_about_needs(request: AuthenticatedRequest, ref: str) -> tuple[Person, dict[str, Any]]:
    """Return a person, and in which organisation by whom it is recorded what helps them."""
    person, organisation_id = whom(request, _find_with_needs(request, ref).ref)
    return person, {"organisation_id": organisation_id, "by": request.user}


def _recording(person: Person, user: User) -> dict[str, bool]:
    """Return whether the user may record what the person tells them, and whether the person has left."""
    organisation_id = organisation_to_record_in(person, user)
    has_left = person.connections.filter(organisation=organisation_id, left_on__isnull=False)
    may = organisation_id is not None
    return {"may_record": may, "has_left": may and has_left.exists()}


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
