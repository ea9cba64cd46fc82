"""A policy as one file: written out, read back, the same to the penny (docs/policy-file.md)."""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _

from coproduce.foundation.money import plain_pounds
from expenses.policies.costs.rules import same_cost
from expenses.policies.files.reading import FilePart, ParseError
from expenses.policies.models import ExpenseRule, MileageRate, Policy, Rate, WithinTime
from expenses.policies.states import UNITS, Band, BookedBy, Category, Period, Unit, UpToFor, Vehicle

FORMAT = "coproduce policy 1"

MOST_BYTES = 1_000_000

SIDES = {"at_least": ("lower", ">="), "more_than": ("lower", ">"), "less_than": ("upper", "<")}


SIDES |= {"at_most": ("upper", "<=")}

WORD_OF = {operator: word for word, (_side, operator) in SIDES.items()}


@dataclass
class Book:
    """A policy and all its rows, whether they stand in the database or only in a file."""

    policy: Policy
    rates: list[Rate] = field(default_factory=list)
    mileage: list[MileageRate] = field(default_factory=list)
    rules: list[ExpenseRule] = field(default_factory=list)


def read(content: bytes | str) -> Book:
    """Return the policy of a file, not stored. Raises ParseError with every fault."""
    if len(content) > MOST_BYTES:
        raise ParseError([_("The file is too big for a policy. It can be up to 1 MB.")])
    faults: list[str] = []
    top = FilePart(_("the file"), _parsed(content), faults)
    top.one_of("format", [FORMAT])
    book = Book(_policy(top))
    book.rates = [_rate(part, book.policy) for part in top.parts("rates")]
    book.mileage = [_mileage(part, book.policy) for part in top.parts("mileage")]
    book.rules = [_rule(part, book.policy) for part in top.parts("costs")]
    for kind in sorted({one.category for one, other in combinations(book.rules, 2) if same_cost(one, other)}):
        top.wrong("costs", _("“%(kind)s” is there twice for the same time away") % {"kind": kind})
    top.end()
    if faults:
        raise ParseError(faults)
    return book


def _parsed(content: bytes | str) -> Any:
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        return json.loads(text, parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise ParseError([_("The file is not text. Save it as a JSON file in UTF-8.")]) from error
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise ParseError([_("The file is not JSON. Check line %(line)s.") % {"line": line}]) from error


def _policy(part: FilePart) -> Policy:
    return Policy(
        name=part.words("name", 120, needed=True),
        effective_from=part.day("from"),
        pay_within_days=part.whole("pay_within_days", 1, 365, 28) or 28,
        claim_window_days=part.whole("claim_within_days", 1, 3_650, 90) or 90,
        pays_travel_time=part.yes("pays_travel_time", False),
        floor_pence_an_hour=part.pence("mark_below_an_hour", needed=False),
        when_cancelled=part.words("when_cancelled", 300),
        source=part.words("source", needed=True, longest=2_000, lines=True),
    )


def _rate(part: FilePart, policy: Policy) -> Rate:
    unit = part.one_of("paid_for", list(Unit))
    means = UNITS[Unit(unit)]
    rate = Rate(
        policy=policy,
        label=part.words("what", 120, needed=True),
        role_tier=part.words("role", 80),
        unit=unit,
        block_minutes=part.whole("block_minutes", 1, 6_000),
        amount_pence=part.pence("amount", zero_allowed=not means.has_amount, needed=means.has_amount) or 0,
        most_a_day_pence=part.pence("most_a_day", needed=False),
        covers=part.words("covers", 200),
        source=part.words("source", longest=2_000, lines=True) or policy.source,
        **part.from_to(),
        **_limits(part),
    )
    if means.has_blocks != (rate.block_minutes is not None):
        part.wrong("block_minutes", _("a block needs its length in minutes, and nothing else has one"))
    if not means.has_amount and rate.amount_pence:
        part.wrong("amount", _("a role without a fee has no amount"))
    if rate.most_a_day_pence is not None and rate.most_a_day_pence < rate.amount_pence:
        part.wrong("most_a_day", _("this is less than the amount itself"))
    part.end()
    return rate


def _limits(part: FilePart) -> dict[str, Any]:
    """Return both limits of time in minutes, each with its operator: exactly 4 hours is on one side."""
    found: dict[str, Any] = {}
    for word, (side, operator) in SIDES.items():
        minutes = part.whole(f"{word}_minutes", 0, 60 * 24 * 31)
        if minutes is None:
            continue
        if f"{side}_minutes" in found:
            part.wrong(f"{word}_minutes", _("there is another limit on the same side"))
        found |= {f"{side}_minutes": minutes, f"{side}_operator": operator}
    return found


def _mileage(part: FilePart, policy: Policy) -> MileageRate:
    band = part.one_of("band", list(Band), Band.ALL)
    rate = MileageRate(
        policy=policy,
        vehicle=part.one_of("vehicle", list(Vehicle)),
        band=band,
        pence_per_mile=part.pence_a_mile("pence"),
        threshold_miles=part.whole("threshold_miles", 1, 1_000_000),
        period=part.one_of("counted_over", ["", *Period], ""),
        source=part.words("source", longest=2_000, lines=True) or policy.source,
        **part.from_to(),
    )
    if (band == Band.ALL) != (rate.threshold_miles is None and not rate.period):
        part.wrong(
            "band", _("miles up to or above a threshold need the threshold and what it is counted over")
        )
    part.end()
    return rate


def _rule(part: FilePart, policy: Policy) -> ExpenseRule:
    rule = ExpenseRule(
        policy=policy,
        category=part.one_of("kind", list(Category)),
        cap_pence=part.pence("up_to", needed=False),
        cap_for=part.one_of("up_to_for", list(UpToFor), UpToFor.LINE),
        pays_no_more=part.yes("pays_no_more", False),
        receipt_needed=part.yes("receipt_needed", True),
        prior_agreement=part.yes("agree_first", False),
        booked_by=part.one_of("booked_by", list(BookedBy), BookedBy.EITHER),
        registration_needed=part.yes("registration_needed", False),
        note=part.words("note", 200),
        **_limits(part),
    )
    if rule.cap_pence is None and rule.cap_for != UpToFor.LINE:
        part.wrong("up_to_for", _("this needs “up_to”"))
    if rule.pays_no_more and rule.cap_pence is None and not (rule.lower_operator or rule.upper_operator):
        part.wrong("pays_no_more", _("this needs “up_to”, or a limit of time"))
    part.end()
    return rule


def write(book: Book) -> str:
    """Return the text of the file. Reading it gives the same policy back."""
    policy = book.policy
    whole = {
        "format": FORMAT,
        "name": policy.name,
        "from": _day(policy.effective_from),
        "pay_within_days": policy.pay_within_days,
        "claim_within_days": policy.claim_window_days,
        "pays_travel_time": policy.pays_travel_time or None,
        "mark_below_an_hour": _pounds(policy.floor_pence_an_hour),
        "when_cancelled": policy.when_cancelled,
        "source": policy.source,
        "rates": [_rate_out(rate, policy) for rate in book.rates],
        "mileage": [_mileage_out(rate, policy) for rate in book.mileage],
        "costs": [_rule_out(rule) for rule in book.rules],
    }
    return (
        json.dumps({key: value for key, value in whole.items() if value}, ensure_ascii=False, indent=2) + "\n"
    )


def _rate_out(rate: Rate, policy: Policy) -> dict[str, Any]:
    row: dict[str, Any] = {"what": rate.label, "role": rate.role_tier, "paid_for": rate.unit}
    row |= _limits_out(rate) | {"block_minutes": rate.block_minutes}
    row |= {"amount": _pounds(rate.amount_pence), "most_a_day": _pounds(rate.most_a_day_pence)}
    row |= {"covers": rate.covers} | _dated(rate, policy)
    return _filled(row)


def _limits_out(row: WithinTime) -> dict[str, Any]:
    sides = ((row.lower_operator, row.lower_minutes), (row.upper_operator, row.upper_minutes))
    return {f"{WORD_OF[operator]}_minutes": minutes for operator, minutes in sides if operator}


def _mileage_out(rate: MileageRate, policy: Policy) -> dict[str, Any]:
    # A number, as people write it. It has two places at most, which a float of this size keeps.
    exact = Decimal(rate.pence_per_mile)
    pence = float(exact) if exact % 1 else int(exact)
    row: dict[str, Any] = {"vehicle": rate.vehicle, "band": rate.band, "pence": pence}
    row |= {"threshold_miles": rate.threshold_miles, "counted_over": rate.period}
    return _filled(row | _dated(rate, policy))


def _rule_out(rule: ExpenseRule) -> dict[str, Any]:
    row = {"kind": rule.category, "up_to": _pounds(rule.cap_pence), "note": rule.note} | _limits_out(rule)
    row |= {"up_to_for": rule.cap_for if rule.cap_for != UpToFor.LINE else None}
    row |= {"pays_no_more": rule.pays_no_more or None}
    row |= {"booked_by": rule.booked_by if rule.booked_by != BookedBy.EITHER else None}
    row |= {"registration_needed": rule.registration_needed or None}
    return _filled(row) | {"receipt_needed": rule.receipt_needed, "agree_first": rule.prior_agreement}


def _dated(rate: Rate | MileageRate, policy: Policy) -> dict[str, Any]:
    own_source = rate.source if rate.source != policy.source else None
    return {"from": _day(rate.effective_from), "to": _day(rate.effective_to), "source": own_source}


def _pounds(pence: int | None) -> str | None:
    return plain_pounds(pence) if pence else None


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty; a limit of no minutes is not empty."""
    return {key: value for key, value in row.items() if value is not None and value != ""}
