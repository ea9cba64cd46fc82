"""What staff have to print, text or say, and the words for it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.documents.letter import Letter
from coproduce.foundation.notifications import kinds, rendering
from coproduce.foundation.notifications.by_hand import rules
from coproduce.foundation.notifications.models import Channel, Notification, NotificationQuerySet
from coproduce.foundation.notifications.sending.delivery import read_together
from coproduce.foundation.notifications.states import State
from coproduce.foundation.pages.presenters import uk_date

if TYPE_CHECKING:
    from contributors.accounts.models import User

log = logging.getLogger(__name__)
MOST_AT_ONCE = 100
"""So many letters are printed and ticked off together."""


@dataclass(frozen=True)
class ToDo:
    """What the staff home says: how many, and the one that should have gone out first."""

    letters: int
    calls: int
    first_by: str
    late: bool


def waiting(user: "User") -> NotificationQuerySet:
    """Return the letters, texts and calls that the user may read and do, the oldest first."""
    may_do, may_read = (set(user.organisation_ids(what)) for what in ("see_messages", "see_all_projects"))
    theirs = sorted(may_do & may_read)
    # Some messages are from nobody in particular: they are for whoever may see how the person is reached.
    nobodys = Notification.objects.filter(
        Exists(
            apps.get_model(settings.PERSON_MODEL)
            .objects.filter(connections__organisation__in=theirs, connections__shares=True)
            .filter(pk=OuterRef("recipient"))
        ),
        organisation=None,
        sealed="",
    )
    rows = Notification.objects.by_hand().filter(Q(organisation__in=theirs) | Q(pk__in=nobodys.values("pk")))
    rows = rows.exclude(kinds.withheld_from(user))
    rows = rows.select_related("recipient", "organisation").prefetch_related("recipient__connections")
    return rows.order_by("due_at", "id")


def letters(user: "User") -> list[Notification]:
    """Return the letters that wait and are still wanted, the oldest first."""
    return _wanted(waiting(user).filter(channel=Channel.POST))


def letters_to_choose(user: "User") -> NotificationQuerySet:
    """Return all the letters that wait, for choosing some of them; the oldest first."""
    return waiting(user).filter(channel=Channel.POST)


def calls(user: "User") -> list[Notification]:
    """Return the calls and texts that wait and are still wanted, the oldest first."""
    return _wanted(waiting(user).exclude(channel=Channel.POST))


def _wanted(rows: NotificationQuerySet) -> list[Notification]:
    found = list(rows[:MOST_AT_ONCE])
    read_together(found)
    return [one for one in found if why_ended(one) is None]


def why_ended(message: Notification) -> tuple[State, str] | None:
    """Return how and why a letter or a call need not be made any more; None while it is wanted.

    Its kind says so, as for an e-mail. Time alone ends what is of use until something happens, such as a
    meeting; other news is posted however late, because a person has to do it.
    """
    kind = kinds.find(message.kind)
    if kind is None:
        return None
    try:
        if why := kind.not_wanted(message):
            return State.CANCELLED, why
    except Exception:  # of an app: staff see the message, and nothing is lost
        log.exception("whether message %s is wanted cannot be said", message.ref)
        return None
    ends = None if kind.expires.may_be_extended else message.expires_at
    if ends is not None and ends < clock.database_moment():
        return State.TOO_LATE, "its time had passed before it was posted or said"
    return None


def to_do(user: "User") -> ToDo | None:
    """Return what waits to be done by hand, or None."""
    rows = waiting(user)
    first = rows.values_list("due_at", flat=True).first()
    if first is None:
        return None
    day = rules.out_by(first)
    posts = rows.filter(channel=Channel.POST).count()
    return ToDo(posts, rows.count() - posts, uk_date(day), day < clock.today())


def sender_of(message: Notification) -> tuple[str, str]:
    """Return the name and the number of the organisation a message is from, else of one that knows them."""
    organisation: Any = message.organisation
    if organisation is None:
        known: Any = message.recipient
        home = known.connections.select_related("organisation").order_by("pk").first()
        organisation = home.organisation if home else None
    name = organisation.name if organisation else settings.SITE_NAME
    return name, getattr(organisation, "help_phone", "") or settings.HELP_PHONE


def letter_of(message: Notification) -> Letter:
    """Return a message as a letter in the format of the person, with no link in it."""
    person: Any = message.recipient
    with translation.override(message.spoken_language):
        subject, body = rendering.words(message)
        issuer, phone = sender_of(message)
        instead = _("Ring us on %(phone)s, or send back the slip at the end.") % {"phone": phone}
        spoken = rules.without_links(body, instead=instead)
        return Letter(
            issuer=issuer,
            phone=_("Phone: %(phone)s") % {"phone": phone},
            address=f"{person.name}\n{message.postal_address}",
            date=uk_date(clock.today()),
            title=subject,
            greeting=_("Hello %(name)s,") % {"name": person.name},
            text=spoken.text,
            closing=_("If you would rather talk to someone, ring %(phone)s.") % {"phone": phone},
            slip=_slip(message) if spoken.asks else (),
            large=person.format in rules.ON_PAPER_LARGE,
            language=message.spoken_language,
        )


def _slip(message: Notification) -> tuple[str, ...]:
    """Return the lines of a reply slip. Its number finds the message; nothing on it says what it is about."""
    return (
        _("Reply slip"),
        _("Our reference: %(ref)s") % {"ref": message.ref},
        _("Yes"),
        _("No, thank you"),
        _("Please ring me"),
        _("What I would like to say:"),
    )


def script_of(message: Notification) -> str:
    """Return what to say on the phone, or to text: no link, and where to ask."""
    with translation.override(message.spoken_language):
        _subject, body = rendering.words(message)
        return rules.without_links(body, instead=_("[Ask them now, and record what they say.]")).text


def about(person: Any, subjects: Sequence[Any]) -> list[Notification]:
    """Return what waits to be said to a person about any of these rows."""
    pairs = {(row._meta.label, row.pk) for row in subjects}
    rows = Notification.objects.by_hand().filter(recipient=person, due_at__lte=clock.now()).order_by("id")
    return [row for row in rows if (row.subject_type, row.subject_id) in pairs]
