"""What is paid, and for what. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.roles.models import row_sentences, sentences
from projects.roles.models.choices import Paid, PaymentKind
from projects.roles.recognising.rules.patterns import EACH, PAID_FOR, TO, one_of, which

Finds = Iterator[tuple[str, str, dict[str, Any]]]

AMOUNT = r"£\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d\d)?"
THING = r"(?:\s+(?:(?:gift\s+|shopping\s+|e-?)?vouchers?|(?:involvement\s+)?payment|fee|honorarium))?"
SOLE = r"half[- ]day|full[- ]day|whole[- ]day"
"""Parts of a day that need no "per" before them: "£75 half day"."""
MONEY = re.compile(
    rf"(up\s+to\s+)?{AMOUNT}(?:{TO}£?\s?(\d+)(\.\d\d)?)?{THING}"
    rf"\s*(?:{EACH}\s*(?:\w+\s+)??({one_of(PAID_FOR)})|(?:for\s+)?({SOLE})|(p\.?h)\b|(p\.?d)\b)s?\b",
    re.IGNORECASE,
)
RATE = re.compile(
    rf"\b(hourly|daily|half[- ]day)\s+(?:rate|fee|payment)s?\s*(?:of|is|:)?\s*{AMOUNT}"
    rf"|{AMOUNT}\s+(hourly|daily)\b",
    re.IGNORECASE,
)
WHAT = re.compile(
    r"\s*s?\s+for\s+((?:\w+\s+){0,2}?(?:meetings?|reading|preparation|preparing|training|review(?:s|ing)?"
    r"|workshops?|events?|interviews|travel(?:ling)?\s+time))\b",
    re.IGNORECASE,
)
UNPAID = re.compile(
    r"\b(?:un-?paid|expenses[- ]only|no\s+(?:fee|payment)|not\s+paid|voluntary\s+(?:role|position|post)s?"
    r"|volunteer\s+(?:role|position)s?|roles?\s+(?:is|are)\s+(?:entirely\s+)?voluntary)\b",
    re.IGNORECASE,
)
EXPENSES = re.compile(
    r"\bexpenses\b(?!\s+(?:are|is|will)\s+not)|\breimburs|\btravel\b.*\b(?:paid|covered|refunded)\b",
    re.IGNORECASE,
)
NO_EXPENSES = re.compile(r"\b(?:no|nor|or|without|cannot\s+pay)\s+(?:travel\s+)?expenses\b", re.IGNORECASE)
RATES_ELSEWHERE = re.compile(
    r"\b(?:pay|paid|payments?|fees?|honorari(?:um|a))\b[^.]*?\b((?:in\s+line\s+with|according\s+to|at|following)\s+"
    r"(?:\w+['’]?s?\s+){0,8}?(?:rates?|policy|guidance|guidelines|framework))\b",
    re.IGNORECASE,
)
PREP = {
    r"\b(?:fee|payment|rate|which)\s+(?:\w+\s+){0,2}?(?:covers?|includes?)\b[^.]*?"
    r"\b(?:prepar\w+|reading)\b": Paid.COVERED,
    r"\b(?:preparation|reading|preparing)(?:\s+time)?\s+is\s+(?:also\s+)?paid\b": Paid.YES,
    r"\b(?:preparation|reading|preparing)(?:\s+time)?\s+is\s+(?:not\s+paid|unpaid)\b": Paid.NO,
}
TRAVELLING = {
    r"\btravel(?:ling)?\s+time\s+is\s+(?:also\s+)?paid\b": Paid.YES,
    r"\btravel(?:ling)?\s+time\s+is\s+(?:not\s+paid|unpaid)\b": Paid.NO,
}
WAYS = {
    r"\b(?:gift |shopping |e-?)?vouchers?\b": gettext_lazy("voucher"),
    r"\b(?:bacs|bank transfer|into your bank account)\b": gettext_lazy("into a bank account"),
    r"\bpayroll\b": gettext_lazy("through payroll"),
}
WHEN = re.compile(
    r"\b(?:paid|pay|payments?)\b[^.]*?\b"
    r"(within\s+\w+\s+(?:working\s+)?(?:days|weeks)(?:\s+of\s+(?:a|the|your)\s+claim)?)\b",
    re.IGNORECASE,
)


def rates(text: str) -> Finds:
    """Find amounts with what they are paid for, in their order."""
    found = [(one.start(), one, _row(one)) for one in MONEY.finditer(text)]
    taken = [(one.start(), one.end()) for _at, one, _row_ in found]
    for one in RATE.finditer(text):
        if not any(start < one.end() and one.start() < end for start, end in taken):
            found.append((one.start(), one, _named(one)))
    for _at, one, row in sorted(found, key=lambda entry: entry[0]):
        if what := WHAT.match(text, one.end()):
            row = {"what": capfirst(" ".join(what[1].split()))} | row
        yield one[0], row_sentences.pay(row), {"payment": PaymentKind.FEE, "pay_rates": [row]}


def _row(found: re.Match[str]) -> dict[str, Any]:
    up_to, pounds, pence, most, most_pence, unit, sole, hourly, _daily = found.groups()
    amount = _pence(pounds, pence)
    words = unit or sole or ("hour" if hourly else "day")
    row: dict[str, Any] = {"unit": which(PAID_FOR, " ".join(words.split()))}
    row |= {"most_pence": amount} if up_to else {"pence": amount}
    return row | ({"most_pence": _pence(most, most_pence)} if most else {})


def _named(found: re.Match[str]) -> dict[str, Any]:
    before, pounds, pence, pounds_first, pence_first, after = found.groups()
    return {
        "unit": which(PAID_FOR, before or after),
        "pence": _pence(pounds or pounds_first, pence or pence_first),
    }


def _pence(pounds: str, pence: str | None) -> int:
    return int(pounds.replace(",", "")) * 100 + int((pence or ".00")[1:])


def is_paid_back(text: str) -> bool:
    """Whether a text says that expenses are paid."""
    return bool(EXPENSES.search(text)) and not NO_EXPENSES.search(text)


def kind(text: str, *, expenses: bool) -> Finds:
    """Find that there is no fee, or one without its amount. `expenses`: they are paid elsewhere."""
    if MONEY.search(text) or RATE.search(text):
        return
    if found := UNPAID.search(text):
        if re.search(r"\bhonorari", text, re.IGNORECASE):
            return  # a voluntary role with a fee: nobody can say from here which of the two counts
        if NO_EXPENSES.search(text):
            yield found[0], str(PaymentKind.NOTHING.label), {"payment": PaymentKind.NOTHING}
        elif expenses or is_paid_back(text):
            yield found[0], str(PaymentKind.EXPENSES_ONLY.label), {"payment": PaymentKind.EXPENSES_ONLY}
    elif "£" not in text and (found := RATES_ELSEWHERE.search(text)):
        values = {"payment": PaymentKind.FEE, "to_agree": ["pay_rates"]}
        yield found[0], sentences.payment_words(values), values


def around(text: str) -> Finds:
    """Find what is paid beside meetings, how and when."""
    for name, table, words in (
        ("prep_paid", PREP, sentences.PREP_PAID),
        ("travel_paid", TRAVELLING, sentences.TRAVEL_PAID),
    ):
        for pattern, answer in table.items():
            if found := re.search(pattern, text, re.IGNORECASE):
                yield found[0], str(words[answer]), {name: answer}
                break
    ways = {way: found for pattern, way in WAYS.items() if (found := re.search(pattern, text, re.IGNORECASE))}
    if len(ways) == 1:
        [(way, found)] = ways.items()
        yield found[0], _("How it is paid: %(way)s") % {"way": way}, {"pay_way": str(way)}
    if len(WHEN.findall(text)) == 1 and (found := WHEN.search(text)):
        yield found[1], _("When it is paid: %(when)s") % {"when": found[1]}, {"pay_when": found[1]}
