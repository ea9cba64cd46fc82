"""The words of a message: its organisation's own, else the standard ones, in the person's language."""

import re
import textwrap
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from coproduce.foundation.encryption import decrypt
from coproduce.foundation.notifications import kinds, queries
from coproduce.foundation.notifications.models import Notification

if TYPE_CHECKING:
    from contributors.accounts.models import Organisation

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def render(message: Notification) -> tuple[str, str]:
    """Return (subject, body) as plain text, with the facts as they are now."""
    with translation.override(message.spoken_language):
        context = facts(message)
        subject, body = _filled(message, context)
        body = render_to_string("notifications/frame.txt", context | {"body": body.strip()}, using="text")
    return one_line(subject), body.strip() + "\n"


def words(message: Notification) -> tuple[str, str]:
    """Return (subject, body) without greeting and signature: a letter and a call have their own."""
    with translation.override(message.spoken_language):
        subject, body = _filled(message, facts(message))
    return one_line(subject), body.strip()


def facts(message: Notification) -> dict[str, Any]:
    """Return what the texts of a message may use."""
    kind = kinds.get(message.kind)
    return frame(message) | (introduction(message) if kind.introduces else {}) | kind.context(message)


def introduction(message: Notification) -> dict[str, bool]:
    """Return whether a message is an organisation's first to a person, and whether it may see all of them."""
    if not queries.is_first_word(message):
        return {"first_word": False}
    person: Any = message.recipient
    connections = person.connections.filter(organisation=message.organisation_id, shares=True)
    return {"first_word": True, "shares": connections.exists()}


def _filled(message: Notification, context: dict[str, Any]) -> tuple[str, str]:
    if own := message.own_text:
        return fill(own.subject, context), fill(own.body, context)
    subject = render_to_string(f"notifications/{message.kind}.subject.txt", context, using="text")
    return subject, render_to_string(f"notifications/{message.kind}.body.txt", context, using="text")


def frame(message: Notification) -> dict[str, Any]:
    """Return what every text may use: the person's name, links, the code if there is one."""
    code = decrypt(message.sealed, bound_to=f"message:{message.ref}") if message.sealed else ""
    return {
        "name": message.recipient.name,
        "person": message.recipient,
        "site_url": settings.SITE_URL,
        "params": message.params,
        "code": code,
        **signature(message.organisation),
    }


def signature(organisation: "Organisation | None") -> dict[str, str]:
    """Return whose name stands below a message or above a page, and where to ring and write.

    An organisation's own; without one, or where it has none, those of this installation.
    """
    return {
        "site_name": organisation.name if organisation else settings.SITE_NAME,
        "help_phone": (organisation and organisation.help_phone) or settings.HELP_PHONE,
        "help_email": (organisation and organisation.help_email) or settings.HELP_EMAIL,
    }


def fill(text: str, context: dict[str, Any]) -> str:
    """Fill {placeholders} with simple values; an unknown one stays as typed, nothing is evaluated."""
    return re.sub(
        r"\{(\w+)\}",
        lambda found: str(context[found[1]]) if isinstance(context.get(found[1]), str | int) else found[0],
        text,
    )


def one_line(text: str) -> str:
    """Return a subject as one clean line: nothing in a name can start another header (trust S14)."""
    return textwrap.shorten(CONTROL.sub(" ", text), 150, placeholder="…")
