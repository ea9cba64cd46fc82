"""What a rule of choosing has to say, and what has to be done before a list is published. Pure."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from coproduce.foundation.refs import CODE_LETTERS
from projects.selection.drawing.rules import check_draw, fair
from projects.selection.drawing.states import Method
from projects.selection.interest.rules import KEPT_AFTER

LENGTH = 8
NO_SEED = "no draw was needed"
"""Stands for the seed where the points alone put everyone in order."""


def code_of(blind_ref: str) -> str:
    """Return the code of one in the list of a draw: the same each time, and nothing leads back from it."""
    number = int(hashlib.sha256(f"draw code {blind_ref}".encode()).hexdigest(), 16)
    letters = []
    for _place in range(LENGTH):
        number, rest = divmod(number, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[rest])
    return "".join(letters)


def problems(
    *,
    scored: bool,
    method: str,
    places: int | None,
    closes_on: dt.date | None,
    hear_by: dt.date | None,
    seed_on: dt.date,
    reserves: int,
    reserve_until: dt.date | None,
    least: Sequence[int],
) -> list[str]:
    """Return what does not fit in a rule and its opportunity, as sentences."""
    found = []
    if method == Method.RANKING and not scored:
        found.append(_("Nobody gives points here, so nobody can be chosen by points. Choose a draw."))
    if closes_on and seed_on <= closes_on:
        found.append(_("The numbers of the draw must come after it has closed. Choose a later day."))
    if hear_by and seed_on >= hear_by:
        found.append(_("The numbers of the draw must come before the day by which everyone hears."))
    if reserves and reserve_until and hear_by and not hear_by < reserve_until <= hear_by + KEPT_AFTER:
        found.append(_("Someone can be a reserve from the day everyone hears, for up to six months."))
    if method == Method.KEPT and not least:
        found.append(_("Say for which group you keep places."))
    if method == Method.KEPT and places:
        if sum(least) > places:
            found.append(_("You keep more places than there are. Keep fewer, or look for more people."))
        elif not fair.can_be_worked_out(places, len(least)):
            found.append(
                _("With so many places and groups we cannot work out even chances. Keep for fewer groups.")
            )
    return found


def before_the_list(
    *, open_still: bool, scoring_left: bool, waiting: int, seed_on: dt.date, today: dt.date
) -> list[str]:
    """Return what has to be done before the list of codes is published, as sentences."""
    found = []
    if open_still:
        found.append(_("It is still open. The list is made when it has closed."))
    if scoring_left:
        found.append(_("The points are not complete yet."))
    if not open_still and not scoring_left and not waiting:
        found.append(_("Nobody waits for an answer."))
    if seed_on <= today:
        found.append(
            _("The list has to be out before the day of the numbers. Choose a later day, and say why.")
        )
    return found


def document(
    *,
    about: str,
    bands: Sequence[Sequence[str]],
    lottery: Sequence[Sequence[str]],
    places: int,
    reserves: int,
    seed_from: str,
    seed_on: dt.date,
) -> dict[str, Any]:
    """Return the list as it is published, with its hash."""
    made: dict[str, Any] = {
        "about": about,
        "algorithm": check_draw.ALGORITHM,
        "bands": [sorted(band) for band in bands],
        "lottery": [list(ticket) for ticket in lottery],
        "places": places,
        "reserves": reserves,
        "seed_from": seed_from,
        "seed_on": seed_on.isoformat(),
    }
    return {**made, "list_hash": check_draw.hash_of_list(made)}


def needs_a_seed(listed: dict[str, Any]) -> bool:
    """Say whether chance decides anything: not where points alone put everyone in order."""
    return bool(listed["lottery"]) or any(len(band) > 1 for band in listed["bands"])
