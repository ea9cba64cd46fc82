"""Fills in any form of ours with answers that fit, so that no list of forms is needed."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.boundfield import BoundField
from django.test import Client
from PIL import Image

from coproduce.foundation import clock, fields
from tests.answers import let_go

WORDS = "Words that were typed"
BY_NAME = {"when": "2 January 2027", "ends": "4pm", "ends_at": "4pm", "online_link": "https://example.org/"}
TYPED = (
    (fields.DateTextField, "2/1/2027"),
    (fields.MoneyField, "12.50"),
    (fields.MilesField, "13.7"),
    (fields.TimeField, "2pm"),
    (fields.EmailField, "typed@example.org"),
    (fields.PhoneField, "0113 496 0000"),
    (fields.PostcodeField, "LS1 4AP"),
    (fields.SortCodeField, "01-02-03"),
    (fields.AccountNumberField, "31926819"),
    (fields.RollNumberField, ""),
    (forms.URLField, "https://example.org/"),
    (forms.IntegerField, "2"),
    (forms.CharField, WORDS),
)


def forms_on(response: Any) -> list[forms.BaseForm]:
    """Return the forms a page was drawn with that are sent by POST."""
    seen: dict[int, forms.BaseForm] = {}
    for layer in response.context or []:
        for part in getattr(layer, "dicts", [layer]):
            seen |= {id(value): value for value in part.values() if isinstance(value, forms.BaseForm)}
    return [form for form in seen.values() if getattr(form, "method", "post") == "post"]


def fill(form: forms.BaseForm) -> dict[str, Any]:
    """Return what a browser would send for a form filled in with answers that fit."""
    sent: dict[str, Any] = {}
    for bound in form:
        sent |= answer(bound)
    return sent


def answer(bound: BoundField) -> dict[str, Any]:
    name, field = bound.html_name, bound.field
    if isinstance(field, fields.DateField):
        day = fitting_day(field)
        return {f"{name}_0": str(day.day), f"{name}_1": str(day.month), f"{name}_2": str(day.year)}
    if isinstance(field, fields.DurationField):
        return {f"{name}_0": "2", f"{name}_1": "0"}
    if isinstance(field, forms.FileField):
        return {name: photo()}
    if isinstance(field, forms.BooleanField):
        return {name: "on"}
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return {name: chosen(bound)} if chosen(bound) else {}
    if isinstance(field.widget, forms.HiddenInput):
        return {name: bound.value() or ""}
    words = BY_NAME.get(name) or next((words for kind, words in TYPED if isinstance(field, kind)), WORDS)
    return {name: shortened(words, getattr(field, "limit", None))}


def shortened(words: str, limit: int | None) -> str:
    """Fit words into a small box; a box of up to 12 signs asks for a number."""
    if words != WORDS or not limit or limit >= len(words):
        return words
    return "2" if limit <= 12 else words[:limit].strip()


def fitting_day(field: fields.DateField) -> dt.date:
    """A day in the near future, or the last one the field takes."""
    earliest, latest = (bound() if callable(bound) else bound for bound in (field.earliest, field.latest))
    return min(max(clock.today() + dt.timedelta(days=40), earliest), latest)


def chosen(bound: BoundField) -> Any:
    """The answer that stands there, else the first one offered."""
    field, standing = bound.field, bound.value()
    offered = [str(value) for value, _words in flat(field.choices) if str(value)]
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return [str(getattr(one, "pk", one)) for one in standing or []] or offered[:1]
    return str(standing) if str(standing) in offered else next(iter(offered), "")


def flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for value, words in choices:
        if isinstance(words, list | tuple):
            yield from words
        else:
            yield value, words


def photo() -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(kept, "JPEG")
    return SimpleUploadedFile("receipt.jpg", kept.getvalue(), "image/jpeg")


def open_form(client: Client, path: str) -> forms.BaseForm | None:
    """Return the form of a page, or None when there is no page or no form to send."""
    response = client.get(path)
    found = forms_on(response) if response.status_code == 200 else []
    let_go(response)
    return found[0] if found else None


def text_boxes(form: forms.BaseForm) -> list[str]:
    """Return the names of the boxes that people type into."""
    boxes = []
    for bound in form:
        if isinstance(bound.field, fields.DateField | fields.DurationField):
            boxes.append(f"{bound.html_name}_0")
        elif isinstance(bound.field, forms.CharField) and not isinstance(
            bound.field.widget, forms.HiddenInput
        ):
            boxes.append(bound.html_name)
    return boxes
