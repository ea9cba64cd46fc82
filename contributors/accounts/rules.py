"""Pure decisions about sign-in. `records` is allauth's list of what was shown in this session."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from contributors.accounts.models import User

Records = Sequence[dict[str, Any]]

STAFF_IDLE = dt.timedelta(minutes=30)
CONTRIBUTOR_IDLE = dt.timedelta(minutes=60)
LONGEST_SESSION = dt.timedelta(hours=12)
"""Trust S11. Whoever is idle for longer, or signed in for longer, signs in again."""

CONTRIBUTOR_PROOF_LASTS = dt.timedelta(minutes=15)
READING_PROOF_LASTS = dt.timedelta(minutes=60)
"""For reading about money and equality: as long as a session that is not kept may rest."""

TIME_TO_FILL_IN = dt.timedelta(minutes=30)
"""A contributor who opened a guarded form in time may send it: slow typing must lose nothing."""

SECOND_FACTORS = {"mfa", "socialaccount"}  # an identity provider asks for its own second step
PROOFS = {"password", "mfa", "socialaccount"}  # what proves a member of staff; a code by e-mail does not


def counts_as_staff(user: User) -> bool:
    """Say whether an account holds power over others, so that an e-mailed code is not enough."""
    return user.is_staff or user.is_superuser or user.is_staff_member


def shown_in_demo(records: Records) -> bool:
    """Say whether the demo's one-click sign-in made this session. Never true outside the demo."""
    return settings.DEMO and any(record["method"] == "demo" for record in records)


def proved_as_staff(records: Records) -> bool:
    """Say whether the session began with more than an e-mailed code."""
    return shown_in_demo(records) or any(record["method"] in PROOFS for record in records)


def second_factor_shown(records: Records) -> bool:
    """Say whether this session showed a second factor, or came from the organisation's own sign-in."""
    return shown_in_demo(records) or any(record["method"] in SECOND_FACTORS for record in records)


def idle_limit(user: User) -> dt.timedelta:
    """Return how long the account may do nothing before it is signed out."""
    return STAFF_IDLE if counts_as_staff(user) else CONTRIBUTOR_IDLE


def proof_lasts(user: User, *, sending: bool) -> dt.timedelta:
    """Return how old the last proof of identity may be at a guarded page; `sending` is for a POST."""
    if counts_as_staff(user):
        return dt.timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    return CONTRIBUTOR_PROOF_LASTS + (TIME_TO_FILL_IN if sending else dt.timedelta())


def reading_proof_lasts(*, sending: bool) -> dt.timedelta:
    """Return how old the last proof may be at a page about money or equality; `sending` is for a POST."""
    return READING_PROOF_LASTS + (TIME_TO_FILL_IN if sending else dt.timedelta())


def proved_within(user: User, records: Records, limit: dt.timedelta, now: dt.datetime) -> bool:
    """Say whether the account proved who it is within `limit` of `now`, by signing in or again since."""
    if shown_in_demo(records):
        return True
    accepted = PROOFS if counts_as_staff(user) else PROOFS | {"code"}
    latest = max((record["at"] for record in records if record["method"] in accepted), default=0)
    return now.timestamp() - latest < limit.total_seconds()
