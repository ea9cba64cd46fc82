from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types
from coproduce.foundation.transitions import Transition


class FileFormat(TextChoices):
    PLAIN = "plain", _("Plain CSV")
    OWN = "own", _("CSV with your own columns")
    BACS18 = "bacs18", _("Bacs Standard 18")


class SettingsState(TextChoices):
    WAITING = "waiting", _("waiting for a second person")
    IN_USE = "in_use", _("in use")
    REPLACED = "replaced", _("no longer used")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What pages need to know of where settings stand."""

    is_waiting: bool = False


FACTS: dict[SettingsState, Facts] = {
    SettingsState.WAITING: Facts(is_waiting=True),
    SettingsState.IN_USE: Facts(),
    SettingsState.REPLACED: Facts(),
}
TRANSITIONS = {
    "take into use": Transition((SettingsState.WAITING,), SettingsState.IN_USE),
    "replace": Transition((SettingsState.WAITING, SettingsState.IN_USE), SettingsState.REPLACED),
}

event_types.register(
    {
        "file format suggested": _("file format suggested"),
        "file format looked at": _("checked file format and account"),
        "take into use": _("started using file format"),
        "replace": _("file format replaced"),
    }
)


class Separator(TextChoices):
    COMMA = ",", _("comma")
    SEMICOLON = ";", _("semicolon")
    TAB = "\t", _("tab")
    PIPE = "|", _("vertical bar |")


class DayFormat(TextChoices):
    """How a day is written. The value is for strftime."""

    SLASHES = "%d/%m/%Y", _("31/12/2026")
    ISO = "%Y-%m-%d", _("2026-12-31")
    DIGITS = "%d%m%Y", _("31122026")
    SHORT = "%d/%m/%y", _("31/12/26")


class Unit(TextChoices):
    POUNDS = "pounds", _("pounds, as 86.40")
    PENCE = "pence", _("pence, as 8640")


class Column(TextChoices):
    """What may stand in a column. The words are what people type."""

    SORT_CODE = "sort_code", _("sort code")
    ACCOUNT_NUMBER = "account_number", _("account number")
    NAME = "name", _("account name")
    AMOUNT = "amount", _("amount")
    REFERENCE = "reference", _("reference")
    ROLL_NUMBER = "roll_number", _("roll number")
    DAY = "day", _("day")
    FIXED = "fixed", _("fixed words")


NEEDED = (Column.SORT_CODE, Column.ACCOUNT_NUMBER, Column.NAME, Column.AMOUNT, Column.REFERENCE)
