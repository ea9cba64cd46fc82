"""Names, short answers and long answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.text import can_be_stored, clean_line, clean_text, length_as_seen

UNSTORABLE = _("Your answer has a character we cannot keep. Type it again, or paste it in smaller parts.")
TOO_LONG = _("Your answer must be %(limit)s characters or fewer. It has %(count)s.")


class LineField(forms.CharField):
    """One line of text: cleaned, else as typed. `width` is the box size: 2, 3, 4, 5, 10, 20 or 30.

    No `maxlength` goes to the browser: it would cut what people paste without telling them.
    """

    def __init__(
        self, *, max_length: int = 200, width: int | None = None, autocomplete: str = "", **kwargs: Any
    ) -> None:
        self.limit, self.width = max_length, width
        super().__init__(**kwargs)
        if autocomplete:
            self.widget.attrs["autocomplete"] = autocomplete

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return self.empty_value
        if not isinstance(value, str):  # a stored value of a disabled field, not something typed
            return value
        if not can_be_stored(value):
            raise ValidationError(UNSTORABLE, code="unstorable")
        if len(value) > 20 * self.limit:  # no work on a megabyte in a small box
            raise too_long(self.limit, len(value))
        found = self.tidy(value)
        return self.empty_value if found in self.empty_values else found

    def tidy(self, text: str) -> Any:
        """Return the value as stored. Fields with a stricter shape check it here (ValidationError)."""
        text = clean_line(text)
        if len(text) > self.limit:
            raise too_long(self.limit, len(text))
        return text


class PersonNameField(LineField):
    """A name in one box. Every real name passes: one letter, one word, any script, "Null" and "Test"."""

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("Enter your name")})
        kwargs.setdefault("autocomplete", "name")
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs["spellcheck"] = "false"


class TextField(forms.CharField):
    """Many lines of text, up to `max_length` characters as people count them. Line breaks stay.

    `autocomplete` says what about themselves a browser may fill in ("street-address").
    """

    widget = forms.Textarea

    def __init__(
        self, *, max_length: int = 5000, rows: int = 5, autocomplete: str = "", **kwargs: Any
    ) -> None:
        self.limit = max_length
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = rows
        if autocomplete:
            self.widget.attrs["autocomplete"] = autocomplete

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return self.empty_value
        text = str(value)
        if not can_be_stored(text):
            raise ValidationError(UNSTORABLE, code="unstorable")
        if len(text) > 20 * self.limit:
            raise too_long(self.limit, len(text))
        text = clean_text(text)
        if length_as_seen(text) > self.limit:
            raise too_long(self.limit, length_as_seen(text))
        return text or self.empty_value


def too_long(limit: int, count: int) -> ValidationError:
    """The refusal of a text that is longer than its box."""
    numbers = {
        "limit": number_format(limit, force_grouping=True),
        "count": number_format(count, force_grouping=True),
    }
    return ValidationError(TOO_LONG, code="too_long", params=numbers)
