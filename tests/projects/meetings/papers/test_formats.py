"""Each format of a paper has its own file, or says "not yet"; the status names what really went."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending.delivery import deliver_due
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from coproduce.foundation.uploads.papers import clean_paper
from projects.meetings.models import Paper, PaperVersion
from projects.meetings.papers import actions as papers
from tests import builders
from tests.foundation.test_papers import word

pytestmark = pytest.mark.django_db


def file(name: str = "Agenda.docx"):
    return clean_paper(SimpleUploadedFile(name, word()))


@pytest.fixture
def paper(meeting, manager):
    return papers.add_paper(meeting, title="Agenda", file=file(), by=manager)


@pytest.fixture
def large(ada):
    ada.person.format = "large"
    ada.person.save()
    return ada


def copy_of(meeting, user):
    return meeting.paper_copies.get(person=user.person)


def promised() -> list[bool]:
    return [one.is_open for one in Promise.objects.filter(kind="meetings.paper_copy")]


def page(client, user, name: str, *args) -> str:
    builders.sign_in(client, user)
    return client.get(reverse(name, args=args)).content.decode()


def test_a_format_that_is_there_goes_out_by_itself_and_the_status_names_it(
    client, meeting, paper, manager, large
):
    papers.add_version(paper, format="large", file=file("Agenda large.docx"), by=manager)
    papers.send_papers(meeting, by=manager)
    assert (copy_of(meeting, large).reached_at, promised()) == (None, [])
    deliver_due()
    text = " ".join(page(client, large, "my_meetings:detail", meeting.ref).split())
    assert "in large print." in text
    assert "in standard print" not in text
    version = PaperVersion.objects.get()
    answer = client.get(reverse("my_meetings:paper_format", args=[version.ref]))
    assert answer["Content-Disposition"] == 'attachment; filename="Agenda large.docx"'


def test_a_format_that_is_not_there_is_owed_and_goes_as_soon_as_it_is_added(
    client, meeting, paper, manager, large
):
    papers.send_papers(meeting, by=manager)
    deliver_due()
    text = " ".join(page(client, large, "my_meetings:detail", meeting.ref).split())
    assert "Large print: not yet. We make it for you, as you asked." in text
    assert "You asked for large print, by email. We still have to get this to you." in text
    assert promised() == [True]
    papers.add_version(paper, format="large", file=file(), by=manager)
    assert promised() == [False]
    assert Notification.objects.filter(recipient=large.person, kind="meetings/papers").count() == 2
    deliver_due()
    assert copy_of(meeting, large).reached_at is not None
    assert "in large print." in " ".join(page(client, large, "my_meetings:detail", meeting.ref).split())


def test_only_once_every_paper_is_there_in_it(meeting, paper, manager, large):
    papers.add_paper(meeting, title="Notes", file=file("Notes.docx"), by=manager)
    papers.add_version(paper, format="large", file=file(), by=manager)
    papers.send_papers(meeting, by=manager)
    assert (copy_of(meeting, large).to_do_by_hand, promised()) == (True, [True])
    papers.add_version(Paper.objects.get(title="Notes"), format="large", file=file(), by=manager)
    assert (copy_of(meeting, large).to_do_by_hand, promised()) == (False, [False])


def test_a_letter_in_large_print_is_still_posted_by_hand(meeting, paper, manager, large):
    large.person.channel, large.person.address = "post", "1 Harbour Street"
    large.person.save()
    papers.add_version(paper, format="large", file=file(), by=manager)
    papers.send_papers(meeting, by=manager)
    assert copy_of(meeting, large).to_do_by_hand


def test_staff_see_every_format_and_add_one_on_a_page(client, meeting, paper, manager):
    text = " ".join(page(client, manager, "meetings:detail", meeting.ref).split())
    for words in ("Large print: not yet", "Easy Read: not yet", "Plain text: not yet", "Audio: not yet"):
        assert words in text
    there = reverse("meetings:add_format", args=[paper.ref])
    sent = {"format": "easy_read", "file": SimpleUploadedFile("Easy.docx", word())}
    assert client.post(there, sent).status_code == 302
    version = PaperVersion.objects.get()
    assert (version.format, version.display_name) == ("easy_read", "Easy.docx")
    assert client.get(reverse("meetings:paper_format", args=[version.ref])).status_code == 200
    client.post(reverse("meetings:remove_format", args=[version.ref]))
    assert not PaperVersion.objects.exists()


def test_a_refused_file_loses_nothing_else(client, meeting, manager):
    builders.sign_in(client, manager)
    macros = SimpleUploadedFile("Agenda.docm", b"PK\x03\x04")
    page = client.post(
        reverse("meetings:add_paper", args=[meeting.ref]), {"title": "Agenda for May", "file": macros}
    )
    text = page.content.decode()
    assert "This Word file has macros in it." in text
    assert 'value="Agenda for May"' in text
    assert not Paper.objects.exists()


def test_a_format_twice_or_after_sending_is_refused(meeting, paper, manager):
    version = papers.add_version(paper, format="large", file=file(), by=manager)
    with pytest.raises(TransitionRefused, match="already"):
        papers.add_version(paper, format="large", file=file(), by=manager)
    papers.send_papers(meeting, by=manager)
    with pytest.raises(TransitionRefused, match="stays"):
        papers.remove_version(version, by=manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperVersion.objects.filter(pk=version.pk).update(format="standard")


def test_nobody_reads_a_format_before_it_was_sent_nor_as_a_stranger(
    client, meeting, paper, manager, ada, trust
):
    version = papers.add_version(paper, format="large", file=file(), by=manager)
    there = reverse("my_meetings:paper_format", args=[version.ref])
    builders.sign_in(client, ada)
    assert client.get(there).status_code == 404
    papers.send_papers(meeting, by=manager)
    assert client.get(there).status_code == 200
    builders.sign_in(client, builders.contributor_user(trust))
    assert client.get(there).status_code == 404
    builders.sign_in(client, builders.staff_user("ppi_manager", builders.organisation()))
    assert client.get(reverse("meetings:paper_format", args=[version.ref])).status_code == 404


def test_the_stored_word_file_is_the_cleaned_one(paper):
    content = paper.file.open("rb").read()
    assert (paper.content_type.endswith("wordprocessingml.document"), b"INFOSECRET" in content) == (
        True,
        False,
    )
    assert io.BytesIO(content).read(2) == b"PK"
