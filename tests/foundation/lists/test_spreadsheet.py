"""What is taken away: real dates and numbers, no formula, locked, and it says what it is."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from coproduce.foundation.documents.spreadsheet import Heading, Kind, build, inert

HEADINGS = [
    Heading("Name"),
    Heading("Day", Kind.DAY),
    Heading("When", Kind.MOMENT),
    Heading("Amount (£)", Kind.POUNDS),
    Heading("Times", Kind.NUMBER),
]
SUMMER = dt.datetime(2027, 7, 1, 23, 30, tzinfo=dt.UTC)  # half past midnight of 2 July in the UK
DANGEROUS = [
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u200b=1+1",
    "＝1+1",
    "|calc",
    "%0A",
    "cmd\x00=1",
]


def opened(content: bytes):
    return load_workbook(io.BytesIO(content))


def test_days_moments_money_and_numbers_are_what_they_are():
    sheet = opened(build("Claims", HEADINGS, [["Meg", dt.date(2027, 5, 14), SUMMER, 123_456, 3]])).active
    assert [cell.value for cell in sheet[2]] == [
        "Meg",
        dt.datetime.fromisoformat("2027-05-14"),
        dt.datetime.fromisoformat("2027-07-02T00:30"),
        1234.56,
        3,
    ]
    assert [cell.number_format for cell in sheet[2]][1:] == [
        "dd/mm/yyyy",
        "dd/mm/yyyy hh:mm",
        "#,##0.00",
        "0",
    ]


def test_a_moment_in_a_column_of_days_is_its_day_in_the_uk():
    sheet = opened(build("Claims", [Heading("Day", Kind.DAY)], [[SUMMER]])).active
    assert sheet["A2"].value == dt.datetime.fromisoformat("2027-07-02")


@pytest.mark.parametrize("typed", DANGEROUS)
def test_whatever_was_typed_is_never_a_formula(typed):
    book = opened(build(typed, [Heading(typed)], [[typed]], about=[(typed, typed)]))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type == "s"
                assert str(cell.value)[0] not in "=+-@\t\r\n＝|%"
    assert inert(typed) == book.worksheets[0]["A2"].value


def test_names_that_only_look_odd_are_kept():
    for name in ("O'Neil", "Siân – Ann", "Ng", "李", "a=b"):
        assert inert(name) == name


def test_every_sheet_is_locked_without_a_password_and_the_headings_stay_in_view():
    book = opened(build("Claims", HEADINGS, [], about=[("By", "Priya")]))
    assert [sheet.protection.sheet for sheet in book.worksheets] == [True, True]
    assert {sheet.protection.password for sheet in book.worksheets} == {None}
    assert book.active.freeze_panes == "A2"
    assert book.active["A1"].font.bold
    assert [cell.value for cell in book.worksheets[1][1]] == ["By", "Priya"]


@pytest.mark.parametrize("title", ["a/b:c*d?[e]", "'quoted'", "x" * 60, "", "[]"])
def test_any_title_makes_a_name_of_a_sheet(title):
    assert len(opened(build(title, HEADINGS, [])).sheetnames[0]) <= 31


def test_a_text_too_long_for_a_cell_is_cut_and_the_file_opens():
    sheet = opened(build("Long", [Heading("Words")], [["x" * 40_000]])).active
    assert len(sheet["A2"].value) == 32_000


def test_nothing_is_an_empty_cell():
    sheet = opened(
        build("Claims", HEADINGS, [["Meg", None, None, None, None], ["", None, None, 0, 0]])
    ).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["Meg", None, None, None, None],
        [None, None, None, 0, 0],
    ]
