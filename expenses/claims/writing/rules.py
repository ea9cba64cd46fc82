"""What a claim still lacks before it can be sent, and what is paid besides the time itself. Pure."""

import datetime as dt
from dataclasses import dataclass

from expenses.claims.pricing.rules import Entry
from expenses.policies.rates.rules import Offer


def pays_preparation(offer: Offer) -> bool:
    """Say whether getting ready is paid as time of its own: by the clock, and nothing said to be covered."""
    return offer.adds_up and not covered(offer)


def covered(offer: Offer) -> str:
    """Return what an offer already covers, in the policy's words; empty when it says nothing."""
    return "; ".join(sorted({rate.covers for rate in offer.rates if rate.covers}))


@dataclass(frozen=True)
class TimeGiven:
    """What we know of the time somebody gave: the day, whole minutes, and how we know, as a sentence."""

    day: dt.date | None = None
    minutes: int | None = None
    words: str = ""
    from_home: bool = False


@dataclass(frozen=True)
class SameJourney:
    """The journey of last time, with the amount of today: whole pence, and how it comes to that."""

    entry: Entry
    pence: int
    words: str
