"""Sealed values: AES-GCM, bound to the row and field they stand in (trust S18).

A sealed value copied to another person's row does not open. The key's id stands in the value, so
keys can be rotated row by row. Which fields hold such values: `encrypted_fields`.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
KEY_BYTES = 32
KEY_ID = re.compile(r"[A-Za-z0-9_.-]{1,20}")


class CannotOpen(Exception):
    """The value was changed, moved to another row, or its key is gone."""

    def __init__(self, bound_to: str) -> None:
        super().__init__(bound_to.partition(":")[0])  # the rest names a row, or holds a token


class BadKeys(ValueError):
    """A setting does not hold keys. The text names the setting and the place in it, never a key."""


def keys() -> Mapping[str, bytes]:
    """Return {key id: 32 bytes} for sealed values, newest first. Raises BadKeys."""
    return parsed("FIELD_ENCRYPTION_KEYS", settings.FIELD_ENCRYPTION_KEYS)


def fingerprint_keys() -> Mapping[str, bytes]:
    """Return {key id: 32 bytes} for fingerprints, newest first. Raises BadKeys."""
    return parsed("FINGERPRINT_KEYS", settings.FINGERPRINT_KEYS)


@lru_cache(maxsize=16)
def parsed(setting: str, text: str) -> Mapping[str, bytes]:
    """Return the keys in the text of a setting, newest first. Raises BadKeys with what to do about it."""
    found: dict[str, bytes] = {}
    for place, pair in enumerate(text.split(","), 1):
        where = f"{setting}: pair {place}"
        key_id, colon, value = pair.strip().partition(":")
        if not colon or not KEY_ID.fullmatch(key_id):
            raise BadKeys(f"{where} is not id:key. An id is 1 to 20 letters, digits, dots, dashes.")
        try:
            key = base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            raise BadKeys(f"{where}: the key is not base64.") from None
        if len(key) != KEY_BYTES:
            raise BadKeys(f"{where}: the key has {len(key)} bytes. It must have {KEY_BYTES}.")
        if key_id in found:
            raise BadKeys(f"{where} has the id of an earlier pair. Give each key an id of its own.")
        if key in found.values():
            raise BadKeys(f"{where} is the key of an earlier pair. Make a new one.")
        found[key_id] = key
    return found


def check_settings() -> None:
    """Raise BadKeys when either setting holds no good keys, or both hold the same one."""
    if set(keys().values()) & set(fingerprint_keys().values()):
        raise BadKeys("FINGERPRINT_KEYS holds a key of FIELD_ENCRYPTION_KEYS. Make one of its own.")


def encrypt(plain: str, *, bound_to: str) -> str:
    """Return `plain` sealed with the newest key. `bound_to` names table, row and field."""
    key_id, key = next(iter(keys().items()))
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, plain.encode(), bound_to.encode())
    return f"{key_id}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def decrypt(value: str, *, bound_to: str) -> str:
    """Return the plain text. Raises CannotOpen when it was sealed for another row or field."""
    known = keys()
    key_id, _, text = value.partition(":")
    try:
        raw = base64.urlsafe_b64decode(text)
        return AESGCM(known[key_id]).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], bound_to.encode()).decode()
    except (InvalidTag, KeyError, ValueError) as error:
        raise CannotOpen(bound_to) from error


def key_of(value: str) -> str:
    """Return the id of the key that a sealed value or a fingerprint was made with."""
    return value.partition(":")[0]


def fingerprints(plain: str, *, purpose: str) -> list[str]:
    """Return a keyed hash of `plain` by each key in use, newest first, as "key id:hash".

    For "is it the same?" questions: while keys change, rows hold hashes by either. Without the key
    they cannot be turned back or guessed.
    """
    return [f"{key_id}:{_keyed(plain, purpose, key)}" for key_id, key in fingerprint_keys().items()]


def fingerprint(plain: str, *, purpose: str) -> str:
    """Return the keyed hash to store: by the newest key."""
    return fingerprints(plain, purpose=purpose)[0]


def code_hash(code: str, *, purpose: str) -> str:
    """Return what is kept of a code that nobody can guess (96 bits of chance or more).

    It has no key: what we do not keep could never be hashed anew, and a stolen hash leads nowhere.
    """
    return hashlib.sha256(f"{purpose}:{code}".encode()).hexdigest()


def _keyed(plain: str, purpose: str, master: bytes) -> str:
    key = hmac.new(master, f"fingerprint:{purpose}".encode(), hashlib.sha256).digest()
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()
