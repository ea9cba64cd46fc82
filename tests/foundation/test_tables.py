"""Files that people send as tables: read right, or refused with what to do. Nothing in them is run or fetched."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl.comments import Comment
from openpyxl.utils.datetime import MAC_EPOCH

from coproduce.foundation.documents import tables
from coproduce.foundation.documents.table_rows import take_apart
from coproduce.foundation.documents.tables import UnreadableTable, read_table, rows_of
from coproduce.foundation.uploads import child
from tests.contributors.people.importing.files import ANN, HEAD, csv_of, with_part, xlsx_of

pytestmark = pytest.mark.either_engine

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


@pytest.fixture(autouse=True, params=["in a child", "here"])
def where(request, monkeypatch):
    """The child, of little memory, and this process read the same; only here is it measured."""
    if request.param == "here":
        monkeypatch.setattr(child, "cleaned", lambda content, *_script, **_limits: take_apart(content))


def rows(content: bytes) -> list[list[str]]:
    table = read_table(content, "people.csv")
    return [table.head, *(row.cells for row in rows_of(table.packed))]


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableTable) as refused:
        read_table(content, "people.xlsx")
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_letters_and_separators(encoding, delimiter):
    assert rows(
        csv_of(
            ["Siân Ō’Néill".replace("Ō", "O"), "s@example.com", "x"], delimiter=delimiter, encoding=encoding
        )
    ) == [
        HEAD,
        ["Siân O’Néill", "s@example.com", "x"],
    ]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"Name,Email\rAnn,a@x.example\rBob,b@x.example\r", [["Ann", "a@x.example"], ["Bob", "b@x.example"]]),
        (b'Name,Address\n"Ann","1 High St\nLeeds"\n', [["Ann", "1 High St\nLeeds"]]),
        (b'Name;"A;B"\nAnn;"x, y"\n', [["Ann", "x, y"]]),
        (b"sep=;\r\nName;Email\r\nAnn;a@x.example\r\n", [["Ann", "a@x.example"]]),
        (b"\n\nName,Email\n\nAnn,a@x.example\n,,\n", [["Ann", "a@x.example"]]),
        (b"Name\nAnn\n", [["Ann"]]),
    ],
)
def test_odd_but_right(content, found):
    assert rows(content)[1:] == found


def test_rows_have_the_numbers_that_the_spreadsheet_shows():
    table = read_table(b'Name,Address\n"Ann","1 High St\nLeeds"\n\nBob,x\n', "a.csv")
    assert [row.number for row in rows_of(table.packed)] == [2, 4]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"Name,Email\n", "no rows"),
        (b"Name,Email\nAn\x00n,a@x.example\n", "Row 2 has signs"),
        (b'Name,Email\n"Ann,a@x.example\n', "quotation mark"),
        (b"Name,Name\nAnn,Bob\n", "Two columns are called “Name”: A1 and B1"),
        (b"Name,NAME \nAnn,Bob\n", "Two columns"),
        (b"," * 1_000_000 + b"x\n1\n", "more than 100 columns"),
        (b"Name\n" + b"x" * 1_000_000 + b"\n", "letters"),
        (b"Name\n\x81\x8d\x8f\xff\n", "which letters"),
        (b"%PDF-1.7\n%", "not a table"),
        (b"<html><table><tr><td>Name</td></tr></table></html>", "not a table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "old .xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"x" * 20_000_001, "too big"),
        (b"Name\n" + b"x\n" * 100_001, "more than 100,000 rows"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_refused_with_what_to_do(content, words):
    assert words in refusal(content)


def test_a_spreadsheet_without_a_table_is_refused():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    assert "not a table" in refusal(held.getvalue())


def test_a_bomb_is_refused_before_it_is_unpacked():
    content = with_part(xlsx_of(ANN), SHEET, lambda xml: xml + " " * 250_000_000)
    assert "too big once it is unpacked" in refusal(content)


def test_a_size_that_lies_is_no_way_round():
    content = bytearray(with_part(xlsx_of(ANN), SHEET, lambda xml: xml + " " * 1_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as packed:
        honest = packed.getinfo(SHEET).file_size.to_bytes(4, "little")
    content = bytes(content).replace(honest, (10).to_bytes(4, "little"))
    assert "damaged" in refusal(content)


@pytest.mark.parametrize("part", [SHEET, BOOK, "xl/styles.xml"])
def test_entities_are_never_expanded(part):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    content = with_part(xlsx_of(ANN), part, lambda xml: bomb + xml.split("?>", 1)[-1])
    assert "more than a table" in refusal(content)


def test_merged_cells_are_named():
    assert "A2:B3" in refusal(xlsx_of(ANN, ANN, dress=lambda book: book.active.merge_cells("A2:B3")))


def test_a_cell_far_away_costs_nothing():
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content = with_part(xlsx_of(ANN), SHEET, lambda xml: xml.replace("</sheetData>", far))
    assert "Row 1048576 has more than 100 columns" in refusal(content)


@pytest.mark.parametrize(
    ("epoch", "serial", "day"),
    [("", 46115, "2026-04-03"), ("1904", 44653, "2026-04-03"), ("", 1, "1900-01-01"), ("", 61, "1900-03-01")],
)
def test_days_of_both_calendars(epoch, serial, day):
    def dress(book):
        book.epoch = MAC_EPOCH if epoch else book.epoch

    content = xlsx_of([dt.date(2026, 4, 3), "", ""], dress=dress)
    content = with_part(content, SHEET, lambda xml: xml.replace("46115", str(serial)))
    [row] = rows_of(read_table(content, "a.xlsx").packed)
    assert (row.cells[0], row.marks[0]) == (day, "date")


@pytest.mark.parametrize(
    ("value", "cell"), [(46115, "46115"), (1.5, "1.5"), (447700900123, "447700900123"), (True, "yes")]
)
def test_numbers_are_said_to_be_numbers(value, cell):
    [row] = rows_of(read_table(xlsx_of(["Ann", value, ""]), "a.xlsx").packed)
    assert (row.cells[1], row.marks.get(1, "")) == (cell, "" if value is True else "number")


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("http://evil.example","x")', "=[1]Other!A1"])
def test_a_formula_is_marked_and_not_worked_out(formula):
    [row] = rows_of(read_table(xlsx_of(["Ann", formula, ""]), "a.xlsx").packed)
    assert row.marks[1] == "formula"


def test_other_sheets_hidden_rows_and_links_are_said():
    def dress(book):
        book.active.title = "People"
        book.create_sheet("Secret").sheet_state = "hidden"
        book.active.row_dimensions[2].hidden = True
        book.active["A2"].comment = Comment("hidden words", "x")

    content = xlsx_of(ANN, dress=dress)
    table = read_table(content, "a.xlsx")
    assert table.rows == 1
    assert "“People”" in table.notes[0]
    assert "Secret" in table.notes[0]
    assert "hidden rows" in table.notes[1]


def test_a_hidden_first_sheet_is_not_the_one_that_is_read():
    def dress(book):
        book.active.sheet_state = "hidden"
        book.create_sheet("Seen").append(["Name"])
        book["Seen"].append(["Bob"])
        book.active = 1

    assert rows(xlsx_of(ANN, dress=dress)) == [["Name"], ["Bob"]]


def test_a_name_with_a_path_is_only_a_name():
    assert read_table(csv_of(ANN), "../\r\n" + "a" * 300 + ".csv").name == "a" * 96 + ".csv"


@pytest.mark.parametrize("place", [(0, "A7"), (25, "Z7"), (26, "AA7"), (701, "ZZ7")])
def test_cells_are_named_as_spreadsheets_do(place):
    assert tables.cell_name(place[0], 7) == place[1]


@pytest.mark.parametrize(
    ("value", "style", "cell"),
    [
        (dt.time(2, 30), "h:mm", ("2:30", "time")),
        (dt.timedelta(hours=30, minutes=5), "[h]:mm:ss", ("30:05", "time")),
        (0.25, "[White]0.00", ("0.25", "number")),
        (46115.6, "dd/mm/yyyy hh:mm", ("2026-04-03", "date")),
    ],
)
def test_a_length_of_time_is_read_as_it_is_shown(value, style, cell):
    def dress(book):
        book.active["A2"].number_format = style

    [row] = rows_of(read_table(xlsx_of([value, "", ""], dress=dress), "a.xlsx").packed)
    assert (row.cells[0], row.marks[0]) == cell
