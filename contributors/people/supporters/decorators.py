"""What a view says it opens to supporters."""

from collections.abc import Callable
from typing import TypeVar

from django.http.response import HttpResponseBase

V = TypeVar("V", bound=Callable[..., HttpResponseBase])
AS_THEMSELVES = "as themselves"


def supporters_may(what: str) -> Callable[[V], V]:
    """Open a portal view to supporters who may do this for the person: "claims" or "dates"."""

    def mark(view: V) -> V:
        view.supporters_may = what  # type: ignore[attr-defined]  # our mark on any view
        return view

    return mark
