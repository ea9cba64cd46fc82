"""A language is offered when its catalogue is complete, and until then nothing is marked as being in it."""

import ast
import io

import pikepdf
import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from contributors.people.forms import MyPapersForm, PersonForm
from contributors.people.models import Person
from contributors.people.notifications import CONTACT_CHANGED
from coproduce.foundation.documents.letter import to_pdf
from coproduce.foundation.notifications import rendering
from coproduce.foundation.notifications.by_hand import queries
from coproduce.foundation.notifications.models import Notification, NotificationText
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.pages import languages
from tests import builders
from tests.architecture.source import nodes, said

BOTH = [("en-gb", "English"), ("cy", "Welsh")]
HEADER = 'msgid ""\nmsgstr ""\n"Language: cy\\n"\n'
WHOLE = (
    HEADER
    + '\n#: a.py:1\nmsgid "Home"\nmsgstr "Hafan"\n\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n'
)


def write_to(person):
    with transaction.atomic():
        return enqueue(
            CONTACT_CHANGED, to=person, subject=person, dedupe_key="x", params={"changed": ["phone"]}
        )


@pytest.fixture
def catalogue(tmp_path):
    def write(text, compiled=True):
        folder = tmp_path / "cy" / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "django.po").write_text(text, encoding="utf-8")
        if compiled:
            (folder / "django.mo").write_bytes(b"")
        return [code for code, _name in languages.complete(BOTH, [tmp_path])]

    return write


def test_a_complete_catalogue_is_offered(catalogue):
    assert catalogue(WHOLE) == ["en-gb", "cy"]
    assert catalogue(WHOLE + '\n#~ msgid "Gone"\n#~ msgstr ""\n') == ["en-gb", "cy"]
    assert catalogue(WHOLE + '\nmsgid ""\n"A long "\n"text"\nmsgstr ""\n"Testun "\n"hir"\n') == [
        "en-gb",
        "cy",
    ]


@pytest.mark.parametrize(
    "more",
    [
        pytest.param('\nmsgid "Back"\nmsgstr ""\n', id="untranslated"),
        pytest.param('\n#, fuzzy\nmsgid "Back"\nmsgstr "Yn"\n', id="guessed"),
        pytest.param('\nmsgid "x"\nmsgid_plural "y"\nmsgstr[0] "z"\nmsgstr[1] ""\n', id="half a plural"),
        pytest.param('\nmsgid ""\n"A long "\n"text"\nmsgstr ""\n', id="long and untranslated"),
    ],
)
def test_one_gap_and_it_is_not(catalogue, more):
    assert catalogue(WHOLE + more) == ["en-gb"]


def test_no_catalogue_an_empty_one_or_one_not_compiled_is_not(catalogue, tmp_path):
    assert languages.complete(BOTH, [tmp_path]) == BOTH[:1]
    assert catalogue(WHOLE, compiled=False) == ["en-gb"]
    assert catalogue(HEADER) == ["en-gb"]


def test_what_is_offered_here_has_its_catalogue():
    assert languages.complete(BOTH, settings.LOCALE_PATHS) == [
        one for one in BOTH if one[0] in dict(settings.LANGUAGES)
    ]


def test_words_are_given_in_a_language_that_is_offered():
    """A stored language is never used bare: it may not be offered (any more)."""
    bare = [
        where
        for where, node in nodes(ast.Call, outside=("coproduce/foundation/pages/languages.py",))
        if said(node).startswith(("translation.override(", "translation.activate("))
        and "languages.spoken(" not in said(node)
        and ".spoken_language" not in said(node)
        and "translation.override(None)" not in said(node)
    ]
    assert bare == []


@pytest.mark.django_db
class TestSomebodyWhoOnceChoseWelsh:
    @pytest.fixture(autouse=True)
    def offered(self, settings):
        settings.LANGUAGES = BOTH[:1]

    @pytest.fixture
    def gwen(self):
        trust = builders.organisation("North Trust")
        user = builders.contributor_user(trust, name="Gwen", email="gwen@example.org")
        Person.objects.filter(pk=user.person.pk).update(language="cy", address="1 Quay", channel="post")
        user.person.refresh_from_db()
        return user

    def test_is_not_asked_and_keeps_what_they_chose(self, client, gwen):
        portal = builders.sign_in(client, gwen)
        page = portal.get(reverse("my_details:change", args=["papers"]))
        assert "Welsh" not in page.text
        portal.post(reverse("my_details:change", args=["papers"]), {"format": "large", "language": "cy"})
        gwen.person.refresh_from_db()
        assert (gwen.person.format, gwen.person.language) == ("large", "cy")
        assert "Standard print\nEnglish" not in portal.get(reverse("my_details:overview")).text

    def test_reads_pages_marked_as_english(self, client, gwen):
        portal = builders.sign_in(client, gwen)
        for language in ({}, {"headers": {"accept-language": "cy"}}):
            page = portal.get(reverse("my_details:overview"), **language)
            assert '<html lang="en-gb">' in page.text
            assert page.headers["Content-Language"] == "en-gb"
            assert 'lang="cy"' not in page.text

    def test_gets_messages_and_letters_in_english(self, gwen):
        message = write_to(gwen.person)
        assert message.language == "en-gb"
        Notification.objects.update(language="cy")  # one written while Welsh was offered
        message = Notification.objects.get()
        letter = queries.letter_of(message)
        assert (message.spoken_language, letter.language) == ("en-gb", "en-gb")
        with pikepdf.open(io.BytesIO(to_pdf([letter], title="Letter"))) as pdf:
            assert str(pdf.Root.Lang).lower().startswith("en")
        assert "Annwyl" not in rendering.render(message)[1]

    def test_no_form_and_no_field_offers_it(self):
        assert "language" not in MyPapersForm().fields
        assert "language" not in PersonForm().fields
        for model in (Person, NotificationText):
            assert [code for code, _name in model._meta.get_field("language").choices] == ["en-gb"]


@pytest.mark.django_db
def test_where_it_is_offered_it_is_asked_and_used(settings):
    settings.LANGUAGES = BOTH
    person = builders.person("Gwen", organisation=builders.organisation())
    form = MyPapersForm({"format": "large", "language": "cy"}, instance=person)
    assert form.is_valid(), form.errors
    form.save()
    assert write_to(person).language == "cy"
    assert languages.name_of("cy") == "Welsh"
