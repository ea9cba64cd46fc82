"""Where two answers, or an answer and the words beside it, cannot both be true."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from coproduce.foundation.money import pounds
from projects.roles.hints.rules.hint import Hint, Values
from projects.roles.models.choices import Mode, PaymentKind, PrepTime

UNPAID = re.compile(
    r"(?<!not )\b(?:unpaid|voluntary|volunteer role)\b|\bno (?:fee|payment|pay)\b|\bnot paid\b", re.IGNORECASE
)
READING = r"(?:reading|preparing|preparation|prep)"
ON_TOP = re.compile(
    rf"\b{READING}\b[^.\n]{{0,60}}\b(?:on top|extra|in addition|as well|not included)\b"
    rf"|\b(?:plus|additional|extra|excluding|not including)\b[^.\n]{{0,30}}\b{READING}\b",
    re.IGNORECASE,
)
INCLUDED = re.compile(
    rf"(?<!not )\b(?:includes?|including|covers)\b[^.\n]{{0,40}}\b{READING}\b"
    rf"|\b{READING}\b[^.\n]{{0,40}}\b(?:is|are) (?:included|part)\b",
    re.IGNORECASE,
)
NO_MEETINGS = re.compile(r"\bno meetings\b|\bnot (?:have to )?come to (?:any )?meetings\b", re.IGNORECASE)
ONLINE_ONLY = re.compile(r"\b(?:online only|only online|all online|from home only)\b", re.IGNORECASE)
IN_PERSON = re.compile(r"\b(?:in person only|only in person|face[- ]to[- ]face only)\b", re.IGNORECASE)
AMOUNT = re.compile(r"£\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d\d))?")
OTHER_MONEY = ("expenses", "fee_reason", "access")
FAR = (Mode.ONLINE, Mode.REMOTE)


def of_clashes(values: Values, texts: Mapping[str, str], today: dt.date) -> Iterator[Hint]:
    """Yield what does not fit together. `texts` are the answers that are words, by their field."""
    for name, text in texts.items():
        yield from _of_pay(name, text, values)
        yield from _of_time(name, text, values)
        yield from _of_place(name, text, values)
    yield from _of_days(values, today)
    yield from _of_people(values)


def _of_pay(name: str, text: str, values: Values) -> Iterator[Hint]:
    fee = values.get("payment") == PaymentKind.FEE
    if fee and (found := UNPAID.search(text)):
        seen = _("It says “%(words)s”, but a fee is paid.") % {"words": found.group()}
        yield Hint(name, "clash", seen, _("Take it out, or change the payment."))
    if name in OTHER_MONEY:
        return
    amounts = {int(pence(found)) for found in AMOUNT.finditer(text)}
    paid = {row.get(key) for row in values.get("pay_rates") or () for key in ("pence", "most_pence")}
    for amount in sorted(amounts - paid) if values.get("payment") else []:
        seen = _("It names %(amount)s, but the payment does not.") % {"amount": pounds(amount)}
        yield Hint(name, "clash", seen, _("Name an amount once, under payment, so that it cannot differ."))


def pence(found: re.Match[str]) -> int:
    """Return an amount in a text in whole pence."""
    return int(found[1].replace(",", "")) * 100 + int(found[2] or 0)


def _of_time(name: str, text: str, values: Values) -> Iterator[Hint]:
    prep = values.get("includes_prep")
    if prep == PrepTime.YES and ON_TOP.search(text):
        seen = _("It says that reading comes on top, but the time says that it is included.")
        yield Hint(name, "clash", seen, _("Say the same in both places."))
    if prep == PrepTime.NO and INCLUDED.search(text):
        seen = _("It says that reading is included, but the time says that it comes on top.")
        yield Hint(name, "clash", seen, _("Say the same in both places."))
    if NO_MEETINGS.search(text) and _meets(values):
        seen = _("It says that there are no meetings, but something is counted or paid for each meeting.")
        yield Hint(name, "clash", seen, _("Change one of them."))


def _meets(values: Values) -> bool:
    rates = values.get("pay_rates") or ()
    paid = any(
        row.get("unit") == "meeting" or "meeting" in str(row.get("for_words") or "").lower() for row in rates
    )
    return values.get("unit") == "meeting" or (paid and values.get("payment") == PaymentKind.FEE)


def _of_place(name: str, text: str, values: Values) -> Iterator[Hint]:
    mode = values.get("mode")
    if mode == Mode.IN_PERSON and (found := ONLINE_ONLY.search(text)):
        seen = _("It says “%(words)s”, but people take part in person.") % {"words": found.group()}
        yield Hint(name, "clash", seen, _("Change one of them."))
    if mode in FAR and (found := IN_PERSON.search(text)):
        seen = _("It says “%(words)s”, but people take part from home.") % {"words": found.group()}
        yield Hint(name, "clash", seen, _("Change one of them."))


def _of_days(values: Values, today: dt.date) -> Iterator[Hint]:
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and ends < starts:
        yield Hint("ends_on", "clash", _("The role ends before it starts."), _("Change one of the days."))
    for name in ("ends_on", "closes_on"):
        if values.get(name) and values[name] < today.isoformat():
            yield Hint(name, "past", _("This day is over."), _("Choose a day to come, or leave it empty."))


def _of_people(values: Values) -> Iterator[Hint]:
    contact = (values.get("contact") or {}).get("name", "")
    concerns = values.get("concerns_to") or ""
    if contact and contact.lower() in concerns.lower():
        seen = _("%(name)s is the contact and also who people go to if something is wrong.")
        yield Hint(
            "concerns_to", "people", seen % {"name": contact}, _("Name someone else, best outside the team.")
        )
