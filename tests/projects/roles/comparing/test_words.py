"""Insertions and deletions: nothing is lost, nothing is made up, and it never takes long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.roles.comparing.rules.words import Kind, Piece, compare, differ
from tests import stopwatch

pytestmark = pytest.mark.either_engine

WORDS = st.sampled_from(
    [
        "a",
        "meeting",
        "£150",
        "👩‍👩‍👧",
        "👍🏽",
        "שלום",
        "مرحبا",
        "é",
        "e\u0301",
        "日本",
        ",",
        " ",
        "  ",
        "\n",
        "\t",
        "\u200f",
        "\u00a0",
    ]
)
TEXTS = st.lists(WORDS, max_size=30).map("".join) | st.text(max_size=60)


def joined(pieces: list[Piece], without: Kind) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != without)


@given(before=TEXTS, after=TEXTS)
def test_kept_and_gone_make_the_text_before_kept_and_new_the_text_after(before, after):
    pieces = compare(before, after)
    assert (joined(pieces, Kind.NEW), joined(pieces, Kind.GONE)) == (before, after)
    assert differ(pieces) == (before != after)
    assert all(piece.text for piece in pieces)


@given(before=TEXTS, after=TEXTS)
def test_no_word_is_taken_apart(before, after):
    told = {word for piece in compare(before, after) for word in piece.text.split()}
    assert told <= {*before.split(), *after.split()}


def test_a_changed_word_is_a_change_of_that_word_alone():
    assert compare("We pay £150 each.", "We pay £120 each.") == [
        Piece(Kind.KEPT, "We pay "),
        Piece(Kind.GONE, "£150"),
        Piece(Kind.NEW, "£120"),
        Piece(Kind.KEPT, " each."),
    ]


def test_words_changed_side_by_side_are_one_phrase():
    assert compare("for each meeting today", "for every full day today")[1:3] == [
        Piece(Kind.GONE, "each meeting"),
        Piece(Kind.NEW, "every full day"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (" ".join(map(str, range(30_000))), " ".join(map(str, range(40_000, 70_000)))),
        ("a b " * 15_000, "b a " * 15_000),
        ("a " * 30_000, "a " * 29_000 + "b " * 900),
        ("x" * 100_000, "y" * 100_000),
        ("\n" * 30_000, "a\n" * 15_000),
    ],
)
def test_very_long_texts_are_compared_in_a_moment(before, after):
    assert stopwatch.cost(lambda: compare(before, after)) < 5
    pieces = compare(before, after)
    assert (joined(pieces, Kind.NEW), joined(pieces, Kind.GONE)) == (before, after)
