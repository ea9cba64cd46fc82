"""Who can act on a promise, and who gets it when its owner cannot."""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from contributors.accounts.roles import roles_with


@dataclass(frozen=True)
class Asked:
    """What decides who can see to a promise.

    `seen_by` is the capability that opens its page to the whole organisation, or empty.
    `person_id` is the public contributor at the other end, `contact_id` the project's named contact.
    """

    seen_by: str
    project_id: int | None
    person_id: int | None
    contact_id: int | None


def can_act(roles: Set[str], asked: Asked, *, on_project: bool) -> bool:
    """Say whether somebody with these roles of today can see to a promise.

    Where a department of its own does the work, as finance pays, nobody else can. Other work that one
    capability opens to the whole organisation, such as claims, may also be looked after by a project.
    """
    if asked.seen_by:
        doing = roles_with(asked.seen_by)
        if roles & doing or not doing & roles_with("edit_project"):
            return bool(roles & doing)
    if not roles & roles_with("edit_project"):
        return False
    return asked.project_id is None or on_project or bool(roles & roles_with("see_all_projects"))


def capability_of(asked: Asked) -> str:
    """Return the capability by which a colleague is found when nobody of the project can see to it."""
    return asked.seen_by or "edit_project"


def first_able(
    candidates: Iterable[int | None], able: Set[int], *, never: Iterable[int | None]
) -> int | None:
    """Return the first of some people who can act and is none of `never`, or None."""
    barred = set(never)
    return next((one for one in candidates if one is not None and one in able and one not in barred), None)
