"""Photos and PDFs that tell, hide or burst, all made here. CANARY is what nobody may find again."""

import base64
import io
import struct
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from tests.foundation.hostile_files import pdf_with_pages, picture, saved, script, segment

CANARY = b"ZOOSECRET"
PLAIN = saved(picture((80, 60)), "JPEG", quality=90)
GIGABYTES = 2 * 1024**3


def with_segment(marker: int, payload: bytes) -> bytes:
    """A photo with one segment more, right after its beginning."""
    return PLAIN[:2] + segment(marker, payload + CANARY) + PLAIN[2:]


def _scanned_late() -> bytes:
    """A segment between the tables and the scan, where few look."""
    at = PLAIN.index(b"\xff\xda")
    return PLAIN[:at] + segment(0xE1, b"Exif\0\0" + CANARY) + PLAIN[at:]


SMALL = saved(picture((16, 12)), "JPEG", comment=CANARY)
JPEGS: dict[str, bytes] = {
    **{f"APP{number}": with_segment(0xE0 + number, b"APPN\0") for number in range(16)},
    **{f"JPG{number}": with_segment(0xF0 + number, b"") for number in (0, 7, 13)},
    "JFIF-thumbnail": PLAIN[:2] + segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\3\1" + CANARY) + PLAIN[20:],
    "JFXX-jpeg": with_segment(0xE0, b"JFXX\0\x10" + SMALL),
    "JFXX-palette": with_segment(0xE0, b"JFXX\0\x11"),
    "JFXX-rgb": with_segment(0xE0, b"JFXX\0\x13"),
    "Adobe-with-more": with_segment(0xEE, b"Adobe\0\x64\0\0\0\0\1"),
    "EXIF": with_segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08"),
    "XMP": with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
    "XMP-extended": with_segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0"),
    "colour-profile": with_segment(0xE2, b"ICC_PROFILE\0\1\1"),
    "several-pictures": with_segment(0xE2, b"MPF\0MM\0*"),
    "Photoshop": with_segment(0xED, b"Photoshop 3.0\x008BIM"),
    "comment": with_segment(0xFE, b""),
    "late": _scanned_late(),
    "tail": PLAIN + CANARY,
    "second-picture": PLAIN + SMALL,
    "fill-bytes": PLAIN[:2] + b"\xff\xff" + segment(0xE5, CANARY) + PLAIN[2:],
}


def _pdf(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    return pdf_with_pages(1, change)


def inline(filters: bytes = b"/DCTDecode", data: bytes = JPEGS["EXIF"]) -> bytes:
    """The text of a page that draws a picture written into it."""
    head = b"q 80 0 0 60 0 0 cm BI /W 80 /H 60 /BPC 8 /CS /RGB /F " + filters
    return head + b" ID " + data + b"\nEI Q"


def _text(content: bytes) -> bytes:
    return _pdf(lambda pdf: setattr(pdf.pages[0].obj, "Contents", Stream(pdf, content)))


def _form_with_inline(pdf: pikepdf.Pdf) -> None:
    form = Stream(pdf, inline(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 80, 60])
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=form))
    pdf.pages[0].obj.Contents = Stream(pdf, b"/F Do")


def _pattern_with_inline(pdf: pikepdf.Pdf) -> None:
    tile = Stream(pdf, inline(), Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1)
    tile.BBox, tile.XStep, tile.YStep, tile.Resources = Array([0, 0, 9, 9]), 9, 9, Dictionary()
    pdf.pages[0].obj.Resources = Dictionary(Pattern=Dictionary(P=tile))
    pdf.pages[0].obj.Contents = Stream(pdf, b"/Pattern cs /P scn 0 0 99 99 re f")


def _letter_with_inline(pdf: pikepdf.Pdf) -> None:
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 9, 9], FontMatrix=[1, 0, 0, 1, 0, 0]
    )
    font.CharProcs = Dictionary(a=Stream(pdf, b"9 0 d0 " + inline()))
    font.Encoding, font.FirstChar, font.LastChar = Dictionary(Differences=[97, Name("/a")]), 97, 97
    font.Widths = Array([9])
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(T=pdf.make_indirect(font)))
    pdf.pages[0].obj.Contents = Stream(pdf, b"BT /T 9 Tf (a) Tj ET")


def _image(pdf: pikepdf.Pdf, data: bytes, filters: object, **more: object) -> Stream:
    image = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Image, **more)
    image.write(data, filter=filters)
    known = pdf.pages[0].obj.get("/Resources", Dictionary())
    pictures = known.get("/XObject", Dictionary())
    name = f"/I{len(pictures.keys())}"
    pictures[name] = image
    pdf.pages[0].obj.Resources = Dictionary(XObject=pictures)
    pdf.pages[0].obj.Contents = Stream(pdf, b" ".join(f"{one} Do".encode() for one in pictures))
    return image


RGB = {"Width": 80, "Height": 60, "ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8}


def all_the_jpegs() -> bytes:
    """Every photo above, in one PDF."""

    def change(pdf: pikepdf.Pdf) -> None:
        for jpeg in JPEGS.values():
            _image(pdf, jpeg, Name.DCTDecode, **RGB)

    return _pdf(change)


def _with_alternates(pdf: pikepdf.Pdf) -> None:
    image = _image(pdf, PLAIN, Name.DCTDecode, **RGB)
    other = Stream(pdf, CANARY, Type=Name.XObject, Subtype=Name.Image, **RGB)
    image.Alternates = Array([Dictionary(Image=other)])
    image.OPI, image.Metadata = Dictionary(F=String(CANARY.decode())), Stream(pdf, CANARY)


def _with_thumbnail(pdf: pikepdf.Pdf) -> None:
    thumb = Stream(pdf, b"", Width=80, Height=60, ColorSpace=Name.DeviceRGB, BitsPerComponent=8)
    thumb.write(JPEGS["EXIF"], filter=Name.DCTDecode)
    pdf.pages[0].obj.Thumb = thumb


def _note(**more: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], Contents=String(CANARY.decode()), **more)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return change


def _named(**trees: object) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: setattr(pdf.Root, "Names", Dictionary(**trees))


SAID = String(CANARY.decode())
PDFS: dict[str, Callable[[], bytes]] = {
    "all-jpegs": all_the_jpegs,
    "inline": lambda: _text(inline()),
    "inline-short-names": lambda: _text(inline(b"/DCT")),
    "inline-escaped-name": lambda: _text(inline(b"/#44CTDecode")),
    "inline-JFXX": lambda: _text(inline(data=JPEGS["JFXX-jpeg"])),
    "inline-in-form": lambda: _pdf(_form_with_inline),
    "alternates": lambda: _pdf(_with_alternates),
    "thumbnail": lambda: _pdf(_with_thumbnail),
    "tail-of-picture": lambda: _pdf(
        lambda pdf: _image(pdf, zlib.compress(bytes(80 * 60 * 3)) + CANARY, Name.FlateDecode, **RGB) and None
    ),
    "attachment": lambda: _pdf(lambda pdf: pdf.attachments.__setitem__("a.txt", CANARY)),
    "attachment-on-page": lambda: _pdf(
        lambda pdf: _note(
            Subtype=Name.FileAttachment, FS=Dictionary(EF=Dictionary(F=Stream(pdf, CANARY)), F=SAID)
        )(pdf)
    ),
    "script-by-name": lambda: _pdf(_named(JavaScript=Dictionary(Names=[SAID, script()]))),
    "pages-by-name": lambda: _pdf(_named(Pages=Dictionary(Names=[SAID, Dictionary(Type=Name.Page)]))),
    "script-at-opening": lambda: _pdf(lambda pdf: setattr(pdf.Root, "OpenAction", script())),
    "script-of-note": lambda: _pdf(_note(Subtype=Name.Link, A=script())),
    "note": lambda: _pdf(_note(Subtype=Name.Text)),
    "film": lambda: _pdf(_note(Subtype=Name.RichMedia, RichMediaContent=Dictionary(A=SAID))),
    "piece-info": lambda: _pdf(
        lambda pdf: setattr(pdf.pages[0].obj, "PieceInfo", Dictionary(A=Dictionary(Private=SAID)))
    ),
    "about-the-file": lambda: _pdf(lambda pdf: setattr(pdf.docinfo, "Author", CANARY.decode())),
    "about-the-page": lambda: _pdf(lambda pdf: setattr(pdf.pages[0].obj, "Metadata", Stream(pdf, CANARY))),
    "own-words-of-trailer": lambda: _pdf(lambda pdf: pdf.trailer.__setitem__("/Zoo", SAID)),
    "after-the-end": lambda: pdf_with_pages(1) + CANARY,
    "before-the-beginning": lambda: CANARY + b"\n" + pdf_with_pages(1),
}
"""What can be cleaned: taken, and the canary is gone."""


def _many_bytes() -> bytes:
    """Two gigabytes of nothing, deflated: one block again and again, and the sum over all of them."""
    packer, block = zlib.compressobj(9, zlib.DEFLATED, -15), 16 * 1024**2
    packed = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    total = struct.pack("!I", (GIGABYTES % 65521) << 16 | 1)
    return b"\x78\xda" + packed * (GIGABYTES // block) + b"\x03\0" + total


def _runs() -> bytes:
    return b"\x81\0" * (12 * 1024**2 // 2) + b"\x80"  # 768 MB


def _picture_bomb(pdf: pikepdf.Pdf) -> None:
    _image(pdf, _bomb(), Name.FlateDecode, Width=1, Height=1, ColorSpace=Name.DeviceGray, BitsPerComponent=8)


_kept: list[bytes] = []


def _bomb() -> bytes:
    if not _kept:
        _kept.append(_many_bytes())
    return _kept[0]


def _packed_text(data: bytes, filters: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        text = Stream(pdf, b"")
        text.write(data, filter=filters)
        pdf.pages[0].obj.Contents = text

    return change


def _endless_pages(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids = Array([pdf.Root.Pages])


REFUSED: dict[str, Callable[[], bytes]] = {
    "inline-in-pattern": lambda: _pdf(_pattern_with_inline),
    "inline-in-letter": lambda: _pdf(_letter_with_inline),
    "2-GB-of-text": lambda: pdf_raw(_packed_text(_bomb(), Name.FlateDecode)),
    "2-GB-in-one-pixel": lambda: pdf_raw(_picture_bomb),
    "2-GB-packed-twice": lambda: pdf_raw(
        _packed_text(zlib.compress(_bomb()), Array([Name.FlateDecode, Name.FlateDecode]))
    ),
    "2-GB-in-base-85": lambda: pdf_raw(
        _packed_text(base64.a85encode(_bomb()) + b"~>", Array([Name.ASCII85Decode, Name.FlateDecode]))
    ),
    "768-MB-of-runs": lambda: pdf_raw(_packed_text(_runs(), Name.RunLengthDecode)),
    "31-pages": lambda: pdf_with_pages(31),
    "pages-in-a-ring": lambda: pdf_raw(_endless_pages),
    "password": lambda: pdf_with_pages(1, encryption=pikepdf.Encryption(owner="o", user="u")),
    "cut": lambda: pdf_with_pages(1)[:60],
    "50-megapixels-and-one": lambda: _pdf(
        lambda pdf: _image(pdf, PLAIN, Name.DCTDecode, Width=50_001, Height=1000) and None
    ),
}
"""What cannot be cleaned: refused, soon, with what to do."""


def pdf_raw(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A PDF whose streams are written as they were packed."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 300))
    change(pdf)
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def _png(kind: bytes, payload: bytes) -> bytes:
    plain = saved(picture((80, 60)), "PNG")
    chunk = kind + payload
    extra = struct.pack("!I", len(payload)) + chunk + struct.pack("!I", zlib.crc32(chunk))
    return plain[:33] + extra + plain[33:]


PHOTOS: dict[str, Callable[[], bytes]] = {
    "EXIF": lambda: JPEGS["EXIF"],
    "JFXX": lambda: JPEGS["JFXX-jpeg"],
    "tail": lambda: JPEGS["tail"],
    "PNG-text": lambda: _png(b"tEXt", b"Comment\0" + CANARY),
    "PNG-EXIF": lambda: _png(b"eXIf", b"MM\0*\0\0\0\x08" + CANARY),
    "PNG-tail": lambda: saved(picture((80, 60)), "PNG") + CANARY,
    "GIF-comment": lambda: saved(picture((80, 60), "P"), "GIF", comment=CANARY),
    "WebP-XMP": lambda: saved(picture((80, 60)), "WEBP", xmp=CANARY),
}


def every_byte(content: bytes) -> bytes:
    """Return a PDF as it is, and all that is packed in it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, Stream)]
        texts = [repr(one).encode() for one in [*pdf.objects, pdf.trailer]]
        raw = [one.read_raw_bytes() for one in streams]
        level = pikepdf.StreamDecodeLevel.generalized
        unpacked = [one.read_bytes(level) for one in streams if one.get("/Filter") != "/DCTDecode"]
        return b"".join([content, *raw, *unpacked, *texts])


def shows_the_same(one: bytes, other: bytes) -> bool:
    """Say whether two JPEGs draw the same picture, to the last bit."""
    with Image.open(io.BytesIO(one)) as first, Image.open(io.BytesIO(other)) as second:
        return first.tobytes() == second.tobytes()
