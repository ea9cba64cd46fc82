"""Who gets which version of a role as a file, and what stands first for them."""

import pytest
from django.urls import reverse

from projects.roles.answering import actions as answering
from projects.roles.documents.queries import choices_for, document_of
from projects.roles.documents.states import Kind
from projects.roles.models import Assignment
from projects.roles.writing import actions as writing
from tests import builders
from tests.foundation.read_back import pdf_text, word_text

pytestmark = pytest.mark.django_db
KINDS = list(Kind)


@pytest.fixture
def trust():
    return builders.organisation(name="North Trust", help_phone="0117 496 0777")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo")


@pytest.fixture
def role(trust, manager):
    return builders.role(builders.project(trust, lead=manager.person), title="Reader", offered_by=manager)


@pytest.fixture
def pat(trust):
    return builders.contributor_user(trust, name="Pat Reader")


@pytest.fixture
def asked(role, pat):
    return builders.assignment(role, pat.person)


def agree(assignment, user):
    assignment.refresh_from_db()
    fresh = Assignment.objects.select_related("version", "role__project").get(pk=assignment.pk)
    answering.agree(fresh, content_hash=fresh.version.content_hash, by=user)


def path_of(name, ref, kind, number=1):
    return reverse(name, args=[ref, number, kind.value])


@pytest.mark.parametrize("kind", KINDS)
def test_each_way_is_linked_and_works_on_both_sides(client, manager, role, pat, asked, kind):
    mine, staff = path_of("my_roles:file", asked.ref, kind), path_of("roles:file", role.ref, kind)
    builders.sign_in(client, pat)
    assert mine in client.get(reverse("my_roles:detail", args=[asked.ref])).text
    assert client.get(mine).status_code == 200
    assert client.get(staff).status_code == 404
    builders.sign_in(client, manager)
    theirs = path_of("roles:person_file", asked.ref, kind)
    assert theirs in client.get(reverse("roles:assignment", args=[asked.ref])).text
    assert staff in client.get(reverse("roles:detail", args=[role.ref])).text
    assert staff in client.get(reverse("roles:preview", args=[role.ref, 1])).text
    for path in (theirs, staff):
        answer = client.get(path)
        assert answer.status_code == 200
        if kind != Kind.PAGE:
            assert answer["Content-Disposition"].startswith("attachment")
            assert "Pat" not in answer["Content-Disposition"]


def test_strangers_and_unknown_ways_get_nothing(client, trust, role, pat, asked, manager):
    stranger = builders.contributor_user(trust, name="Someone Else")
    elsewhere = builders.staff_user("ppi_manager", builders.organisation())
    for user in (stranger, elsewhere):
        builders.sign_in(client, user)
        for kind in KINDS:
            assert client.get(path_of("my_roles:file", asked.ref, kind)).status_code == 404
            assert client.get(path_of("roles:file", role.ref, kind)).status_code == 404
            assert client.get(path_of("roles:person_file", asked.ref, kind)).status_code == 404
    builders.sign_in(client, pat)
    assert client.get(reverse("my_roles:file", args=[asked.ref, 1, "xlsx"])).status_code == 404
    assert client.get(reverse("my_roles:file", args=[asked.ref, 7, "pdf"])).status_code == 404
    client.logout()
    assert client.get(path_of("my_roles:file", asked.ref, Kind.PDF)).status_code == 302


def test_a_person_has_what_they_agreed_and_what_is_offered_now_no_draft(client, manager, role, pat, asked):
    agree(asked, pat)
    draft = writing.start_draft(role, by=manager)
    builders.sign_in(client, pat)
    assert client.get(path_of("my_roles:file", asked.ref, Kind.TEXT, 2)).status_code == 404
    draft.purpose = "You read letters, and say what is hard to read in them."
    draft.save()
    writing.offer(draft, by=manager)
    for number in (1, 2):
        assert client.get(path_of("my_roles:file", asked.ref, Kind.TEXT, number)).status_code == 200
    said = client.get(path_of("my_roles:file", asked.ref, Kind.TEXT)).text
    assert "A later version has taken its place." in said
    agreement = pat.person.agreements.get()
    page = client.get(reverse("my_roles:agreed", args=[agreement.ref])).text
    assert path_of("my_roles:file", asked.ref, Kind.PDF) in page


def test_it_says_who_agreed_when_and_the_fingerprint_to_each_their_own(manager, role, pat, asked, trust):
    other = builders.contributor_user(trust, name="Alex Other")
    agree(asked, pat)
    agree(builders.assignment(role, other.person), other)
    version = role.versions.get()
    table = next(one for one in document_of(version).parts if one.kind == "table")
    assert [row[:2] for row in table.rows] == [
        ("Mo", "Staff"),
        ("Pat Reader", "Public contributor"),
        ("Alex Other", "Public contributor"),
    ]
    mine = document_of(version, pat.person)
    table = next(one for one in mine.parts if one.kind == "table")
    assert [row[0] for row in table.rows] == ["Mo", "Pat Reader"]
    assert mine.parts[-1].rows == (("Fingerprint of this text", version.content_hash),)


def test_a_draft_says_that_it_is_one(client, manager, role):
    writing.start_draft(role, by=manager)
    builders.sign_in(client, manager)
    said = client.get(path_of("roles:file", role.ref, Kind.TEXT, 2)).text
    assert "Draft\r\n\r\nReader, draft of version 2" in said
    assert "This is a draft." in said
    assert "Fingerprint" not in said
    page = client.get(path_of("roles:file", role.ref, Kind.PAGE, 2)).text
    assert "This is a draft." in page


@pytest.mark.parametrize(
    ("wanted", "first", "by_hand"),
    [
        ("standard", Kind.PAGE, False),
        ("large", Kind.LARGE_PDF, False),
        ("plain", Kind.TEXT, False),
        ("easy_read", Kind.LARGE_PDF, True),
        ("audio", Kind.TEXT, True),
        ("braille", Kind.TEXT, True),
    ],
)
def test_the_format_a_person_asked_for_stands_first(client, pat, asked, wanted, first, by_hand):
    pat.person.format = wanted
    pat.person.save()
    found = choices_for(pat.person)
    assert (found.kinds[0], bool(found.by_hand), sorted(found.kinds)) == (first, by_hand, sorted(Kind))
    builders.sign_in(client, pat)
    page = client.get(reverse("my_roles:detail", args=[asked.ref])).text
    assert ("Someone has to make that by hand" in page) is by_hand


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        (Kind.LETTER, pdf_text),
        (Kind.LARGE_LETTER, pdf_text),
        (Kind.WORD_LETTER, word_text),
        (Kind.LARGE_WORD_LETTER, word_text),
    ],
)
def test_a_letter_has_the_address_of_who_it_is_for(client, manager, pat, asked, kind, read):
    pat.person.address = "1 High Street\nBristol"
    pat.person.save()
    builders.sign_in(client, manager)
    said = read(client.get(path_of("roles:person_file", asked.ref, kind)).content)
    assert "Hello Pat Reader," in said
    assert "1 High Street" in said
    assert "What the role is for" in said
    assert "ring 0117 496 0777" in said
    said = read(client.get(path_of("roles:file", asked.role.ref, kind)).content)
    assert "Hello," in said
    assert "High Street" not in said


def test_a_spoiled_text_is_given_to_nobody(client, manager, role, monkeypatch):
    from projects.roles.models import RoleVersion

    monkeypatch.setattr(RoleVersion, "text_if_readable", None)
    builders.sign_in(client, manager)
    for kind in KINDS:
        assert client.get(path_of("roles:file", role.ref, kind)).status_code == 404
