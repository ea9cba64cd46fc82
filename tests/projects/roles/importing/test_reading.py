"""Headings and lists become fields; what nobody understands stays, and facts are offered as they stand."""

import pytest

from coproduce.foundation.documents.reading import read_text
from coproduce.foundation.documents.word_reading import read_word
from projects.roles.data.headings import HEADINGS
from projects.roles.importing.rules import Piece, joined, match, pieces_of, places
from projects.roles.recognising.rules import facts_of
from tests.projects.roles.importing.adverts import CHARITY_TEXT, TRUST_TEXT, committee_word


def by_field(found):
    placed = {}
    for piece in found.pieces:
        placed.setdefault(piece.field, []).append(piece.text)
    return placed


def facts(found):
    return [
        (one.words, one.says, one.values) for one in facts_of((str(n), p) for n, p in enumerate(found.pieces))
    ]


def test_the_advert_of_a_trust():
    found = pieces_of(read_text(TRUST_TEXT))
    assert found.title == "PATIENT SAFETY PARTNER"
    placed = by_field(found)
    assert placed == {
        "": ["Patient Safety Partner", "There is a free car park on Quay Street. Meals are half price."],
        "accountable_to": ["Head of Patient Safety"],
        "closes_note": ["23 March 2027 at 12 noon"],
        "about": [
            "Wexbridge Hospitals NHS Trust runs two hospitals and nine clinics.\n"
            "We want patients at the table when we look at how to make care safer."
        ],
        "activities": [
            "Sit on the Patient Safety Group as an equal member\nRead reports before each meeting\n"
            "Ask the questions a patient would ask"
        ],
        "time_note": ["At least 2 days a month, including preparation. Meetings are on weekday mornings."],
        "payment_note": ["£150 per day or £75 per half day. You will not be an employee of the Trust."],
        "term_note": ["Minimum of 24 months, reviewed after the first year."],
        "essential": [
            "Lived experience of hospital care in the last 5 years\nAble to listen to different views"
        ],
        "desirable": ["Has sat on a committee before"],
        "how_to_apply": [
            "Ring Dana Poole on 01632 960 011, or write to her. We can take your answers by phone."
        ],
    }
    assert [piece.heading for piece in found.pieces if not piece.field] == ["Role title", "Parking and meals"]
    assert [(words, says) for words, says, _values in facts(found)] == [
        ("23 March 2027", "Apply by 12 noon on Tuesday 23 March 2027, UK time."),
        ("At least 2 days a month", "at least 2 days a month"),
        ("including preparation", "This includes reading and preparing."),
        ("weekday", "On weekdays, in working hours"),
        ("£150 per day", "£150.00 for each day"),
        ("£75 per half day", "£75.00 for each half day"),
        ("Minimum of 24 months", "It lasts at least 24 months."),
    ]


def test_the_description_of_a_committee_in_word():
    found = pieces_of(read_word(committee_word()))
    assert found.title == "Public member, Steering Committee"
    assert by_field(found) == {
        "": [
            "Public member of the BREATHE trial steering committee",
            "We plant a tree for each meeting.\nVersion 3.1, approved by the sponsor",
        ],
        "accountable_to": ["The independent chair"],
        "places_note": ["Two public members"],
        "term_note": ["36 months"],
        "about": ["The BREATHE trial compares two inhalers."],
        "activities": [
            "Read the protocol before each meeting\nSay what matters to people with asthma",
            "Between meetings\nAnswer short questions by email.",
        ],
        "essential": [
            "Experience: Lives with asthma\nExperience: Or cares for someone who does\n"
            "Skills: Comfortable with reading papers",
        ],
        "desirable": ["Experience: Took part in a study"],
        "payment_note": ["£25 per hour for meetings and £12.50 per hour for reading."],
        "expenses": ["Travel is paid back."],
        "time_note": ["Two to three meetings a year, each of 3 hours, on Teams."],
        "chosen_how": ["Interviews are on 14 May 2027."],
    }
    assert facts(found) == [
        (
            "Two public members",
            "2 people",
            {"places_amount": "exactly", "places": 2, "places_most": None},
        ),
        (
            "36 months",
            "It lasts 36 months.",
            {"term_kind": "fixed", "term_least": 36, "term_most": None, "term_unit": "month"},
        ),
        (
            "£25 per hour",
            "Meetings: £25.00 for each hour",
            {"payment": "fee", "pay_rates": [{"what": "Meetings", "unit": "hour", "pence": 2500}]},
        ),
        (
            "£12.50 per hour",
            "Reading: £12.50 for each hour",
            {"payment": "fee", "pay_rates": [{"what": "Reading", "unit": "hour", "pence": 1250}]},
        ),
        (
            "Two to three meetings a year",
            "2 to 3 meetings a year",
            {
                "time_amount": "between",
                "quantity_min": "2",
                "quantity_max": "3",
                "unit": "meeting",
                "per": "year",
            },
        ),
        (
            "Two to three meetings a year",
            "Meetings: 2 to 3 a year, 3 hours each",
            {
                "commitments": [
                    {
                        **{"what": "Meetings", "amount": "between", "least": 2, "most": 3},
                        **{"per": "year", "each": "3 hours"},
                    }
                ]
            },
        ),
        (
            "14 May 2027",
            "Interview: Friday 14 May 2027",
            {"choosing_steps": [{"what": "Interview", "on": "2027-05-14"}]},
        ),
    ]


def test_the_page_of_a_charity():
    found = pieces_of(read_text(CHARITY_TEXT))
    assert found.title == "Kindly Hearts: Lived Experience Adviser (volunteer)"
    placed = by_field(found)
    assert placed[""] == ["Kindly Hearts began in a kitchen in 1987. 💚\nمرحبا – everyone is welcome."]
    assert placed["closes_note"] == ["31 February 2027"]
    assert placed["where_note"] == ["Online; one day in Leeds in June."]
    # "About a year" is no length anybody can hold us to, and 31 February is no day.
    assert [says for _words, says, _values in facts(found)] == ["No fee, expenses only"]


WORDS = set(" ".join((TRUST_TEXT, CHARITY_TEXT)).replace("=", " ").split()) - {"•", "-", "#", "1.", "2."}


@pytest.mark.parametrize("text", [TRUST_TEXT, CHARITY_TEXT])
def test_no_word_is_lost(text):
    found = pieces_of(read_text(text))
    kept = " ".join([found.title, *(f"{one.heading} {one.text}" for one in found.pieces)])
    lost = [word for word in text.replace("=", " ").split() if word in WORDS and word.rstrip(":") not in kept]
    assert lost == []


def test_numbered_headings_of_plain_text_are_headings_and_numbered_items_are_not():
    found = pieces_of(
        read_text("Reader\n\n1. Background\nWe read.\n\n2. Main duties\n1. Expenses\n2. Letters\n")
    )
    assert found.pieces == [
        Piece("Background", "We read.", "about"),
        Piece("Main duties", "Expenses\nLetters", "activities"),
    ]


def test_what_nobody_explains_stays_without_a_place():
    found = pieces_of(read_text("Just one line."))
    assert (found.title, found.pieces) == ("", [Piece("", "Just one line.", "")])
    assert pieces_of(read_text("")).pieces == []


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Time commitment", ("time_note", True)),
        ("3.2 TIME COMMITMENT:", ("time_note", True)),
        ("Time commitment (about 12 days)", ("time_note", False)),
        ("What’s involved?", ("activities", True)),
        ("Duties & responsibilities", ("activities", True)),
        ("Person specification: essential", ("essential", True)),
        ("Tenure / term of office", ("term_note", False)),
        ("Sustainability", ("", False)),
        ("We met at the station to talk about how long the time commitment is", ("", False)),
    ],
)
def test_headings(heading, wanted):
    assert match(heading) == wanted


def test_every_heading_leads_to_one_field_that_holds_words():
    assert [name for name in HEADINGS if name not in places()] == []
    every = [phrase for phrases in HEADINGS.values() for phrase in phrases]
    assert sorted({phrase for phrase in every if every.count(phrase) > 1}) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("time_note", "Meetings in the spring"),
        ("payment_note", "The study has a budget of £2m per year in total"),
        ("payment_note", "We pay £75"),
        ("term_note", "As long as it takes"),
        ("closes_note", "Soon after 5 March"),
        ("closes_note", "When both places are filled"),
        ("purpose", "£75 per hour, 2 days a month until 5 March 2027"),
    ],
)
def test_nothing_is_invented(name, words):
    assert facts_of([("1", Piece("", words, name))]) == []


def test_a_line_keeps_one_line_and_a_list_its_lines():
    assert (
        joined("accountable_to", ["The chair\nof the board", "And Mo"]) == "The chair; of the board; And Mo"
    )
    assert joined("essential", ["Kind\n\nPatient"]) == "Kind\nPatient"
