"""The base of every form: a page needs only `{% crispy form %}`.

Gives the NHS.UK look, an error summary, a token against double sending, and errors that say what to do.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from crispy_forms.utils import render_field
from django import forms
from django.db import models
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.lazy import LazyStr

F = TypeVar("F", bound=forms.Field)
CHOOSE_LISTED = _("Choose one of the answers in the list.")
FEW = 7
"""Up to this many choices are shown as radios: people see them all at once."""


def heading(words: Any) -> HTML:
    """A heading between the questions of a long form."""
    return HTML(f'<h2 class="nhsuk-heading-m">{words}</h2>')


class Fold:
    """A part of a long form under a heading that can be opened: shut while nothing in it waits for an answer.

    `names` are fields or pieces of a layout. It is open when `open` says so, when a needed answer in it is
    missing, when one in it is wrong, or was changed just now. Done with <details>, so it needs no script.
    """

    def __init__(self, words: Any, *pieces: Any, open: bool = False) -> None:
        self.words, self.pieces, self.open = words, pieces, open

    def render(
        self, form: BaseForm, context: Any, template_pack: str = "nhsuk", **_options: Any
    ) -> SafeString:
        drawn = mark_safe(  # noqa: S308
            "".join(render_field(piece, form, context, template_pack=template_pack) for piece in self.pieces)
        )
        shown = {"words": self.words, "fields": drawn, "open": self.open or self._waits(form)}
        return render_to_string("nhsuk/fold.html", shown)

    def _names(self) -> Iterator[str]:
        for piece in self.pieces:
            if isinstance(piece, Reveal):
                yield piece.question
                for names in piece.answers.values():
                    yield from names
            elif isinstance(piece, str):
                yield piece

    def _waits(self, form: BaseForm) -> bool:
        names = list(self._names())
        if form.is_bound:
            return any(name in form.errors or name in form.changed_data for name in names)
        return any(form.fields[name].required and form[name].value() in (None, "", []) for name in names)


class Reveal:
    """Fields that show below one answer: `reveals = [Reveal("pay", {"other": ["why"]})]`; "on" for a tick.

    Done with CSS `:has()`, so without CSS or with an old browser the fields are simply there.
    """

    def __init__(self, question: str, answers: Mapping[str, Sequence[str]]) -> None:
        self.question, self.answers = question, answers

    def render(
        self, form: BaseForm, context: Any, template_pack: str = "nhsuk", **_options: Any
    ) -> SafeString:
        for names in self.answers.values():
            for name in names:
                field: Any = form.fields[name]
                field.asked_below = True  # needed where it shows: never called optional
        revealed = {
            answer: mark_safe(  # noqa: S308
                "".join(render_field(name, form, context, template_pack=template_pack) for name in names)
            )
            for answer, names in self.answers.items()
        }
        return render_field(
            self.question, form, context, template_pack=template_pack, extra_context={"revealed": revealed}
        )


class _OurForm(forms.BaseForm):
    """What our forms share. `submit_label` and `secondary` may also be passed in."""

    method = "post"
    action = ""
    css_class = ""
    submit_label: LazyStr = _("Save and continue")
    submit_kind = ""  # "warning" for what cannot be undone, "secondary" for filters
    secondary: tuple[LazyStr, LazyStr] | None = None  # (words, address) of a quiet link beside the button
    other_buttons: Sequence[tuple[str, LazyStr]] = ()  # (name, words): ("draft", "Save and finish later")
    reveals: Sequence[Reveal] = ()  # the other fields keep their order
    layout: Sequence[object] | None = (
        None  # field names and crispy layout pieces, when the order is not enough
    )
    heading_field = ""  # the field whose label is the heading of the page
    mark_optional = True
    use_required_attribute = False  # the browser's bubbles vanish and cannot be translated by us

    def __init__(
        self,
        *args: Any,
        submit_label: LazyStr | None = None,
        secondary: tuple[LazyStr, LazyStr] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.submit_label = submit_label or self.submit_label
        self.secondary = secondary or self.secondary
        for field in self.fields.values():
            say_what_to_do(field)

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_method = self.method
        helper.form_action = self.action
        helper.form_class = self.css_class
        helper.include_media = False
        helper.template_pack = "nhsuk"
        helper.layout = Layout(*(self._pieces() if self.layout is None else self.layout))
        helper.render_unmentioned_fields = True  # a forgotten field must not lose an answer
        return helper

    def _pieces(self) -> list[object]:
        questions = {reveal.question: reveal for reveal in self.reveals}
        below = {name for reveal in self.reveals for names in reveal.answers.values() for name in names}
        return [questions.get(name, name) for name in self.fields if name not in below]

    def clean(self) -> dict[str, Any]:
        """Return the answers, as Django does; never None, so that what builds on this may count on them."""
        super().clean()
        return self.cleaned_data

    def field(self, name: str, kind: type[F]) -> F:
        """Return a field as what it is, to give it its choices. Raises TypeError when it is another kind."""
        found = self.fields[name]
        if not isinstance(found, kind):
            raise TypeError(f"{name} is a {type(found).__name__}")
        return found

    def need(self, name: str, message: LazyStr) -> None:
        """Add an error to an empty field that another answer made necessary. Call it in clean()."""
        if name not in self.errors and self.cleaned_data.get(name) in (None, "", []):
            self.add_error(name, message)


class Form(_OurForm, forms.Form):
    """A form that is not about one model."""


class FilterForm(Form):
    """A form whose answers stand in the address: searches and filters."""

    method = "get"
    css_class = "app-filters"  # in one row where there is room
    submit_label = _("Show")
    submit_kind = "secondary"
    mark_optional = False


class _OurFields(forms.models.ModelFormMetaclass):
    """Makes model forms use our fields, whatever their Meta says or forgets."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> type:
        meta = attrs.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(form_field)
        return super().__new__(mcs, name, bases, attrs)


class ModelForm(_OurForm, forms.ModelForm, metaclass=_OurFields):
    """A form about one model. It checks shape and words; actions write."""


def form_field(stored: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    """Return our form field for a model field."""
    if stored.choices and "widget" not in kwargs:
        return _choice_field(stored, **kwargs)
    for kind, field_class in (
        (models.EmailField, fields.EmailField),
        (models.CharField, fields.LineField),
        (models.TextField, fields.TextField),
        (models.DateField, fields.DateField),
        (models.TimeField, fields.TimeField),
    ):
        if isinstance(stored, kind) and not isinstance(stored, models.DateTimeField) and not stored.choices:
            if kind is models.TextField:
                kwargs["max_length"] = stored.max_length or 5000
            return stored.formfield(**{"form_class": field_class, **kwargs})
    return stored.formfield(**kwargs)


def _choice_field(stored: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field:
    field = stored.formfield(**kwargs)
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{stored} has choices, but its field has none")
    answers = [choice for choice in offered(field) if choice[0] not in ("", None)]
    if len(answers) > FEW:
        field.choices = [("", _("Choose one")), *((value, capfirst(words)) for value, words in answers)]
        return field
    field.widget = forms.RadioSelect()
    field.choices = answers if field.required else [("", _("No answer")), *answers]
    return field


def offered(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    """Return the answers of a field, (value, words) each. Ours stand in no groups."""
    answers: Any = field.choices  # Django has made an iterable of them, whatever they were given as
    return [(value, words) for value, words in answers]


def say_what_to_do(field: forms.Field) -> None:
    """Replace Django's "This field is required." and its like by what the person can do about it."""
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = _missing(field)
    if "invalid_choice" in field.error_messages:
        field.error_messages["invalid_choice"] = CHOOSE_LISTED


def _missing(field: forms.Field) -> LazyStr:
    chosen = isinstance(field.widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple)
    label = str(field.label or "").strip()
    if not label:
        return _("Choose an answer.") if chosen else _("Fill this in.")
    if isinstance(field, forms.BooleanField):
        return format_lazy(_("Tick the box: {label}"), label=label)
    if label.endswith("?"):
        pattern = _("Choose an answer to “{label}”") if chosen else _("Answer “{label}”")
        return format_lazy(pattern, label=label)
    # "Your name" becomes "Enter your name"; "NHS number" keeps its capitals.
    label = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    if " " not in label:  # "Title" alone would make "Enter title"
        return format_lazy(_("Choose the {label}") if chosen else _("Enter the {label}"), label=label)
    return format_lazy(_("Choose {label}") if chosen else _("Enter {label}"), label=label)
