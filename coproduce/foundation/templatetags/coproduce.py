"""Template tags and filters of every page: drawing of form fields, tokens, small charts."""

import secrets
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from coproduce.foundation.idempotency.decorators import KEY
from coproduce.foundation.kept_forms.owners import FIELD, written_for
from coproduce.foundation.promises.kinds import WaitReason

register = template.Library()

# Order matters: the first class that fits decides.
KINDS = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)
CLASSES = {"textarea": "nhsuk-textarea", "select": "nhsuk-select", "file": "nhsuk-file-upload__input"}
SUBJECTS = ("project", "meeting", "role", "assignment", "claim", "promise", "booking", "advance", "decision")
"""What a page may be about, by the names that views give it."""
MANY_CONTROLS = ("date", "radios", "checkboxes")


@register.simple_tag(takes_context=True)
def idempotency_token(context: template.Context, form: forms.BaseForm | None = None) -> SafeString:
    """The hidden token that lets a form act once, and whom it was drawn for.

    A form sent back with errors keeps its token.
    """
    form = form or context.get("form")
    posted = form.data.get("idempotency_key", "") if form is not None and form.is_bound else ""
    value = posted if KEY.fullmatch(posted) else secrets.token_hex(16)
    return format_html('<input type="hidden" name="idempotency_key" value="{}">', value) + form_owner(context)


@register.simple_tag(takes_context=True)
def form_owner(context: template.Context) -> SafeString:
    """The hidden value that says whom a form is drawn for: what is typed into it goes back to nobody else."""
    owner = written_for(context.get("request"))
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, owner) if owner else SafeString()


@register.simple_tag(takes_context=True)
def brand(context: template.Context) -> dict[str, str]:
    """Whose page it is, with its help line: to who knows several organisations, that of the page's subject.

    Everybody else sees their own organisation, and no subject is asked for its own.
    """
    bodies = context.get("bodies") or []
    theirs = _organisation_of(context) if bodies else None
    found = next((body for body in bodies if theirs and body["site_name"] == theirs.name), None)
    return found or {
        "site_name": context.get("body_name") or context.get("site_name", ""),
        "help_phone": context.get("help_phone", ""),
        "help_email": context.get("help_email", ""),
    }


def _organisation_of(context: template.Context) -> Any:
    """Return the organisation of what a page is about, if its context names that."""
    for name in SUBJECTS:
        subject = context.get(name)
        found = getattr(subject, "organisation", None) or getattr(
            getattr(subject, "project", None), "organisation", None
        )
        if found is not None:
            return found
    return None


@register.filter
def one_line(text: str) -> str:
    """Return a text on one line, however its template is laid out: for the title of a page."""
    return SafeString(" ".join(text.split()))


@register.filter
def kind(field: BoundField) -> str:
    """How a field is drawn: the name of a template in nhsuk/kinds/."""
    widget = field.field.widget
    if hasattr(widget, "nhsuk_kind"):
        return widget.nhsuk_kind
    return next((name for widget_class, name in KINDS if isinstance(widget, widget_class)), "input")


@register.filter
def kind_template(field: BoundField) -> str:
    """The template that draws a field."""
    return f"nhsuk/kinds/{kind(field)}.html"


@register.filter
def control(field: BoundField) -> SafeString:
    """The one control of a field, with our classes; Django adds aria-describedby and aria-invalid."""
    block = CLASSES.get(kind(field), "nhsuk-input")
    classes = [field.field.widget.attrs.get("class", ""), block]
    if field.errors and kind(field) != "file":
        classes.append(f"{block}--error")
    if kind(field) == "password":
        classes.append("nhsuk-password-input__input nhsuk-js-password-input-input")
    if width := getattr(field.field, "width", None):
        classes.append(f"nhsuk-input--width-{width}")
    counted = kind(field) == "textarea" and getattr(field.field, "limit", None)
    if counted:
        classes.append("nhsuk-js-character-count")
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    if counted:
        attrs["aria-describedby"] = f"{field.auto_id}-info {field.aria_describedby or ''}".strip()
    return field.as_widget(attrs=attrs)


@register.filter
def boxes(field: BoundField) -> list[dict[str, Any]]:
    """The boxes of a date or a length of time: label, name, id, value, width."""
    widget = field.field.widget
    drawn = field.subwidgets[0].data["subwidgets"]
    return [
        {"label": label, "width": width, **{key: box[key] for key in ("name", "value", "attrs")}}
        for (label, width), box in zip(widget.parts, drawn, strict=True)
    ]


@register.filter
def first_control(field: BoundField) -> str:
    """The id an error link jumps to: the first control of the field."""
    return f"{field.auto_id}_0" if kind(field) in MANY_CONTROLS else field.id_for_label or field.auto_id


@register.filter
def lookup(mapping: dict[str, Any] | None, key: object) -> object:
    """`mapping|lookup:key`, or an empty string."""
    return (mapping or {}).get(str(key), "")


@register.filter
def portal_path(reason: WaitReason, ref: str) -> str:
    """`reason|portal_path:ref`: where a contributor settles what the promise about `ref` waits for."""
    return reason.portal_path(ref)


@register.inclusion_tag("nhsuk/error_summary.html")
def error_summary(form: forms.BaseForm | None) -> dict[str, Any]:
    """The list of what to mend, once per form: the layout shows it on top, or else the form itself."""
    if not isinstance(form, forms.BaseForm) or not form.is_bound or getattr(form, "summary_shown", False):
        return {}
    form.summary_shown = True  # type: ignore[attr-defined]  # our mark on any form
    return {"form": form}


@register.simple_tag
def bar_width(value: float, highest: float | str, length: int = 100) -> str:
    """How long a bar is drawn, in units of the picture: `length` for the highest value, or for the whole."""
    highest = float(highest)
    return f"{length * value / highest:.1f}" if highest else "0"


@register.filter
def sum_of(rows: list[dict[str, Any]], key: str) -> float:
    """The sum of a value over rows: what each of them is a part of."""
    return sum(row[key] for row in rows)


@register.filter
def highest(rows: list[dict[str, Any]], key: str) -> float:
    """The highest value among rows, for the scale of a chart."""
    return max((row[key] for row in rows), default=0)
