"""How dates, times and promises are said on pages and in messages. Strings in, strings out."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation import clock

if TYPE_CHECKING:
    from contributors.accounts.models import User


def uk_date(day: dt.date | None) -> str:
    """Return "Friday 14 May 2027". A moment is turned into its UK day first."""
    if day is None:
        return ""
    if isinstance(day, dt.datetime):
        day = clock.uk(day).date()
    return f"{formats.date_format(day, 'l')} {day.day} {formats.date_format(day, 'F Y')}"


def short_date(day: dt.date | None) -> str:
    """Return "14 May 2027", for tables."""
    if day is None:
        return ""
    if isinstance(day, dt.datetime):
        day = clock.uk(day).date()
    return f"{day.day} {formats.date_format(day, 'F Y')}"


def uk_time(moment: dt.datetime | dt.time) -> str:
    """Return "2pm", "2.30pm", "midday" or "midnight" on the UK clock."""
    time = clock.uk(moment).time() if isinstance(moment, dt.datetime) else moment
    if (time.hour, time.minute) == (12, 0):
        return _("midday")
    if (time.hour, time.minute) == (0, 0):
        return _("midnight")
    hour = time.hour % 12 or 12
    minutes = f".{time.minute:02d}" if time.minute else ""
    return f"{hour}{minutes}{'am' if time.hour < 12 else 'pm'}"


def uk_when(moment: dt.datetime | None) -> str:
    """Return "Friday 14 May 2027, 2pm UK time"."""
    if moment is None:
        return ""
    return _("%(day)s, %(time)s UK time") % {"day": uk_date(moment), "time": uk_time(moment)}


def due_words(due_at: dt.datetime, now: dt.datetime | None = None) -> str:
    """Return how near a due time is: "3 days late", "due today", "by Friday 14 May 2027"."""
    moment = now or clock.now()
    days = (clock.uk(due_at).date() - clock.uk(moment).date()).days
    if due_at < moment:
        late = max(-days, 0)
        return (
            ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late}
            if late
            else _("late since today")
        )
    if days == 0:
        return _("due today")
    if days == 1:
        return _("due tomorrow")
    return _("by %(day)s") % {"day": uk_date(due_at)}


def due_state(due_at: dt.datetime, now: dt.datetime | None = None) -> str:
    """Return "overdue", "today", "soon" (within three days) or ""."""
    moment = now or clock.now()
    if due_at < moment:
        return "overdue"
    days = (clock.uk(due_at).date() - clock.uk(moment).date()).days
    return "today" if days == 0 else "soon" if days <= 3 else ""


def promise_row(promise: Any, *, for_staff: bool, user: "User | None" = None) -> dict[str, str]:
    """Return a promise as a row of `<c-promise-list>`, in the words of one side.

    Staff see who it is with, and follow it to a page that is theirs (`user`); a public
    contributor goes where they can act.
    """
    if for_staff:
        address = promise.staff_path_for(user) if user else promise.staff_path
    else:
        address = promise.portal_path
    detail = [promise.project.title] if promise.project else []
    if for_staff and promise.person:
        detail.insert(0, promise.person.name)
    row = {
        "title": promise.words_for_staff if for_staff else promise.words_for_contributor,
        "url": address,
        "detail": " · ".join(detail),
    }
    if promise.is_waiting:
        return row | {"due": waits_words(promise, for_staff=for_staff), "state": "", "moved_from": ""}
    return row | {
        "due": due_words(promise.due_at),
        "state": due_state(promise.due_at),
        "moved_from": short_date(promise.first_due_at) if promise.was_moved else "",
    }


def waits_words(promise: Any, *, for_staff: bool) -> str:
    """Return what a promise waits for, in the words of one side: "waits for A and B"."""
    words = [str(reason.for_staff if for_staff else reason.for_contributor) for reason in promise.reasons]
    return _("waits for %(what)s") % {"what": get_text_list(words, _("and"))}


def miles(tenths: int) -> str:
    """Return tenths of a mile as "13.7 miles"."""
    whole, rest = divmod(tenths, 10)
    return _("%(n)s miles") % {"n": f"{whole:,}.{rest}" if rest else f"{whole:,}"}


def hours(minutes: int) -> str:
    """Return minutes as "2 hours 30 minutes"."""
    whole, rest = divmod(minutes, 60)
    parts = []
    if whole:
        parts.append(ngettext("%(n)s hour", "%(n)s hours", whole) % {"n": whole})
    if rest or not whole:
        parts.append(ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest})
    return " ".join(parts)
