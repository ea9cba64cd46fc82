"""docs/assurance claims nothing that no test shows: what it names exists, and no number is left out."""

import ast
import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from coproduce.management.commands.record_of_processing import page
from tests.architecture.source import ROOT

pytestmark = pytest.mark.either_engine  # papers and declarations

FOLDER = ROOT / "docs/assurance"
PAPERS = [*sorted(FOLDER.glob("*.md")), ROOT / "SECURITY.md"]
NAMED = re.compile(r"(tests/[\w/]+\.py)(?:::(\w+))?")
SHOWN_BY_A_TEST = {"met", "tested"}
STATES = SHOWN_BY_A_TEST | {"written", "not applicable", "operator", "open", "not evaluated"}

# How many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has.
CHAPTERS = dict(enumerate([27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7], 1))
DTAC = (
    *(f"A{one}" for one in range(1, 13)),
    *(f"B{one}" for one in range(1, 5)),
    *("C1.1.1", "C1.1.2", "C1.2", *(f"C1.2.{one}" for one in range(1, 6))),
    *("C2.1", "C2.2", *(f"C2.2.{one}" for one in range(1, 7))),
    *("C3.1", "C3.2", "C3.3", "C3.4", "C3.5", "C3.5.1", "C3.6"),
    *("C4.1", "C4.1.1", "C4.1.2", "C4.1.3", "C4.2", *(f"C4.2.{one}" for one in range(1, 7))),
    *("D1.1", "D1.2", "D1.3", "D1.4", "D1.4.1", "D1.4.2", "D1.4.3", "D1.5"),
)
WCAG_22_A_AND_AA = 55


def rows(path: Path) -> list[list[str]]:
    """Return the cells of every row of every table, headings and rules too."""
    lines = [line for line in path.read_text().splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


@cache
def functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_every_test_that_is_named_exists(path):
    missing = [
        "::".join(filter(None, named))
        for named in NAMED.findall(path.read_text())
        if not (ROOT / named[0]).is_file()
        or (named[1] and (not named[1].startswith("test_") or named[1] not in functions(named[0])))
    ]
    assert missing == []


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_nothing_is_said_to_be_met_without_a_test(path):
    bare = [
        row
        for row in rows(path)
        if SHOWN_BY_A_TEST & set(row)
        and len(row) > 3
        and row[0] != "chapter"  # a legend is shorter; a heading is no claim
        and not any(test for _, test in NAMED.findall(" ".join(row)))
    ]
    assert bare == []


@pytest.mark.parametrize("name", ["asvs.md", "threat-model.md", "accessibility-conformance.md"])
def test_every_row_has_one_state_and_says_why(name):
    about = [row for row in rows(FOLDER / name) if re.fullmatch(r"[A-Z]?\d[\d.]*", row[0])]
    assert len(about) > 30
    assert [row for row in about if len(row) != 5 or row[3] not in STATES or not row[4]] == []
    assert [one for one, times in Counter(row[0] for row in about).items() if times > 1] == []


def test_every_requirement_of_the_verification_standard_stands_once():
    numbers = [row[0] for row in rows(FOLDER / "asvs.md") if re.fullmatch(r"\d+\.\d+\.\d+", row[0])]
    assert [number for number, times in Counter(numbers).items() if times > 1] == []
    assert Counter(int(number.split(".")[0]) for number in numbers) == CHAPTERS


def test_the_sums_of_the_verification_standard_are_right():
    table = rows(FOLDER / "asvs.md")
    order = ["met", "written", "not applicable", "operator", "open"]
    states = Counter(
        (int(row[0].split(".")[0]), row[3]) for row in table if re.match(r"\d+\.\d+\.\d+$", row[0])
    )
    said = {
        int(row[0][1:].split()[0]): [int(cell) for cell in row[1:]] for row in table if row[0].startswith("V")
    }
    assert said == {chapter: [states[chapter, state] for state in order] for chapter in CHAPTERS}
    everything = next(row for row in table if row[0] == "all")
    assert [int(cell) for cell in everything[1:]] == [
        sum(column) for column in zip(*said.values(), strict=True)
    ]


def test_every_question_of_the_criteria_is_answered_once():
    codes = [row[0] for row in rows(FOLDER / "README.md") if re.fullmatch(r"[A-D]\d[\d.]*", row[0])]
    assert sorted(codes) == sorted(DTAC)
    assert len(DTAC) == 58


def test_every_criterion_of_the_accessibility_guidelines_stands_once():
    table = rows(FOLDER / "accessibility-conformance.md")
    numbers = [row[0] for row in table if re.fullmatch(r"[1-4]\.\d\.\d+", row[0])]
    assert (len(numbers), len(set(numbers))) == (WCAG_22_A_AND_AA, WCAG_22_A_AND_AA)
    assert {row[2] for row in table if row[0] in numbers} == {"A", "AA"}


def test_the_pack_is_of_this_version_and_names_each_of_its_papers():
    index = (FOLDER / "README.md").read_text()
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"version {version}" in index
    papers = [path.name for path in FOLDER.iterdir() if path.name != "README.md"]
    assert [name for name in papers if f"]({name}" not in index] == []


def test_the_table_of_data_fields_is_the_codes():
    """`manage.py record_of_processing > docs/assurance/data-fields.md` mends it."""
    assert (FOLDER / "data-fields.md").read_text() == page()
