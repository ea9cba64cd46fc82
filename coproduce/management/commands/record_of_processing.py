"""`manage.py record_of_processing`: every stored field and its data class, read from the code."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.db import models, router

from coproduce.foundation.privacy import CLASSES, LIBRARY_MODELS, declared_classes, kept_models

HEAD = """# Data fields

Written by `manage.py record_of_processing > docs/assurance/data-fields.md`: every kind of row that is
stored, and the data class of each of its fields. A test compares this page with the code; another one fails
when a field has no class. What the data is for, who gets it and how long it stays is in the
[record of processing](record-of-processing.md).

| class | what it means |
|---|---|
| public | may stand on an open page |
| internal | for people who are signed in and may see the row |
| personal | names, contacts, and what a person wrote or did |
| special | health and equality data |
| bank | account numbers and what belongs to them |
| secret | keys, codes and hashes that open something |
"""


class Command(BaseCommand):
    help = "Print, as Markdown, every stored field with its data class."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")


def page() -> str:
    """Return the whole page."""
    app, lines = "", [HEAD]
    for model in sorted(kept_models(), key=lambda model: model._meta.label.lower()):
        if model._meta.app_label != app:
            app = model._meta.app_label
            lines += [f"## {app}\n", f"| row | database | {' | '.join(CLASSES)} |", f"|---|---|{'---|' * 6}"]
        lines.append(_row(model))
        if _is_last_of_its_app(model):
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _row(model: type[models.Model]) -> str:
    database = router.db_for_write(model)
    return f"| {model.__name__} | {database} | {' | '.join(_cells(model))} |"


def _cells(model: type[models.Model]) -> Iterator[str]:
    """Yield the names of the fields of each class. Rows of a library have one class for all."""
    whole = LIBRARY_MODELS.get(model._meta.label)
    declared = declared_classes(model)
    for data_class in CLASSES:
        names = sorted(name for name, its_class in declared.items() if its_class == data_class)
        yield "every field" if whole == data_class else ", ".join(names)


def _is_last_of_its_app(model: type[models.Model]) -> bool:
    same = [one for one in kept_models() if one._meta.app_label == model._meta.app_label]
    return model is max(same, key=lambda one: one._meta.label.lower())
