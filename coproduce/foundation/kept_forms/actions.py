"""The only writers of kept forms."""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.crypto import salted_hmac

from coproduce.foundation import clock
from coproduce.foundation.encryption import CannotOpen, decrypt, encrypt
from coproduce.foundation.kept_forms.models import KeptForm
from coproduce.foundation.kept_forms.typed import Fields

LIFE = dt.timedelta(hours=1)
MOST_CHARACTERS = 200_000  # of all fields together; the longest form of the product takes a tenth
MOST_FORMS = 5  # of an account: several tabs may have been open


@dataclass(frozen=True)
class Contents:
    """What is inside a kept form: where it goes, the page it stood on, who acted, what was typed."""

    path: str
    page: str
    person: int | None
    fields: Fields
    lost_files: bool
    has_secrets: bool


def keep(contents: Contents, *, account_id: int, secret: str) -> bool:
    """Keep a form for an hour. Returns False when it is too long, or the account is closed."""
    if sum(len(name) + len(value) for name, value in contents.fields) > MOST_CHARACTERS:
        return False
    with transaction.atomic():
        KeptForm.objects.create(
            account_id=account_id,
            browser=_browser(secret),
            sealed=encrypt(json.dumps(asdict(contents)), bound_to=_bound_to(secret)),
            kept_until=clock.now() + LIFE,
        )
        kept = KeptForm.objects.filter(account=account_id).order_by("-id").values_list("pk", flat=True)
        KeptForm.objects.filter(pk__in=list(kept[MOST_FORMS:])).delete()
    return True


def kept_for(account_id: int, *, secret: str) -> list[tuple[KeptForm, Contents]]:
    """Return what an account has kept in this browser, the oldest first. What does not open is deleted."""
    found = []
    for row in KeptForm.objects.filter(
        account=account_id, browser=_browser(secret), kept_until__gt=clock.now()
    ):
        try:
            inside = json.loads(decrypt(row.sealed, bound_to=_bound_to(secret)))
        except CannotOpen:
            row.delete()
            continue
        found.append((row, Contents(**inside | {"fields": [(n, v) for n, v in inside["fields"]]})))
    return found


def discard_of_others(account_id: int, *, secret: str) -> bool:
    """Delete what others typed in this browser. Returns whether anything is left for this account."""
    here = KeptForm.objects.filter(browser=_browser(secret))
    here.exclude(account=account_id).delete()
    return here.exists()


def discard(account_id: int, *, secret: str, ref: str = "") -> bool:
    """Delete one form that was sent (`ref`), or all of this browser. Returns whether anything is left."""
    here = KeptForm.objects.filter(account=account_id, browser=_browser(secret))
    (here.filter(ref=ref) if ref else here).delete()
    return here.exists()


def forget_old() -> int:
    """Delete what nobody came back for. Returns how many."""
    return KeptForm.objects.filter(kept_until__lte=clock.now()).delete()[0]


def _browser(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _bound_to(secret: str) -> str:
    return salted_hmac("kept_forms.KeptForm", secret, algorithm="sha256").hexdigest()
