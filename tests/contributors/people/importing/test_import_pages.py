"""The pages with which staff bring people in: each step saves, refuses with nothing lost, and leads on."""

import pytest
from django.urls import reverse

from contributors.people.importing.actions import working
from contributors.people.importing.models import PeopleImport
from contributors.people.importing.states import Status
from contributors.people.models import Person
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.notifications.models import Notification
from tests import builders
from tests.contributors.people.importing.files import ANN, csv_of, read, sent, xlsx_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def act(name: str, *parts: str) -> str:
    return reverse(f"people:import_{name}", args=parts)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def upload(staff, content: bytes, name: str = "people.csv") -> PeopleImport:
    answer = staff.post(act("send"), {"file": sent(content, name), "kind": "people"})
    assert answer.status_code == 302, answer.context["form"].errors
    return PeopleImport.objects.latest("id")


def test_the_list_of_people_leads_here(staff):
    assert reverse("people:imports") in text_of(staff.get(reverse("people:list")))
    empty = text_of(staff.get(reverse("people:imports")))
    assert "No file yet" in empty
    assert act("send") in empty


def test_from_a_file_to_people_and_back(staff, trust):
    imported = upload(staff, csv_of(ANN, ["Bob", "bob@", ""]))
    page = staff.get(act("columns", imported.ref))
    assert "Column A: Name" in text_of(page)
    assert "Ann Able" in text_of(page)
    said = {"column_0": "name", "column_1": "email", "column_2": "phone"}
    refused = staff.post(act("columns", imported.ref), said)
    assert refused.status_code == 200
    assert set(refused.context["form"].errors) == {"source", "consent"}
    more = {"source": "Our list", "consent": "By phone"}
    assert staff.post(act("columns", imported.ref), said | more).status_code == 302
    page = text_of(staff.get(act("detail", imported.ref)))
    assert "B3: Enter one email address" in page
    assert "Bring in 1 row and leave 1 out" in page
    row = imported.rows.get(number=3)
    assert "bob@" in text_of(staff.get(act("row", imported.ref, row.ref)))
    staff.post(
        act("row", imported.ref, row.ref), {"cell_0": "Bob", "cell_1": "bob@example.com", "cell_2": ""}
    )
    assert "Bring in 2 rows" in text_of(staff.get(act("detail", imported.ref)))
    staff.post(act("bring_in", imported.ref))
    page = text_of(staff.get(act("detail", imported.ref)))
    assert "Undo this file" in page
    assert Person.objects.known_to([trust.pk]).count() == 3
    assert not Notification.objects.exists()
    staff.post(act("undo", imported.ref))
    assert "Then it was undone" in text_of(staff.get(act("detail", imported.ref)))
    assert Person.objects.known_to([trust.pk]).count() == 1


def test_a_file_that_cannot_be_read_says_why(staff):
    answer = staff.post(act("send"), {"file": sent(b"Name,Name\na,b\n"), "kind": "people"})
    assert "Two columns are called “Name”" in text_of(answer)
    assert not PeopleImport.objects.exists()


def test_a_question_is_answered_row_by_row_or_for_all(staff, trust, manager):
    bea = builders.person("Bea", email="ann@example.com", organisation=trust)
    imported = read(csv_of(ANN, ["Cy", "ann@example.com", ""]), trust, manager)
    page = text_of(staff.get(act("detail", imported.ref)))
    assert "They are all new people" in page
    assert "Bring in" not in page
    row = imported.rows.get(number=2)
    assert "Bea (ann@example.com)" in text_of(staff.get(act("row", imported.ref, row.ref)))
    cells = {"cell_0": "Ann Able", "cell_1": "ann@example.com", "cell_2": ""}
    staff.post(act("row", imported.ref, row.ref), cells | {"choice": bea.ref})
    row.refresh_from_db()
    assert (row.outcome, row.person) == ("changed", bea)
    staff.post(act("answer_all", imported.ref), {"choice": "out"})
    assert imported.rows.get(number=3).outcome == "refused"


def test_while_the_machine_works_the_page_says_how_far_it_is(staff, trust, manager, monkeypatch):
    monkeypatch.setattr(working, "AT_ONCE", 0)
    imported = read(csv_of(ANN), trust, manager)
    assert "0 of 1 so far" in text_of(staff.get(act("detail", imported.ref)))
    staff.post(act("stop", imported.ref))
    assert "This was stopped" in text_of(staff.get(act("detail", imported.ref)))


def test_people_are_told_when_somebody_says_so(staff, trust, manager):
    done = working.send_in(read(csv_of(ANN, ["Bob", "b@example.com", ""]), trust, manager), by=manager)
    page = act("tell", done.ref)
    assert staff.post(page, {}).status_code == 200
    assert not Notification.objects.exists()
    staff.post(page, {"people": [Person.objects.get(name="Ann Able").ref]})
    assert Notification.objects.get().recipient.name == "Ann Able"
    staff.post(page, {"everyone": "1"})
    assert Notification.objects.count() == 2
    assert "Everyone from this file has been told" in text_of(staff.get(page))


def test_people_go_out_as_a_file_and_it_is_written_down(staff, trust):
    builders.person("Ann", email="ann@example.com", organisation=trust)
    builders.person("Stranger", organisation=builders.organisation())
    answer = staff.get(reverse("people:export", args=["people", trust.ref]))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Row (leave as it is),Name,Email")
    assert [line.split(",")[1] for line in lines[1:]] == ["Ann", "Mo Manager"]
    assert HistoryEntry.objects.filter(verb="took a list away").exists()


def test_the_sample_can_be_sent_as_it_is(staff, trust):
    content = staff.get(act("sample", "people")).content
    imported = upload(staff, content, "people.xlsx")
    assert set(imported.mapping.values()) >= {"name", "email", "phone", "channel", "consent_on"}
    staff.post(
        act("columns", imported.ref),
        {f"column_{place}": means for place, means in imported.mapping.items()}
        | {"source": "x", "consent": "y"},
    )
    assert imported.rows.get().problems == []


def test_another_organisation_sees_none_of_it(client, trust, manager):
    imported = read(csv_of(ANN), trust, manager)
    stranger = builders.staff_user("ppi_manager", builders.organisation(), name="Sam")
    theirs = builders.sign_in(client, stranger)
    assert theirs.get(act("detail", imported.ref)).status_code == 404
    assert theirs.post(act("bring_in", imported.ref)).status_code == 404
    assert theirs.get(reverse("people:export", args=["people", trust.ref])).status_code == 404
    assert imported.ref not in text_of(theirs.get(reverse("people:imports")))


def test_a_name_is_text_on_the_page(staff, trust, manager):
    imported = read(xlsx_of(["<script>alert(1)</script>", "a@example.com", ""]), trust, manager)
    assert "<script>alert" not in staff.get(act("detail", imported.ref)).content.decode()
    imported.refresh_from_db()
    assert imported.status == Status.READY
