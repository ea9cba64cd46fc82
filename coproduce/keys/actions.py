"""The only writer of sealed values that stand: by new keys, a batch at a time."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import models, router, transaction

from coproduce.foundation.database.roles import may_read
from coproduce.foundation.encrypted_fields import Encrypted, name_of, registry
from coproduce.foundation.encryption import CannotOpen
from coproduce.keys.models import KeyMark
from coproduce.keys.queries import CHUNK, SETTINGS, InUse, keys_in_use, proof_of

log = logging.getLogger(__name__)
Tell = Callable[[str, int, int], None]


@dataclass
class Rotation:
    """What a rotation did: rows made anew, those that do not open, and the keys that may be removed now."""

    anew: int = 0
    in_use: InUse = field(default_factory=InUse)
    free: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def mark_keys() -> None:
    """Write down what the keys of the settings are, for the next start to compare. May run twice."""
    for setting, keys in SETTINGS.items():
        for key_id, key in reversed(list(keys().items())):
            KeyMark.objects.get_or_create(
                setting=setting, key_id=key_id, defaults={"proof": proof_of(setting, key)}
            )


def rotate(tell: Tell = lambda label, done, rows: None) -> Rotation:
    """Seal and hash everything by the newest keys, in batches; then open every row to see which keys may go.

    May be stopped at any moment and run again: what is done is passed over. A row that does not open
    stays as it is, is named, and keeps every old key from going. `tell` hears (model, rows done, rows).
    """
    mark_keys()
    found = Rotation()
    for model, says in registry().items():
        if not says.lasts and may_read(model):
            found.anew += rotate_model(model, says, tell)
    found.in_use = keys_in_use()
    _let_go(found)
    return found


def rotate_model(
    model: type[models.Model], says: Encrypted, tell: Tell = lambda label, done, rows: None
) -> int:
    """Make the rows of one model anew. Returns how many."""
    rows, seen, anew, last = model._default_manager.count(), 0, 0, None
    while True:
        here = model._default_manager.order_by("pk")
        if last is not None:
            here = here.filter(pk__gt=last)
        batch = list(here[:CHUNK])
        if not batch:
            return anew
        last = batch[-1].pk
        old = [row.pk for row in batch if not says.is_current(row)]
        anew += _batch(model, says, old) if old else 0
        seen += len(batch)
        tell(model._meta.label, seen, max(rows, seen))


def _batch(model: type[models.Model], says: Encrypted, old: list[object]) -> int:
    done = 0
    manager = model._default_manager
    with transaction.atomic(using=router.db_for_write(model)):
        for row in manager.select_for_update(of=("self",)).filter(pk__in=old).order_by("pk"):
            try:
                changed = says.anew(row)
            except CannotOpen:
                log.error("%s does not open", name_of(row))
                continue
            done += manager.filter(pk=row.pk).update(**changed)
    return done


def _let_go(found: Rotation) -> None:
    """Forget the marks of older keys that no row needs. A row that does not open may need any of them."""
    for setting, keys in SETTINGS.items():
        for key_id in list(keys())[1:]:
            if found.in_use.shut or found.in_use.needs(setting, key_id):
                found.kept.append(f"{setting}: {key_id}")
                continue
            KeyMark.objects.filter(setting=setting, key_id=key_id).delete()
            found.free.append(f"{setting}: {key_id}")
