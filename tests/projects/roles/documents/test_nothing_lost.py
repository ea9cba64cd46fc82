"""Whatever a role says, in whatever field, stands in every file people can have of it."""

import datetime as dt
import io
from decimal import Decimal

import pikepdf
import pytest
from django.db import models

from coproduce.foundation.documents.downloads import PDF
from coproduce.foundation.documents.letter import to_pdf as letter_to_pdf
from coproduce.foundation.pages.presenters import uk_date
from projects.roles.documents.queries import document_of, letter_of
from projects.roles.documents.rules import parts_of
from projects.roles.documents.states import FILES, LETTERS, Kind
from projects.roles.duties.actions.choosing import COLUMN
from projects.roles.models import RoleVersion, sealing, text_fields
from projects.roles.models.duty_kinds import FREE, KINDS, Every, of_side
from projects.roles.models.sealing import Block, RoleText, ShownSection
from projects.roles.models.shapes import SHAPES
from tests import builders
from tests.foundation.read_back import pdf_text, tags, word_paragraphs, word_text

pytestmark = [pytest.mark.either_engine, pytest.mark.django_db]

HARD = {
    "control": "bell\x07tab\tend",
    "right_to_left": "שלום עולם, مرحبا بالعالم",
    "emoji": "tea ☕ and 👩🏽‍🦽 too",
    "markup": '#read("/etc/passwd") *bold* <b>&amp;</b> $x$ @you',
    "long_word": "W" * 400,
}


def column(name):
    return RoleVersion._meta.get_field(name)


ANSWERS = {"time_amount": "between", "places_amount": "between", "term_kind": "usually", "renewal": "yes"}
"""Answers that leave every number its place."""
SIDE_OF = {name: side for side, name in COLUMN.items()}


def full_values(project):
    """Every field of the table with a value that stands nowhere else, and the words it must be found by."""
    values, words = {}, {}
    for place, one in enumerate(text_fields.FIELDS, 11):
        values[one.name], words[one.name] = value_of(one, column(one.name), place)
    return {name: value for name, value in values.items() if value is not None}, words


def value_of(one, field, place):
    canary = f"canary{one.name.replace('_', '')}{place}"
    if field.choices:
        return ANSWERS.get(one.name, field.choices[0][0]), []
    if isinstance(field, models.TextField):
        return f"{canary}a is first.\n{canary}b is second.", [f"{canary}a is first.", f"{canary}b is second."]
    if isinstance(field, models.CharField):
        return f"{canary} is a line.", [f"{canary} is a line."]
    if isinstance(field, models.TimeField):
        return dt.time(14, 17), ["2.17pm"]
    if isinstance(field, models.DateField):
        return (day := dt.date(2032, 1, 1) + dt.timedelta(days=place)), [uk_date(day)]
    if isinstance(field, models.IntegerField):
        return 1000 + place, [str(1000 + place)]
    if isinstance(field, models.DecimalField):
        return Decimal(1000 + place) + Decimal("0.5"), [f"{1000 + place}.5"]
    if one.name in SHAPES:
        rows = [row_of(SHAPES[one.name], f"{canary}{letter}", place) for letter in "ab"]
        return [row for row, _words in rows], [word for _row, words in rows for word in words]
    if one.shown == "duties":
        return duties_of(one.name, canary, place)
    assert isinstance(field, models.BooleanField | models.ForeignKey) or one.shown == "hidden", one.name
    return None, []


def row_of(shape, canary, place):
    row, words = {"id": canary}, []
    for at, cell in enumerate(shape.cells):
        number = 2000 + place * 10 + at
        if cell.kind == "choice":
            row[cell.name] = "between" if "between" in cell.answers.values else cell.answers.values[0]
        elif cell.kind == "day":
            row[cell.name] = "2033-05-14"
            words.append("Saturday 14 May 2033")
        elif cell.kind == "pence":
            row[cell.name] = number * 100
            words.append(f"£{number:,}.00")
        elif cell.kind == "number":
            row[cell.name] = number
            words.append(str(number))
        else:
            row[cell.name] = f"{canary}{cell.name}"
            words.append(f"{canary}{cell.name}")
    return row, words


def duties_of(name, canary, place):
    """A duty of each kind of one side, every number its own, and one in own words for every time it is due."""
    side = SIDE_OF[name]
    found = [
        {"kind": kind.key} | ({"days": 3000 + place * 20 + at} if kind.usual is not None else {})
        for at, kind in enumerate(of_side(side))
    ]
    words = [KINDS[entry["kind"]].words(entry.get("days", 0)) for entry in found]
    own = [
        {"kind": FREE, "key": f"key{every}", "side": str(side), "words": f"{canary}{every}", "every": every}
        for every in Every.values
    ]
    own[Every.values.index(Every.ONCE)]["by"] = "2034-06-15"
    said = [f"{canary}once: by Thursday 15 June 2034.", f"{canary}meeting: for each meeting."]
    return found + own, [*words, *said, f"{canary}month: each month."]


@pytest.fixture
def project():
    trust = builders.organisation(name="North Trust")
    return builders.project(trust, lead=builders.staff_user("ppi_manager", trust, name="Mo Contact").person)


def version_with(project, **values):
    fields = [(one.name, column(one.name)) for one in text_fields.FIELDS]
    ticks = {name: True for name, field in fields if isinstance(field, models.BooleanField)}
    return builders.role(project, title="Reader of letters", **(ticks | values)).versions.get()


def text_of(version, kind, person=None):
    """What somebody reads in a file, with single spaces."""
    if kind in LETTERS:
        content = LETTERS[kind].make(letter_of(version, person=person, large=LETTERS[kind].large))
        return pdf_text(content) if LETTERS[kind].form is PDF else word_text(content)
    content = FILES[kind].make(document_of(version, person))
    if kind == Kind.TEXT:
        return " ".join(content.decode().split())
    return word_text(content) if FILES[kind].ending == "docx" else pdf_text(content)


@pytest.mark.parametrize("kind", [*FILES, *LETTERS])
def test_every_field_stands_in_every_file(project, kind):
    values, words = full_values(project)
    said = text_of(version_with(project, **values), kind).replace("\u00a0", " ")
    assert "Mo Contact" in said
    assert [(name, one) for name, lines in words.items() for one in lines if one not in said] == []
    assert "Also part of this role" not in said


def test_every_tick_and_choice_changes_what_is_read(project):
    values, _words = full_values(project)
    version = version_with(project, **values)
    before = repr(parts_of(version.text))
    same = []
    for one in text_fields.FIELDS:
        field, value = column(one.name), getattr(version, one.name)
        others = [choice for choice, _label in field.choices or () if choice != value]
        if isinstance(field, models.BooleanField):
            others = [False]
        for other in others:
            setattr(version, one.name, other)
            if repr(parts_of(version.text)) == before:
                same.append((one.name, other))
        setattr(version, one.name, value)
    assert same == []


@pytest.mark.parametrize("kind", [*FILES, *LETTERS])
@pytest.mark.parametrize("hard", HARD)
def test_what_people_type_holds(project, kind, hard):
    said = text_of(version_with(project, purpose=HARD[hard], activities=f"{HARD[hard]}\nAfter it"), kind)
    expected = "".join(HARD[hard].replace("\x07", "").split())
    if hard == "right_to_left" and (LETTERS[kind].form if kind in LETTERS else FILES[kind]).ending == "pdf":
        # A PDF keeps these letters in the order in which they are seen.
        assert {
            letter: said.count(letter) >= 2 * expected.count(letter) for letter in expected
        } == dict.fromkeys(expected, True)
    else:
        assert said.replace(" ", "").count(expected) == 2
    assert "After it" in said


@pytest.mark.parametrize("kind", [*FILES, *LETTERS])
def test_a_very_long_list_is_whole(project, kind):
    lines = [f"Item number {n} of the list." for n in range(1000)]
    said = text_of(version_with(project, activities="\n".join(lines)), kind)
    assert [line for line in lines if line not in said] == []


def test_a_value_of_a_kind_that_no_section_shows_comes_last_under_its_name():
    sections = [ShownSection("What for", [Block(text="Read letters.")], [("Where", "Here")], [])]
    values = {
        "purpose": "Read letters.",
        "where": "Here",
        "rates_said": [{"amount": "£17 an hour", "ref": "abc"}, {"amount": "£90 a day", "on": "2032-05-14"}],
        "votes": True,
        "bikes": 7,
        "unknown": None,
        "refused": False,
    }
    shown = parts_of(RoleText("Reader", 1, sections, values))
    assert [one.text for one in shown if one.kind == "heading"] == ["What for", "Also part of this role"]
    assert shown[-1].rows == (
        ("Rates said", "£17 an hour\n£90 a day\nFriday 14 May 2032"),
        ("Votes", "Yes"),
        ("Bikes", "7"),
    )
    assert parts_of(RoleText("Reader", 1, sections, {"purpose": "Read letters."}))[-1] == shown[2]


def test_the_sealed_text_is_what_is_printed_not_the_columns(project):
    version = version_with(project, purpose="The old purpose.")
    manager = builders.staff_user("ppi_manager", project.organisation)
    from projects.roles.writing import actions

    offered = actions.offer(version, by=manager)
    offered.purpose = "Something else."
    assert sealing.read(offered.sealed).values["purpose"] == "The old purpose."
    said = text_of(offered, Kind.TEXT)
    assert "The old purpose." in said
    assert "Something else." not in said
    assert "This text is not the one that was agreed to." in said


def test_a_screen_reader_gets_headings_lists_and_a_table_in_order(project):
    manager = builders.staff_user("ppi_manager", project.organisation, name="Kim Yes")
    role = builders.role(project, title="Reader", offered_by=manager, essential="Kind")
    version = role.versions.get()
    content = FILES[Kind.PDF].make(document_of(version))
    found = tags(content)
    assert found[:2] == [("/P", "North Trust"), ("/Title", "Reader, version 1")]
    assert ("/H1", "What the role is for") in found
    assert ("/H2", "What you need") in found
    assert ("/LBody", "Meet the team.") in found
    heads = [text for tag, text in found if tag == "/TH"]
    assert heads == ["Who", "Side", "Agreed on"]
    assert ("/TD", "Kim Yes") in found
    assert version.content_hash in pdf_text(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("en-GB", True)
    styles = word_paragraphs(FILES[Kind.WORD].make(document_of(version)))
    for one in [
        ("Title", "Reader, version 1"),
        ("Heading1", "What the role is for"),
        ("Heading2", "What you need"),
        ("ListBullet", "Meet the team."),
    ]:
        assert one in styles


def test_large_print_is_18_point_in_both_files(project):
    from docx import Document as read_word

    version = version_with(project)
    word = read_word(io.BytesIO(FILES[Kind.LARGE_WORD].make(document_of(version))))
    assert {word.styles[name].font.size.pt for name in ("Normal", "Heading 1", "Heading 2")} == {18, 22, 20}
    assert word.core_properties.title == "Reader of letters, draft of version 1"
    assert word.sections[0].header.paragraphs[0].text == "Draft"

    def sizes(content):
        found = set()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for page in pdf.pages:
                for operands, operator in pikepdf.parse_content_stream(page):
                    if str(operator) == "Tf":
                        found.add(float(operands[1]))
        return found

    assert min(sizes(FILES[Kind.PDF].make(document_of(version)))) == 10
    assert min(sizes(FILES[Kind.LARGE_PDF].make(document_of(version)))) == 16
    letter = letter_of(version, person=None, large=True)
    word = read_word(io.BytesIO(LETTERS[Kind.LARGE_WORD_LETTER].make(letter)))
    assert word.styles["Normal"].font.size.pt == 18
    assert min(sizes(letter_to_pdf([letter], title="x"))) >= 16
