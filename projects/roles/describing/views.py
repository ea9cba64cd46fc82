"""Staff: the contents of a draft, one topic a page, one row of a part that repeats a page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coproduce.foundation import permissions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.pages.submit import submit
from projects.roles import queries
from projects.roles.describing import actions
from projects.roles.describing.forms import RowForm, topic_form
from projects.roles.describing.queries import policy_of
from projects.roles.describing.rules import Contents, contents_of, rows_of
from projects.roles.hints.queries import hints_to
from projects.roles.models import RoleDescription, RoleVersion, RoleWords
from projects.roles.models.policy_rates import PolicyRates
from projects.roles.models.shapes import SHAPES, Shape
from projects.roles.models.text_fields import TOPICS, Topic, topic_of
from projects.roles.states import VersionState


@dataclass(frozen=True)
class Place:
    """Where something is described: a draft of a role, or a template of an organisation."""

    words: RoleWords
    title: str
    caption: str
    organisation_id: int
    contents_url: str
    topic_url: Callable[[str], str]
    row_url: Callable[[str, str], str]
    drop_url: Callable[[str, str], str]
    write: Callable[[dict[str, Any]], Any]
    save_row: Callable[[str, dict[str, Any], str], Any]
    drop_row: Callable[[str, str], Any]
    policy: PolicyRates | None = None


def topic_called(slug: str) -> Topic:
    """Return a topic by what stands in the address. Raises Http404."""
    found = next((one for one in TOPICS if one.slug == slug), None)
    if found is None:
        raise Http404
    return found


def topic_page(request: AuthenticatedRequest, place: Place, slug: str) -> HttpResponse:
    """Ask and save what one topic says; from there on to the next topic, or back to the contents."""
    topic = topic_called(slug)
    form = topic_form(topic, type(place.words))(
        request.POST or None, instance=place.words, organisation_id=place.organisation_id
    )
    if "check" not in request.POST and submit(
        request, form, lambda: place.write(form.words), done=_("Saved.")
    ):
        return redirect(place.contents_url)
    context = {
        "form": form,
        "heading": topic.name,
        "caption": place.caption,
        "hints": form.hints(),
        "notes": hints_to(place.words, place.policy, topic, without=("long",)),
        "parts": rows_of(place.words, topic, place.row_url, place.drop_url, place.policy),
        "policy": place.policy,
        "is_pay": topic.slug == "pay",
        "back_url": place.contents_url,
        "layout": "layouts/staff.html",
    }
    return render(request, "roles/topic.html", context)


def row_page(request: AuthenticatedRequest, place: Place, part: str, key: str) -> HttpResponse:
    """Add a row to a part that repeats, or change one."""
    shape = _shape(part)
    row = next((one for one in getattr(place.words, part) if one.get("id") == key), None)
    if row is None and key != "new":
        raise Http404
    form = RowForm(request.POST or None, shape=shape, policy=place.policy, initial=row)
    back = place.topic_url(topic_of(part).slug)
    if submit(request, form, lambda: place.save_row(part, form.row, key), done=_("Saved.")):
        return redirect(back)
    context = {
        "form": form,
        "heading": shape.one if row else shape.add,
        "caption": place.caption,
        "back_url": back,
        "layout": "layouts/staff.html",
    }
    return render(request, "layouts/form_page.html", context)


def drop_row_page(request: AuthenticatedRequest, place: Place, part: str, key: str) -> HttpResponse:
    """Take a row out. Raises Http404."""
    _shape(part)
    if key not in {one.get("id") for one in getattr(place.words, part)}:
        raise Http404
    submit(request, None, lambda: place.drop_row(part, key), done=_("It is taken out."))
    return redirect(place.topic_url(topic_of(part).slug))


def _shape(part: str) -> Shape:
    if part not in SHAPES:
        raise Http404
    return SHAPES[part]


def _draft(request: AuthenticatedRequest, ref: str) -> tuple[RoleDescription, RoleVersion]:
    role = queries.role_for(request.user, ref, change=True)
    draft = get_object_or_404(
        role.versions.select_related("contact", "backup", "role__project"), status=VersionState.DRAFT
    )
    return role, draft


def _place(request: AuthenticatedRequest, ref: str, *, policy: bool = False) -> Place:
    role, draft = _draft(request, ref)
    user = request.user
    return Place(
        words=draft,
        title=role.title,
        caption=role.title,
        organisation_id=role.organisation_id,
        contents_url=reverse("roles:edit", args=[ref]),
        topic_url=lambda slug: reverse("roles:topic", args=[ref, slug]),
        row_url=lambda part, key: reverse("roles:row", args=[ref, part, key]),
        drop_url=lambda part, key: reverse("roles:drop_row", args=[ref, part, key]),
        write=lambda words: actions.save_topic(draft, words=words, by=user),
        save_row=lambda part, row, key: actions.save_row(draft, part=part, row=row, key=key, by=user),
        drop_row=lambda part, key: actions.drop_row(draft, part=part, key=key, by=user),
        policy=policy_of(draft) if policy else None,
    )


@require_safe
@permissions.staff_required
def edit(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """The contents of a draft: what is said, what is still to be agreed, what is missing and why."""
    role, draft = _draft(request, ref)
    policy = policy_of(draft)
    found: Contents = contents_of(draft, lambda slug: reverse("roles:topic", args=[ref, slug]))
    context = {
        "role": role,
        "project": role.project,
        "draft": draft,
        "contents": found,
        "duties_chosen": len(draft.our_promises) + len(draft.their_promises),
        "policy": policy,
        "notes": hints_to(draft, policy),
        "back_url": reverse("roles:detail", args=[ref]),
    }
    return render(request, "roles/contents.html", context)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def topic(request: AuthenticatedRequest, ref: str, slug: str) -> HttpResponse:
    """One topic of a draft."""
    return topic_page(request, _place(request, ref, policy=slug == "pay"), slug)


@require_http_methods(["GET", "POST"])
@permissions.staff_required
@idempotent
def row(request: AuthenticatedRequest, ref: str, part: str, key: str) -> HttpResponse:
    """One row of a draft."""
    return row_page(request, _place(request, ref, policy=part == "pay_rates"), part, key)


@require_POST
@permissions.staff_required
@idempotent
def drop_row(request: AuthenticatedRequest, ref: str, part: str, key: str) -> HttpResponse:
    """Take a row out of a draft."""
    return drop_row_page(request, _place(request, ref), part, key)
