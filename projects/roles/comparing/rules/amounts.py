"""Sentences on changed money, time and days. Each takes the values before and after."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from coproduce.foundation.pages.presenters import uk_date
from projects.roles.models.row_sentences import Row, number, pay, pay_amount
from projects.roles.models.sentences import SENTENCES, Values, payment_words, prep_words, time_words

Said = Iterator[str]


def now_says(was: str, now: str) -> Said:
    """Say that a sentence of the text is another one now, in its own words."""
    if was == now:
        return
    if now and was:
        yield _("The text now says: “%(now)s” Before, it said: “%(was)s”") % {"now": now, "was": was}
    elif now:
        yield _("The text now also says: “%(now)s”") % {"now": now}
    else:
        yield _("The text no longer says: “%(was)s”") % {"was": was}


def _others(shown: str, before: Values, after: Values, *told: str) -> Said:
    """Say what else changed in a sentence of several fields, without those that were told already."""
    nothing = dict.fromkeys(told)
    yield from now_says(*(SENTENCES[shown](values | nothing)[1] for values in (dict(before), dict(after))))


def rates_of(values: Values) -> list[Row]:
    """Return the rates of pay; the one fee that texts of schema 1 have is a rate like any other."""
    if values.get("fee_pence"):
        return [{"pence": values["fee_pence"], "unit": "other", "for_words": values.get("fee_for", "")}]
    return list(values.get("pay_rates") or ())


def of_money(before: Values, after: Values) -> Said:
    """Say that the fee falls or rises, comes or goes, or is for something else."""
    was, now = rates_of(before), rates_of(after)
    if was and now:
        yield from _rates(was, now)
    elif was:
        paid = "; ".join(pay(row) for row in was)
        yield (
            _("We no longer pay a fee. It was %(was)s.") % {"was": paid} + f" {payment_words(after)}".rstrip()
        )
    elif now:
        yield _("We now pay a fee: %(now)s.") % {"now": "; ".join(pay(row) for row in now)}
    else:
        yield from now_says(payment_words(before), payment_words(after))
    yield from _others("payment", before, after)


def _rates(was: list[Row], now: list[Row]) -> Said:
    """Say which rates are others, new or gone. Two for the same thing are one rate that changed."""
    gone = [row for row in was if row not in now]
    new = [row for row in now if row not in was]
    for row in list(gone):
        same = next((one for one in new if _paid_for(one) == _paid_for(row)), None)
        if same is None and len(gone) == len(new) == 1:
            same = new[0]
        if same is not None:
            gone.remove(row)
            new.remove(same)
            yield from _rate(row, same)
    yield from (_("We no longer pay this: %(rate)s.") % {"rate": pay(row)} for row in gone)
    yield from (_("We now also pay this: %(rate)s.") % {"rate": pay(row)} for row in new)


def _paid_for(row: Row) -> str:
    """Return what a rate is for, as people read it: however it was chosen, the words are the same."""
    return pay({**row, "pence": 1, "most_pence": 0})


def _rate(was: Row, now: Row) -> Said:
    """Say how a rate changed; what it is compared with is said elsewhere."""
    if pay(was) == pay(now):
        return
    facts = {"was": pay(was), "now": pay(now)}
    low, high = _amounts(was), _amounts(now)
    if _paid_for(was) != _paid_for(now) or not (low and high):
        yield _("The fee was %(was)s. It is now %(now)s.") % facts
        return
    facts = {"was": pay_amount({**was, "unit": "", "for_words": ""}), "now": pay_amount(now)}
    falls = sum(high) < sum(low)
    said = (
        _("The fee falls from %(was)s to %(now)s.") if falls else _("The fee rises from %(was)s to %(now)s.")
    ) % facts
    yield f"{now['what']}: {said[:1].lower()}{said[1:]}" if now.get("what") else said


def _amounts(row: Row) -> list[int]:
    """Return the least and the most that is paid; nothing while it is to be agreed."""
    found = [row[name] for name in ("pence", "most_pence") if row.get(name)]
    return [min(found), max(found)] if found else []


def of_time(before: Values, after: Values) -> Said:
    """Say that the time grows or shrinks, whether reading is part of it, whether times can be changed."""
    yield from _how_much(before, after)
    yield from now_says(prep_words(before), prep_words(after))
    if before.get("flexible") and not after.get("flexible"):
        yield _("We no longer say that the times can be changed to suit you.")
    elif after.get("flexible") and not before.get("flexible"):
        yield _("The times can now be changed to suit you.")
    yield from _others("time", before, after, "includes_prep", "flexible")


def _how_much(before: Values, after: Values) -> Said:
    was, now = time_words(before), time_words(after)
    if was == now:
        return
    facts, (old, new) = {"was": was, "now": now}, (_range(before), _range(after))
    if not was:
        yield _("The text did not say how much time it takes. Now it says: %(now)s.") % facts
    elif not now:
        yield _("The text said: %(was)s. It no longer says how much time it takes.") % facts
    elif not old:
        yield _("How much time it takes was to be agreed. Now it is %(now)s.") % facts
    elif not new:
        yield _("How much time it takes is to be agreed. Before, it was %(was)s.") % facts
    else:
        yield _grown(before, after) % facts


def _grown(before: Values, after: Values) -> str:
    """Return the sentence for a time that grew, shrank or is counted otherwise."""
    old, new = _range(before), _range(after)
    if _counted(before) == _counted(after) and old != new:
        if new[0] >= old[0] and new[1] >= old[1]:
            return _("The time grows from %(was)s to %(now)s.")
        if new[0] <= old[0] and new[1] <= old[1]:
            return _("The time shrinks from %(was)s to %(now)s.")
    return _("The time changes from %(was)s to %(now)s.")


def _counted(values: Values) -> tuple[str, ...]:
    return tuple(str(values.get(name) or "") for name in ("unit", "per"))


def _range(values: Values) -> list[int | Decimal]:
    """Return the least and the most of the time; nothing while it is to be agreed."""
    found = [number(values[name]) for name in ("quantity_min", "quantity_max") if values.get(name)]
    return [min(found), max(found)] if found else []


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
    """Say that the role starts or ends on another day, how long it lasts, if it can go on for longer."""
    for name, (moved, came, went) in DAYS.items():
        was, now = _day(before.get(name)), _day(after.get(name))
        if was != now:
            words = moved if was and now else came if now else went
            yield words() % {"was": uk_date(was), "now": uk_date(now)}
    yield from _others("dates", before, after, *DAYS)


def _day(value: dt.date | str | None) -> dt.date | None:
    return (dt.date.fromisoformat(value) if isinstance(value, str) else value) if value else None
