"""The five steps as PDF and Word: what both sides say, nobody of the public named, nothing leaked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.documents.description import Table
from projects.checklist.documents.rules import described
from projects.checklist.models import SignOffAnswer
from projects.checklist.queries import five_steps
from tests import builders
from tests.foundation.read_back import pdf_text, word_text

pytestmark = pytest.mark.django_db
STAFF, MINE = ("checklist:pdf", "checklist:word"), ("my_checklist:pdf", "my_checklist:word")


@pytest.fixture
def said(project, manager, member):
    """What both sides say of step 1, with an answer."""
    row = builders.sign_off(
        project, member.person, view="disagree", words="Nothing is open to us. #read($x$)"
    )
    SignOffAnswer.objects.create(sign_off=row, words="We opened the letter.", by=manager)
    builders.sign_off(project, manager.person, side="professional")
    return row


def read(client, names, project):
    pdf, word = (client.get(reverse(name, args=[project.ref])) for name in names)
    return pdf_text(pdf.content), word_text(word.content)


def test_both_sides_read_what_was_said_and_no_member_of_the_public_is_named(
    client, project, manager, member, said
):
    for user, names in ((manager, STAFF), (member, MINE)):
        builders.sign_in(client, user)
        for text in read(client, names, project):
            told = [
                project.title,
                project.organisation.name,
                "1. Scope",
                "5. Value difference",
                "A public contributor",
                "Nothing is open to us. #read($x$)",
                "We opened the letter.",
                manager.person.name,
            ]
            assert [words for words in told if words not in text] == []
            assert member.person.name not in text


def test_who_said_it_is_told_apart_from_who_has_left(project, manager, member, said):
    project.members.filter(person=member.person).update(left_on=clock.today())
    tables = [
        part
        for part in described(project, five_steps(project), for_staff=True).parts
        if isinstance(part, Table)
    ]
    assert sorted(who for table in tables for who, *_rest in table.rows) == [
        "A public contributor, who has left the project",
        manager.person.name,
    ]


def test_what_is_missing_stands_in_the_staff_copy_alone(client, project, manager, member):
    builders.sign_in(client, manager)
    assert "Add the first budget line." in read(client, STAFF, project)[0]
    builders.sign_in(client, member)
    assert "Add the first budget line." not in "".join(read(client, MINE, project))


def test_strangers_get_404(client, project, manager, member):
    stranger = builders.contributor_user(project.organisation)
    outsider = builders.staff_user("ppi_manager", builders.organisation())
    found = {}
    for user, names in ((stranger, MINE), (stranger, STAFF), (outsider, STAFF), (member, STAFF)):
        builders.sign_in(client, user)
        found[user.pk, names] = {client.get(reverse(name, args=[project.ref])).status_code for name in names}
    assert set(map(frozenset, found.values())) == {frozenset({404})}


def test_it_asks_as_often_for_many_views(project, member):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            described(project, five_steps(project), for_staff=True)
        return len(queries)

    builders.sign_off(project, member.person)
    few = asked()
    for _ in range(10):
        person = builders.contributor_user(project.organisation).person
        builders.team_member(project, person)
        builders.sign_off(project, person, view="concerns", words="Too fast.")
    assert asked() == few
