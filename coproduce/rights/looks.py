"""Who looked at what is private about a person: when, and what for. For the person alone."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.people.access_needs.actions import LOOKED
from contributors.people.models import Person
from coproduce.foundation.history.models import AdministratorLook, HistoryEntry
from coproduce.foundation.lazy import LazyStr
from coproduce.rights.states import COPY_MADE
from coproduce.rights.times import rows
from coproduce.rights.times.schedule import MODELS
from expenses.payees.models import BankDetails
from expenses.payments.runs.models import Payment, PaymentRun

SHOWN = 100
NEEDS, BANK = _("What helps you take part"), _("Your bank details")
BANK_VERBS: dict[str, LazyStr] = {
    "opened for a bank file": _("To pay you: the numbers went into the file for the bank."),
    "checked by a second person": _("To check details that were new. They saw the last four numbers."),
}
RUN_VERBS: dict[str, LazyStr] = {
    "account names looked at": _("To see how the bank will print the name on your account."),
    "file downloaded": _("To send the file with your payment to the bank."),
}


@dataclass(frozen=True)
class Look:
    """One look: at what, by whom, when, why."""

    what: LazyStr
    who: str
    at: dt.datetime
    why: LazyStr


def looks_at(person: Person) -> list[Look]:
    """Return the last looks at what is private about a person, the newest first."""
    found = [_of_entry(entry) for entry in _entries(person)] + _by_administrators(person)
    return sorted(found, key=lambda look: look.at, reverse=True)[:SHOWN]


def _entries(person: Person) -> list[HistoryEntry]:
    """Three plain queries: an OR of them would use no index."""
    bank = BankDetails.objects.filter(person=person).values("pk")
    runs = Payment.objects.filter(person=person, bank_details__isnull=False).values("run")
    asked = [
        Q(subject_type=Person._meta.label, subject_id=person.pk, verb__in=[LOOKED, COPY_MADE]),
        Q(subject_type=BankDetails._meta.label, subject_id__in=bank, verb__in=BANK_VERBS),
        Q(subject_type=PaymentRun._meta.label, subject_id__in=runs, verb__in=RUN_VERBS),
    ]
    found: list[HistoryEntry] = []
    for one in asked:
        entries = HistoryEntry.objects.filter(one).exclude(by=None).exclude(by=person.account_id)
        found += entries.order_by("-id").prefetch_related("by__people")[:SHOWN]
    return found


def _of_entry(entry: HistoryEntry) -> Look:
    who = str(entry.by)
    if entry.verb == COPY_MADE:
        return Look(_("A copy of what we have about you"), who, entry.at, entry.why)
    if entry.verb in BANK_VERBS:
        return Look(BANK, who, entry.at, BANK_VERBS[entry.verb])
    if entry.verb in RUN_VERBS:
        return Look(BANK, who, entry.at, RUN_VERBS[entry.verb])
    return Look(NEEDS, who, entry.at, _why_needs(entry.detail))


def _why_needs(detail: dict[str, object]) -> LazyStr:
    if "meeting" in detail:
        return _("To arrange a meeting.")
    if "booking" in detail:
        return _("To book something you asked for.")
    return _("To see what to arrange for you.")


def _by_administrators(person: Person) -> list[Look]:
    """Return looks in the admin pages at rows that hold special or bank data, or the person."""
    private = [
        label
        for label, kept in MODELS.items()
        if kept.about
        and ({"special", "bank"} & set(rows.classes_of(label).values()) or label == "people.Person")
    ]
    looks = AdministratorLook.objects.filter(model__in=private).order_by("-id").prefetch_related("by__people")
    mine: dict[str, set[object]] = {}
    found: list[Look] = []
    for look in looks.iterator(chunk_size=500):
        if look.model not in mine:
            mine[look.model] = set(rows.about(look.model, person).values_list("pk", flat=True))
        if mine[look.model] & set(look.keys):
            title = rows.model_of(look.model)._meta.verbose_name
            why = _("Opened in the pages for administrators.")
            found.append(Look(str(title).capitalize(), str(look.by), look.at, why))
        if len(found) == SHOWN:
            break
    return found
