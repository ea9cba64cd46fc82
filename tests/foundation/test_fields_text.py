"""Text, names, e-mail, phone and postcode: trust.md, section 4, rows 39-63."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError

from coproduce.foundation.fields import (
    EmailField,
    LineField,
    PersonNameField,
    PhoneField,
    PostcodeField,
    TextField,
)
from coproduce.foundation.fields.contact import normalise_phone
from coproduce.foundation.text import clean_line, clean_text, length_as_seen
from tests import stopwatch


def refusal(field, typed) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "typed",
    [
        "   ",
        "\u00a0\u00a0",
        "\u200b\u200b",
        "\ufeff",
        "\u200d\u200c",
        "\u3164",
        "\u2800",
        "\r\n\t",
        "\u202e",
        "\u2060",
    ],
)
def test_a_name_that_only_looks_like_one_is_asked_for(typed):  # row 39
    assert refusal(PersonNameField(), typed) == "Enter your name"


@pytest.mark.parametrize("typed", ["Ann\x00a", "Ann\ud800"])
def test_what_the_database_cannot_keep_is_refused(typed):  # rows 40, 41
    words = "Your answer has a character we cannot keep. Type it again, or paste it in smaller parts."
    assert (refusal(LineField(), typed), refusal(TextField(), typed)) == (words, words)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "O'Neil",
            "O’Neil",
            "D'Arcy-Smith",
            "Nguyễn",
            "李",
            "X Æ A-12",
            "J",
            "Cher",
            "Null",
            "Test",
            "محمد",
            "שרה",
        ),
        *(
            "Siân Ó Súilleabháin-Đặng",
            "Sofía de la Cruz " * 4 + "y Ruiz de Ana",
            "علی‌رضا",
            "<script>",
            "Аdmin",
        ),
        *("{{7*7}}", "{% load %}", "${7*7}", "%s%n", "'; DROP TABLE", "50%_\\"),
    ],
)
def test_every_real_name_and_odd_text_is_kept_as_typed(name):  # rows 44, 47, 48, 51
    assert PersonNameField().clean(name) == name.strip()


def test_direction_overrides_go_and_arabic_and_hebrew_stay():  # row 42
    assert clean_line("evil\u202egpj.exe") == "evilgpj.exe"
    assert clean_line("\u2067محمد\u2069 \u200fאבג") == "محمد \u200fאבג"


def test_accents_have_one_stored_form():  # row 43
    assert LineField().clean("Rene\u0301e") == "Renée" == unicodedata.normalize("NFC", "Rene\u0301e")


@pytest.mark.parametrize("emoji", ["👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🇬🇧", "👍🏽"])
def test_family_and_flag_emoji_stay_and_are_counted_as_seen(emoji):  # row 45
    assert clean_text(f"Thanks {emoji}") == f"Thanks {emoji}"
    assert length_as_seen(emoji) <= 2


def test_hidden_tag_letters_that_are_no_flag_go():
    assert clean_text("hello\U000e0069\U000e0067") == "hello"


@pytest.mark.parametrize("field", [LineField(max_length=500), TextField(max_length=500)])
def test_a_megabyte_in_a_small_box_is_refused_with_its_count_at_once(field):  # row 46
    said = []
    assert stopwatch.cost(lambda: said.append(refusal(field, "x" * 1_000_000))) < 1
    assert set(said) == {"Your answer must be 500 characters or fewer. It has 1,000,000."}


def test_one_character_too_many_is_counted_for_the_person():  # row 46
    assert TextField(max_length=10).clean("é" * 10) == "é" * 10
    assert (
        refusal(TextField(max_length=10), "é" * 11)
        == "Your answer must be 10 characters or fewer. It has 11."
    )
    assert (
        refusal(LineField(max_length=10), "x" * 11)
        == "Your answer must be 10 characters or fewer. It has 11."
    )


LINE_ENDS = ["\r\n", "\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f", "\x1c", "\x1d", "\x1e"]


@pytest.mark.parametrize("end", LINE_ENDS, ids=ascii)
def test_line_ends_become_one_space_in_a_line_and_one_kind_in_a_text(end):  # row 49
    typed = f"Ann{end}Bcc: x@y.z"
    assert LineField().clean(typed) == "Ann Bcc: x@y.z"
    assert TextField().clean(typed) == "Ann\nBcc: x@y.z"


def test_a_line_keeps_one_space_where_there_were_many():
    assert LineField().clean("  Ann \t  Lee  ") == "Ann Lee"
    assert TextField().clean("a\n\nb  \n") == "a\n\nb"


def test_stacked_marks_are_capped():  # row 50
    assert clean_text("a" + "\u0335" * 2000) == "a" + "\u0335" * 5
    assert clean_line("Việt Nam – ệ̣") == unicodedata.normalize("NFC", "Việt Nam – ệ̣")


HIDDEN = (
    "The email address has a letter or hidden sign that may look like another one. "
    "Delete it and type it again, with plain letters a to z."
)
ONE = "Enter one email address, for example name@example.com."
WHOLE = "Enter the whole email address, with a full stop after the @, for example name@example.com."


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param("mıke@example.org", HIDDEN, id="52-dotless-i"),
        pytest.param("mi\u212ae@example.org", HIDDEN, id="52-Kelvin"),
        pytest.param("ｍike@example.org", HIDDEN, id="52-full-width"),
        pytest.param("a@exam\u200bple.com", HIDDEN, id="53"),
        pytest.param("a@b.com, c@d.com", ONE, id="54-two"),
        pytest.param("a@b.com;c@d.com", ONE, id="54-semicolon"),
        pytest.param("a@b.com c@d.com", ONE, id="54-space"),
        pytest.param("Name <a@b.com>", ONE, id="54-name"),
        pytest.param("a@b.com\nBcc: x@y.z", ONE, id="55"),
        pytest.param("a@b.com\r\nBcc: x", ONE, id="55-crlf"),
        pytest.param("a@b.com\vBcc: x", ONE, id="55-vertical-tab"),
        pytest.param("a@localhost", WHOLE, id="56-localhost"),
        pytest.param("a@[127.0.0.1]", WHOLE, id="56-brackets"),
        pytest.param("a@127.0.0.1", WHOLE, id="56-number"),
        pytest.param(
            "a" * 250 + "@example.org", "The email address must be 254 characters or fewer.", id="59-long"
        ),
        pytest.param("ü@bücher.example", HIDDEN, id="59-IDN"),
        pytest.param("a@b..com", ONE, id="dots"),
        pytest.param("jo", ONE, id="word"),
        pytest.param("@example.org", ONE, id="no-name"),
    ],
)
def test_an_address_that_is_refused_says_what_to_do(typed, message):
    assert refusal(EmailField(), typed) == message


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param(" jo@example.com ", "jo@example.com", id="spaces"),
        pytest.param("Jo@Example.COM", "jo@example.com", id="57"),
        pytest.param('"Jo.Lee"@example.com', "jo.lee@example.com", id="57-quotes-round-the-name"),
        pytest.param("'jo@example.com'", "jo@example.com", id="57-quotes"),
        pytest.param("\u201cjo@example.com\u201d", "jo@example.com", id="57-curly-quotes"),
        pytest.param("\u00a0jo@example.com\u00a0", "jo@example.com", id="57-hard-spaces"),
        pytest.param("jo@gmial.com", "jo@gmial.com", id="58-not-blocked"),
        pytest.param("jo+ppi@example.com", "jo+ppi@example.com", id="59-plus"),
        pytest.param("o'neil@example.com", "o'neil@example.com", id="59-apostrophe"),
    ],
)
def test_addresses_that_are_taken(typed, kept):
    assert EmailField().clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("07700 900 123", "+447700900123"),
        ("+44 (0)7700 900123", "+447700900123"),
        ("0044 7700 900123", "+447700900123"),
        ("(0113) 496-0000", "+441134960000"),
        ("0113 496 0000 ext 12", "+441134960000 ext 12"),
        ("0113 496 0000 x12", "+441134960000 ext 12"),
        ("+353 1 234 5678", "+35312345678"),
        ("0117 496 0101", "+441174960101"),  # Ofcom keeps these for drama: possible, and in no plan
        ("01632 960 001", "+441632960001"),
        ("07700–900–123", "+447700900123"),
        ("+44 0113 496 0000", "+441134960000"),
        ("00353 1 234 5678", "+35312345678"),
        ("0800 1111", "+448001111"),  # short, and a real one
        ("016977 2345", "+44169772345"),
        ("7700 900123", "+447700900123"),
        ("+1 202-555-0143 extension 4", "+12025550143 ext 4"),
    ],
)
def test_phone_numbers_are_kept_as_typed_and_normalised(typed, normal):  # row 60
    assert (PhoneField().clean(typed), normalise_phone(typed)) == (typed, normal)


@pytest.mark.parametrize(
    "typed",
    [
        *("ring after 5", "07700 900123 after 5", "999", "０7700900123", "1" * 30),
        *("0800 FLOWERS", "07700 900123 (mum)", "07700900123 or 07700900124", "07700900123/07700900124"),
        *("496 0000", "07700 900", "07700 9001234", "+1 555 0143", "+999 12345678", "+3531"),
    ],
)
def test_what_is_no_phone_number_goes_to_the_notes(typed):  # row 60
    assert refusal(PhoneField(), typed) == (
        "Enter a phone number, like 0113 496 0000 or +44 113 496 0000. Put anything else in the notes."
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *[("sw1a1aa", "SW1A 1AA"), ("SW1A 1AA ", "SW1A 1AA"), ("bfpo 57", "BFPO 57"), ("JE2 3AB", "JE2 3AB")],
        *[("m11ae", "M1 1AE"), ("", "")],
    ],
)
def test_postcodes_are_formatted_and_may_be_left_out(typed, kept):  # row 63
    assert PostcodeField().clean(typed) == kept


def test_half_a_postcode_is_refused():
    words = "Enter a full postcode, like LS1 4AP. Leave it empty if you do not have one."
    assert refusal(PostcodeField(), "LS1") == words
