"""Files made to harm, to tell too much, or to break what reads them. All built in code."""

import io
import re
import struct
import zipfile
import zlib

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw, PngImagePlugin

pillow_heif.register_heif_opener()

XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>GPSSECRET</x:xmpmeta>"
TELLTALES = [
    *(b"GPSSECRET", b"MAKERSECRET", b"Exif\0\0", b"xmpmeta", b"ns.adobe.com/xap", b"Photoshop 3.0"),
    *(b"<script", b"app.alert", b"calc.exe", b"PK\x03\x04", b"secret.txt", b"INFOSECRET"),
]


def picture(size=(400, 300), mode="RGB") -> Image.Image:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle([0, 0, size[0] // 2, size[1] // 2], fill=(200, 30, 30))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> bytes:
    """EXIF with a place, a maker note, a description and a way up."""
    tags = Image.Exif()
    tags[0x0112], tags[0x010E] = orientation, "GPSSECRET"
    tags.get_ifd(0x8769)[0x927C] = b"MAKERSECRET"
    gps = tags.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (53.0, 48.0, 1.5), "W", (1.0, 33.0, 2.5)
    gps[29] = "GPSSECRET"
    return tags.tobytes()


def segment(marker: int, payload: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack("!H", len(payload) + 2) + payload


# --- photos ------------------------------------------------------------


def photo() -> bytes:
    return saved(picture(), "JPEG", quality=95)


def photo_with_everything() -> bytes:
    plain = saved(picture(), "JPEG", exif=exif(), comment=b"GPSSECRET", quality=95)
    xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
    thumbnail = segment(0xE2, b"FPXR\0GPSSECRET" + saved(picture((40, 30)), "JPEG"))
    photoshop = segment(0xED, b"Photoshop 3.0\0GPSSECRET")
    return plain[:2] + xmp + thumbnail + photoshop + plain[2:]


def photo_with_broken_second_picture() -> bytes:
    plain = photo()
    return plain[:2] + segment(0xE2, b"MPF\0GPSSECRET") + plain[2:]


def sideways_photo() -> bytes:
    image = Image.new("RGB", (200, 100), "white")
    ImageDraw.Draw(image).rectangle([0, 0, 50, 100], fill=(255, 30, 30))
    return saved(image, "JPEG", exif=exif(orientation=6), quality=95)


def png_with_text_and_exif() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "GPSSECRET")
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved(picture(mode="RGBA"), "PNG", pnginfo=words, exif=exif())


def webp_with_exif() -> bytes:
    return saved(picture(), "WEBP", exif=exif(), xmp=XMP)


def heic_with_exif() -> bytes:
    return saved(picture(), "HEIF", exif=exif(), xmp=XMP)


def jpeg_with_html_tail() -> bytes:
    return photo() + html()


def jpeg_with_zip_tail() -> bytes:
    return photo() + office_zip()


def gif_with_script() -> bytes:
    return saved(picture(mode="P"), "GIF", comment=b"*/=1;alert(1)//<script") + b"<script>alert(1)</script>"


def frames(count: int) -> list[Image.Image]:
    return [Image.new("RGB", (60, 40), (number % 256, number // 256, 90)) for number in range(count)]


def animated_gif() -> bytes:
    first, *rest = frames(2000)
    return saved(first, "GIF", save_all=True, append_images=rest, comment=b"GPSSECRET")


def animated_png() -> bytes:
    first, *rest = frames(500)
    return saved(first, "PNG", save_all=True, append_images=rest)


def animated_webp() -> bytes:
    first, *rest = frames(300)
    return saved(first, "WEBP", save_all=True, append_images=rest)


def big_photo() -> bytes:
    return saved(Image.new("RGB", (8064, 6048), "grey"), "JPEG", exif=exif())


def cmyk_jpeg() -> bytes:
    return saved(picture(mode="CMYK"), "JPEG")


def palette_png_with_holes() -> bytes:
    return saved(picture(mode="P"), "PNG", transparency=0)


def sixteen_bit_png() -> bytes:
    return saved(Image.new("I;16", (300, 200), 40_000), "PNG")


def photo_cut_at_80_percent() -> bytes:
    noisy = saved(Image.effect_noise((800, 600), 90), "JPEG")
    return noisy[: len(noisy) * 8 // 10]


def progressive_photo_with_late_exif() -> bytes:
    plain = saved(picture(), "JPEG", progressive=True)
    scans = [found.start() for found in re.finditer(b"\xff\xda", plain)]
    late = segment(0xE1, b"Exif\0\0GPSSECRET")
    before_tables = plain.rindex(b"\xff\xc4", 0, scans[2])
    return plain[:before_tables] + late + plain[before_tables:]


def png_of(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    header = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)  # one bit, grey: the smallest bomb
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def png_20000() -> bytes:
    return png_of(20_000, 20_000, zlib.compress(b"\0" * (2501 * 20_000), 9))


def png_12000() -> bytes:
    return png_of(12_000, 12_000, zlib.compress(b"\0" * (1501 * 12_000), 9))


def png_that_claims_more() -> bytes:
    return png_of(65_535, 65_535, zlib.compress(b"\0"))


def png_with_broken_data() -> bytes:
    return png_of(300, 300, b"not zlib at all" * 20)


# --- other kinds ------------------------------------------------------------


def html() -> bytes:
    return b"<!doctype html><html><script>alert(1)</script></html>"


def svg() -> bytes:
    return b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def executable() -> bytes:
    return b"MZ" + b"\0" * 500


def postscript() -> bytes:
    return b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(calc.exe) run\n"


def office_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    return out.getvalue()


def tiff_with_many_pages() -> bytes:
    first, *rest = frames(500)
    return saved(first, "TIFF", save_all=True, append_images=rest)


# --- PDF ------------------------------------------------------------


def pdf_with_pages(count: int, change=None, **options) -> bytes:
    """A PDF of `count` pages, each a unit wider than the one before; `change` may do harm to it."""
    pdf = pikepdf.new()
    for number in range(count):
        page = pdf.add_blank_page(page_size=(200 + number, 300))
        page.obj.Contents = Stream(pdf, b"0 0 1 rg 20 20 100 100 re f")
    if change:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, **options)
    return out.getvalue()


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert('hello')"))


def launch() -> Dictionary:
    return Dictionary(S=Name.Launch, F=String("calc.exe"))


def pdf_with_javascript() -> bytes:
    def change(pdf):
        names = Array([String("start"), script()])
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=names))

    return pdf_with_pages(1, change)


def pdf_with_open_action() -> bytes:
    return pdf_with_pages(1, lambda pdf: pdf.Root.__setattr__("OpenAction", script()))


def pdf_with_page_action() -> bytes:
    return pdf_with_pages(1, lambda pdf: pdf.pages[0].obj.__setattr__("AA", Dictionary(O=script())))


def pdf_with_launch() -> bytes:
    def change(pdf):
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 200, 300], A=launch())
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    return pdf_with_pages(1, change)


def pdf_with_attachment() -> bytes:
    def change(pdf):
        pdf.attachments["secret.txt"] = b"PK\x03\x04 GPSSECRET"

    return pdf_with_pages(1, change)


def pdf_with_xfa_form() -> bytes:
    def change(pdf):
        drawn = Stream(pdf, b"/Tx BMC BT /F1 12 Tf 2 4 Td (12.50) Tj ET EMC")
        drawn.Type, drawn.Subtype, drawn.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 20])
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        drawn.Resources = Dictionary(Font=Dictionary(F1=font))
        box = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("amount"), F=4)
        box.V, box.Rect, box.AP = String("12.50"), Array([20, 150, 120, 170]), Dictionary(N=drawn)
        box.AA, box.DA = Dictionary(K=script()), String("/F1 12 Tf")
        field = pdf.make_indirect(box)
        pdf.pages[0].obj.Annots = Array([field])
        form = Dictionary(Fields=Array([field]), XFA=Stream(pdf, b"<xdp><script>app.alert(1)</script></xdp>"))
        form.DR, form.DA = Dictionary(Font=Dictionary(F1=font)), String("/F1 12 Tf")
        pdf.Root.AcroForm = form

    return pdf_with_pages(1, change)


def pdf_in_object_streams() -> bytes:
    def change(pdf):
        pdf.Root.OpenAction = pdf.make_indirect(script())
        pdf.Root.AA = pdf.make_indirect(Dictionary(WC=launch()))

    return pdf_with_pages(1, change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def pdf_with_metadata() -> bytes:
    def change(pdf):
        pdf.docinfo.Author = "INFOSECRET"
        for holder in (pdf.Root, pdf.pages[0].obj):
            holder.Metadata = Stream(pdf, XMP, Type=Name.Metadata, Subtype=Name.XML)
        pdf.pages[0].obj.PieceInfo = Dictionary(App=Dictionary(Private=String("INFOSECRET")))

    return pdf_with_pages(1, change)


def _with_photo(pdf, data: bytes, filters, **more) -> None:
    image = Stream(pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=400, Height=300, **more)
    image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
    image.write(data, filter=filters)
    image.Metadata = Stream(pdf, XMP)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(A=image))
    pdf.pages[0].obj.Contents = Stream(pdf, b"q 200 0 0 150 0 0 cm /A Do Q")


def pdf_with_geotagged_photo() -> bytes:
    return pdf_with_pages(1, lambda pdf: _with_photo(pdf, photo_with_everything(), Name.DCTDecode))


def pdf_with_packed_geotagged_photo() -> bytes:
    packed = zlib.compress(photo_with_everything())
    filters = Array([Name.FlateDecode, Name.DCTDecode])
    return pdf_with_pages(1, lambda pdf: _with_photo(pdf, packed, filters))


def pdf_with_external_stream() -> bytes:
    def change(pdf):
        pdf.pages[0].obj.Contents.F = String("secret.txt")

    return pdf_with_pages(1, change)


def pdf_after_junk() -> bytes:
    return b"\n\n<script>" + pdf_with_pages(1)


def pdf_with_tail() -> bytes:
    return pdf_with_pages(1) + html()


def pdf_with_password() -> bytes:
    return pdf_with_pages(1, encryption=pikepdf.Encryption(owner="o", user="u"))


def pdf_locked_by_owner() -> bytes:
    return pdf_with_pages(1, encryption=pikepdf.Encryption(owner="o", user=""))


def broken_pdf() -> bytes:
    return b"%PDF-1.7\n" + b"nothing like a PDF" * 40


def pdf_without_pages() -> bytes:
    return pdf_with_pages(0)


def pdf_bomb() -> bytes:
    """A small PDF whose object stream unpacks to 1 GB."""
    packer, bomb = zlib.compressobj(1), b""
    for _megabyte in range(32):
        bomb += packer.compress(b" " * 32 * 1024**2)
    bomb += packer.flush()
    out = b"%PDF-1.5\n"
    at = len(out)
    out += b"2 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(bomb)
    out += bomb + b"\nendstream\nendobj\n"
    table = len(out)
    rows = struct.pack("!BIB", 0, 0, 0) + struct.pack("!BIB", 2, 2, 0) + struct.pack("!BIB", 1, at, 0)
    rows += struct.pack("!BIB", 1, table, 0)
    out += b"3 0 obj\n<</Type/XRef/Size 4/Root 1 0 R/W[1 4 1]/Length %d>>\nstream\n" % len(rows)
    out += rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % table
    return out


ACTING = {
    "/AA",
    "/OpenAction",
    "/JS",
    "/JavaScript",
    "/Launch",
    "/EF",
    "/EmbeddedFiles",
    "/XFA",
    "/AcroForm",
    "/Annots",
}
ACTING |= {"/Names", "/Metadata", "/PieceInfo", "/AF", "/RichMediaContent", "/Outlines"}


def acting_parts(content: bytes) -> list[str]:
    """Return what in a PDF could act, hide or tell: read by a parser, so object streams hide nothing."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for one in [*pdf.objects, pdf.trailer]:
            if isinstance(one, Dictionary | Stream):
                found += [key for key in one if key in ACTING]
                found += ["external"] if isinstance(one, Stream) and "/F" in one else []
            if isinstance(one, Stream) and one.get("/Filter") != "/DCTDecode":
                found += [mark.decode("latin-1") for mark in TELLTALES if mark in one.read_bytes()]
        found += [str(value) for value in pdf.docinfo.values()] if "/Info" in pdf.trailer else []
    return found


# Their telltales are packed and not seen in the bytes, or they are odd rather than hostile.
PACKED = {pdf_in_object_streams, pdf_with_packed_geotagged_photo, heic_with_exif}
HARMLESS = {animated_png, animated_webp, cmyk_jpeg, palette_png_with_holes, sixteen_bit_png}
