"""E-mail, phone and postcode."""

import difflib
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.text import clean_line

from .words import LineField

ONE_ADDRESS = _("Enter one email address, for example name@example.com.")
PLAIN_LETTERS = _(
    "The email address has a letter or hidden sign that may look like another one. "
    "Delete it and type it again, with plain letters a to z."
)
FULL_DOMAIN = _("Enter the whole email address, with a full stop after the @, for example name@example.com.")
EMAIL_TOO_LONG = _("The email address must be 254 characters or fewer.")

NOT_A_PHONE = _(
    "Enter a phone number, like 0113 496 0000 or +44 113 496 0000. Put anything else in the notes."
)

USUAL_DOMAINS = [
    *(
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.co.uk",
        "outlook.com",
        "live.co.uk",
        "yahoo.com",
    ),
    *("yahoo.co.uk", "icloud.com", "btinternet.com", "sky.com", "aol.com", "nhs.net", "protonmail.com"),
]


def normalise_email(address: str) -> str:
    """Return the form in which addresses are compared: Jo@Example.COM and jo@example.com are one mailbox."""
    return address.strip().lower()


def suggested_email(address: str) -> str:
    """Return the address probably meant ("jo@gmial.com": "jo@gmail.com"), or "". A hint, never a refusal."""
    name, _at, domain = address.rpartition("@")
    domain = domain.lower()
    if domain in USUAL_DOMAINS:
        return ""
    near = difflib.get_close_matches(domain, USUAL_DOMAINS, n=1, cutoff=0.86)
    return f"{name}@{near[0]}" if near else ""


class EmailField(LineField):
    """One e-mail address that cannot be mistaken for another. The domain comes back in small letters."""

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
        if not address.isascii():
            raise ValidationError(PLAIN_LETTERS, code="letters")
        name, _at, domain = address.rpartition("@")
        if name and re.fullmatch(r"[a-zA-Z0-9-]+|\[.*\]|[0-9.]+", domain):
            raise ValidationError(FULL_DOMAIN, code="domain")
        if len(address) > 254:
            raise ValidationError(EMAIL_TOO_LONG, code="too_long")
        EmailValidator(message=ONE_ADDRESS)(address)
        return f"{name}@{domain.lower()}"


def normalise_phone(typed: str) -> str:
    """Return a typed phone number as "+447700900123" or "+441134960000 ext 12"; "" when it is none."""
    number, extension = typed, ""
    if found := re.search(r"(?i)\s*(?:ext(?:ension)?\.?|x)\s*([0-9]{1,6})$", typed):
        number, extension = typed[: found.start()], found[1]
    digits = re.sub(r"[\s().\-\u2010-\u2015/]", "", re.sub(r"(?<=[0-9])\s*\(0\)", "", number))
    digits = re.sub(r"^00", "+", digits)
    if re.fullmatch(r"0[1-9][0-9]{8,9}", digits):
        digits = "+44" + digits[1:]
    digits = re.sub(r"^\+440(?=[1-9])", "+44", digits)
    valid = r"\+44[1-9][0-9]{8,9}" if digits.startswith("+44") else r"\+[1-9][0-9]{6,14}"
    if not re.fullmatch(valid, digits):
        return ""
    return f"{digits} ext {extension}" if extension else digits


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
