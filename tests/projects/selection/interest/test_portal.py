"""The pages of people without an account: by hand without JavaScript, resumed by a code, telling nothing."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coproduce.foundation import clock
from projects.selection.interest import rules
from projects.selection.interest.models import Expression
from tests.foundation import sounds
from tests.projects.selection.interest.conftest import close, draft, sent

pytestmark = pytest.mark.django_db


def begin(client, opportunity, whom="me", wait=5, **more):
    """Read the first page, and send it after some seconds."""
    address = reverse("interest:start", args=[opportunity.ref])
    page = client.get(address).content.decode()
    stamp = re.search(r'name="stamp" value="([^"]+)"', page)[1]
    with time_machine.travel(clock.now() + dt.timedelta(seconds=wait), tick=False):
        return client.post(address, {"whom": whom, "stamp": stamp, **more})


def test_from_the_first_page_to_sent_and_back_with_the_code(client, opportunity):
    answer = begin(client, opportunity, whom="other")
    row = Expression.objects.get()
    assert answer.url == reverse("interest:code", args=[row.ref])
    code = re.search(r"(\w{4}-){4}\w{4}", client.get(answer.url).content.decode())[0]
    said = {"name": "Rosa Quill", "helper": "Hal", "channel": "email", "email": "rosa@example.org"}
    pages = [
        ("contact", [], said),
        ("answer", [1], {"words": "I care."}),
        ("answer", [2], {"words": "Plain questions."}),
    ]
    for name, args, values in pages:
        answer = client.post(reverse(f"interest:{name}", args=[row.ref, *args]), values)
        assert answer.status_code == 302
    assert answer.url == reverse("interest:file", args=[row.ref])
    client.post(reverse("interest:needs", args=[row.ref]), {"words": "Large print"})
    client.post(reverse("interest:send", args=[row.ref]))

    elsewhere = Client()
    assert elsewhere.get(reverse("interest:mine", args=[row.ref])).status_code == 404
    answer = elsewhere.post(reverse("interest:resume"), {"code": code.lower().replace("-", " ")})
    page = elsewhere.get(answer.url).content.decode()
    assert all(words in page for words in ("We have it", "Rosa Quill", "Hal", "I care.", "Large print"))
    elsewhere.post(reverse("interest:withdraw", args=[row.ref]))
    assert elsewhere.get(answer.url).status_code == 404
    assert b"nothing under this code" in elsewhere.post(reverse("interest:resume"), {"code": code}).content


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"wait": 0}, "very quick"),
        ({"wait": 90_000}, "open for a long time"),
        ({"website": "http://spam.example"}, "people do not see"),
        ({"stamp": "made up"}, "open for a long time"),
    ],
)
def test_programs_are_asked_again_and_people_lose_nothing(client, opportunity, more, words):
    answer = begin(client, opportunity, **more)
    page = answer.content.decode()
    assert words in page
    assert re.search(r'value="me"[^>]*checked', page)
    assert not Expression.objects.exists()
    stamp = re.search(r'name="stamp" value="([^"]+)"', page)[1]
    later = dt.timedelta(seconds=more.get("wait", 0) + 10)
    with time_machine.travel(clock.now() + later, tick=False):
        address = reverse("interest:start", args=[opportunity.ref])
        assert client.post(address, {"whom": "me", "stamp": stamp, "website": ""}).status_code == 302


def test_wrong_codes_say_the_same_and_a_right_one_opens_after_many(client, opportunity):
    _row, code = draft(opportunity)
    wrong = "ABCD-EFGH-JKMN-PQRS-TVWX"
    same = {
        client.post(reverse("interest:resume"), {"code": one}).status_code for one in (wrong, "x", "é" * 90)
    }
    assert same == {200}
    answers = [client.post(reverse("interest:resume"), {"code": wrong}) for _n in range(60)]
    assert answers[-1].status_code == 429
    assert client.post(reverse("interest:resume"), {"code": code}).status_code == 302


def test_a_page_is_opened_by_its_code_alone(client, opportunity):
    row = sent(opportunity)
    for name in ("mine", "code", "contact", "file", "needs", "withdraw"):
        assert client.get(reverse(f"interest:{name}", args=[row.ref])).status_code == 404
    assert client.post(reverse("interest:send", args=[row.ref])).status_code == 404


def test_what_was_typed_stays_when_it_is_wrong_or_too_late(client, opportunity):
    begin(client, opportunity)
    row = Expression.objects.get()
    address = reverse("interest:contact", args=[row.ref])
    page = client.post(address, {"name": "Rosa", "channel": "email", "email": "rosa"}).content.decode()
    assert 'value="rosa"' in page
    assert "Error:" in page
    close(opportunity)
    page = client.post(
        reverse("interest:answer", args=[row.ref, 1]), {"words": "Long words"}
    ).content.decode()
    assert "Long words" in page
    assert "can no longer be changed" in page


def test_a_file_stands_for_writing_and_a_recording_is_refused_with_help(client, opportunity):
    begin(client, opportunity)
    row = Expression.objects.get()
    address = reverse("interest:file", args=[row.ref])
    sound = SimpleUploadedFile("voice.ogg", b"OggS here I was")
    assert "Save it as MP3" in client.post(address, {"file": sound}).content.decode()
    note = SimpleUploadedFile("me.m4a", sounds.m4a())
    assert client.post(address, {"file": note}).status_code == 302
    kept = row.files.get()
    assert sounds.SECRET not in kept.file.read()
    said = {"name": "Rosa", "channel": "phone", "phone": "0117 496 0133"}
    client.post(reverse("interest:contact", args=[row.ref]), said)
    client.post(reverse("interest:send", args=[row.ref]))
    row.refresh_from_db()
    assert row.waits
    client.post(reverse("interest:remove_file", args=[row.ref, kept.ref]))
    assert row.files.count() == 1  # nothing else is written: it stays


def test_closed_and_unopened_ones_take_nobody(client, opportunity):
    close(opportunity)
    address = reverse("interest:start", args=[opportunity.ref])
    assert "This closed on" in client.get(address).content.decode()
    begin_after = client.post(address, {"whom": "me"})
    assert begin_after.status_code == 200
    type(opportunity).objects.filter(pk=opportunity.pk).update(status="draft", opened_at=None, ended_at=None)
    assert client.get(address).status_code == 404


def test_blind_words_hide_name_mail_numbers_and_postcode():
    words = "I am rosa Quill of BS1 4AA, write rosa@example.org or ring 0117 496 0133. Rosaline stays."
    said = rules.blind(words, {"name": "Rosa Quill"})
    assert said == "I am […] […] of […], write […] or ring […]. Rosaline stays."
