"""When a message stops being of use. Each kind says it; the database's clock judges it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol


class Expiry(Protocol):
    """A rule for a kind of message."""

    @property
    def may_be_extended(self) -> bool:
        """Whether a person who sends it again may give it more time."""

    def at(self, subject: Any, due: dt.datetime) -> dt.datetime | None:
        """Return the moment after which it is not sent, None for never."""


@dataclass(frozen=True)
class After:
    """Of use for so many hours from the moment it was due."""

    hours: float
    may_be_extended = True

    def at(self, subject: Any, due: dt.datetime) -> dt.datetime:
        return due + dt.timedelta(hours=self.hours)


@dataclass(frozen=True)
class Until:
    """Of use until something happens: `moment(subject)` says when. Nobody can give it more time.

    `at_least_hours` is for news that is worth something at the last minute too. A subject without such a
    moment lets the message wait.
    """

    moment: Callable[[Any], dt.datetime | None]
    at_least_hours: float = 0
    may_be_extended = False

    def at(self, subject: Any, due: dt.datetime) -> dt.datetime | None:
        moment = self.moment(subject)
        if moment is None or not self.at_least_hours:
            return moment
        return max(moment, due + dt.timedelta(hours=self.at_least_hours))


@dataclass(frozen=True)
class Never:
    """Worth knowing however late it comes, such as where money went."""

    may_be_extended = False

    def at(self, subject: Any, due: dt.datetime) -> None:
        return None


NEVER = Never()
A_FORTNIGHT = After(hours=24 * 14)
"""News of a project: the page it leads to says the same, and more."""
THREE_DAYS = After(hours=72)
