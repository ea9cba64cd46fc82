"""A person with a row of every kind, and in each of its personal fields a word that stands nowhere else."""

import base64
import binascii
import datetime as dt
from contextlib import suppress
from itertools import count

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, connections, models, transaction

from contributors.accounts.devices.models import Device
from contributors.accounts.models import User
from contributors.monitoring import actions as monitoring
from contributors.people.models import AccessNeed, Person
from coproduce.foundation import clock
from coproduce.foundation.encrypted_fields import registry
from coproduce.foundation.encryption import CannotOpen, encrypt
from coproduce.foundation.promises.models import Promise
from coproduce.rights.times import rows
from coproduce.rights.times.schedule import MODELS
from expenses.payees.models import BankDetails
from projects.selection.alerts.models import Alert
from projects.team.models import Closing, Project
from tests import triggers

NOT_TEXT = "a choice, a number, a day, or sealed"
MORE = {
    "payments.AdvanceUse": {"use": "let_go", "why": "kept"},
    "payees.PayPreference": {"route": "charity", "charity": "A charity"},
    "payees.RecognitionChoice": {"choice": "donate", "charity": "A charity"},
    "selection.Alert": {"email": "asked@example.org", "token_hash": "of a link"},
    "selection.FileRedaction": {"shown": "words", "sealed_words": "typed"},
}
TWO_KINDS = ("selection.Alert",)
"""Models whose rows in the world hold other words than the one made here: they get that one too."""
ONLY_WITH = {
    "selection.Place.ended_why": {"status": "dropped", "ended_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC)}
}
"""Words that the database takes only beside these."""
TYPED_BY_THEM = {"selection.Expression": "typed_by"}
"""Rows of the world that hold some words only when somebody at work typed them in."""
_numbers = count(1)


def word() -> str:
    """Return a word that stands nowhere else, short enough for a sort code's end."""
    return f"kx{next(_numbers):05d}q"


def give_them_a_row_of_everything(person: Person) -> list[str]:
    """Make rows be about this person: of the world, or new ones. Returns the models that have none to give."""
    without = []
    with immediately(), triggers.disabled(connection):
        for label, kept in MODELS.items():
            has_one = kept.about and rows.about(label, person).exists()
            if not kept.about or (has_one and label not in TWO_KINDS):
                continue
            if not _invent(label, person) and not _give(label, kept.about[0], person):
                without.append(label)
    return without


def _invent(label: str, person: Person) -> bool:
    """Make a row about the person with something in each field. Returns False where the database refuses."""
    model = rows.model_of(label)
    leads = MODELS[label].about[0].partition("__")[0]
    asked = [f for f in model._meta.concrete_fields if _is_asked(f) or f.name == leads]
    made = model(**{f.name: _something(f, person) for f in asked} | MORE.get(label, {}))
    try:
        with transaction.atomic():
            models.Model.save(made, force_insert=True)
    except IntegrityError:
        return False
    return rows.about(label, person).filter(pk=made.pk).exists()


def _is_asked(one: models.Field) -> bool:
    return not (
        one.has_default()
        or one.null
        or one.blank
        or (one.primary_key and one.get_internal_type() != "CharField")
    )


def _something(one: models.Field, person: Person) -> object:
    if one.is_relation:
        return _row_of(one.related_model, person)
    if one.choices:
        return one.flatchoices[0][0]
    kind = one.get_internal_type()
    known = {"BooleanField": False, "DateField": clock.today(), "DateTimeField": clock.now(), "JSONField": {}}
    return known.get(kind, 1 if "Integer" in kind else word())


def _row_of(model: type[models.Model], person: Person) -> object:
    if model is Person:
        return person
    if model is User:
        return person.account
    label = model._meta.label
    theirs = rows.about(label, person) if MODELS[label].about else model._base_manager.all()
    return theirs.first() or model._base_manager.first()


def _give(label: str, path: str, person: Person) -> bool:
    """Make a row of the world be about the person."""
    *way, last = path.split("__")
    if last == "people":
        return False
    for row in rows.model_of(label)._base_manager.order_by("pk")[:20]:
        holder = row
        for name in way:
            holder = getattr(holder, name)
        given = {last: person.pk}
        if label in TYPED_BY_THEM:
            given[TYPED_BY_THEM[label]] = person.account_id
        try:
            with transaction.atomic():
                models.QuerySet(type(holder)).filter(pk=holder.pk).update(**given)
        except IntegrityError:
            continue
        return True
    return False


def let_everything_be_over(person: Person) -> None:
    """Close every project, settle every promise, replace bank details, stop news: so that all times run out."""
    with immediately(), triggers.disabled(connection):
        for project in Project.objects.all():
            Closing.objects.create(
                project=project,
                by=person.account,
                why="done",
                came_of_it="much",
                their_data="kept",
                in_touch="no",
            )
        Project.objects.update(status="closed")
        models.QuerySet(BankDetails).update(status="superseded")
        Promise.objects.filter(kept_at=None, released_at=None).update(
            kept_at=clock.now(), remind_at=None, waits_for="", waiting_since=None
        )
        AccessNeed.objects.update(ended_on=clock.today())
        Alert.objects.update(status="ended", ended_at=clock.now())


def put_canaries(person: Person) -> dict[str, list[str]]:
    """Write a word of its own in each personal text of each row. Returns {"app.Model.field": words}."""
    put: dict[str, list[str]] = {}
    with immediately(), triggers.disabled(connection):
        for label, kept in MODELS.items():
            if not kept.about:
                continue
            for row in rows.about(label, person):
                for name in texts(label):
                    canary = _put(row, name)
                    if canary:
                        put.setdefault(f"{label}.{name}", []).append(canary)
    return put


def texts(label: str, classes: tuple[str, ...] = ("personal", "special")) -> list[str]:
    """Return the personal fields of a model that take a word: typed, sealed or as JSON."""
    found = []
    for name, data_class in rows.classes_of(label).items():
        one = rows.model_of(label)._meta.get_field(name)
        kinds = (models.CharField, models.TextField, models.FileField, models.JSONField)
        text = isinstance(one, kinds) and not one.choices and not _is_sealed_number(label, name)
        if data_class in classes and text and name not in ("zone", "language"):
            found.append(name)
    return found


def _is_sealed_number(label: str, name: str) -> bool:
    return name.startswith("sealed") and name.endswith("_pence")


def _put(row: models.Model, name: str) -> str:
    one = row._meta.get_field(name)
    canary = word()
    value: object = canary
    says = registry().get(type(row))
    if says and name in says.names() and not says.lasts:
        value = encrypt(canary, bound_to=says.bound_to(row, name))
    elif isinstance(one, models.JSONField):
        value = [[canary]] if one.default is list else {"said": canary}
    elif isinstance(one, models.FileField):
        value = default_storage.save(f"sent/{canary}", ContentFile(f"inside {canary}".encode()))
    elif isinstance(one, models.EmailField):
        value = f"{canary}@example.org"
    try:
        with transaction.atomic():
            beside = ONLY_WITH.get(f"{row._meta.label}.{name}", {})
            models.QuerySet(type(row)).filter(pk=row.pk).update(**{name: value}, **beside)
    except IntegrityError:  # a text that the state of its row does not allow
        return ""
    return canary


def answer_equality(person: Person) -> str:
    """Answer one question, in words of their own. Returns the word."""
    canary = word()
    monitoring.answer(person, question="religion", answer="Any other religion", own_words=canary)
    return canary


class immediately:
    """PostgreSQL switches no trigger off while one waits for the end of the transaction."""

    def __enter__(self) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def __exit__(self, *_error: object) -> None:
        return None


def everything() -> dict[str, str]:
    """Return {table or file: all that is in it} of both databases, opened, and of the store of files."""
    found: dict[str, str] = _opened()
    for alias in ("default", "monitoring"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
                found[f"{alias} {table}"] = str(cursor.fetchall())
    for path in files(""):
        with default_storage.open(path) as file:
            found[f"file {path}"] = f"{path} {file.read()!r}"
    return found


def _opened() -> dict[str, str]:
    """Return what is sealed or packed in a table: seen by whoever holds the keys, sessions and the cache too."""
    found: dict[str, str] = {}
    for model, says in registry().items():
        for row in model._base_manager.all():
            try:
                found[f"opened {model._meta.label} {row.pk}"] = str({} if says.lasts else says.open(row))
            except CannotOpen:
                continue
    for session in Device.objects.all():
        found[f"session {session.pk}"] = str(session.get_decoded())
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM foundation_cache")
        for number, (value,) in enumerate(cursor.fetchall()):
            with suppress(binascii.Error):  # a number stands there as it is
                found[f"cache {number}"] = base64.b64decode(value).decode("latin-1")
    return found


def files(folder: str) -> list[str]:
    folders, names = default_storage.listdir(folder)
    below = [path for one in folders for path in files(f"{folder}{one}/")]
    return [f"{folder}{name}" for name in names] + below
