"""Claims as lists narrow them, and what the pages of a person say of one."""

from collections.abc import Iterable
from typing import Any

from contributors.people.models import Person
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.rules import still_asked_for, totals
from expenses.claims.states import ClaimState
from expenses.claims.tracking.rules import stages, who_has_it


def standing(claim: Claim, lines: list[ClaimLine], *, reader: Person) -> dict[str, Any]:
    """Return what the pages of a person say of where a claim stands."""
    return {
        "claim": claim,
        "lines": lines,
        "totals": totals(still_asked_for(lines)),
        "stages": stages(claim),
        "who": who_has_it(claim),
        "for_somebody": claim.person_id != reader.pk,
        "asked": Claim.objects.filter(split_from=claim, status=ClaimState.RETURNED).first(),
    }


def may_ask_again(claim: Claim, lines: Iterable[ClaimLine]) -> bool:
    """Say whether a second look can be asked for: something was refused, and nobody looked again yet."""
    return any(line.facts.is_refused for line in lines) and not hasattr(claim, "second_look")
