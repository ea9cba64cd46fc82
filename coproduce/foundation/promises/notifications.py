"""What the two sides hear when a promise moves, ends by hand, gets its day, changes hands, or is late."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise


def facts(message: Notification) -> dict[str, Any]:
    """Return what the text needs: the promise in the words of a public contributor, and the last reason."""
    promise = message.subject
    return {
        "promise": promise,
        "words": promise.words_for_contributor,
        "moved": promise.earlier_dates.first(),
        "path": promise.portal_path,
    }


def same_day_still(message: Notification) -> str:
    """Return why a message that names a day is no longer true, or an empty string."""
    promise = message.subject
    if promise is None or not promise.is_open:
        return "kept or released"
    if promise.is_waiting or promise.due_at.isoformat() != message.params["due_at"]:
        return "the day has changed again"
    return ""


def handed_over(message: Notification) -> dict[str, Any]:
    """Return the promises that the new owner has, and where each is followed up."""
    rows = Promise.objects.open().filter(pk__in=message.params["promises"], owner=message.recipient)
    rows = rows.select_related("person", "project").order_by("due_at", "id")
    return {"rows": list(rows)}


def still_theirs(message: Notification) -> str:
    """Return why nobody needs to hear of a hand-over any more, or an empty string."""
    return "" if handed_over(message)["rows"] else "kept, released or handed on"


MOVED = kinds.register(
    NotificationKind(
        "promises/moved",
        says=_("The day of a promise has changed"),
        context=facts,
        not_wanted=same_day_still,
        expires=A_FORTNIGHT,
    )
)
RELEASED = kinds.register(
    NotificationKind(
        "promises/released", says=_("A promise is called off"), context=facts, expires=A_FORTNIGHT
    )
)


def late(message: Notification) -> dict[str, Any]:
    """Return the late promise, for somebody who does not look after it."""
    return {"promise": message.subject}


def still_late(message: Notification) -> str:
    """Return why nobody else needs to hear that a promise is late, or an empty string."""
    promise = message.subject
    if promise is None or not promise.is_overdue:
        return "kept, released, or it waits for something"
    if promise.due_at.isoformat() != message.params["due_at"]:
        return "moved to another date"
    return ""


DAY_IS_KNOWN = kinds.register(
    NotificationKind(
        "promises/day_is_known",
        says=_("The day of a promise is known now"),
        context=facts,
        not_wanted=same_day_still,
        expires=A_FORTNIGHT,
    )
)
HANDED_OVER = kinds.register(
    NotificationKind(
        "promises/handed_over",
        says=_("Promises have a new owner"),
        context=handed_over,
        not_wanted=still_theirs,
        expires=A_FORTNIGHT,
    )
)
ESCALATED = kinds.register(
    NotificationKind(
        "promises/escalated",
        says=_("A promise of ours is late"),
        context=late,
        not_wanted=still_late,
        expires=A_FORTNIGHT,
    )
)
