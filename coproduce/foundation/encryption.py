"""Sealed values: AES-GCM, bound to the row and field they stand in (trust S18).

A sealed value copied to another person's row does not open. The key's id stands in the value, so
keys can be rotated row by row.
"""

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


class CannotOpen(Exception):
    """The value was changed, moved to another row, or its key is gone."""


def keys() -> dict[str, bytes]:
    """Return {key id: 32 bytes} from the settings, newest first. Raises ValueError for a bad key."""
    found = {}
    for pair in settings.FIELD_ENCRYPTION_KEYS.split(","):
        key_id, _, text = pair.strip().partition(":")
        key = base64.b64decode(text, validate=True)
        if len(key) != 32:
            raise ValueError(f"key {key_id!r} must be 32 bytes")
        found[key_id] = key
    return found


def encrypt(plain: str, *, bound_to: str) -> str:
    """Return `plain` sealed with the newest key. `bound_to` names table, row and field."""
    key_id, key = next(iter(keys().items()))
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, plain.encode(), bound_to.encode())
    return f"{key_id}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def decrypt(value: str, *, bound_to: str) -> str:
    """Return the plain text. Raises CannotOpen when it was sealed for another row or field."""
    key_id, _, text = value.partition(":")
    try:
        raw = base64.urlsafe_b64decode(text)
        return (
            AESGCM(keys()[key_id]).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], bound_to.encode()).decode()
        )
    except (InvalidTag, KeyError, ValueError) as error:
        raise CannotOpen(bound_to) from error


def fingerprint(plain: str, *, purpose: str) -> str:
    """Return a keyed hash for "is it the same?" questions; it cannot be turned back or guessed offline."""
    oldest = list(keys().values())[-1]  # rotation of the newest key must not change fingerprints
    key = hmac.new(oldest, f"fingerprint:{purpose}".encode(), hashlib.sha256).digest()
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()
