"""Files whose words or cells are read in: whatever is in them is read once, refused, and never an error of ours."""

import io
import time
import zipfile
from collections.abc import Callable

import docx
import pytest
from openpyxl import Workbook

from coproduce.foundation.documents import reading, sheets, word_reading
from projects.resources.spreadsheet import rules as plan
from projects.scope.scales import rules as scales

INLINE = b"<w:p><w:r><w:t>box</w:t></w:r><w:txbxContent>"


def packed(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a packed file with its parts changed."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))
    return made.getvalue()


def word(body: bytes) -> bytes:
    """Return a Word file with this body."""
    plain = io.BytesIO()
    docx.Document().save(plain)

    def change(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        return part[: part.index(b"<w:body>")] + b"<w:body>" + body + b"</w:body></w:document>"

    return packed(plain.getvalue(), change)


def book(rows: list[list[object]]) -> bytes:
    made, file = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(file)
    return file.getvalue()


PLAN = book([[str(one.title) for one in plan.COLUMNS], ["", "Cost", "Travel", 1234567]])
SCALE = book(
    [["level", "stands_for", "promise"], ["Told", "inform only", 1234567], ["All", "co-produce", "x"]]
)
READERS = [
    pytest.param(PLAN, lambda content: list(plan.read(content)), plan.Unreadable, id="plan"),
    pytest.param(SCALE, scales.read, scales.ScaleUnreadable, id="scale"),
]
PARTS = ("[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml")


def test_a_box_in_a_box_in_a_box_is_read_once():
    for deep in (1, 2, 12):
        body = INLINE * deep + b"<w:p><w:r><w:t>deepest</w:t></w:r></w:p>" + b"</w:txbxContent></w:p>" * deep
        lines = [line.text for line in word_reading.read_word(word(body))]
        assert lines == ["box"] * deep + ["deepest"]


def test_what_only_an_older_word_shows_of_a_box_is_not_read_again():
    choice = b"<mc:Choice><w:txbxContent><w:p><w:r><w:t>new</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
    again = choice.replace(b"Choice>", b"Fallback>").replace(b"new", b"old")
    mc = b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    body = b"<w:p><w:r>" + mc + choice + again + b"</mc:AlternateContent></w:r></w:p>"
    assert [line.text for line in word_reading.read_word(word(body))] == ["new"]


@pytest.mark.parametrize("body", [b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % (b"words " * 2_000)])
def test_reading_stops_at_more_than_anybody_would_look_through(body, monkeypatch):
    read = []
    real = word_reading._word_line
    monkeypatch.setattr(word_reading, "_word_line", lambda *given: read.append(1) or real(*given))
    with pytest.raises(reading.TooLong):
        word_reading.read_word(word(body * 200))
    assert len(read) < 20
    with pytest.raises(reading.TooLong):
        reading.read_text("a" * (reading.MOST_CHARACTERS + 1))


@pytest.mark.parametrize("middle", ["#", " ", "# ", " #"])
def test_a_line_of_signs_takes_time_by_its_length_and_not_by_its_square(middle):
    def seconds(length: int) -> float:
        text = "# a" + (middle * length)[:length] + "x"
        taken = []
        for _try in range(3):
            begun = time.perf_counter()
            reading.read_text(text)
            taken.append(time.perf_counter() - begun)
        return min(taken)

    assert seconds(64_000) / seconds(4_000) < 100  # in step with its square it would be 256


@pytest.mark.parametrize(
    ("typed", "read"),
    [("# Role", "Role"), ("## Role ##", "Role"), ("# A # B #", "A # B"), ("# ##", "##"), ("# C#", "C")],
)
def test_a_marked_heading_reads_as_before(typed, read):
    assert [line.text for line in reading.read_text(typed)] == [read]


@pytest.mark.parametrize(("content", "read", "refusal"), READERS)
class TestSpreadsheets:
    @pytest.mark.parametrize("number", [b"1e999", b"-1e999", b"nan", b"1e", b"--1", b"9" * 9_000])
    def test_a_number_that_is_none_is_refused(self, content, read, refusal, number):
        sent = packed(content, lambda _name, part: part.replace(b"1234567", number))
        assert sent != content
        with pytest.raises(refusal):
            read(sent)

    @pytest.mark.parametrize("part", PARTS)
    @pytest.mark.parametrize("instead", [b"", b"<a", b"<a/>", b"\xff\xfe<\x00a\x00", b"\x00", None])
    def test_a_damaged_part_is_refused_or_does_not_matter(self, content, read, refusal, part, instead):
        def change(name: str, found: bytes) -> bytes:
            return (found[: len(found) // 2] if instead is None else instead) if name == part else found

        try:
            read(packed(content, change))
        except refusal:
            return
        assert part == "xl/styles.xml"  # cells are read without

    @pytest.mark.parametrize("bytes_instead", [b"", b"PK", b"PK\x03\x04" + b"\x00" * 40, b"PK" * 900])
    def test_what_is_no_packed_file_is_refused(self, content, read, refusal, bytes_instead):
        with pytest.raises(refusal):
            read(bytes_instead)

    @pytest.mark.parametrize("part", PARTS)
    def test_names_that_stand_for_much_are_refused(self, content, read, refusal, part):
        declared = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'

        def change(name: str, found: bytes) -> bytes:
            start = found.index(b"<", found.find(b"?>") + 1) if found.startswith(b"<?xml") else 0
            return found[:start] + declared + found[start:] if name == part else found

        with pytest.raises(refusal):
            read(packed(content, change))

    def test_what_unpacks_to_very_much_is_refused_before_it_is_read(
        self, content, read, refusal, monkeypatch
    ):
        monkeypatch.setattr(sheets, "load_workbook", lambda *_given, **_named: pytest.fail("it was read"))
        for part, filler in (
            ("xl/styles.xml", b"<xf/>" * 250_000),
            ("xl/theme/theme1.xml", b" " * 1_100_000),
            ("xl/worksheets/sheet1.xml", b"<c/>" * 1_100_000),
        ):
            with pytest.raises(refusal):
                read(packed(content, lambda name, found, p=part, f=filler: found + f if name == p else found))

    def test_of_a_row_far_below_and_a_cell_far_to_the_right_no_more_is_read(self, content, read, refusal):
        for far in ((b'<row r="2"', b'<row r="1048576"'), (b'r="C2"', b'r="XFD2"')):
            try:
                found = read(packed(content, lambda _name, part, far=far: part.replace(*far)))
            except refusal:
                continue
            assert len(found) <= 2


def test_the_words_of_a_scale_are_cleaned_like_typed_ones():
    found = scales.read("level,stands_for,promise\nTold,inform only,a\x01\u202eb\nAll,co-produce,c".encode())
    assert found[0].promise == "ab"
