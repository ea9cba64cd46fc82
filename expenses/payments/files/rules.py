"""What banks can write, and what stands in a line of their files. Pure.

Banks write capital letters, digits, space and . & / - (the character set of UK payments). Everything
else is turned into the nearest letter or left out, so nothing in a name or reference can start a
formula or another cell (trust S13).
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 18
_NO_ACCENT_TO_DROP = str.maketrans(
    {
        "ß": "SS", "Æ": "AE", "Œ": "OE", "Ø": "O", "Đ": "D", "Ð": "D", "Þ": "TH", "Ł": "L", "Ħ": "H",
        "Ŧ": "T", "ı": "I", "Ŋ": "NG", "Ə": "E", "ʻ": "", "ʼ": "", "'": "", "’": "",
        "‘": "", "`": "", "´": "",
        "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", "_": " ", ",": " ", "+": " ",
    }
)  # fmt: skip
_OUTSIDE = re.compile(r"[^A-Z0-9 .&/-]")
_SPACES = re.compile(r" +")


def bank_text(text: str, longest: int = LONGEST) -> str:
    """Return `text` in the letters of banks, cut to `longest`; empty when no letter of it can be written.

    "Siân Ó Súilleabháin-Đặng" is "SIAN O SUILLEABHAI". Starts with a letter or digit.
    """
    shown = unicodedata.normalize("NFKD", text.upper().translate(_NO_ACCENT_TO_DROP))
    plain = "".join(letter for letter in shown if not unicodedata.combining(letter))
    plain = _OUTSIDE.sub(" ", plain.upper().translate(_NO_ACCENT_TO_DROP))
    return _SPACES.sub(" ", plain).lstrip(" .&/-")[:longest].rstrip()


@dataclass(frozen=True)
class Row:
    """One payment, opened for the file: names as typed, numbers as text with their zeros."""

    name: str
    amount_pence: int
    reference: str
    sort_code: str = ""
    account_number: str = ""
    roll_number: str = ""
    route: str = ""
    charity: str = ""
    address: str = ""


def check_numbers(row: Row) -> None:
    """Raise ValueError for numbers no bank could have given."""
    if not re.fullmatch("[0-9]{6}", row.sort_code) or not re.fullmatch("[0-9]{8}", row.account_number):
        raise ValueError("a sort code has six digits and an account number eight")
