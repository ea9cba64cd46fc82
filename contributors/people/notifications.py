"""What this app says, to the person alone."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from contributors.people.importing.notifications import BROUGHT_IN
from contributors.people.models import Connection, Person
from contributors.people.new_mailbox.models import LINK_LASTS, MailboxProof
from contributors.people.on_behalf.notifications import RECORDED
from contributors.people.supporters.notifications import ASKED
from coproduce.foundation.notifications import kinds, queries
from coproduce.foundation.notifications.expiry import A_FORTNIGHT, NEVER, After
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification

__all__ = ["ASKED", "BROUGHT_IN", "RECORDED"]  # known to web and workers alike


def what_changed(message: Notification) -> dict[str, Any]:
    """Name what was changed, never what it was changed to: somebody else may read the old contact (trust P2).

    The greeting leaves out the name, because that may be new as well.
    """
    fields: list[Any] = [Person._meta.get_field(name) for name in message.params["changed"]]
    labels = [str(field.verbose_name) for field in fields]
    return {"name": _("there"), "person": None, "changed": ", ".join(labels)}


def who_connected(message: Notification) -> dict[str, Any]:
    """The organisation that wrote the person's name and e-mail down."""
    return {
        "organisation": Connection.objects.select_related("organisation")
        .get(pk=message.subject_id)
        .organisation
    }


def connection_gone(message: Notification) -> str:
    """Say why a notice is no longer of use: the person has answered, or an invitation says who we are."""
    waiting = Connection.objects.filter(pk=message.subject_id, shares=False).first()
    if waiting is None:
        return "the person has answered"
    said = queries.is_introduced(message.recipient, waiting.organisation_id)
    return "an invitation says who we are" if said else ""


def code_lasts(message: Notification) -> dict[str, Any]:
    """How long the code works. No name: the mailbox may be a stranger's."""
    return {"minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60, "name": _("there"), "person": None}


# A code that may have gone out already is never sent again: the person asks for another (trust F14).
NEW_MAILBOX = kinds.register(
    NotificationKind(
        "people/new_mailbox",
        says=_("A code to check an email address"),
        context=code_lasts,
        repeat_in_doubt=False,
        expires=After(hours=0.25),
        urgent=True,
    )
)
CONTACT_CHANGED = kinds.register(
    NotificationKind(
        "people/contact_changed",
        says=_("How we reach someone was changed"),
        context=what_changed,
        expires=NEVER,
        at_any_hour=True,
    )
)
CONNECTED = kinds.register(
    NotificationKind(
        "people/connected",
        says=_("An organisation asks to see someone’s details"),
        context=who_connected,
        not_wanted=connection_gone,
        expires=A_FORTNIGHT,
    )
)


def link_to_prove(message: Notification) -> dict[str, Any]:
    """How long the link works. No name: the mailbox may be a stranger's."""
    return {"days": LINK_LASTS.days, "name": _("there"), "person": None}


def nobody_named(message: Notification) -> dict[str, Any]:
    """No name: somebody else may read the old mailbox."""
    return {"name": _("there"), "person": None}


def proved_already(message: Notification) -> str:
    """Say why nobody has to prove a mailbox any more: it was proved, replaced, or is out of time."""
    return (
        "" if MailboxProof.objects.waiting().filter(pk=message.subject_id).exists() else "not asked any more"
    )


PROVE_MAILBOX = kinds.register(
    NotificationKind(
        "people/prove_mailbox",
        says=_("A question whether a new email is theirs"),
        context=link_to_prove,
        not_wanted=proved_already,
        expires=After(hours=24 * 7),
    )
)
MAILBOX_ASKED = kinds.register(
    NotificationKind(
        "people/mailbox_asked",
        says=_("Word to an old email that a new one was given"),
        context=nobody_named,
        expires=NEVER,
        at_any_hour=True,
    )
)
