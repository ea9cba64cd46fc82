"""Which fee would be usual? The floor above knows the rates and registers the answer."""

import datetime as dt
from collections.abc import Callable

Suggestion = tuple[str, int]
"""A label and whole pence for one person and one session."""

Suggest = Callable[[int, dt.date, int], list[Suggestion]]
_suggests: list[Suggest] = []


def register(suggest: Suggest) -> Suggest:
    """Make the function known: suggest(organisation_id, on, minutes). Raises ValueError for a second one."""
    if _suggests and _suggests != [suggest]:
        raise ValueError("fees have a source already")
    _suggests[:] = [suggest]
    return suggest


def suggested(organisation_id: int, on: dt.date, minutes: int) -> list[Suggestion]:
    """Return the usual fees for a session of `minutes` on a day; none where no rates are known."""
    return _suggests[0](organisation_id, on, minutes) if _suggests else []
