"""One description, two files: tagged, in order, literal, and silent about who made them and when."""

import io

import pikepdf
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.foundation.documents.description import Document, Facts, Heading, Notes, Paragraph, Table
from coproduce.foundation.documents.downloads import PDF, WORD, download
from coproduce.foundation.documents.pdf import to_pdf
from coproduce.foundation.documents.word import to_word
from tests.foundation.read_back import pdf_text, tags, word_paragraphs, word_parts, word_text

HOSTILE = [
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd")',
    "$x^2$ *bold* _under_ `raw` <label> @ref // no /* comment */",
    "back \\ slash \\u{41} ~ -- --- ... 'q' \"q\"",
    "= not a heading\n- not a list\n+ nor this",
    "{number} of {count} %(name)s {{ x }} ]]> & <w:t>",
    "Zoë Ó Súilleabháin-Đặng",
    "W" * 300,
    "http://example.org/#fragment",
]


def described(*parts, title="What we paid you", **fields):
    return Document(title, "North Trust", parts, **fields)


EVERYTHING = described(
    Paragraph("We paid you £81.40.\nThank you."),
    Facts((("Paid on", "Friday 14 May 2027"), ("Reference", "CLAIM ABC"))),
    Heading("What it is for"),
    Table(("What", "Amount"), (("Meeting", "£75.00"), ("Bus", "£6.40")), numeric=(1,)),
    Notes(("Call us.", "Or write.")),
)


def test_a_pdf_is_tagged_named_and_in_reading_order():
    content = to_pdf(EVERYTHING)
    assert tags(content) == [
        ("/P", "North Trust"),
        ("/Title", "What we paid you"),
        ("/P", "We paid you £81.40.\u00a0Thank you."),
        ("/Lbl", "Paid on"),
        ("/LBody", "Friday 14 May 2027"),
        ("/Lbl", "Reference"),
        ("/LBody", "CLAIM ABC"),
        ("/H1", "What it is for"),
        ("/TH", "What"),
        ("/TH", "Amount"),
        ("/TD", "Meeting"),
        ("/TD", "£75.00"),
        ("/TD", "Bus"),
        ("/TD", "£6.40"),
        ("/Lbl", "•"),
        ("/LBody", "Call us."),
        ("/Lbl", "•"),
        ("/LBody", "Or write."),
    ]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
        about = {name: str(value) for name, value in pdf.docinfo.items()}
        told = pdf.Root.Metadata.read_bytes().decode()
    maker = about.pop("/Creator")
    assert maker.startswith("Typst ")
    assert about == {"/Title": "What we paid you"}
    assert "<pdfuaid:part>1<" in told
    assert [word for word in ("dc:creator", "CreateDate", "ModifyDate") if word in told] == []


def test_a_word_file_has_headings_a_repeated_header_row_and_a_language():
    content = to_word(EVERYTHING)
    assert word_paragraphs(content) == [
        ("", "North Trust"),
        ("Title", "What we paid you"),
        ("", "We paid you £81.40.\nThank you."),
        ("", "Paid on: Friday 14 May 2027"),
        ("", "Reference: CLAIM ABC"),
        ("Heading1", "What it is for"),
        ("", "What"),
        ("", "Amount"),
        ("", "Meeting"),
        ("", "£75.00"),
        ("", "Bus"),
        ("", "£6.40"),
        ("ListBullet", "Call us."),
        ("ListBullet", "Or write."),
    ]
    parts = word_parts(content)
    assert parts["word/document.xml"].count("<w:tblHeader/>") == 1
    assert '<w:lang w:val="en-GB"' in parts["word/styles.xml"]
    assert "<dc:title>What we paid you</dc:title>" in parts["docProps/core.xml"]


def test_a_word_file_names_nobody_and_links_nowhere():
    parts = word_parts(to_word(EVERYTHING))
    assert [name for name in parts if "comment" in name or "thumbnail" in name or "custom" in name] == []
    assert [name for name, text in parts.items() if 'TargetMode="External"' in text] == []
    about = parts["docProps/core.xml"]
    assert ("<dc:creator></dc:creator>" in about or "<dc:creator/>" in about) is True
    assert [word for word in ("python-docx", "2013", "2026", "2027</dcterms") if word in about] == []


@pytest.mark.parametrize("make", [to_pdf, to_word])
def test_equal_documents_are_equal_bytes_whenever_they_are_made(make, time_machine):
    time_machine.move_to("2026-05-01T09:00:00Z")
    first = make(EVERYTHING)
    time_machine.move_to("2031-12-31T23:00:00Z")
    assert make(EVERYTHING) == first
    assert make(described(Paragraph("Another"))) != first


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_printed_as_they_typed_it(text):
    document = described(
        Paragraph(text),
        Heading(text),
        Facts(((text, text),)),
        Table((text, "Amount"), ((text, "£1.00"),)),
        Notes((text,)),
        title=text,
    )
    wanted = " ".join(text.split())
    assert pdf_text(to_pdf(document)).count(wanted) == 8
    assert word_text(to_word(document)).count(wanted) == 8


def test_right_to_left_text_and_letters_without_a_font_stay_readable():
    hebrew, family = "שלום עולם", "Sam 👩‍👩‍👧 漢字"
    content = to_pdf(described(Paragraph(hebrew)))
    assert b"pdfuaid" in content
    assert sorted(pdf_text(content).split("What we paid you ")[1]) == sorted(hebrew)
    content = to_pdf(described(Paragraph(family)))
    assert b"pdfuaid" not in content  # a box is no letter: it does not claim what it does not keep
    assert ("/Title", "What we paid you") in tags(content)
    assert pdf_text(content).endswith(family)
    assert family in word_text(to_word(described(Paragraph(family))))


@pytest.mark.parametrize("make", [to_pdf, to_word])
def test_characters_no_page_can_show_are_left_out(make):
    assert make(described(Paragraph("a\x00b\x0bc\ud800d\ufffe"))) == make(described(Paragraph("ab\ncd")))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_a_document(text):
    document = described(Paragraph(text), Table((text,), ((text,),)), title=f"About {text}")
    assert to_pdf(document).startswith(b"%PDF-")
    assert to_word(document).startswith(b"PK")


def test_a_long_table_repeats_its_header_on_every_page():
    rows = tuple((f"Line {number}", "£1.00") for number in range(200))
    content = to_pdf(described(Table(("What", "Amount"), rows)))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) > 3
    found = tags(content)
    assert [text for tag, text in found if tag == "/TH"] == ["What", "Amount"]  # told once, drawn on each
    assert sum(tag == "/TD" for tag, _text in found) == 400


def test_a_row_has_a_cell_for_each_header():
    with pytest.raises(ValueError, match="a cell for each header"):
        Table(("What", "Amount"), (("Meeting",),))


def test_a_document_has_a_title_somebody_can_read():
    for title in ("", " \n", "\u200b"):
        with pytest.raises(ValueError, match="has a title"):
            described(title=title)


def test_the_language_is_the_one_the_words_are_in():
    with translation.override("cy"):
        document = described(Paragraph("Diolch"))
    assert document.language == "cy"
    with pikepdf.open(io.BytesIO(to_pdf(document))) as pdf:
        assert str(pdf.Root.Lang) == "cy"
    assert '<w:lang w:val="cy"' in word_parts(to_word(document))["word/styles.xml"]


@pytest.mark.parametrize("form", [PDF, WORD])
def test_a_download_is_kept_by_nobody_and_opened_by_no_page(form):
    response = download(EVERYTHING, form, name="payment-abc")
    assert response["Content-Disposition"] == f'attachment; filename="payment-abc.{form.ending}"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
