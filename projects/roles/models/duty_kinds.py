"""The kinds of duties that can be measured, and how people read each in a role description.

A duty of a version is a dict in a JSON column: `kind`, `days` where the kind counts any, and for one in
somebody's own words (`free`) its `key`, `words`, `every` and the day `by` (ISO 8601).
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coproduce.foundation.pages.presenters import uk_date
from coproduce.foundation.promises.kinds import Side

FREE = "free"
MOST_DAYS = 365
Entry = Mapping[str, Any]


class Every(TextChoices):
    """When a duty in somebody's own words is due."""

    ONCE = "once", gettext_lazy("Once, by a day")
    MEETING = "meeting", gettext_lazy("At each meeting")
    MONTH = "month", gettext_lazy("Each month")


@dataclass(frozen=True)
class DutyKind:
    """One kind of duty. `ask` names it to who writes the role, `count` what its days are.

    usual: the days that the form begins with; None where the kind has none. before: it is counted back from
    a day, so that more days are stricter. stands_for: the kinds of promises, of other apps too, that are its
    promise: then none of its own is made.
    """

    key: str
    side: Side
    ask: Any
    words: Callable[[int], str]
    usual: int | None = None
    count: Any = ""
    before: bool = False
    stands_for: tuple[str, ...] = ()

    def strictest(self, days: list[int]) -> int:
        """Return which of several numbers of days asks the most of who owes it."""
        return max(days) if self.before else min(days)


def _papers(n: int) -> str:
    words = ngettext(
        "We send you the papers at least %(n)s day before each meeting.",
        "We send you the papers at least %(n)s days before each meeting.",
        n,
    )
    return words % {"n": n}


def _notice(n: int) -> str:
    words = ngettext(
        "We ask you to each meeting at least %(n)s day before.",
        "We ask you to each meeting at least %(n)s days before.",
        n,
    )
    return words % {"n": n}


def _pay(n: int) -> str:
    words = ngettext(
        "We pay you within %(n)s working day of your claim.",
        "We pay you within %(n)s working days of your claim.",
        n,
    )
    return words % {"n": n}


def _answer(n: int) -> str:
    words = ngettext(
        "We answer what you ask, suggest or say is wrong within %(n)s day.",
        "We answer what you ask, suggest or say is wrong within %(n)s days.",
        n,
    )
    return words % {"n": n}


def _feedback(n: int) -> str:
    words = ngettext(
        "We tell you within %(n)s day of each meeting you come to what came of what you said.",
        "We tell you within %(n)s days of each meeting you come to what came of what you said.",
        n,
    )
    return words % {"n": n}


def _book(n: int) -> str:
    words = ngettext(
        "If you ask us to, we book travel and other things at least %(n)s day before.",
        "If you ask us to, we book travel and other things at least %(n)s days before.",
        n,
    )
    return words % {"n": n}


def _induction(_n: int) -> str:
    return _("We show you how we work before your first meeting.")


def _debrief(n: int) -> str:
    words = ngettext(
        "We talk with you within %(n)s day of each meeting about how it went.",
        "We talk with you within %(n)s days of each meeting about how it went.",
        n,
    )
    return words % {"n": n}


def _contact(n: int) -> str:
    words = ngettext(
        "We tell you within %(n)s day who your contact is, and who steps in when they are away."
        " We do the same when your contact changes.",
        "We tell you within %(n)s days who your contact is, and who steps in when they are away."
        " We do the same when your contact changes.",
        n,
    )
    return words % {"n": n}


def _read(_n: int) -> str:
    return _("You read the papers we send you before each meeting.")


def _cannot_come(n: int) -> str:
    words = ngettext(
        "If you cannot come to a meeting, you tell us at least %(n)s day before.",
        "If you cannot come to a meeting, you tell us at least %(n)s days before.",
        n,
    )
    return words % {"n": n}


def _interests(n: int) -> str:
    words = ngettext(
        "You tell us within %(n)s day about anything that could sway you, and again each year.",
        "You tell us within %(n)s days about anything that could sway you, and again each year.",
        n,
    )
    return words % {"n": n}


def _confidence(n: int) -> str:
    words = ngettext(
        "You read our rules on keeping things private within %(n)s day, and agree to keep them.",
        "You read our rules on keeping things private within %(n)s days, and agree to keep them.",
        n,
    )
    return words % {"n": n}


def _training(n: int) -> str:
    words = ngettext(
        "You do the training that everyone does within %(n)s day.",
        "You do the training that everyone does within %(n)s days.",
        n,
    )
    return words % {"n": n}


DAYS = gettext_lazy("How many days")
BEFORE = gettext_lazy("How many days before")
FROM_START = gettext_lazy("How many days after they agree")
OURS, THEIRS = Side.ORGANISATION, Side.CONTRIBUTOR
# Days to begin with: papers a week before and notice two (LANLINKS, IMPERIAL-LETTER), pay in two weeks (ACE).
KINDS = {
    one.key: one
    for one in (
        DutyKind(
            *("papers", OURS, gettext_lazy("Send the papers before each meeting"), _papers, 7, BEFORE),
            before=True,
            stands_for=("meetings.papers", "meetings.paper_copy"),
        ),
        DutyKind("notice", OURS, gettext_lazy("Ask people to meetings early"), _notice, 14, BEFORE, True),
        DutyKind(
            *("pay", OURS, gettext_lazy("Pay claims"), _pay, 10, gettext_lazy("How many working days")),
            stands_for=("claims.pay",),
        ),
        DutyKind("answer", OURS, gettext_lazy("Answer what people ask, suggest or say"), _answer, 7, DAYS),
        DutyKind("feedback", OURS, gettext_lazy("Say what came of it"), _feedback, 14, DAYS),
        DutyKind(
            *("book", OURS, gettext_lazy("Book travel and other things ahead"), _book, 7, BEFORE),
            before=True,
            stands_for=("bookings.book",),
        ),
        DutyKind("induction", OURS, gettext_lazy("An induction before the first meeting"), _induction),
        DutyKind("debrief", OURS, gettext_lazy("A talk after each meeting"), _debrief, 7, DAYS),
        DutyKind(
            *("contact", OURS, gettext_lazy("Say who the contact is, and who steps in"), _contact),
            *(7, FROM_START),
        ),
        DutyKind("read_papers", THEIRS, gettext_lazy("Read the papers before each meeting"), _read),
        DutyKind(
            *("cannot_come", THEIRS, gettext_lazy("Say early if they cannot come"), _cannot_come),
            *(2, BEFORE, True),
        ),
        DutyKind(
            *("interests", THEIRS, gettext_lazy("Declare interests, each year"), _interests),
            *(14, FROM_START),
        ),
        DutyKind(
            *("confidence", THEIRS, gettext_lazy("Agree to keep things private"), _confidence),
            *(14, FROM_START),
        ),
        DutyKind(
            *("training", THEIRS, gettext_lazy("Do the training that everyone does"), _training),
            *(30, FROM_START),
        ),
    )
}


def of_side(side: Side) -> list[DutyKind]:
    """Return the kinds of one side's duties, in the order of the form."""
    return [kind for kind in KINDS.values() if kind.side == side]


def line_of(entry: Entry) -> str:
    """Return what names a duty from one version to the next: its kind, or the key of one in own words."""
    return f"{FREE}:{entry['key']}" if entry["kind"] == FREE else entry["kind"]


def words_of(entry: Entry) -> str:
    """Return a duty as people read it: "We pay you within 10 working days of your claim." """
    if entry["kind"] != FREE:
        return KINDS[entry["kind"]].words(entry.get("days") or 0)
    words = entry["words"].rstrip(". ")
    if entry["every"] == Every.ONCE:
        day = uk_date(dt.date.fromisoformat(entry["by"]))
        return _("%(duty)s: by %(day)s.") % {"duty": words, "day": day}
    every = {
        Every.MEETING: _("%(duty)s: for each meeting."),
        Every.MONTH: _("%(duty)s: each month."),
    }
    return every[Every(entry["every"])] % {"duty": words}
