"""The registry of sealed values: which fields hold them, and what each is bound to.

A model says it itself, as `encrypted = Encrypted(...)`, beside its data classes. Rotation of keys, the
audit and the proof that an old key can go all walk this registry; what is not in it would be lost with
the old key, so a test looks for sealed values everywhere else.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import encryption

log = logging.getLogger(__name__)
Row = TypeVar("Row", bound=models.Model)
CANNOT_READ = _("This cannot be read. Someone here has to put it right.")

Derive = Callable[[dict[str, str]], dict[str, str]]


@dataclass(frozen=True)
class Encrypted:
    """Fields of a model that hold a sealed value, or nothing.

    bound_to: (row, field) -> what the value is bound to. inside: for JSON fields, the keys in it.
    derive: from the opened values, fields that hold a keyed hash of them. lasts: why the server
    cannot open the values by itself, and when they are gone; they are not rotated.
    """

    fields: str
    bound_to: Callable[[Any, str], str] = lambda row, field: row.bound_to(field)
    inside: str = ""
    derive: Derive | None = None
    lasts: str = ""

    def names(self) -> list[str]:
        return self.fields.split()

    def sealed_of(self, row: models.Model) -> dict[str, str]:
        """Return {place in the row: sealed value} for what is not empty."""
        found = {}
        for name in self.names():
            value = getattr(row, name)
            for place, one in self._within(name, value) if self.inside else [(name, value)]:
                if one:
                    found[place] = one
        return found

    def _within(self, name: str, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
        for key in self.inside.split():
            value = data.get(key)
            if isinstance(value, list):
                yield from ((f"{name}.{key}.{place}", one) for place, one in enumerate(value))
            else:
                yield f"{name}.{key}", value or ""

    def open(self, row: models.Model) -> dict[str, str]:
        """Return {place in the row: plain text}. Raises encryption.CannotOpen."""
        return {
            place: encryption.decrypt(value, bound_to=self.bound_to(row, place))
            for place, value in self.sealed_of(row).items()
        }

    def opens(self, row: models.Model) -> bool:
        """Say whether every sealed value of a row opens."""
        try:
            self.open(row)
        except encryption.CannotOpen:
            return False
        return True

    def is_current(self, row: models.Model) -> bool:
        """Say whether everything in a row is by the newest keys."""
        newest = next(iter(encryption.keys()))
        if any(encryption.key_of(value) != newest for value in self.sealed_of(row).values()):
            return False
        if self.derive is None:
            return True
        newest = next(iter(encryption.fingerprint_keys()))
        derived = [getattr(row, name) for name in self.derive({})]
        return all(encryption.key_of(value) == newest for value in derived)

    def anew(self, row: models.Model) -> dict[str, Any]:
        """Return the fields of a row sealed and hashed by the newest keys. Raises encryption.CannotOpen."""
        opened = self.open(row)
        changed: dict[str, Any] = self.derive(opened) if self.derive else {}
        for place, plain in opened.items():
            sealed = encryption.encrypt(plain, bound_to=self.bound_to(row, place))
            name, *path = place.split(".")
            if not path:
                changed[name] = sealed
                continue
            within = changed.setdefault(name, _copied(getattr(row, name)))
            *way, last = [int(step) if step.isdigit() else step for step in path]
            for step in way:
                within = within[step]
            within[last] = sealed
        return changed


def _copied(data: dict[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, list) else value for key, value in data.items()}


# Models of libraries: their values go through `contributors.accounts.adapter`.
LIBRARY_MODELS = {
    "mfa.Authenticator": Encrypted(
        "data", inside="secret seed migrated_codes", bound_to=lambda row, place: "mfa.authenticator"
    )
}


def registry() -> dict[type[models.Model], Encrypted]:
    """Return every model that holds sealed values, with which."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        says = LIBRARY_MODELS.get(model._meta.label, vars(model).get("encrypted"))
        if says is not None:
            found[model] = says
    return found


def name_of(row: models.Model) -> str:
    """Name a row without telling anything of it: its kind and its reference."""
    return f"{row._meta.label} {getattr(row, 'ref', None) or row.pk}"


def words_or_not(row: Row, opened: Callable[[Row], str]) -> str:
    """Return what `opened` reads from a row; where it does not open, words that say so. The log names it."""
    try:
        return opened(row)
    except encryption.CannotOpen:
        log.error("%s does not open", name_of(row))
        return str(CANNOT_READ)
