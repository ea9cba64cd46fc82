"""One box over everything: finds names as people spell them, and only what the person may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation.text import search_pattern
from coproduce.search.queries import KINDS, SHOWN
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Zebra letters")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def found(client, typed: str) -> dict[str, list[str]]:
    page = client.post(reverse("staff:search"), {"words": typed})
    return {str(kind.title): [hit.words for hit in kind.hits] for kind in page.context["found"]}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Zoë O’Brien", "zoe obrien"),
        ("Zoë O’Brien", "O'BRIEN"),
        ("Siân Angharad", "SIAN"),
        ("Łukasz Żak", "lukasz zak"),
        ("Anne-Marie Smith", "marie anne"),
        ("محمد علي", "علي"),
        ("Ольга", "ольга"),
        ("50% (Ann) [x] a.b", "50% (ann) [x]"),
        ("Ann", "ánn"),
    ],
)
def test_a_name_is_found_however_it_is_typed(staff, trust, name, typed):
    builders.connect(builders.person(name), trust)
    builders.connect(builders.person("Somebody Else"), trust)
    assert found(staff, typed) == {"People": [name]}


@pytest.mark.parametrize("typed", ["", "z", "  ", ".*", "zz zz", "\x00", "'", "'' ’’", "[" * 300])
def test_odd_words_find_nothing_and_break_nothing(staff, project, typed):
    assert found(staff, typed) == {}


def test_every_kind_is_found_and_its_link_leads_there(staff, manager, project, trust):
    ann = builders.contributor_user(trust, name="Zebra Ann").person
    builders.role(project, "Zebra role", offered_by=manager)
    builders.meeting(project, ann, title="Zebra meeting")
    for n in range(30):
        builders.decision(project, manager, title=f"Zebra decision {n}" if n == 3 else f"Other {n}")
    page = staff.post(reverse("staff:search"), {"words": "zebra"})
    hits = {str(kind.title): kind.hits for kind in page.context["found"]}
    assert {title: [hit.words for hit in some] for title, some in hits.items()} == {
        "People": ["Zebra Ann"],
        "Projects": ["Zebra letters"],
        "Roles": ["Zebra role"],
        "Meetings": ["Zebra meeting"],
        "Decisions": ["Zebra decision 3"],
    }
    for some in hits.values():
        assert some[0].words in staff.get(some[0].url).content.decode()


def test_a_claim_is_found_by_its_reference_alone(staff, trust, project):
    ann = builders.contributor_user(trust, name="Ann").person
    claim = builders.sent_claim(ann, trust, 10_00)
    assert found(staff, f" {claim.ref[:5]} {claim.ref[5:].upper()} ") == {"Claims": [claim.ref]}
    assert found(staff, claim.ref[:6]) == {}


def test_nobody_finds_what_they_may_not_see(client, trust, project, manager):
    ann = builders.contributor_user(trust, name="Zebra Ann").person
    builders.role(project, "Zebra role", offered_by=manager)
    builders.meeting(project, ann, title="Zebra meeting")
    builders.decision(project, manager, title="Zebra decision")
    claim = builders.sent_claim(ann, trust, 10_00)
    seen = {
        role: (found(builders.sign_in(client, builders.staff_user(role, trust)), "zebra"),
               found(client, claim.ref))
        for role in ("project_staff", "approver", "finance", "administrator", "read_only")
    }  # fmt: skip
    assert {role: (list(words), list(ref)) for role, (words, ref) in seen.items()} == {
        "project_staff": (["People"], []),
        "approver": ([], ["Claims"]),
        "finance": ([], ["Claims"]),
        "administrator": ([], []),
        "read_only": (["Projects", "Roles", "Meetings", "Decisions"], []),
    }
    outsider = builders.staff_user("ppi_manager", builders.organisation())
    builders.sign_in(client, outsider)
    assert (found(client, "zebra"), found(client, claim.ref)) == ({}, {})


def test_much_data_costs_as_many_queries_and_shows_a_few(staff, trust):
    for n in range(3):
        builders.connect(builders.person(f"Zebra {n}"), trust)
    found(staff, "zebra")
    with CaptureQueriesContext(
        connection,
    ) as few:
        found(staff, "zebra")
    for n in range(30):
        builders.connect(builders.person(f"Zebra many {n}"), trust)
    with CaptureQueriesContext(connection) as many:
        page = staff.post(reverse("staff:search"), {"words": "zebra"})
    assert len(few) == len(many)
    kind = page.context["found"][0]
    assert (len(kind.hits), kind.more) == (SHOWN, True)
    assert "There are more." in page.content.decode()


def test_what_was_typed_never_stands_in_an_address(staff):
    text = staff.get(reverse("staff:home")).content.decode()
    form = text[text.index("<search") : text.index("</search>")]
    assert 'method="post"' in form
    assert found(staff, "x") == {}
    assert staff.get(reverse("staff:search"), {"words": "Meg"}).context["typed"] == ""


def test_contributors_have_no_such_box(client, trust):
    builders.sign_in(client, builders.contributor_user(trust))
    assert "<search" not in client.get("/my/").content.decode()


def test_there_is_a_kind_for_everything_staff_look_for():
    assert [str(kind.title) for kind in KINDS] == [
        *("People", "Projects", "Roles", "Meetings", "Decisions", "Claims"),
    ]


def test_a_pattern_takes_signs_for_what_they_are():
    assert "\\." in search_pattern("a.b")
