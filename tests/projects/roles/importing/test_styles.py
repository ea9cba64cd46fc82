"""Descriptions in styles that nobody has listed: every line in its place, every fact offered, nothing lost."""

import io
import re

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.foundation.documents.reading import read_text
from coproduce.foundation.documents.word_reading import read_word
from projects.roles.data.headings import HEADINGS
from projects.roles.importing.rules import Piece, match, pieces_of, words_in
from projects.roles.recognising.rules import facts_of
from tests.projects.roles.importing.layouts import LAYOUTS
from tests.projects.roles.importing.styles import STYLES as KNOWN_STYLES

STYLES = KNOWN_STYLES | LAYOUTS


def read(style):
    text, places, facts = STYLES[style]
    return pieces_of(read_text(text)), places, facts


def offered(text, field):
    return [one.says for one in facts_of([("1", Piece("", text, field))])]


@pytest.mark.parametrize("style", STYLES)
def test_every_line_comes_into_its_field(style):
    found, places, _facts = read(style)
    by_field = {name: "\n".join(one.text for one in found.pieces if one.field == name) for name in places}
    assert {name: words for name, words in places.items() if words not in by_field[name]} == {}


@pytest.mark.parametrize("style", STYLES)
def test_every_fact_is_offered_and_none_is_made_up(style):
    found, _places, facts = read(style)
    assert [one.says for one in facts_of((str(at), one) for at, one in enumerate(found.pieces))] == facts


def letters(text):
    return "".join(re.findall(r"\w", text))


@pytest.mark.parametrize("style", STYLES)
def test_no_word_of_a_style_is_lost(style):
    found, _places, _facts = read(style)
    kept = letters(found.title + " ".join(f"{one.heading} {one.text}" for one in found.pieces))
    lines = [line for line in re.split(r"\n|\||: |(?<=[.!?]) ", STYLES[style][0]) if letters(line)]
    lost = [line for line in lines if letters(re.sub(r"^\s*\d+\.", "", line)) not in kept]
    # A heading that is the name of a field is said by that field; nothing else goes.
    assert [line for line in lost if not match(line.strip())[1]] == []


WORDS = st.text("abcdefghij ÄÖé'’-,.£0123456789?!", min_size=1, max_size=60).filter(
    lambda text: re.search(r"\w", text)
)
KNOWN = st.sampled_from(sorted(phrase for phrases in HEADINGS.values() for phrase in phrases))
BLOCK = st.tuples(st.one_of(KNOWN, WORDS), st.lists(WORDS, max_size=4), st.sampled_from(["# ", "", "- "]))


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=8))
def test_any_text_by_headings_comes_in_with_every_letter(blocks):
    """Whatever stands in the lines stands in the title, a heading or a text, as often or more."""
    text = "\n\n".join("\n".join([mark + heading.strip(), *lines]) for heading, lines, mark in blocks)
    found = pieces_of(read_text(text))
    kept = letters(found.title + " ".join(f"{one.heading} {one.text}" for one in found.pieces))
    lines = [line for _heading, body, _mark in blocks for line in body]
    missing = [line for line in lines if any(letters(word) not in kept for word in without_marks(line))]
    assert missing == []
    placed = " ".join(words_in(one.field or "more", one.heading, one.text) for one in found.pieces)
    headings = [one.heading for one in found.pieces if not match(one.heading)[1]]
    assert [one for one in headings if letters(one) not in letters(placed)] == []


def without_marks(line):
    """The words of a line but for a number or a letter that counts items."""
    return re.sub(r"^\s*(?:\(?[0-9]{1,2}[.)]|\(?[a-z][.)]|[-–]|o(?=\s))\s*", "", line).split()


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Will I be compensated for my time?", "payment_note"),
        ("Do you cover my travel costs?", "expenses"),
        ("Where will our meetings take place?", "where_note"),
        ("How often will the panel meet?", "time_note"),
        ("Who can I get in touch with?", "contact_details"),
        ("Could anyone join?", "suits"),
        ("What happens after I have applied?", "chosen_how"),
        ("What support will I be given?", "support"),
        ("Can I have this in large print?", "other_formats"),
        ("Part 2: How to apply", "how_to_apply"),
        ("3.Principal responsibilities", "activities"),
        ("What if I want to stop?", "at_end"),
        ("What is a voice partner?", "about"),
        ("Parking", ""),
        ("Our choir sings on Tuesdays", ""),
    ],
)
def test_a_heading_that_nobody_listed_leads_to_what_it_speaks_of(heading, field):
    assert match(heading)[0] == field


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("payment_note", "£25/hr", ["£25.00 for each hour"]),
        ("payment_note", "£15-25 ph", ["£15.00 to £25.00 for each hour"]),
        ("payment_note", "An hourly rate of £25", ["£25.00 for each hour"]),
        ("payment_note", "£25 per lay review", ["£25.00 for each piece of work"]),
        ("payment_note", "We pay at NIHR rates", ["We pay a fee. How much is still to be agreed."]),
        ("payment_note", "A voluntary role", []),
        ("payment_note", "Unpaid; we reimburse fares", ["No fee, expenses only"]),
        ("payment_note", "Unpaid, and no expenses", ["No fee and no expenses"]),
        ("payment_note", "Claim within 30 days", []),
        ("payment_note", "Claims are paid within 30 days", ["When it is paid: within 30 days"]),
        ("time_note", "up to 2 hours a month", ["up to 2 hours a month"]),
        ("time_note", "2-4 hrs/month", ["2 to 4 hours a month"]),
        ("time_note", "Meetings every two months", ["Meetings: 6 a year"]),
        ("term_note", "Normally two years", ["It usually lasts 2 years."]),
        ("term_note", "One month’s notice, please", []),
        ("term_note", "Open-ended", ["It has no set end."]),
        ("closes_note", "05/03/2027, 12:00 noon", ["Apply by 12 noon on Friday 5 March 2027, UK time."]),
        ("closes_note", "midnight on 5 March 2027", ["Apply by Friday 5 March 2027."]),
        ("closes_note", "Wednesday 6th August", []),
        ("where_note", "Online; one day in Leeds", []),
        ("where_note", "All meetings are face-to-face", ["In person"]),
        ("where_note", "Online or in person", []),
        ("checks", "DBS check", []),
        ("places_note", "TBC", ["More about the places: to be agreed"]),
        ("where_note", "[insert place]", ["More about where and how: to be agreed"]),
    ],
)
def test_amounts_as_people_write_them(field, text, says):
    assert offered(text, field) == says


def test_a_fee_that_stands_elsewhere_is_not_still_to_be_agreed():
    pieces = [
        ("1", Piece("", "An honorarium is paid in line with our policy.", "payment_note")),
        ("2", Piece("", "£25 per hour", "payment_note")),
    ]
    assert [one.says for one in facts_of(pieces)] == ["£25.00 for each hour"]
    assert [one.says for one in facts_of(pieces[:1])] == ["We pay a fee. How much is still to be agreed."]


def test_expenses_of_another_piece_make_unpaid_expenses_only():
    unpaid = ("1", Piece("", "This is an unpaid role.", "payment_note"))
    fares = ("2", Piece("Expenses", "Fares and lunch.", "expenses"))
    assert [one.says for one in facts_of([unpaid])] == []
    assert [one.says for one in facts_of([unpaid, fares])] == ["No fee, expenses only"]


def test_a_list_in_bold_below_a_heading_belongs_to_it_and_one_that_parts_a_text_does_not():
    below = pieces_of(
        read_text("# Partner\n\n## Main duties\n- **Letters:** read them.\n- **Talks:** give them.\n")
    )
    assert [(one.field, one.text) for one in below.pieces] == [
        ("activities", "Letters: read them.\nTalks: give them.")
    ]
    parted = pieces_of(
        read_text("- **Pay:** £20 an hour.\n- **Our hens:** Brown.\n- **Training:** One day.\n")
    )
    assert [(one.field, one.heading, one.text) for one in parted.pieces] == [
        ("payment_note", "Pay", "£20 an hour."),
        ("", "Our hens", "Brown."),
        ("training", "Training", "One day."),
    ]


def test_a_word_file_with_bold_lead_ins_is_read_like_a_text_with_them():
    file = docx.Document()
    for lead, words in (("Pay:", " £20 an hour."), ("Where", ": Leeds."), ("", "We like hens.")):
        paragraph = file.add_paragraph()
        paragraph.add_run(lead).bold = True
        paragraph.add_run(words)
    content = io.BytesIO()
    file.save(content)
    assert [(one.lead, one.text) for one in read_word(content.getvalue())] == [
        ("Pay", "£20 an hour."),
        ("Where", "Leeds."),
        ("", "We like hens."),
    ]


@pytest.mark.parametrize(
    "text", ["A voluntary role with an honorarium", "Voluntary. Travel is paid. £30 a day"]
)
def test_a_voluntary_role_with_a_fee_is_not_offered_as_one_without(text):
    assert "No fee, expenses only" not in offered(text + ". We pay travel expenses.", "payment_note")
