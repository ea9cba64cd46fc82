"""S12: whatever photo or PDF is sent, what it hides is not kept; what cannot be cleaned is refused, soon."""

import contextlib
import resource
import threading
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coproduce.foundation.uploads import child, child_limits, files, jpeg_parts, papers, word_papers
from tests import stopwatch
from tests.foundation.hostile_files import big_photo, pdf_with_pages
from tests.foundation.test_papers import packed, word, zip_of
from tests.trust import zoo

pytestmark = pytest.mark.either_engine

MOST_SECONDS = 5  # of the processor


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_zoo_is_full():
    assert len(zoo.JPEGS) + len(zoo.PDFS) + len(zoo.REFUSED) + len(zoo.PHOTOS) >= 40


@pytest.mark.parametrize("name", zoo.JPEGS)
def test_a_jpeg_keeps_its_picture_and_nothing_else(name):
    jpeg = zoo.JPEGS[name]
    assert zoo.CANARY in jpeg
    clean = jpeg_parts.without_metadata(jpeg)
    assert zoo.CANARY not in clean
    assert clean.count(b"\xff\xd8") == 1
    assert zoo.shows_the_same(clean, zoo.PLAIN)


@pytest.mark.parametrize("name", zoo.PHOTOS)
def test_a_photo_is_drawn_anew(name):
    content = zoo.PHOTOS[name]()
    assert zoo.CANARY in content
    assert zoo.CANARY not in files.clean_upload(sent(content, "photo.jpg")).content


@pytest.mark.parametrize("name", zoo.PDFS)
@pytest.mark.parametrize("clean", [files.clean_upload, papers.clean_paper], ids=["receipt", "paper"])
def test_a_pdf_keeps_what_it_shows_and_nothing_else(name, clean):
    content = zoo.PDFS[name]()
    assert zoo.CANARY in content or zoo.CANARY in zoo.every_byte(content) or b"app.alert" in content
    kept = clean(sent(content, "a.pdf")).content
    found = zoo.every_byte(kept)
    assert [word for word in (zoo.CANARY, b"app.alert", b"/Thumb", b"/EF") if word in found] == []


@pytest.mark.parametrize("name", zoo.REFUSED)
def test_what_cannot_be_cleaned_is_refused_soon_and_says_what_to_do(name):
    content = zoo.REFUSED[name]()
    assert len(content) < files.MAX_BYTES
    before = stopwatch.spent()
    with pytest.raises(files.UploadRejected) as refused:
        files.clean_upload(sent(content, "a.pdf"))
    assert (stopwatch.spent() - before) / stopwatch.slowness() < MOST_SECONDS
    assert "Send" in str(refused.value) or "send" in str(refused.value)


@pytest.mark.django_db
def test_many_at_once_are_told_to_wait_and_nobody_else_waits():
    """Twenty heavy files at once: at most half of the threads are busy with them, and pages are answered."""
    heavy = big_photo()
    answers: list[str] = []

    def looks() -> float:
        began = time.monotonic()
        assert Client().get("/account/sign-in/").status_code == 200
        return time.monotonic() - began

    with stopwatch.Stretch() as machine:
        alone = sorted(looks() for _number in range(9))[4]  # the first one reads the templates
        at_rest = machine.end()
    start = threading.Barrier(21)

    def send() -> None:
        start.wait()
        try:
            files.clean_upload(sent(heavy, "a.jpg"))
        except files.UploadRejected as refusal:
            answers.append(str(refusal))

    threads = [threading.Thread(target=send) for _number in range(20)]
    for thread in threads:
        thread.start()
    start.wait()
    waited = []
    with stopwatch.Stretch() as machine:
        while any(thread.is_alive() for thread in threads):
            waited.append(looks())
            time.sleep(0.05)
        busier = max(1, machine.end() / at_rest)
    assert answers.count(files.too_busy()) >= 10
    # A machine that is busy with other things makes everybody wait: then it is as long as before, or so.
    assert sorted(waited)[len(waited) // 2] < max(1, alone * 4) * busier


def test_a_child_that_hangs_or_takes_all_memory_ends_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(child, "SECONDS", 1)
    hangs = tmp_path / "hangs.py"
    hangs.write_text("import time; time.sleep(60)")
    with pytest.raises(child.CannotClean):
        child.cleaned(b"", str(hangs))
    monkeypatch.undo()
    greedy = tmp_path / "greedy.py"
    greedy.write_text(
        f"import sys; sys.path.append({str(files.photos.__file__.rpartition('/')[0])!r})\n"
        "import child_limits; child_limits.run(lambda sent: bytes(10**9) and sent, memory=300 * 1024**2)"
    )
    with pytest.raises(child.CannotClean):
        child.cleaned(b"x", str(greedy))


def test_a_child_knows_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    tells = tmp_path / "tells.py"
    tells.write_text("import os; print(sorted(os.environ))")
    assert b"SECRET" not in child.cleaned(b"", str(tells))


@pytest.mark.parametrize("kind", ["photo", "receipt", "paper", "word"])
def test_no_web_thread_reads_a_file_that_can_be_hostile(kind, monkeypatch):
    """What reads pictures, PDFs or packed XML runs in a child: here it would break."""
    content, name, clean = {
        "photo": (zoo.PLAIN, "a.jpg", files.clean_upload),
        "receipt": (pdf_with_pages(1), "a.pdf", files.clean_upload),
        "paper": (pdf_with_pages(1), "a.pdf", papers.clean_paper),
        "word": (word(), "a.docx", papers.clean_paper),
    }[kind]

    def must_not_run(*_args: object, **_named: object) -> bytes:
        raise AssertionError("read in the web process")

    monkeypatch.setattr(word_papers, "clean", must_not_run)
    monkeypatch.setattr("PIL.Image.open", must_not_run)
    monkeypatch.setattr("pikepdf.open", must_not_run)
    monkeypatch.setattr("zipfile.ZipFile.read", must_not_run)
    assert clean(sent(content, name)).content


def test_a_word_file_that_takes_too_long_or_too_much_ends_alone():
    """Packed well under the limits, and a tree of millions of elements."""
    parts = zip_of(word())
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:body>", b"<w:body>" + b"<w:p/>" * 3_000_000
    )
    deep = packed(parts)
    assert len(deep) < files.MAX_BYTES
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with contextlib.suppress(files.UploadRejected):  # a fast machine cleans it in time
        papers.clean_paper(sent(deep, "a.docx"))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < child_limits.SECONDS + 1
