"""Files people send: trust.md S12 and section 4, rows 64-75. The hostile files come from hostile_files.py."""

import io
import resource
import socket
import struct
import threading

import pikepdf
import pytest
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test.utils import isolate_apps
from PIL import Image

from coproduce.foundation.uploads import files as uploads
from coproduce.foundation.uploads import jpeg_parts
from tests import stopwatch
from tests.foundation import hostile_files as files

KINDS = "We cannot take this kind of file. Send a photo (JPEG, PNG, HEIC, WebP or GIF) or a PDF."
PIXELS = "The picture is too large. Take a normal photo of the receipt and send that."
DAMAGED = "The picture is damaged or did not arrive in full. Send it again, or take a new photo."
EMPTY = "The file is empty. Choose it again, or take a new photo."
PASSWORD = "The PDF has a password. Send a copy without it, or a photo of the page."
PAGES = "The PDF has too many pages. Send up to 30 pages."
UNPACKED = "The PDF is far too big once it is unpacked. Send a photo of the page instead."
BROKEN = "We cannot open this PDF. Send it again, or send a photo of the page."
TOO_BIG = "The file is too big. It can be up to 15 MB."


def send(content: bytes, name: str = "receipt.jpg") -> uploads.CleanFile:
    """Clean one file and check what holds for all: quick, bounded memory, nothing kept as sent."""
    before, spent = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, stopwatch.spent()
    try:
        clean = uploads.clean_upload(SimpleUploadedFile(name, content))
    finally:
        assert (stopwatch.spent() - spent) / stopwatch.slowness() < 5  # seconds
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024  # KiB
    assert clean.content != content
    assert [mark for mark in files.TELLTALES if mark in clean.content] == []
    return clean


TAKEN = [
    pytest.param(files.photo_with_everything, "image/jpeg", id="64-EXIF-GPS-XMP-thumbnail-comment"),
    pytest.param(files.png_with_text_and_exif, "image/jpeg", id="64-PNG-text-and-EXIF"),
    pytest.param(files.webp_with_exif, "image/jpeg", id="64-WebP-EXIF-XMP"),
    pytest.param(files.heic_with_exif, "image/jpeg", id="65-HEIC"),
    pytest.param(files.jpeg_with_html_tail, "image/jpeg", id="67-JPEG-HTML"),
    pytest.param(files.gif_with_script, "image/jpeg", id="67-GIF-JS"),
    pytest.param(files.jpeg_with_zip_tail, "image/jpeg", id="67-JPEG-ZIP"),
    pytest.param(files.animated_gif, "image/jpeg", id="69-GIF-frames"),
    pytest.param(files.animated_png, "image/jpeg", id="69-APNG-frames"),
    pytest.param(files.animated_webp, "image/jpeg", id="69-WebP-frames"),
    pytest.param(files.big_photo, "image/jpeg", id="48-megapixels"),
    pytest.param(files.cmyk_jpeg, "image/jpeg", id="CMYK"),
    pytest.param(files.palette_png_with_holes, "image/jpeg", id="palette-transparency"),
    pytest.param(files.sixteen_bit_png, "image/jpeg", id="16-bit"),
    pytest.param(files.pdf_with_javascript, "application/pdf", id="70-JavaScript"),
    pytest.param(files.pdf_with_open_action, "application/pdf", id="70-OpenAction"),
    pytest.param(files.pdf_with_launch, "application/pdf", id="70-Launch"),
    pytest.param(files.pdf_with_page_action, "application/pdf", id="70-page-AA"),
    pytest.param(files.pdf_with_attachment, "application/pdf", id="70-embedded-file"),
    pytest.param(files.pdf_with_xfa_form, "application/pdf", id="70-XFA"),
    pytest.param(files.pdf_in_object_streams, "application/pdf", id="70-object-stream"),
    pytest.param(files.pdf_with_metadata, "application/pdf", id="64-PDF-XMP-and-info"),
    pytest.param(files.pdf_with_geotagged_photo, "application/pdf", id="64-PDF-photo-EXIF"),
    pytest.param(files.pdf_with_packed_geotagged_photo, "application/pdf", id="64-PDF-packed-photo"),
    pytest.param(files.pdf_with_external_stream, "application/pdf", id="70-external-stream"),
    pytest.param(files.pdf_after_junk, "application/pdf", id="PDF-after-junk"),
    pytest.param(files.pdf_with_tail, "application/pdf", id="67-PDF-HTML"),
]


@pytest.mark.parametrize(("build", "content_type"), TAKEN)
def test_what_is_taken_is_redrawn_and_tells_nothing(build, content_type):
    content = build()
    assert (
        any(mark in content or build in files.PACKED for mark in files.TELLTALES) or build in files.HARMLESS
    )
    clean = send(content, "receipt.pdf" if content_type == "application/pdf" else "receipt.jpg")
    assert (clean.content_type, clean.scanned) == (content_type, "not scanned")
    if content_type == "image/jpeg":
        image = Image.open(io.BytesIO(clean.content))
        image.load()
        assert (image.format, image.getexif(), max(image.size) <= uploads.MAX_SIDE) == ("JPEG", {}, True)
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert clean.content.endswith(b"\xff\xd9")
    else:
        assert files.acting_parts(clean.content) == []


REFUSED = [
    pytest.param(files.executable, "invoice.pdf.exe", KINDS, id="66-exe"),
    pytest.param(files.photo, "photo.exe", KINDS, id="66-photo-named-exe"),
    pytest.param(files.svg, "drawing.svg", KINDS, id="66-SVG"),
    pytest.param(files.html, "page.html", KINDS, id="66-HTML"),
    pytest.param(files.office_zip, "claim.docm", KINDS, id="66-docm"),
    pytest.param(files.office_zip, "claim.zip", KINDS, id="66-zip"),
    pytest.param(files.html, "photo.jpg", KINDS, id="67-HTML-as-jpg"),
    pytest.param(files.svg, "photo.jpg", KINDS, id="66-SVG-as-jpg"),
    pytest.param(files.office_zip, "photo.jpg", KINDS, id="66-zip-as-jpg"),
    pytest.param(files.tiff_with_many_pages, "scan.jpg", KINDS, id="69-TIFF"),
    pytest.param(files.postscript, "photo.jpg", KINDS, id="EPS-as-jpg"),
    pytest.param(files.png_20000, "photo.png", PIXELS, id="68-20000x20000"),
    pytest.param(files.png_12000, "photo.png", PIXELS, id="68-12000x12000"),
    pytest.param(files.png_that_claims_more, "photo.png", PIXELS, id="68-header-says-4-billion"),
    pytest.param(files.photo_cut_at_80_percent, "photo.jpg", DAMAGED, id="72-cut"),
    pytest.param(files.png_with_broken_data, "photo.png", DAMAGED, id="broken-PNG"),
    pytest.param(lambda: b"", "photo.jpg", EMPTY, id="71-0-bytes"),
    pytest.param(lambda: b"x", "photo.jpg", KINDS, id="71-1-byte"),
    pytest.param(files.pdf_with_password, "receipt.pdf", PASSWORD, id="71-password"),
    pytest.param(files.pdf_locked_by_owner, "receipt.pdf", PASSWORD, id="71-owner-lock"),
    pytest.param(files.broken_pdf, "receipt.pdf", BROKEN, id="71-broken"),
    pytest.param(files.pdf_without_pages, "receipt.pdf", BROKEN, id="71-no-pages"),
    pytest.param(lambda: files.pdf_with_pages(3000), "receipt.pdf", PAGES, id="71-3000-pages"),
    pytest.param(lambda: files.pdf_with_pages(31), "receipt.pdf", PAGES, id="71-31-pages"),
    pytest.param(files.pdf_bomb, "receipt.pdf", UNPACKED, id="70-object-stream-bomb"),
    pytest.param(lambda: b"\xff\xd8" + b"\0" * (15 * 1024**2), "photo.jpg", TOO_BIG, id="72-too-big"),
]


@pytest.mark.parametrize(("build", "name", "message"), REFUSED)
def test_a_refusal_says_what_to_do(build, name, message):
    with pytest.raises(uploads.UploadRejected) as refused:
        send(build(), name)
    assert str(refused.value) == message


@pytest.mark.filterwarnings("ignore:Image appears to be a malformed MPO")
def test_a_photo_with_a_broken_second_picture_is_still_a_photo():
    assert send(files.photo_with_broken_second_picture()).content_type == "image/jpeg"


def test_30_pages_pass_and_stay_in_order():
    clean = send(files.pdf_with_pages(30), "receipt.pdf")
    with pikepdf.open(io.BytesIO(clean.content)) as pdf:
        assert [int(page.mediabox[2]) for page in pdf.pages] == [200 + number for number in range(30)]


def test_a_sideways_photo_is_turned_upright():
    clean = send(files.sideways_photo())
    with Image.open(io.BytesIO(clean.content)) as image:
        assert image.size == (100, 200)
        red, _green, blue = image.getpixel((50, 10))
        assert red > 200 > 60 > blue  # the side that was the left is on top


def test_a_filled_form_keeps_its_answers_on_the_page():
    clean = send(files.pdf_with_xfa_form(), "form.pdf")
    with pikepdf.open(io.BytesIO(clean.content)) as pdf:
        drawn = b"".join(one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream))
        assert b"12.50" in drawn
        assert ("/AcroForm" in pdf.Root, "/Annots" in pdf.pages[0].obj) == (False, False)


def test_the_same_file_twice_has_one_hash():  # row 75
    for content, name in [(files.photo(), "a.jpg"), (files.pdf_with_pages(1), "a.pdf")]:
        assert send(content, name).sha256 == send(content, "other" + name[1:]).sha256


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../x.jpg", "x.jpg"),
        ("C:\\Users\\Jo\\x.png", "x.jpg"),
        ('a"; filename=b.jpg', "a filename=b.jpg"),
        ("x" * 300 + ".jpg", "x" * 80 + ".jpg"),
        ("🚆 ticket.heic", "🚆 ticket.jpg"),
        ("CON", "file CON.jpg"),
        (".hidden.jpg", "hidden.jpg"),
        ("a\r\nSet-Cookie: b.jpg", "a Set-Cookie b.jpg"),
        ("evil\u202egpj.jpg", "evilgpj.jpg"),
        ("Quittung März.jpeg", "Quittung März.jpg"),
        ("...", "file.jpg"),
        ("", "file.jpg"),
    ],
)
def test_the_shown_name_is_safe(sent, shown):  # row 73
    assert uploads.safe_name(sent, "image/jpeg") == shown


@isolate_apps("coproduce.foundation")
def test_a_stored_file_has_our_own_name_and_is_served_as_a_closed_download():  # row 73, S12
    class Paper(uploads.StoredUpload):
        file = models.FileField(upload_to=uploads.random_path, storage=InMemoryStorage())

        class Meta:
            app_label = "foundation"

    clean = send(files.photo(), 'a"; filename=b.jpg')
    paper = Paper.of(clean)
    paper._meta.get_field("file").pre_save(paper, add=True)  # what save() does first
    assert (paper.size, paper.sha256, paper.scanned) == (len(clean.content), clean.sha256, "not scanned")
    assert paper.file.name.startswith("paper/")
    assert "filename" not in paper.file.name
    response = uploads.serve(paper)
    assert b"".join(response.streaming_content) == clean.content
    assert {name: response[name] for name in response.headers if name != "Content-Length"} == {
        "Content-Type": "image/jpeg",
        "Content-Disposition": 'attachment; filename="a filename=b.jpg"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }


class FakeClamd(threading.Thread):
    """Answers one INSTREAM request the way clamd does, and remembers what it was sent."""

    def __init__(self, path: str, answer: bytes):
        super().__init__(daemon=True)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen(1)
        self.answer, self.received = answer, b""

    def run(self):
        connection, _address = self.listener.accept()
        with connection, connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while length := struct.unpack("!I", stream.read(4))[0]:
                self.received += stream.read(length)
            connection.sendall(self.answer)
        self.listener.close()


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (b"stream: OK\0", "clean"),
        (
            b"stream: Eicar-Test-Signature FOUND\0",
            "Our virus check stopped this file. Send a new photo of the receipt instead.",
        ),
        (
            b"INSTREAM size limit exceeded. ERROR\0",
            "We cannot check files right now. Try again in a few minutes.",
        ),
    ],
)
def test_a_scanner_that_is_set_up_decides(settings, tmp_path, answer, outcome):  # row 74
    settings.CLAMD_SOCKET = str(tmp_path / "clamd")
    clamd = FakeClamd(settings.CLAMD_SOCKET, answer)
    clamd.start()
    content = files.photo()
    try:
        found = send(content).scanned
    except uploads.UploadRejected as refusal:
        found = str(refusal)
    clamd.join(5)
    assert (found, clamd.received) == (outcome, content)


def test_a_scanner_that_does_not_answer_stops_the_upload(settings, tmp_path):  # row 74
    settings.CLAMD_SOCKET = str(tmp_path / "nobody")
    with pytest.raises(uploads.UploadRejected, match="We cannot check files right now"):
        send(files.photo())


def test_metadata_between_scans_and_a_false_end_do_not_survive():
    progressive = files.progressive_photo_with_late_exif()
    assert b"GPSSECRET" in progressive
    stripped = jpeg_parts.without_metadata(progressive + b"GPSSECRET\xff\xd9")
    assert b"GPSSECRET" not in stripped
    Image.open(io.BytesIO(stripped)).load()
