"""Sentences that several fields of a role make together: how much time, from when to when, what is paid.

Each takes plain values by the name of the field, and leaves out what is not there.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coproduce.foundation import money
from coproduce.foundation.pages.presenters import uk_date, uk_time
from projects.roles.models import row_sentences
from projects.roles.models.choices import (
    PREP_WORDS,
    TRAVEL_WORDS,
    Amount,
    Paid,
    PaymentKind,
    Per,
    PrepTime,
    Renewal,
    TermKind,
    TravelTime,
    count_words,
    long_words,
)

Values = Mapping[str, Any]


def time_words(values: Values) -> str:
    """Return the time as people say it: "2 to 3 half days a month", "at least 4 hours a week"."""
    kind = values.get("time_amount") or ""
    if kind == Amount.TO_BE_AGREED or is_open(values, "quantity_min"):
        return _("to be agreed")
    unit, per = values.get("unit"), values.get("per")
    if not unit:
        return ""
    amount = row_sentences.amount_words(
        kind, values.get("quantity_min"), values.get("quantity_max"), lambda n: count_words(unit, n)
    )
    return f"{amount} {Per(per).label}" if amount and per else amount


def is_open(values: Values, name: str) -> bool:
    """Whether a field is said to be still agreed, and nothing stands in it."""
    return name in (values.get("to_agree") or ()) and values.get(name) in (None, "", [])


def prep_words(values: Values) -> str:
    """Return whether the time includes reading."""
    said = values.get("includes_prep")
    return str(PREP_WORDS[PrepTime(said)]) if said else ""


def payment_words(values: Values) -> str:
    """Return what is paid, said outright: "£75.00 for each meeting" or that there is no fee."""
    kind = values.get("payment")
    if kind == PaymentKind.EXPENSES_ONLY:
        return _("There is no fee for this role. We pay your expenses only.")
    if kind == PaymentKind.NOTHING:
        return _("There is no fee for this role, and no money for expenses.")
    if kind == PaymentKind.TO_BE_AGREED or is_open(values, "payment"):
        return _("What we pay is still to be agreed.")
    if rates := values.get("pay_rates"):
        return "; ".join(row_sentences.pay(row) for row in rates)
    if values.get("fee_pence"):  # texts of schema 1
        parts = {"amount": money.pounds(values["fee_pence"]), "unit": values.get("fee_for", "")}
        return _("%(amount)s for %(unit)s") % parts
    return _("We pay a fee. How much is still to be agreed.") if kind == PaymentKind.FEE else ""


def _time(values: Values) -> tuple[str, str]:
    travel = values.get("includes_travel")
    after = [prep_words(values), str(TRAVEL_WORDS[TravelTime(travel)]) if travel else ""]
    if values.get("flexible"):
        after.append(_("The times can be changed to suit you."))
    said = time_words(values)
    if said == _("to be agreed"):
        said = _("How much time it takes is still to be agreed")
    return (f"{capfirst(said)}." if said else ""), " ".join(word for word in after if word)


def _dates(values: Values) -> tuple[str, str]:
    starts, ends, review = (values.get(name) for name in ("starts_on", "ends_on", "review_on"))
    said = []
    if starts:
        said.append(_("It starts on %(day)s.") % {"day": uk_date(_day(starts))})
    if ends:
        said.append(_("It ends on %(day)s.") % {"day": uk_date(_day(ends))})
    said.append(term_words(values))
    said.append(renewal_words(values))
    if values.get("longest") and values.get("longest_unit"):
        time = long_words(values["longest_unit"], values["longest"])
        said.append(_("With every renewal it can last %(time)s at most.") % {"time": time})
    if review:
        said.append(_("We look at the role together on %(day)s.") % {"day": uk_date(_day(review))})
    return "", " ".join(sentence for sentence in said if sentence)


def term_words(values: Values) -> str:
    """Return how long the role lasts, and how firm that is: "It lasts at least 24 months."."""
    kind, least, unit = (values.get(name) for name in ("term_kind", "term_least", "term_unit"))
    if kind == TermKind.ONGOING:
        return _("It has no set end.")
    if kind == TermKind.TO_BE_AGREED:
        return _("How long it lasts is still to be agreed.")
    if not (least and unit):
        return ""
    amounts = {TermKind.AT_LEAST: Amount.AT_LEAST, TermKind.UP_TO: Amount.UP_TO}
    amount = amounts.get(TermKind(kind), "") if kind else ""
    time = row_sentences.amount_words(
        amount, least, values.get("term_most"), lambda n: long_words(unit, int(n))
    )
    pattern = _("It usually lasts %(time)s.") if kind == TermKind.USUALLY else _("It lasts %(time)s.")
    return pattern % {"time": time}


def renewal_words(values: Values) -> str:
    """Return whether it can go on for longer, how often and for how long each time."""
    kind = values.get("renewal") or (Renewal.YES if values.get("extendable") else "")
    if kind == Renewal.NO:
        return _("It cannot go on for longer.")
    if kind == Renewal.UNKNOWN:
        return _("Whether it can go on for longer is still to be agreed.")
    if kind != Renewal.YES:
        return ""
    times, length, unit = (values.get(name) for name in ("renewal_times", "renewal_length", "renewal_unit"))
    said = _("It can go on for longer if we both agree")
    if times:
        said += ", " + (_("once at most") if times == 1 else _("%(n)s times at most") % {"n": times})
    if length and unit:
        said += ", " + _("for %(time)s each time") % {"time": long_words(unit, length)}
    return f"{said}."


def _day(value: dt.date | str) -> dt.date:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _places(values: Values) -> tuple[str, str]:
    kind, least, most = (values.get(name) for name in ("places_amount", "places", "places_most"))
    if kind == Amount.TO_BE_AGREED:
        return "", _("How many people we are looking for is still to be agreed.")
    said = row_sentences.amount_words(kind or "", least, most)
    if not said:
        return "", ""
    words = ngettext(
        "We are looking for %(places)s person.", "We are looking for %(places)s people.", most or least or 0
    )
    return "", words % {"places": said}


def _payment(values: Values) -> tuple[str, str]:
    said = payment_words(values)
    if values.get("payment") != PaymentKind.FEE:
        return said, ""
    rates = values.get("pay_rates") or ()
    after = list(dict.fromkeys(row_sentences.against_policy(row) for row in rates))
    after += [_paid(values.get("prep_paid"), PREP_PAID), _paid(values.get("travel_paid"), TRAVEL_PAID)]
    return said, " ".join(sentence for sentence in after if sentence)


PREP_PAID = {
    Paid.YES: gettext_lazy("We pay for reading and preparing as well."),
    Paid.COVERED: gettext_lazy("The fee covers reading and preparing."),
    Paid.NO: gettext_lazy("Reading and preparing is not paid."),
    Paid.UNKNOWN: gettext_lazy("If reading and preparing is paid is still to be agreed."),
}
TRAVEL_PAID = {
    Paid.YES: gettext_lazy("We pay for travelling time as well."),
    Paid.COVERED: gettext_lazy("The fee covers travelling time."),
    Paid.NO: gettext_lazy("Travelling time is not paid."),
    Paid.UNKNOWN: gettext_lazy("If travelling time is paid is still to be agreed."),
}


def _paid(answer: Any, words: Mapping[Any, Any]) -> str:
    return str(words[answer]) if answer else ""


def closing_words(values: Values) -> str:
    """Return by when people apply: "Apply by midday on Tuesday 5 January 2027, UK time."."""
    day, time = values.get("closes_on"), values.get("closes_time")
    if not day:
        return ""
    if not time:
        return _("Apply by %(day)s.") % {"day": uk_date(_day(day))}
    at = dt.time.fromisoformat(time) if isinstance(time, str) else time
    words = {"time": _clock(at), "day": uk_date(_day(day))}
    return _("Apply by %(time)s on %(day)s, UK time.") % words


def _clock(at: dt.time) -> str:
    """The last minute of a day is said as adverts say it, so that nobody reads it as noon."""
    if (at.hour, at.minute) == (23, 59):
        return "23:59"
    return _("12 noon") if (at.hour, at.minute) == (12, 0) else uk_time(at)


def _closing(values: Values) -> tuple[str, str]:
    return closing_words(values), ""


# Each returns (what is shown in bold, what follows).
SENTENCES: dict[str, Callable[[Values], tuple[str, str]]] = {
    "time": _time,
    "dates": _dates,
    "places": _places,
    "payment": _payment,
    "closing": _closing,
}
