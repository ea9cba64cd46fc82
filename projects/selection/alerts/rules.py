"""Which new opportunities somebody wants to hear of."""

import hashlib
from collections.abc import Iterable
from typing import Protocol

from projects.roles.models.choices import Mode
from projects.selection.opportunities.states import Region

NO_TRAVEL = {Mode.ONLINE, Mode.REMOTE, Mode.CHOICE}


class News(Protocol):
    """What of an opportunity decides who hears of it."""

    topic: str
    region: str
    mode: str
    organisation_id: int


def wants(news: News, *, topics: Iterable[str], regions: Iterable[str], organisation_id: int | None) -> bool:
    """Say whether an opportunity is about a wish: its topic, a place they can get to, and whose it is.

    What needs no travelling is everywhere. No topics, or no regions, means any.
    """
    if organisation_id is not None and news.organisation_id != organisation_id:
        return False
    wanted, near = set(topics), set(regions)
    about = not wanted or news.topic in wanted
    there = not near or news.region in near or news.region == Region.ANYWHERE or news.mode in NO_TRAVEL
    return about and there


def hash_of(link: str) -> str:
    """Return what is kept of a link: it cannot be turned back."""
    return hashlib.sha256(link.encode()).hexdigest()
