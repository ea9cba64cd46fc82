"""Form fields that take what people really type and say in plain words what to do when they cannot."""

from .bank import AccountNameField, AccountNumberField, RollNumberField, SortCodeField
from .choices import CheckboxesField, CheckboxField, RadioField, SelectField, YesNoField
from .contact import EmailField, PhoneField, PostcodeField
from .dates import DateField, DateTextField, parse_date
from .files import PaperField, ReceiptField
from .money import MilesField, MoneyField
from .times import DurationField, LocalMoment, TimeField, parse_time, uk_datetime
from .words import LineField, PersonNameField, TextField

__all__ = [
    "AccountNameField",
    "AccountNumberField",
    "CheckboxField",
    "CheckboxesField",
    "DateField",
    "DateTextField",
    "DurationField",
    "EmailField",
    "LineField",
    "LocalMoment",
    "MilesField",
    "MoneyField",
    "PaperField",
    "PersonNameField",
    "PhoneField",
    "PostcodeField",
    "RadioField",
    "ReceiptField",
    "RollNumberField",
    "SelectField",
    "SortCodeField",
    "TextField",
    "TimeField",
    "YesNoField",
    "parse_date",
    "parse_time",
    "uk_datetime",
]
