"""A connection to the database that is cut under a post: nothing stored answers an error, nothing typed is lost.

PostgreSQL ends the backend of the request (pg_terminate_backend) between two steps of one post. A full disk
for files is a storage that fails in the middle of a file.
"""

import errno
import re
from html import unescape

import psycopg2
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import reverse

from contributors.accounts.devices.sessions import SessionStore
from contributors.accounts.models import Device, User
from contributors.people.access_needs import actions as needs
from contributors.people.models import AccessNeed
from coproduce.foundation.idempotency.models import IdempotencyKey
from coproduce.foundation.uploads.storage import StorageFull, WholeFiles
from coproduce.unsent import failures
from tests import builders
from tests.contributors.accounts import steps
from tests.trust.test_typed_text_kept import KEPT, OURS, STORY, Browser, need

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class AsServed(Browser):
    """As a web server does after a request, drops connections that broke in it."""

    def request(self, **request):
        answer = super().request(**request)
        for one in connections.all(initialized_only=True):
            if not one.in_atomic_block:
                one.close()
        return answer


def cut() -> None:
    """End the backend that the request talks to, from a connection of its own."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    other = psycopg2.connect(connection.connection.dsn)
    other.autocommit = True
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 2000)", [pid])
    other.close()


@pytest.fixture
def browser(transactional_db) -> Browser:
    meg = builders.contributor_user(builders.organisation(), name="Meg Hughes")
    browser = AsServed().come_in(meg)
    browser.raise_request_exception = False
    return browser


@pytest.fixture
def path() -> str:
    return reverse("my_details:add_need")


class Cuts:
    """Cuts the connection the first `times` times that a step is reached, before or after it."""

    def __init__(self, monkeypatch, owner, name, *, times=1, after=False):
        step = getattr(owner, name)

        def reached(*args, **kwargs):
            if not after:
                self.cut(times)
            answer = step(*args, **kwargs)
            if after:
                self.cut(times)
            return answer

        self.done = 0
        monkeypatch.setattr(owner, name, reached)

    def cut(self, times):
        if self.done < times:
            self.done += 1
            cut()


STEPS = {
    "before its transaction": (IdempotencyKey.objects.__class__, "get_or_create", {}),
    "before anything is written": (needs, "add", {}),
    "after everything is written": (needs, "add", {"after": True}),
    "after who asks was read": (User, "get_session_auth_hash", {}),
    "after it was stored": (SessionStore, "save", {}),
}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", STEPS)
def test_a_post_whose_connection_is_cut_once_is_stored_once_and_answers_no_error(
    where, browser, path, monkeypatch
):
    owner, name, more = STEPS[where]
    hidden = browser.hidden(path)
    cuts = Cuts(monkeypatch, owner, name, **more)
    answer = browser.send(path, need(), hidden=hidden)
    assert (cuts.done, answer.status_code) == (1, 302)
    assert [one.words for one in AccessNeed.objects.all()] == [STORY]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_commit_whose_answer_is_lost_stores_once_and_answers_no_error(browser, path, monkeypatch):
    """The worst moment: the server has stored it, and nobody hears that."""
    hidden, commit, heard = browser.hidden(path), BaseDatabaseWrapper._commit, []

    def commit_and_break(self):
        stores = not heard and AccessNeed.objects.exists()
        commit(self)
        if stores:
            heard.append("cut")
            cut()
            raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", commit_and_break)
    answer = browser.send(path, need(), hidden=hidden)
    assert (heard, answer.status_code) == (["cut"], 302)
    assert AccessNeed.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("times", [1, 2])
def test_a_session_that_cannot_be_saved_makes_no_error_of_what_was_stored(times, browser, path, monkeypatch):
    hidden = browser.hidden(path)
    cuts = Cuts(monkeypatch, SessionStore, "save", times=times)
    answer = browser.send(path, need(), hidden=hidden)
    assert (cuts.done, answer.status_code, AccessNeed.objects.count()) == (times, 302, 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_session_that_was_signed_out_elsewhere_still_ends(browser, path, monkeypatch):
    monkeypatch.setattr(needs, "add", lambda *a, **k: Device.objects.all().delete())
    browser.send(path, need(), hidden=browser.hidden(path))
    assert not steps.is_signed_in(browser)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_stays_away_gives_back_what_was_typed_and_the_button_sends_it(
    browser, path, monkeypatch
):
    hidden = browser.hidden(path)
    with monkeypatch.context() as patch:
        Cuts(patch, needs, "add", times=9)
        answer = browser.send(path, need(password="hush"), hidden=hidden)
    text = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"], AccessNeed.objects.count()) == (503, "no-store", 0)
    assert "Not saved. Please try again" in text
    assert "Two hours of writing." in text
    assert "hush" not in text
    again = dict(HIDDEN.findall(text)) | {name: unescape(value) for name, value in KEPT.findall(text)}
    assert again["idempotency_key"] == hidden["idempotency_key"]
    for _twice in range(2):
        assert browser.post(path, again, headers=OURS).status_code == 302
    assert [one.words for one in AccessNeed.objects.all()] == [STORY]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_page_that_only_reads_is_made_once_more(browser, monkeypatch):
    cuts = Cuts(monkeypatch, AccessNeed.objects.all().__class__, "current")
    answer = browser.get(reverse("my_details:needs"))
    assert (cuts.done, answer.status_code) == (1, 200)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_from_the_start_loses_nothing_typed(browser, path, monkeypatch):
    hidden = browser.hidden(path)
    with monkeypatch.context() as patch:
        patch.setattr(SessionStore, "load", away)
        answer = browser.send(path, need(), hidden=hidden)
        page = browser.get(path)
    assert (answer.status_code, page.status_code) == (503, 503)
    assert "Two hours of writing." in answer.content.decode()
    assert "We could not make this page" in page.content.decode()
    text = answer.content.decode()
    again = dict(HIDDEN.findall(text)) | {name: unescape(value) for name, value in KEPT.findall(text)}
    assert browser.post(path, again, headers=OURS).status_code == 302


def away(*args, **kwargs):
    raise OperationalError("could not connect to server")


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{"origin": "https://evil.test"}, {}])
def test_the_page_after_a_cut_offers_no_button_for_a_form_of_another_site(headers, path, monkeypatch):
    """The database may be away before the token was looked at: then nobody knows who filled the form."""
    meg = builders.contributor_user(builders.organisation())
    browser = builders.sign_in(Client(enforce_csrf_checks=True, raise_request_exception=False), meg)
    hidden = dict(HIDDEN.findall(browser.get(path).content.decode()))
    monkeypatch.setattr(SessionStore, "load", away)
    text = browser.post(path, hidden | need(), headers=headers).content.decode()
    assert "csrfmiddlewaretoken" not in text
    assert "<form" not in text


@pytest.mark.django_db
def test_an_error_of_ours_is_no_lost_connection(path, monkeypatch):
    browser = builders.sign_in(
        Client(raise_request_exception=False), builders.contributor_user(builders.organisation())
    )
    monkeypatch.setattr(needs, "add", lambda *a, **k: 1 / 0)
    answer = browser.post(path, need(idempotency_key="a" * 32))
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()


@pytest.mark.django_db
def test_inside_a_larger_transaction_nothing_is_tried_twice(rf):
    from coproduce.foundation.idempotency.decorators import idempotent

    calls = []

    @idempotent
    def view(request):
        calls.append(1)
        raise OperationalError("cut")

    request = rf.post("/", {"idempotency_key": "b" * 32})
    request.user = builders.contributor_user(builders.organisation())
    with pytest.raises(OperationalError), transaction.atomic():
        view(request)
    assert calls == [1]


# --- A full disk for files ---------------------------------------------------------------------------


class Full(ContentFile):
    """A file whose disk is full after its first half."""

    def __init__(self, number: int = errno.ENOSPC) -> None:
        super().__init__(b"x" * 300_000, name="receipt.jpg")
        self.number = number

    def chunks(self, chunk_size=None):
        yield b"x" * 150_000
        raise OSError(self.number, "No space left on device")


@pytest.fixture
def disk(tmp_path) -> WholeFiles:
    return WholeFiles(location=tmp_path)


def files_in(folder) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())


def test_a_file_is_written_whole_under_its_name(disk, tmp_path):
    assert disk.save("receipt/ab/one.jpg", ContentFile(b"whole")) == "receipt/ab/one.jpg"
    assert files_in(tmp_path) == ["receipt/ab/one.jpg"]
    assert (tmp_path / "receipt/ab/one.jpg").read_bytes() == b"whole"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_no_half_file(number, disk, tmp_path):
    with pytest.raises(StorageFull):
        disk.save("receipt/ab/one.jpg", Full(number))
    assert files_in(tmp_path) == []


def test_another_fault_of_the_disk_leaves_none_either(disk, tmp_path):
    with pytest.raises(OSError, match="No space") as caught:
        disk.save("receipt/ab/one.jpg", Full(errno.EIO))
    assert not isinstance(caught.value, StorageFull)
    assert files_in(tmp_path) == []


def test_django_alone_would_leave_half_a_file(tmp_path):
    """What the storage of ours is there for."""
    with pytest.raises(OSError, match="No space"):
        FileSystemStorage(location=tmp_path).save("one.jpg", Full())
    assert files_in(tmp_path) == ["one.jpg"]


@pytest.mark.django_db
def test_a_full_disk_is_said_in_clear_words_with_what_was_typed(rf):
    request = rf.post("/my/claims/", {"note": "Train to Leeds", "idempotency_key": "c" * 32}, headers=OURS)
    try:
        raise StorageFull(errno.ENOSPC, "no space for the file")
    except StorageFull:
        page = failures.server_error(request)
    assert page.status_code == 503
    assert "We have no space for files at this moment." in page.content.decode()
    assert "Train to Leeds" in page.content.decode()
