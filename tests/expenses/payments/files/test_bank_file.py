"""The bank file: what a bank can read, and nothing a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.foundation.documents.spreadsheet import inert
from expenses.payments.files.plain_csv import FORMATS
from expenses.payments.files.rules import Row, bank_text

# S13: what starts a formula, in front of it, behind it, in other scripts, in the second line of a cell.
PAYLOADS = [
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil","x")', "=SUM(A1:A9)", "+1+1",
    "+cmd|' /C calc'!A0", "-1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)", "@A1", "\t=1+1", "\r=1+1",
    "\n=1+1", "\r\n=1+1", " =1+1", "   +1+1", "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1", "＝1+1", "＋1+1",
    "－1+1", "＠SUM(1)", "Ann\n=1+1", "Ann\r\n+1+1", "Ann\t=1+1", '"=1+1"', "'=1+1", "Ann,=1+1",
    'Ann";=1+1',
]  # fmt: skip
STARTS_A_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


def cells(payload, key):
    row = Row(
        payload, 1250, payload, sort_code="010203", account_number="00012345", route=payload, charity=payload
    )
    text = FORMATS[key].write([row]).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("key", FORMATS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_starts_a_formula_and_no_cell_becomes_two(payload, key):
    heading, row = cells(payload, key)
    assert len(row) == len(heading)
    assert [cell for cell in row if cell.strip(" \u00a0\u200b\ufeff").startswith(STARTS_A_FORMULA)] == []
    assert [cell for cell in row if "\n" in cell or "\r" in cell] == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Siân Ó Súilleabháin-Đặng", "SIAN O SUILLEABHAI"),
        ("O'Brien & Sons", "OBRIEN & SONS"),
        ("Strauß", "STRAUSS"),
        ("Łukasz Żółć", "LUKASZ ZOLC"),
        ("Ægir Þór Øster", "AEGIR THOR OSTER"),
        ("ﬁona ﬀ", "FIONA FF"),
        ("I\u0307brahim Iğdır", "IBRAHIM IGDIR"),
        ("  -- Ann   Lee. ", "ANN LEE."),
        ("王小明", ""),
        ("=1+1", "1 1"),
    ],
)
def test_names_are_written_in_the_letters_of_banks(typed, written):
    assert bank_text(typed) == written


@given(st.text())
def test_whatever_was_typed_the_bank_gets_its_letters(typed):
    written = bank_text(typed)
    assert len(written) <= 18
    assert set(written) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .&/-")
    assert written == bank_text(written)
    assert written == written.strip()
    assert not written.startswith(("-", "/", ".", "&"))


@given(st.text())
def test_whatever_was_typed_a_list_to_pay_by_hand_holds_no_formula(typed):
    assert not inert(typed).strip().startswith(STARTS_A_FORMULA)


def test_zeros_stay_and_the_last_line_is_a_payment():
    row = Row("Ann Lee", 5, "CLAIM ABC", sort_code="000102", account_number="00000007")
    assert FORMATS["plain"].write([row, row]) == (
        b"Sort code,Account number,Account name,Amount,Reference\r\n"
        b"000102,00000007,ANN LEE,0.05,CLAIM ABC\r\n"
        b"000102,00000007,ANN LEE,0.05,CLAIM ABC\r\n"
    )


def test_a_roll_number_takes_the_place_of_the_reference():
    row = Row(
        "Ann", 100, "CLAIM ABC", sort_code="000102", account_number="00000007", roll_number="D/12345-6 a"
    )
    assert b"D/12345-6 A" in FORMATS["plain"].write([row])


@pytest.mark.parametrize(
    "numbers", [("1020", "12345678"), ("01-02-03", "12345678"), ("010203", "１２３４５６７８")]
)
def test_numbers_that_are_none_are_not_written(numbers):
    with pytest.raises(ValueError, match="six digits"):
        FORMATS["plain"].write([Row("Ann", 100, "X", sort_code=numbers[0], account_number=numbers[1])])
