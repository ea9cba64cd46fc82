"""Rooms above that have something to do when a claim is approved, before it can be paid."""

from collections.abc import Callable

from contributors.accounts.models import User
from expenses.claims.models import Claim

_followers: list[Callable[..., object]] = []  # (claim, *, by)


def register(follower: Callable[..., object]) -> Callable[..., object]:
    """Make a room known; a second time changes nothing."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def tell_approved(claim: Claim, *, by: User) -> None:
    """Tell every room that a claim is approved, in the transaction of the decision, with the claim locked."""
    for follower in _followers:
        follower(claim, by=by)
