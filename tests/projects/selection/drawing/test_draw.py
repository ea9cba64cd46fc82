"""A draw that anyone makes again: the same people from the same list and seed, even chances, nothing by hand."""

import datetime as dt
import json
import subprocess
import sys
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.selection.drawing.rules import check_draw, choosing, fair

DAY = dt.date(2027, 1, 9)
CODES = [f"CODE{n:04}" for n in range(12)]


def listed(bands=(CODES,), *, places=3, reserves=4, lottery=()):
    return choosing.document(
        about="Letters",
        bands=bands,
        lottery=lottery,
        places=places,
        reserves=reserves,
        seed_from="Lotto",
        seed_on=DAY,
    )


def drawn(document, seed="3 8 15 22 31 40"):
    chosen, reserve = check_draw.draw(document, seed)
    return {**document, "seed": check_draw.plain(seed), "chosen": chosen, "reserve": reserve}


@given(st.text(min_size=1, max_size=30), st.permutations(CODES))
def test_the_same_seed_and_list_give_the_same_people_in_whatever_order_they_stood(seed, codes):
    first, again = listed([CODES]), listed([codes])
    assert check_draw.draw(first, seed) == check_draw.draw(again, f"  {seed} ")
    chosen, reserve = check_draw.draw(first, seed)
    assert (len(chosen), len(reserve), len({*chosen, *reserve})) == (3, 4, 7)


def test_what_comes_out_is_known():
    """Whoever changes how it is drawn gives the way another name, so that old draws can still be checked."""
    assert check_draw.draw(listed(), "3 8 15 22 31 40") == KNOWN


KNOWN = (
    ["CODE0000", "CODE0010", "CODE0001"],
    ["CODE0006", "CODE0008", "CODE0005", "CODE0004"],
)


def test_everyone_has_the_same_chance():
    document, rounds = listed(), 2_000
    places = Counter(code for n in range(rounds) for code in check_draw.draw(document, f"{n}")[0])
    expected = rounds * 3 / len(CODES)
    assert sum((places[code] - expected) ** 2 / expected for code in CODES) < 31.3  # chi², 11 df, 1 in 1,000


def test_who_has_more_points_comes_first_and_only_the_same_points_are_drawn():
    document = listed([CODES[:1], CODES[1:5], CODES[5:]], places=2)
    seconds = {check_draw.draw(document, str(n))[0][1] for n in range(60)}
    assert {check_draw.draw(document, str(n))[0][0] for n in range(60)} == {CODES[0]}
    assert seconds == set(CODES[1:5])
    assert choosing.needs_a_seed(document)
    assert not choosing.needs_a_seed(listed([[code] for code in CODES]))


@pytest.mark.parametrize(
    "change",
    [
        {"chosen": CODES[:3]},
        {"seed": "3 8 15 22 31 41"},
        {"places": 4},
        {"bands": [CODES[:-1]]},
        {"seed_from": "What I thought of"},
        {"algorithm": "mine"},
    ],
)
def test_every_change_is_found(change):
    right = drawn(listed())
    assert check_draw.problems(right) == []
    assert check_draw.problems({**right, **change}) != []
    assert check_draw.problems(right, "1 2 3") != []


def test_the_program_runs_alone(tmp_path):
    """Python without Django, without a single package of ours: -I and -S leave all of them out."""
    file = tmp_path / "draw.json"
    file.write_text(json.dumps(drawn(listed())), encoding="utf-8")
    run = [sys.executable, "-I", "-S", check_draw.__file__, str(file)]
    said = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout.split()[0]) == (0, "Right.")
    file.write_text(json.dumps({**drawn(listed()), "chosen": CODES[:3]}), encoding="utf-8")
    assert subprocess.run(run, capture_output=True, text=True, check=False).returncode == 1


def said(*kinds):
    """People of kinds: (how many, groups)."""
    rows = [frozenset(groups) for n, *groups in kinds for _one in range(n)]
    return {f"P{place:03}": groups for place, groups in enumerate(rows)}


def test_kept_places_are_filled_on_every_ticket_and_chances_are_as_even_as_that_allows():
    people = said((32,), (8, 0))
    kinds = fair.kinds_of(people)
    chances, _taken = fair.leximin(kinds, fair.ways(kinds, 4, [2]))
    assert chances == [Fraction(2, 32), Fraction(2, 8)]
    tickets = fair.lottery(people, places=4, least=[2], salt="x")
    assert all(sum(0 in people[code] for code in ticket) >= 2 and len(set(ticket)) == 4 for ticket in tickets)
    counts = Counter(code for ticket in tickets for code in ticket)
    assert {code: Fraction(counts[code], len(tickets)) for code in people} == {
        code: pytest.approx(Fraction(2, 8) if groups else Fraction(2, 32), abs=0.001)
        for code, groups in people.items()
    }


def test_after_the_smallest_chance_the_next_smallest_is_made_large_too():
    """What a library found with its own solver for the same people: docs/decisions/0052."""
    kinds = fair.kinds_of(said((32,), (3, 0), (2, 0, 1), (1, 0, 2), (5, 1), (6, 1, 2), (11, 2)))
    chances, taken = fair.leximin(kinds, fair.ways(kinds, 8, [2, 2, 2]))
    by_groups = {tuple(sorted(of)): chance for of, chance in zip(kinds.groups, chances, strict=True)}
    ninth, next_one = Fraction(1, 9), Fraction(11, 36)
    assert by_groups == {
        (): ninth, (0,): next_one, (0, 1): Fraction(7, 18), (0, 2): next_one, (1,): ninth, (1, 2): ninth,
        (2,): ninth,
    }  # fmt: skip
    assert sum(taken.values()) == 1
    assert sum(size * chance for size, chance in zip(kinds.sizes, chances, strict=True)) == 8


def test_groups_that_fewer_came_from_than_places_are_kept_do_not_stop_the_draw():
    people = said((5,), (1, 0))
    tickets = fair.lottery(people, places=3, least=[2], salt="x")
    alone = next(code for code, groups in people.items() if groups)
    assert all(alone in ticket and len(ticket) == 3 for ticket in tickets)
    assert fair.lottery(said((2,)), places=3, least=[2], salt="x")[0] == ["P000", "P001"]


def test_who_follows_fills_a_kept_place_first():
    people = {"A": frozenset(), "B": frozenset(), "C": frozenset([0]), "D": frozenset([0])}
    assert fair.replacement(["B", "C", "D"], stay=["A"], said=people, least=[1]) == "C"
    assert fair.replacement(["B", "C"], stay=["D"], said=people, least=[1]) == "B"
    assert fair.replacement([], stay=["D"], said=people, least=[1]) is None


def test_a_code_does_not_lead_back_and_is_the_same_each_time():
    assert choosing.code_of("abcdefgh23") == choosing.code_of("abcdefgh23")
    assert len({choosing.code_of(f"ref{n}") for n in range(2_000)}) == 2_000
