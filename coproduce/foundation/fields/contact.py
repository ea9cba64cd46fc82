"""E-mail, phone and postcode."""

import re
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.text import clean_line, normal_address

from .words import LineField

ONE_ADDRESS = _("Enter one email address, for example name@example.com.")
PLAIN_LETTERS = _(
    "The email address has a letter or hidden sign that may look like another one. "
    "Delete it and type it again, with plain letters a to z."
)
FULL_DOMAIN = _("Enter the whole email address, with a full stop after the @, for example name@example.com.")
EMAIL_TOO_LONG = _("The email address must be 254 characters or fewer.")

HOME = "GB"
SHORTEST_AT_HOME = 9  # digits after the 0

NOT_A_PHONE = _(
    "Enter a phone number, like 0113 496 0000 or +44 113 496 0000. Put anything else in the notes."
)


class EmailField(LineField):
    """One e-mail address that cannot be mistaken for another. It comes back in its one form."""

    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("autocomplete", "email")
        kwargs.setdefault("max_length", 254)
        super().__init__(**kwargs)
        self.widget.attrs["spellcheck"] = "false"

    def tidy(self, text: str) -> Any:
        address = text.strip()
        if not clean_line(address):
            return ""
        if re.search(r"[\r\n,;<>\x0b\x0c\x1c-\x1e]", address) or address.count("@") > 1:
            raise ValidationError(ONE_ADDRESS, code="one")
        if not address.strip("\u00a0\u2018\u2019\u201c\u201d\u00ab\u00bb").isascii():
            raise ValidationError(PLAIN_LETTERS, code="letters")
        address = normal_address(address)
        name, _at, domain = address.rpartition("@")
        if name and re.fullmatch(r"[a-zA-Z0-9-]+|\[.*\]|[0-9.]+", domain):
            raise ValidationError(FULL_DOMAIN, code="domain")
        if len(address) > 254:
            raise ValidationError(EMAIL_TOO_LONG, code="too_long")
        EmailValidator(message=ONE_ADDRESS)(address)
        return address


def normalise_phone(typed: str) -> str:
    """Return a typed phone number as "+447700900123" or "+441134960000 ext 12"; "" when it is none.

    Without a country it is a number of the United Kingdom.
    """
    try:
        number = phonenumbers.parse(typed, HOME)
    except phonenumbers.NumberParseException:
        return ""
    if not _as_it_stands(typed, number) or not _can_be_rung(number):
        return ""
    dialled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{dialled} ext {number.extension}" if number.extension else dialled


def _as_it_stands(typed: str, number: phonenumbers.PhoneNumber) -> bool:
    """Say whether the digits of a number were typed: words are no digits, as in 0800 FLOWERS or "after 5"."""
    digits = "".join(letter for letter in typed if letter.isdecimal())
    return digits.isascii() and digits.endswith(f"{number.national_number}{number.extension or ''}")


def _can_be_rung(number: phonenumbers.PhoneNumber) -> bool:
    """Say whether a number has the length of one that is rung from anywhere.

    Not whether it is in use: new ranges open before we hear of them, and those that Ofcom keeps for drama
    stand in examples. At home only numbers that are in use may be shorter than nine digits.
    """
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return False
    at_home = number.country_code == phonenumbers.country_code_for_region(HOME)
    return (
        not at_home
        or len(str(number.national_number)) >= SHORTEST_AT_HOME
        or phonenumbers.is_valid_number(number)
    )


class PhoneField(LineField):
    """A phone number, kept as typed. `normalise_phone` gives the number to ring."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("autocomplete", "tel")
        super().__init__(max_length=40, width=20, **kwargs)
        self.widget.input_type = "tel"

    def tidy(self, text: str) -> Any:
        typed = super().tidy(text)
        if typed and not normalise_phone(typed):
            raise ValidationError(NOT_A_PHONE, code="invalid")
        return typed


class PostcodeField(LineField):
    """A UK, Crown dependency or forces (BFPO) postcode. Comes back as "SW1A 1AA"; may be left empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("autocomplete", "postal-code")
        super().__init__(max_length=12, width=10, **kwargs)

    def tidy(self, text: str) -> Any:
        packed = re.sub(r"[\s.\-]", "", super().tidy(text)).upper()
        if not packed:
            return ""
        if re.fullmatch(r"BFPO[0-9]{1,4}", packed):
            return f"BFPO {packed[4:]}"
        if not re.fullmatch(r"(?:[A-Z]{1,2}[0-9][0-9A-Z]?|GIR)[0-9][A-Z]{2}", packed):
            message = _("Enter a full postcode, like LS1 4AP. Leave it empty if you do not have one.")
            raise ValidationError(message, code="invalid")
        return f"{packed[:-3]} {packed[-3:]}"
