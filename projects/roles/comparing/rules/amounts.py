"""Sentences on changed money, time and days. Each takes the values before and after."""

import datetime as dt
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation.money import pounds
from coproduce.foundation.pages.presenters import uk_date
from projects.roles.models.sentences import Values, prep_words, time_words
from projects.roles.models.wording import PaymentKind, Per

Said = Iterator[str]


def of_money(before: Values, after: Values) -> Said:
    """Say that the fee falls or rises, comes or goes, or is for something else."""
    was, now = before.get("fee_pence"), after.get("fee_pence")
    was_for, now_for = str(before.get("fee_for") or ""), str(after.get("fee_for") or "")
    facts = {"was": pounds(was or 0), "now": pounds(now or 0), "was_for": was_for, "now_for": now_for}
    if was and now and was != now and was_for == now_for:
        fall, rise = (
            _("The fee falls from %(was)s to %(now)s for %(now_for)s."),
            _("The fee rises from %(was)s to %(now)s for %(now_for)s."),
        )
        yield (fall if now < was else rise) % facts
    elif was and now and (was, was_for) != (now, now_for):
        yield _("The fee was %(was)s for %(was_for)s. It is now %(now)s for %(now_for)s.") % facts
    elif now and not was:
        yield _("We now pay a fee: %(now)s for %(now_for)s.") % facts
    elif was and not now and after.get("payment") == PaymentKind.EXPENSES_ONLY:
        yield _("We no longer pay a fee of %(was)s. We pay expenses only.") % facts
    elif was and not now:
        yield _("The fee was %(was)s for %(was_for)s. The new text does not say what we pay.") % facts
    elif after.get("payment") == PaymentKind.EXPENSES_ONLY != before.get("payment"):
        yield _("We now say that there is no fee. We pay expenses only.")


def of_time(before: Values, after: Values) -> Said:
    """Say that the time grows or shrinks, whether reading is part of it, whether times can be changed."""
    yield from _how_much(before, after)
    yield from _reading(prep_words(before), prep_words(after))
    if before.get("flexible") and not after.get("flexible"):
        yield _("We no longer say that the times can be changed to suit you.")
    elif after.get("flexible") and not before.get("flexible"):
        yield _("The times can now be changed to suit you.")


def _reading(was: str, now: str) -> Said:
    if was == now:
        return
    if not now:
        yield _("The text no longer says whether reading and preparing is part of the time.")
        return
    said = _("On reading and preparing, the text now says: “%(now)s”") % {"now": now}
    yield f"{said} {_('Before, it said: “%(was)s”') % {'was': was}}" if was else said


def _how_much(before: Values, after: Values) -> Said:
    was, now = time_words(before), time_words(after)
    if was == now:
        return
    if not was:
        yield _("The text did not say how much time it takes. Now it says: %(now)s.") % {"now": now}
    elif not now:
        yield _("The text said: %(was)s. It no longer says how much time it takes.") % {"was": was}
    else:
        yield _grown(before, after) % {"was": _amount(before, after), "now": now}


def _grown(before: Values, after: Values) -> str:
    old, new = _range(before), _range(after)
    if (before.get("unit"), before.get("per")) == (after.get("unit"), after.get("per")):
        if new[0] >= old[0] and new[1] >= old[1]:
            return _("The time grows from %(was)s to %(now)s.")
        if new[0] <= old[0] and new[1] <= old[1]:
            return _("The time shrinks from %(was)s to %(now)s.")
    return _("The time changes from %(was)s to %(now)s.")


def _amount(before: Values, after: Values) -> str:
    """Return the time before: a number alone where both texts count one number of the same thing."""
    old, new = _range(before), _range(after)
    same = (before.get("unit"), before.get("per")) == (after.get("unit"), after.get("per"))
    if same and old[0] == old[1] and new[0] == new[1]:
        return str(old[0])
    return time_words(before).removesuffix(f" {Per(after['per']).label}") if same else time_words(before)


def _range(values: Values) -> tuple[int, int]:
    least = values.get("quantity_min") or 0
    return least, values.get("quantity_max") or least


DAYS: dict[str, tuple[Callable[[], str], Callable[[], str], Callable[[], str]]] = {
    "starts_on": (
        lambda: _("The role now starts on %(now)s. Before, it started on %(was)s."),
        lambda: _("The role now starts on %(now)s. Before, there was no date."),
        lambda: _("The role no longer has a day on which it starts. It was %(was)s."),
    ),
    "ends_on": (
        lambda: _("The role now ends on %(now)s. Before, it ended on %(was)s."),
        lambda: _("The role now ends on %(now)s. Before, there was no end date."),
        lambda: _("The role no longer has an end date. It was %(was)s."),
    ),
}


def of_dates(before: Values, after: Values) -> Said:
    """Say that the role starts or ends on another day, and whether it can go on for longer."""
    for name, (moved, came, went) in DAYS.items():
        was, now = _day(before.get(name)), _day(after.get(name))
        if was != now:
            words = moved if was and now else came if now else went
            yield words() % {"was": uk_date(was), "now": uk_date(now)}
    if before.get("extendable") and not after.get("extendable"):
        yield _("We no longer say that it can go on for longer.")
    elif after.get("extendable") and not before.get("extendable"):
        yield _("It can now go on for longer if we both agree.")


def _day(value: dt.date | str | None) -> dt.date | None:
    return (dt.date.fromisoformat(value) if isinstance(value, str) else value) if value else None


def of_places(before: Values, after: Values) -> Said:
    """Say how many people we look for now."""
    was, now = before.get("places"), after.get("places")
    if now and was != now:
        words = ngettext("We now look for %(now)s person.", "We now look for %(now)s people.", now)
        yield words % {"now": now} + (" " + _("Before, it was %(was)s.") % {"was": was} if was else "")
