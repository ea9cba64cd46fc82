"""What can be said. Each app registers its kinds in its own `notifications.py`.

The words stand in two text files, `templates/notifications/<key>.subject.txt` and `.body.txt`;
an administrator may put an organisation's own words in their place (NotificationText).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.notifications.expiry import Expiry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from contributors.accounts.models import User
    from coproduce.foundation.notifications.models import Notification


def nothing_more(message: "Notification") -> dict[str, Any]:
    """The default context: the text needs nothing but the person and the link."""
    return {}


def always_wanted(message: "Notification") -> str:
    """The default check before sending: still wanted."""
    return ""


@dataclass(frozen=True)
class NotificationKind:
    """A kind of message.

    `says` is what staff call it in their lists: what has happened, in plain words.
    `context` re-reads the facts when the message is sent; `not_wanted` returns why it should not
    go out after all ("" to send). `repeat_in_doubt`: after a crash between "accepted" and "written
    down", send again under the same Message-ID (reminders, notices) or never (sign-in codes).
    `expires`: when it stops being of use; there is no default. `urgent`: somebody looks at the screen and
    waits, so it goes out before any bulk of the last minutes, and by the web process if no worker can be
    notified. `lapses`: a letter or a call is no more use than an e-mail once it expired, so it too is closed.
    `at_any_hour`: a warning, which goes in quiet hours too, as all that is urgent does.
    `introduces`: to someone who has heard nothing from an organisation yet, it says who that is and what it
    has written down (`first_word` in its text), so that no other message has to.
    `withheld`: rows whose messages a member of staff may not read, though they look after messages.
    """

    key: str
    says: LazyStr = field(kw_only=True, default="")
    context: Callable[[Any], dict[str, Any]] = nothing_more
    not_wanted: Callable[[Any], str] = always_wanted
    repeat_in_doubt: bool = True
    expires: Expiry = field(kw_only=True)
    urgent: bool = False
    lapses: bool = False
    at_any_hour: bool = False
    introduces: bool = False
    withheld: "Callable[[User], QuerySet[Any]] | None" = None

    @property
    def waits_for_morning(self) -> bool:
        """Say whether it respects quiet hours."""
        return not (self.urgent or self.at_any_hour)


_kinds: dict[str, NotificationKind] = {}


def register(kind: NotificationKind) -> NotificationKind:
    """Make a kind known. Raises ValueError when the key is taken."""
    if _kinds.setdefault(kind.key, kind) != kind:
        raise ValueError(f"message kind {kind.key} is registered twice")
    return kind


def get(key: str) -> NotificationKind:
    """Return the kind with this key. Raises KeyError."""
    return _kinds[key]


def find(key: str) -> NotificationKind | None:
    """Return the kind with this key, or None: a newer version of the application may have written it."""
    return _kinds.get(key)


def introducing() -> list[str]:
    """Return the keys of the kinds that say who an organisation is."""
    return [kind.key for kind in registered() if kind.introduces]


def registered() -> list[NotificationKind]:
    """Return every kind, by key."""
    return [_kinds[key] for key in sorted(_kinds)]


def withheld_from(user: "User") -> Q:
    """Return the condition for messages that somebody may not read, whatever else they may do."""
    found = Q(pk__in=())
    for kind in _kinds.values():
        if kind.withheld is not None:
            found |= Q(kind=kind.key, subject_id__in=kind.withheld(user).values("pk"))
    return found
