"""What can be promised. Each app registers its kinds in its own `promises.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import Expiry


class Side(TextChoices):
    """Who owes."""

    ORGANISATION = "organisation", _("we owe")
    CONTRIBUTOR = "contributor", _("we are waiting for")


@dataclass(frozen=True)
class PromiseKind:
    """A kind of promise: who owes, the words for each side, and where each side goes to act.

    Words may hold {label}, the promise's own label. `staff_url` and `portal_url` are URL names that
    take the promise's `ref`; an empty one means there is no page for that side.
    """

    key: str
    side: Side
    for_contributor: str | Lazy
    for_staff: str | Lazy
    staff_url: str = ""
    portal_url: str = ""
    seen_by: str = ""  # the capability that shows it to staff of the whole organisation, and opens its page
    kept_to: str = ""  # the capability without which staff do not even see it: whose it is tells something
    portal_takes_ref: bool = True  # False where the portal page is the person's own, without a reference
    open_path: Callable[[Any], str] | None = None  # where they act without signing in, for the mail alone
    # When a reminder of it is of no use any more; the rule is asked with the promise. There is no default.
    reminder_expires: Expiry = field(kw_only=True)
    # Given an organisation's id: whether its app tells others by itself when this is late.
    own_escalation: Callable[[int], bool] | None = None
    by_hand: bool = False  # staff may move or release it; never what an action of its own app settles
    is_reply: bool = False  # tells somebody what became of what they said
    # So many may wait for one person who asks themselves; more would bury what others said. 0: any number.
    most_waiting: int = 0
    outlasts_project: bool = False  # owed when its project has ended: money, what it takes to pay it


@dataclass(frozen=True)
class WaitReason:
    """Something that has to happen before a promise can be kept: while it waits, nobody names a day.

    The words are the end of "It waits for …". `portal_url` is the name of the page where the public
    contributor settles it; empty when we have to.
    """

    key: str
    for_contributor: str | Lazy
    for_staff: str | Lazy
    portal_url: str = ""
    portal_takes_ref: bool = False  # True where the page takes the reference of what the promise is about

    def portal_path(self, ref: str) -> str:
        """Return the address where the contributor settles it for the promise about `ref`; or nothing."""
        if not self.portal_url:
            return ""
        return reverse(self.portal_url, args=[ref] if self.portal_takes_ref else [])


_kinds: dict[str, PromiseKind] = {}
_reasons: dict[str, WaitReason] = {}


def register_reason(reason: WaitReason) -> WaitReason:
    """Make a reason to wait known. Raises ValueError when the key is taken."""
    if _reasons.setdefault(reason.key, reason) != reason:
        raise ValueError(f"reason to wait {reason.key} is registered twice")
    return reason


def reasons(keys: Iterable[str]) -> list[WaitReason]:
    """Return reasons to wait by their keys, in this order. Raises KeyError."""
    return [_reasons[key] for key in keys]


def register(kind: PromiseKind) -> PromiseKind:
    """Make a kind known. Raises ValueError when the key is taken."""
    if _kinds.setdefault(kind.key, kind) != kind:
        raise ValueError(f"promise kind {kind.key} is registered twice")
    return kind


def get(key: str) -> PromiseKind:
    """Return the kind with this key. Raises KeyError."""
    return _kinds[key]


def outlasting() -> list[str]:
    """Return the keys of the kinds that are owed still when their project has ended."""
    return [kind.key for kind in registered() if kind.outlasts_project]


def replies() -> list[str]:
    """Return the keys of the kinds that tell somebody what became of what they said."""
    return [kind.key for kind in registered() if kind.is_reply]


def registered() -> list[PromiseKind]:
    """Return every kind, by key."""
    return [_kinds[key] for key in sorted(_kinds)]
