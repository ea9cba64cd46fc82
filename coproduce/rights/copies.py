"""Everything about one person, in sections: for pages, for one JSON file and for one PDF.

Their own copy holds all of it. One that staff prepare holds what their organisation has, and never what is
told to nobody there: equality answers, concerns, ratings, limits.
"""

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.encoding import force_str
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation
from contributors.monitoring import actions as monitoring
from contributors.monitoring import rules as questions
from contributors.people.models import AccessNeed, Person
from coproduce.foundation import clock
from coproduce.foundation.documents.description import Document, Facts, Heading, Paragraph
from coproduce.foundation.encrypted_fields import registry
from coproduce.foundation.encryption import CannotOpen, decrypt
from coproduce.foundation.money import pounds
from coproduce.foundation.pages.presenters import uk_date
from coproduce.rights.times import rows
from coproduce.rights.times.lines import LINES
from coproduce.rights.times.schedule import MODELS

NEVER_SHOWN = {"secret"}
LEFT_OUT = {
    *("id", "ref", "payload_version", "lease_number", "lease_until", "dedupe_key", "message_id"),
    *("subject_id", "subject_type", "live", "reached", "part", "attempts", "doubts", "version", "known_at"),
}
SHARED_BY_PERSON = ("people.Person", "people.AccessNeed")
"""What belongs to no organisation, and is still in the copy that staff prepare: they let it be seen."""
OWN_EYES = {
    *("ratings", "concerns", "equality", "reasons", "pay_wishes", "sessions", "sign_in", "kept_forms"),
    "seen_devices",
    *("form_tokens", "removed", "seen_devices"),
}
"""Lines that nobody but the person reads: staff who prepare a copy do not either."""
OWN_EYES_MODELS = {"power_balance.ReviewRater"}


@dataclass(frozen=True)
class Section:
    """One kind of data: `key` of its line, its title, how many rows, and each as pairs (name, value)."""

    key: str
    title: str
    why: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def copy_for(person: Person) -> list[Section]:
    """Return everything about a person, for their own eyes."""
    found = _sections(person, None)
    if answers := _equality(person):
        line = LINES["equality"]
        found.append(Section("equality", str(line.what), str(line.basis), (answers,)))
    return found


def copy_by_staff(person: Person, organisation: Organisation, *, needs: bool) -> list[Section]:
    """Return what an organisation has about a person. `needs`: with what helps them to take part."""
    return _sections(person, organisation, needs=needs)


def _sections(person: Person, organisation: Organisation | None, *, needs: bool = True) -> list[Section]:
    found: list[Section] = []
    for key, line in LINES.items():
        if organisation is not None and key in OWN_EYES:
            continue
        together: list[tuple[tuple[str, str], ...]] = []
        for label, kept in MODELS.items():
            if kept.line == key and kept.about and (organisation is None or label not in OWN_EYES_MODELS):
                together += _rows(label, person, organisation, needs=needs)
        if together:
            found.append(Section(key, str(line.what), str(line.basis), tuple(together)))
    return found


def _rows(
    label: str, person: Person, organisation: Organisation | None, *, needs: bool
) -> list[tuple[tuple[str, str], ...]]:
    if organisation is None:
        found = rows.about(label, person)
        if rows.of_an_account(label) and person.account and person.account.people.count() > 1:
            return []  # whose session or passkey it is, is not to be told
    elif label in SHARED_BY_PERSON:
        if label == AccessNeed._meta.label and not needs:
            return []
        found = rows.about(label, person)
    else:
        found = rows.about(label, person, organisation.pk, and_none=False)
    names = _names(label, staff=organisation is not None and label not in SHARED_BY_PERSON)
    title = capfirst(force_str(rows.model_of(label)._meta.verbose_name))
    return [((_("What"), title), *_values(row, names)) for row in found.order_by("pk")]


def _names(label: str, *, staff: bool) -> list[str]:
    """Return the fields that are shown: none that opens something, of account numbers the end alone."""
    shown = []
    for name, data_class in rows.classes_of(label).items():
        if data_class in NEVER_SHOWN or name in LEFT_OUT or (data_class == "bank" and name != "tail"):
            continue
        if staff and data_class == "special":
            continue
        shown.append(name)
    return shown


def _values(row: models.Model, names: list[str]) -> list[tuple[str, str]]:
    pairs = []
    for name in names:
        one = row._meta.get_field(name)
        if text := _text(row, one):
            pairs.append((capfirst(force_str(getattr(one, "verbose_name", name))), text))
    return pairs


def _text(row: models.Model, one: Any) -> str:
    """Return one value in words. Of other people nothing is given but that there is a link."""
    if one.is_relation:
        other = getattr(row, one.name)
        return str(other) if isinstance(other, Organisation) or _is_project(other) else ""
    value = getattr(row, one.name)
    if value in (None, "", {}, []):
        return ""
    if one.name.startswith("sealed"):
        return _opened(row, one.name)
    if one.choices:
        return force_str(getattr(row, f"get_{one.name}_display")())
    return _plain(one.name, value)


def _plain(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return f"{uk_date(clock.uk(value))} {clock.uk(value):%H:%M}"
    if isinstance(value, dt.date):
        return uk_date(value)
    if name.endswith("_pence") and isinstance(value, int):
        return pounds(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    if name.endswith("_tenths"):
        return str(Decimal(value) / 10)
    return str(value)


def _is_project(other: Any) -> bool:
    return other is not None and other._meta.label in (
        "team.Project",
        "roles.RoleDescription",
        "meetings.Meeting",
    )


def _opened(row: Any, name: str) -> str:
    try:
        if name == "sealed_pence":
            return pounds(row.pence)
        says = registry().get(type(row))
        if says is None or says.lasts:
            return ""
        return decrypt(getattr(row, name), bound_to=says.bound_to(row, name))
    except CannotOpen:
        return _("We cannot open this at the moment. Ask us.")


def _equality(person: Person) -> tuple[tuple[str, str], ...]:
    found = monitoring.mine(person)
    return tuple(
        (str(questions.ASKED[key]), " – ".join(filter(None, (one.answer, one.own_words))))
        for key, one in found.items()
    )


def as_json(sections: list[Section]) -> bytes:
    """Return the copy for machines: a list of sections, each with its rows as objects."""
    data = [
        {"kind": one.key, "what": one.title, "why": one.why, "rows": [dict(row) for row in one.rows]}
        for one in sections
    ]
    return json.dumps(
        {"format": "coproduce-my-data-1", "sections": data}, ensure_ascii=False, indent=1
    ).encode()


def as_document(sections: list[Section], *, issuer: str) -> Document:
    """Return the copy for people to read."""
    parts: list[Any] = [Paragraph(_("This is what we have about you. Other people's names are left out."))]
    for one in sections:
        parts += [Heading(one.title), Paragraph(one.why)]
        parts += [Facts(row) for row in one.rows]
    return Document(title=_("Everything about me"), issuer=issuer, parts=tuple(parts))
