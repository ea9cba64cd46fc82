"""Questions with answers to choose from. `hints` maps a choice to a line of help below it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr


class _WithHints:
    def __init__(
        self, *, hints: Mapping[Any, LazyStr] | None = None, inline: bool = False, **kwargs: Any
    ) -> None:
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.inline = inline
        super().__init__(**kwargs)


class RadioField(_WithHints, forms.ChoiceField):
    """Choose one."""

    widget = forms.RadioSelect


class CheckboxesField(_WithHints, forms.MultipleChoiceField):
    """Choose as many as are right."""

    widget = forms.CheckboxSelectMultiple


class CheckboxField(forms.BooleanField):
    """One box to tick. The label is the statement itself."""


class SelectField(forms.ChoiceField):
    """Choose one from a long list. Use radios for seven or fewer."""


class YesNoField(_WithHints, forms.TypedChoiceField):
    """Yes or no. Gives True or False, and None when it may be left empty."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("inline", True)
        kwargs.setdefault("empty_value", None)
        answers = [("yes", _("Yes")), ("no", _("No"))]
        super().__init__(choices=answers, coerce=lambda word: word == "yes", **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)

    def clean(self, value: Any) -> Any:
        return super().clean(self.prepare_value(value))
