"""A person with a row of every kind, and in each of its personal fields a word that stands nowhere else."""

from itertools import count

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, connections, models, transaction
from django.db.models import Q

from contributors.monitoring import actions as monitoring
from contributors.people.models import Person
from coproduce.rights import rows
from coproduce.rights.schedule import MODELS
from expenses.claims.models import Claim
from expenses.payments.advances.models import Advance
from tests import triggers

NOT_TEXT = "a choice, a number, a day, or sealed"
_numbers = count(1)


def word() -> str:
    """Return a word that stands nowhere else, short enough for a sort code's end."""
    return f"kx{next(_numbers):05d}q"


def give_them_a_row_of_everything(person: Person) -> list[str]:
    """Make rows of the world be about this person. Returns the models that have no row to give."""
    with immediately(), triggers.disabled(connection):
        return [
            label
            for label, kept in MODELS.items()
            if kept.about and label != "people.Person" and not _give(label, kept.about[0], person)
        ]


def _give(label: str, path: str, person: Person) -> bool:
    if rows.about(label, person).exists():
        return True
    *way, last = path.split("__")
    if last == "people":  # by way of an account: the last step is the account itself
        last = way.pop()
        value = person.account_id
    else:
        value = person.pk
    for row in rows.model_of(label)._base_manager.filter(~Q(pk=None)).order_by("pk")[:20]:
        holder = row
        for name in way:
            holder = getattr(holder, name)
        try:
            with transaction.atomic():
                models.QuerySet(type(holder)).filter(pk=holder.pk).update(**{last: value})
        except IntegrityError:
            continue
        return True
    return False


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


def texts(label: str) -> list[str]:
    """Return the personal fields of a model that take a word."""
    found = []
    for name, data_class in rows.classes_of(label).items():
        one = rows.model_of(label)._meta.get_field(name)
        of_a_person = data_class in ("personal", "special") and not name.startswith("sealed")
        text = isinstance(one, models.CharField | models.TextField | models.FileField) and not one.choices
        if of_a_person and text and name not in ("zone", "language"):
            found.append(name)
    return found


def _put(row: models.Model, name: str) -> str:
    one = row._meta.get_field(name)
    canary = word()
    value = canary
    if isinstance(one, models.FileField):
        value = default_storage.save(f"sent/{canary}", ContentFile(f"inside {canary}".encode()))
    elif isinstance(one, models.EmailField):
        value = f"{canary}@example.org"
    try:
        with transaction.atomic():
            models.QuerySet(type(row)).filter(pk=row.pk).update(**{name: value})
    except IntegrityError:  # a text that the state of its row does not allow
        return ""
    return canary


def answer_equality(person: Person) -> str:
    """Answer one question, in words of their own. Returns the word."""
    canary = word()
    monitoring.answer(person, question="religion", answer="Any other religion", own_words=canary)
    return canary


def settle(person: Person) -> None:
    """Let no money be on its way."""
    with immediately(), triggers.disabled(connection):
        Claim.objects.filter(person=person).exclude(status="draft").update(status="paid")
        Advance.objects.filter(person=person).update(status="cleared")


class immediately:
    """PostgreSQL switches no trigger off while one waits for the end of the transaction."""

    def __enter__(self) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def __exit__(self, *_error: object) -> None:
        return None


def everything() -> dict[str, str]:
    """Return {table or file: all that is in it} of both databases and of the store of files."""
    found: dict[str, str] = {}
    for alias in ("default", "monitoring"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                found[f"{alias} {table}"] = str(cursor.fetchall())
    for path in files(""):
        with default_storage.open(path) as file:
            found[f"file {path}"] = f"{path} {file.read()!r}"
    return found


def files(folder: str) -> list[str]:
    folders, names = default_storage.listdir(folder)
    below = [path for one in folders for path in files(f"{folder}{one}/")]
    return [f"{folder}{name}" for name in names] + below
