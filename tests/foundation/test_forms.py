"""The base of every form, and the page for a form without a fresh token."""

import re

import pytest
from django import forms as django_forms
from django.db import models
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import isolate_apps

from coproduce.foundation import fields
from coproduce.foundation.kept_forms.typed import came_from_us
from coproduce.foundation.pages.forms import FilterForm, Form, ModelForm
from coproduce.foundation.templatetags.coproduce import idempotency_token
from coproduce.unsent.failures import csrf_failure

TOKEN = "0123456789abcdef" * 2


class Small(Form):
    name = fields.LineField(label="Your name")
    nhs = fields.LineField(label="NHS number")
    why = fields.LineField(label="Why do you ask?")
    way = fields.RadioField(label="How?", choices=[("a", "A")])
    own = fields.LineField(label="Own", error_messages={"required": "Tell us your own words"})
    agree = fields.CheckboxField(label="I agree")


def test_what_is_missing_is_asked_for_in_words():
    assert Small({}).errors == {
        "name": ["Enter your name"],
        "nhs": ["Enter NHS number"],
        "why": ["Answer “Why do you ask?”"],
        "way": ["Choose an answer to “How?”"],
        "own": ["Tell us your own words"],
        "agree": ["Tick the box: I agree"],
    }


def test_a_choice_that_is_not_offered_is_not_written_back():
    assert Small({"way": "<script>"}).errors["way"] == ["Choose one of the answers in the list."]


@pytest.mark.parametrize(
    ("posted", "kept"), [(TOKEN, True), ("", False), ("short", False), ('"><script>' + TOKEN, False)]
)
def test_a_form_with_errors_keeps_its_token_and_takes_no_other(posted, kept):
    drawn = idempotency_token({}, Small({"idempotency_key": posted}))
    found = re.fullmatch('<input type="hidden" name="idempotency_key" value="([0-9a-f]{32})">', drawn)
    assert (found[1] == TOKEN) is kept


def test_two_fresh_forms_have_two_tokens():
    assert idempotency_token({}, Small()) != idempotency_token({}, Small())


def test_a_filter_stands_in_the_address_and_needs_no_token():
    class Filter(FilterForm):
        name = fields.LineField(label="Name", required=False)

    page = render_to_string("layouts/form_page.html", {"form": Filter({"name": "Ann"}), "heading": "People"})
    form = page[page.index("<form") : page.index("</form>")]
    assert 'method="get"' in form
    assert [word for word in ("csrf", "idempotency_key", "optional") if word in form] == []


def test_what_people_type_cannot_become_markup():
    page = render_to_string(
        "layouts/form_page.html", {"form": Small({"name": "<b>{{7*7}}"}), "heading": "<i>"}
    )
    assert ("&lt;b&gt;{{7*7}}" in page, "<b>" in page, "<i>" in page) == (True, False, False)


def test_one_question_is_the_heading_of_its_page():
    class One(Form):
        heading_field = "day"
        day = fields.DateField(label="When was it?")

    page = render_to_string("layouts/form_page.html", {"form": One(), "heading": "When was it?"})
    assert re.findall(r"<h1.*?</h1>", page, re.DOTALL) == [
        '<h1 class="nhsuk-fieldset__heading">When was it?</h1>'
    ]


@isolate_apps("coproduce.foundation")
def test_a_model_form_uses_our_fields():
    class Note(models.Model):  # noqa: DJ008 - never shown
        title = models.CharField(max_length=80)
        words = models.TextField()
        email = models.EmailField(blank=True)
        day = models.DateField()
        at = models.TimeField()
        side = models.CharField(max_length=10, choices=[("public", "Public"), ("staff", "Staff")])
        mood = models.CharField(max_length=10, choices=[("good", "Good")], blank=True)

        class Meta:
            app_label = "foundation"

    class NoteForm(ModelForm):
        class Meta:
            model = Note
            fields = ("title", "words", "email", "day", "at", "side", "mood")

    form = NoteForm()
    assert {name: type(field) for name, field in form.fields.items()} == {
        "title": fields.LineField,
        "words": fields.TextField,
        "email": fields.EmailField,
        "day": fields.DateField,
        "at": fields.TimeField,
        "side": django_forms.TypedChoiceField,
        "mood": django_forms.TypedChoiceField,
    }
    assert (form.fields["title"].limit, form.fields["words"].limit) == (80, 5000)
    assert [str(words) for _value, words in form.fields["side"].choices] == ["Public", "Staff"]
    assert [str(words) for _value, words in form.fields["mood"].choices] == ["No answer", "Good"]


def posted(**headers):
    request = RequestFactory().post("/claims/new/", {"why": "<i>my words</i>", "password": "hush"}, **headers)
    request.user = None
    return request


def test_a_form_from_our_own_page_can_be_sent_again():
    page = csrf_failure(posted(HTTP_ORIGIN="http://testserver"))
    assert (page.status_code, page["Cache-Control"]) == (403, "no-store")
    text = page.content.decode()
    assert "Send it again" in text
    assert text.count("&lt;i&gt;my words&lt;/i&gt;") == 2
    assert "hush" not in text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "http://testserver.evil.example"},
        {"HTTP_REFERER": "https://evil.example/http://testserver/"},
    ],
)
def test_a_form_that_another_site_may_have_filled_has_no_button(headers):
    request = posted(**headers)
    assert came_from_us(request) is False
    text = csrf_failure(request).content.decode()
    assert ("Send it again</button>" in text, "my words" in text) == (False, True)
