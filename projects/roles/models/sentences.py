"""Sentences that several fields of a role make together: how much time, from when to when, what is paid.

Each takes plain values by the name of the field, and leaves out what is not there.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation import money
from coproduce.foundation.pages.presenters import uk_date
from projects.roles.models.wording import PREP_WORDS, PaymentKind, Per, PrepTime, count_words

Values = Mapping[str, Any]


def time_words(values: Values) -> str:
    """Return the time as people say it: "2 to 3 half days a month"."""
    least, unit, per = (values.get(name) for name in ("quantity_min", "unit", "per"))
    if not (least and unit and per):
        return ""
    most = values.get("quantity_max") or least
    amount = count_words(unit, most)
    if most != least:
        amount = _("%(least)s to %(most)s") % {"least": least, "most": amount}
    return f"{amount} {Per(per).label}"


def prep_words(values: Values) -> str:
    """Return whether the time includes reading."""
    said = values.get("includes_prep")
    return str(PREP_WORDS[PrepTime(said)]) if said else ""


def payment_words(values: Values) -> str:
    """Return what is paid, said outright: "£75.00 for each meeting" or that there is no fee."""
    if values.get("payment") == PaymentKind.EXPENSES_ONLY:
        return _("There is no fee for this role. We pay your expenses only.")
    if not values.get("fee_pence"):
        return ""
    return _("%(amount)s for %(unit)s") % {
        "amount": money.pounds(values["fee_pence"]),
        "unit": values.get("fee_for", ""),
    }


def _time(values: Values) -> tuple[str, str]:
    after = [prep_words(values)]
    if values.get("flexible"):
        after.append(_("The times can be changed to suit you."))
    said = time_words(values)
    return (f"{said}." if said else ""), " ".join(word for word in after if word)


def _dates(values: Values) -> tuple[str, str]:
    starts, ends = (values.get(name) for name in ("starts_on", "ends_on"))
    if not (starts or ends):
        return "", ""
    said = []
    if starts:
        said.append(_("It starts on %(day)s.") % {"day": uk_date(_day(starts))})
    if ends:
        said.append(_("It ends on %(day)s.") % {"day": uk_date(_day(ends))})
    if values.get("extendable"):
        said.append(_("It can go on for longer if we both agree."))
    return "", " ".join(said)


def _day(value: dt.date | str) -> dt.date:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _places(values: Values) -> tuple[str, str]:
    places = values.get("places")
    if not places:
        return "", ""
    words = ngettext("We are looking for %(places)s person.", "We are looking for %(places)s people.", places)
    return "", words % {"places": places}


def _payment(values: Values) -> tuple[str, str]:
    return payment_words(values), ""


# Each returns (what is shown in bold, what follows).
SENTENCES: dict[str, Callable[[Values], tuple[str, str]]] = {
    "time": _time,
    "dates": _dates,
    "places": _places,
    "payment": _payment,
}
