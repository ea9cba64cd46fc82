"""Pure decisions: which answers are written to the log of attempts, and in which words.

An account is its number, a network address a mark of the day: the same address has the same mark until
midnight, and nobody reads an address out of it. Nothing that was typed is written, so nobody learns which
addresses are known.
"""

import datetime as dt
from collections.abc import Collection

from django.utils.crypto import salted_hmac

LETTERS = "bcdfghjkmnpqrstvwxyz"  # no digits: the log takes long ones for numbers of accounts
MARK_LENGTH = 10
REFUSALS = {400: "not understood", 403: "not allowed", 413: "too large", 429: "too many"}
NOT_THERE = 404
TRIES = {
    *("account_confirm_login_code", "account_staff_login", "account_new_device"),
    *("mfa_authenticate", "mfa_login_webauthn", "account_reset_password_from_key"),
    *("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_step_up"),
}
"""Pages where somebody proves who they are; a post that is answered with the page again has failed."""


def mark_of(address: str, day: dt.date) -> str:
    """Return what stands for a network address on one day."""
    digest = salted_hmac("accounts.attempts", f"{day.isoformat()}:{address}", algorithm="sha256").digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:MARK_LENGTH])


def what_happened(*, status: int, page: str, posted: bool, is_signed_in: bool) -> str:
    """Return in a few words what an answer says of an attempt, "" when it says nothing.

    `page` is the name of the address, "" where there is none. A page that is not there is an attempt only of
    somebody who is signed in: to them it may be one that is kept from them.
    """
    if status in REFUSALS:
        return REFUSALS[status]
    if status == NOT_THERE and is_signed_in and page:
        return "not there for them"
    if posted and page in TRIES and not 300 <= status < 400:
        return "proof refused"
    return ""


def line(what: str, **facts: object) -> str:
    """Return one line for the log: what happened, then facts by name in order; empty ones are left out."""
    return " ".join([what, *(f"{name}={value}" for name, value in facts.items() if value not in ("", None))])


def ways(methods: Collection[object]) -> str:
    """Return in which ways somebody proved who they are, each once, as the log says it."""
    return "+".join(dict.fromkeys(str(one) for one in methods))
