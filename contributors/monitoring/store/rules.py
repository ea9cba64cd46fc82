"""Pure decisions about tokens."""

import hashlib


def mark_of(token: str) -> str:
    """Return what stands outside the database for a token that was stopped. It opens and names nothing.

    The same is worked out in the database (migration 0002).
    """
    return hashlib.sha256(f"stopped:{token}".encode()).hexdigest()
