"""Bank details, as printed on cards and statements. Always text: a leading zero is part of the number."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .words import LineField

WHERE = _("You can find it on your bank card, statement or banking app.")
PADDED = _("6 to 8 digits. We add zeros at the front of a shorter number.")
ROLL = _("Only some building society accounts have one. It is on your card or passbook.")
NO_CARDS = _(
    "This looks like a card number or an IBAN. We do not need it and have not kept it. "
    "Enter the account number, which has 8 digits."
)


def looks_like_card_or_iban(text: str) -> bool:
    """Say whether the text could be a payment card number (13-19 digits) or an IBAN."""
    packed = re.sub(r"[\s\-./]", "", text)
    return bool(re.search(r"\d{13,19}", packed) or re.match(r"(?i)[a-z]{2}\d{2}[a-z0-9]{11,30}$", packed))


class _BankField(LineField):
    """One box of bank details. What looks like a card number is never written back to the page."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("autocomplete", "off")
        super().__init__(**kwargs)
        self.widget.attrs["spellcheck"] = "false"

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and looks_like_card_or_iban(value):
            raise ValidationError(NO_CARDS, code="card")
        return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        typed = super().bound_data(data, initial)
        return "" if isinstance(typed, str) and looks_like_card_or_iban(typed) else typed


class SortCodeField(_BankField):
    """Six digits, with or without dashes or spaces. Gives six digits as text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or _("6 digits, for example 12-34-56")
        kwargs.setdefault("error_messages", {"required": _("Enter the sort code")})
        super().__init__(max_length=20, width=5, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def tidy(self, text: str) -> Any:
        digits = re.sub(r"[\s\-\u2010-\u2015]", "", super().tidy(text))
        if digits and not re.fullmatch(r"[0-9]{6}", digits):
            raise ValidationError(_("Enter a sort code with 6 digits, for example 12-34-56."), code="invalid")
        return digits

    def prepare_value(self, value: Any) -> Any:
        stored = isinstance(value, str) and re.fullmatch(r"[0-9]{6}", value)
        return f"{value[:2]}-{value[2:4]}-{value[4:]}" if stored else value


class AccountNumberField(_BankField):
    """Six to eight digits. Gives eight digits as text: banks put zeros in front of shorter numbers."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or PADDED
        kwargs.setdefault("error_messages", {"required": _("Enter the account number")})
        super().__init__(max_length=30, width=10, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def tidy(self, text: str) -> Any:
        digits = re.sub(r"[\s\-]", "", super().tidy(text))
        if not digits:
            return ""
        if not re.fullmatch(r"[0-9]{6,8}", digits):
            message = _("Enter an account number with 6 to 8 digits. %(where)s")
            raise ValidationError(message, code="invalid", params={"where": WHERE})
        return digits.zfill(8)


class RollNumberField(_BankField):
    """A building society roll number: up to 18 letters, digits, spaces, dashes, slashes and full stops."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs["help_text"] = kwargs.get("help_text") or ROLL
        super().__init__(max_length=60, width=20, **kwargs)

    def tidy(self, text: str) -> Any:
        roll = super().tidy(text)
        if roll and not re.fullmatch(r"[A-Za-z0-9 /.\-]{1,18}", roll):
            message = _("Enter a roll number with up to 18 letters, digits, spaces, dashes or slashes.")
            raise ValidationError(message, code="invalid")
        return roll


class AccountNameField(_BankField):
    """The name on the account, kept as typed. The bank file makes its own shorter copy."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("Enter the name on the account")})
        super().__init__(max_length=70, **kwargs)
