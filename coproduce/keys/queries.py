"""Which keys rows need, proved by opening every row, and whether the settings hold them."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import models

from coproduce.foundation import encryption
from coproduce.foundation.database.roles import may_read
from coproduce.foundation.encrypted_fields import Encrypted, name_of, registry
from coproduce.keys.models import KeyMark

CHUNK = 200
SETTINGS: dict[str, Callable[[], Mapping[str, bytes]]] = {
    "FIELD_ENCRYPTION_KEYS": encryption.keys,
    "FINGERPRINT_KEYS": encryption.fingerprint_keys,
}


@dataclass
class InUse:
    """How many rows need each key, how many of them end by themselves, and which do not open."""

    sealed: Counter[str] = field(default_factory=Counter)
    fingerprints: Counter[str] = field(default_factory=Counter)
    shut: list[str] = field(default_factory=list)
    ending: Counter[str] = field(default_factory=Counter)

    def needs(self, setting: str, key_id: str) -> bool:
        """Say whether any row needs a key of a setting. A row that does not open may need any."""
        if setting == "FINGERPRINT_KEYS":
            return self.fingerprints[key_id] > 0
        return self.sealed[key_id] + self.ending[key_id] > 0


def keys_in_use() -> InUse:
    """Open every sealed value of both databases, and count by the key that opened it."""
    found = InUse()
    for model, says in registry().items():
        if not may_read(model):
            found.shut.append(f"{model._meta.label}: this role may not read it. Run this as the owners.")
            continue
        for row in model._default_manager.order_by("pk").iterator(CHUNK):
            _count(row, says, found)
    return found


def _count(row: models.Model, says: Encrypted, found: InUse) -> None:
    used = {encryption.key_of(value) for value in says.sealed_of(row).values()}
    if says.lasts:
        found.ending.update(used)
        return
    found.sealed.update(used)
    if says.derive:
        found.fingerprints.update({encryption.key_of(getattr(row, name)) for name in says.derive({})})
    if not says.opens(row):
        found.shut.append(name_of(row))


def proof_of(setting: str, key: bytes) -> str:
    """Return what is kept of a key to know it again. It does not lead back to the key."""
    return hmac.new(key, f"mark of {setting}".encode(), hashlib.sha256).hexdigest()


def wrong_keys() -> Iterator[str]:
    """Yield a sentence for each key that rows may need and that the settings do not hold, or hold changed."""
    for mark in KeyMark.objects.all():
        held = SETTINGS[mark.setting]().get(mark.key_id)
        if held is None:
            yield (
                f"{mark.setting}: key {mark.key_id!r} is missing. Rows may still need it: put it back, behind"
                " the newest one, and run manage.py rotate_keys."
            )
        elif not hmac.compare_digest(proof_of(mark.setting, held), mark.proof):
            yield f"{mark.setting}: {mark.key_id!r} is not the key this database was used with."
