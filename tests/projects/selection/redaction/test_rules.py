"""What tells who somebody is gets marked; what certainly does is not offered to save."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.selection.interest.rules import HIDDEN
from projects.selection.redaction import rules
from projects.selection.redaction.rules import Kind

ROSA = {
    "name": "Zoë Will-Quill",
    "email": "z.quillfeather@example.org",
    "phone": "0117 496 0133",
    "address": "3 Canal Row\nBedminster",
}


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("I am zoe.", Kind.OWN_NAME, "zoe"),
        ("Zoë’s view", Kind.OWN_NAME, "Zoë"),
        ("Ask Quill!", Kind.OWN_NAME, "Quill"),
        ("Will wrote this", Kind.OWN_NAME, "Will"),
        ("I am quillfeather online", Kind.OWN_NAME, "quillfeather"),
        ("We live in 3 canal row", Kind.OWN_NAME, "3 canal row"),
        ("Bedminster is home", Kind.OWN_NAME, "Bedminster"),
        ("me@example.org, please", Kind.MAIL, "me@example.org"),
        ("See www.my-life.com", Kind.WEB, "www.my-life.com"),
        ("I post as @rosaq", Kind.WEB, "@rosaq"),
        ("Ring 0117-496 0133", Kind.NUMBER, "0117-496 0133"),
        ("NHS 943 476 5919", Kind.NUMBER, "943 476 5919"),
        ("bs2 0zz", Kind.POSTCODE, "bs2 0zz"),
        ("I saw Dr Patel", Kind.NAME, "Dr Patel"),
        ("my son Tom", Kind.NAME, "son Tom"),
        ("at Royal United Hospital", Kind.PLACE, "at Royal"),
        ("I moved to Leeds", Kind.PLACE, "to Leeds"),
        ("born 12 May 1961", Kind.DAY, "12 May 1961"),
        ("I am 67", Kind.DAY, "I am 67"),
    ],
)
def test_a_hint_for_each_way_of_telling(text, kind, words):
    assert (kind, words) in [(one.kind, one.words) for one in rules.hints(text, ROSA)] or (
        kind == Kind.PLACE
        and any(one.kind == kind and words.split()[-1] in one.words for one in rules.hints(text, ROSA))
    )


def test_a_short_form_is_their_name():
    assert rules.left_in("Call me Liz", {"name": "Elizabeth Ro"}) == ["Liz"]
    assert rules.left_in("Alexandra came", {"name": "Alexander Ro"}) == []  # no form of a form


@pytest.mark.parametrize(
    "text", ["I will help you", "I care about letters.", "I had 12 letters in 3 years", "", "Quilling is fun"]
)
def test_plain_words_are_left_alone(text):
    assert rules.suggested(text, ROSA) == text


def test_pieces_are_the_whole_text():
    text = "I am Zoë and my son Tom is 12 years old."
    assert "".join(one.words for one in rules.pieces(text, ROSA)) == text
    assert [one.words for one in rules.pieces(text, ROSA) if one.kind] == ["Zoë", "son Tom", "12 years old"]


LETTERS = st.characters(categories=("Lu", "Ll"))
NAMES = st.lists(st.text(LETTERS, min_size=2, max_size=9), min_size=1, max_size=3).map(" ".join)
WORDS = st.text(st.sampled_from("ab @.-+12 \nZëéßİ[…]"), max_size=30)


@given(NAMES, WORDS, WORDS)
def test_whoever_it_is_nothing_certain_is_left_to_save(name, before, after):
    contact = {"name": name}
    saved = rules.suggested(f"{before} {name} {after}", contact)
    assert rules.left_in(saved, contact) == []
    assert rules.suggested(saved, contact) == saved


@given(NAMES, NAMES)
def test_two_names_leave_the_same_words(one, other):
    """So that neither the words nor how long they are say which name stood there."""
    said = [rules.suggested(f"9 {' 9 '.join([name] * 2)} 9", {"name": name}) for name in (one, other)]
    lengths = [len(name.split()) for name in (one, other)]
    if lengths[0] == lengths[1] and not any(part.islower() for name in (one, other) for part in name.split()):
        assert said[0].count(HIDDEN) == 2 * lengths[0]
        assert said[0] == said[1]
