"""Messages as staff see them: what went out, what waits for a letter or a call, what needs help."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages as banners
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from coproduce.foundation import permissions, transitions
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.lists import pages as lists
from coproduce.foundation.notifications import actions, queries, rendering
from coproduce.foundation.notifications.by_hand.queries import letters_to_choose
from coproduce.foundation.notifications.lists import MESSAGES, SHOW, part_of
from coproduce.foundation.notifications.models import Channel, GoesTo, Notification
from coproduce.foundation.notifications.states import State
from coproduce.foundation.pages.paging import Page
from coproduce.foundation.pages.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from contributors.accounts.models import User

log = logging.getLogger(__name__)


@require_safe
@permissions.permission_required("see_messages")
def message_list(request: AuthenticatedRequest) -> HttpResponse:
    """List messages, newest first."""
    show = request.GET.get("show", "")
    rows = part_of(Notification.objects.visible_to(request.user), show).select_related("recipient")
    context = {"show": show, "filters": SHOW, "trouble": queries.trouble(request.user)}
    letters = letters_to_choose(request.user) if show == "by_hand" else Notification.objects.none()

    def of_page(page: Page) -> dict[str, Any]:
        here = letters.filter(pk__in=[one.pk for one in page]).values_list("ref", flat=True)
        return context | {"refs": list(here) if show == "by_hand" else []}

    return lists.answer(
        request, MESSAGES, rows, key="-id", template="notifications/list.html", context=of_page
    )


@require_safe
@permissions.permission_required("see_messages")
def detail(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Show one message. Words with a sign-in code in them are shown to nobody."""
    message = permissions.get_visible_or_404(
        Notification.objects.visible_to(request.user).select_related("recipient"), ref
    )
    private = message.kind.startswith("accounts/") or not may_read(request.user, message)
    subject, body = ("", "") if private else words_of(message)
    context = {
        "message": message,
        "address": address_of(message),
        "private": private,
        "subject": subject,
        "body": body,
        "may_retry": message.facts.can_be_sent_again,
        "by_hand": message.channel != Channel.EMAIL and message.state == State.WAITING,
    }
    return render(request, "notifications/detail.html", context)


def address_of(message: Notification) -> str:
    """Return the address as staff may read it: no mailbox that somebody has not let them know."""
    if message.channel != Channel.EMAIL or message.goes_to != GoesTo.PERSON:
        return message.address
    return message.address if message.recipient.email_for(message.organisation_id) else ""


def words_of(message: Notification) -> tuple[str, str]:
    """Return subject and body as they would go out now; what cannot be written must not hide why."""
    try:
        return rendering.render(message)
    except Exception:
        log.exception("message %s of kind %s cannot be shown", message.ref, message.kind)
        return str(_("We cannot show the words of this message.")), ""


def may_read(user: "User", message: Notification) -> bool:
    """Say whether the user may read the words: administrators look after delivery, not after projects."""
    return message.organisation_id in user.organisation_ids("see_all_projects")


@require_POST
@permissions.permission_required("see_messages")
@idempotent
def retry(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Send a parked or doubtful message again."""
    message = permissions.get_visible_or_404(Notification.objects.visible_to(request.user), ref)
    return _do(request, message, actions.retry, _("The message is being sent again."))


@require_POST
@permissions.permission_required("see_messages")
@idempotent
def retry_all(request: AuthenticatedRequest) -> HttpResponse:
    """Send everything again that is parked."""
    number = actions.retry_all(by=request.user)
    words = ngettext(
        "%(count)s message is being sent again.", "%(count)s messages are being sent again.", number
    )
    banners.success(request, words % {"count": number})
    return HttpResponseRedirect(reverse("notifications:list"))


@require_POST
@permissions.permission_required("see_messages")
@idempotent
def done_by_hand(request: AuthenticatedRequest, ref: str) -> HttpResponse:
    """Tick off a letter, a text or a call."""
    message = permissions.get_visible_or_404(Notification.objects.visible_to(request.user), ref)
    return _do(request, message, actions.done_by_hand, _("Thank you. It is marked as done."))


def _do(
    request: AuthenticatedRequest, message: Notification, action: Callable[..., Notification], done: str
) -> HttpResponse:
    try:
        action(message, by=request.user)
        banners.success(request, done)
    except transitions.TransitionRefused as refused:
        banners.error(request, str(refused))
    return HttpResponseRedirect(reverse("notifications:detail", args=[message.ref]))
