"""People from a file: read, compared, asked about, brought in whole or not at all, and undone."""

import datetime as dt

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contributors.people.importing import queries
from contributors.people.importing.actions import answering, forgetting, inviting, receiving, working
from contributors.people.importing.models import ImportRow, PersonSource
from contributors.people.importing.states import Outcome, Status
from contributors.people.models import Connection, Person
from contributors.people.notes import actions as notes
from coproduce.foundation.documents.tables import read_table
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.transitions import TransitionRefused
from tests import builders
from tests.contributors.people.importing.files import (
    ANN,
    HEAD,
    csv_of,
    outcomes,
    problems,
    read,
    taken_out,
    xlsx_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


def known(trust) -> list[str]:
    return sorted(
        Person.objects.known_to([trust.pk]).exclude(name="Mo Manager").values_list("name", flat=True)
    )


class TestBringIn:
    def test_people_come_in_with_their_source_and_nobody_is_told(self, trust, manager):
        imported = read(csv_of(ANN, ["Bob Book", "", "0113 496 0000"]), trust, manager)
        assert (known(trust), imported.status) == ([], Status.READY)
        done = working.send_in(imported, by=manager)
        assert (done.status, done.created, done.refused, done.done_by) == (Status.DONE, 2, 0, manager)
        assert known(trust) == ["Ann Able", "Bob Book"]
        bob = Person.objects.get(name="Bob Book")
        assert (bob.channel, bob.phone) == ("phone", "0113 496 0000")
        said = PersonSource.objects.get(person=bob)
        assert (said.source, said.consent, said.imported, said.recorded_by) == (
            "A list of 2025", "They ticked a box", done, manager,
        )  # fmt: skip
        assert not Notification.objects.exists()
        # A name and a mailbox alone show no more than was typed; with more, the team knows the person.
        shares = dict(Connection.objects.filter(organisation=trust).values_list("person__name", "shares"))
        assert (shares["Ann Able"], shares["Bob Book"]) == (False, True)

    def test_the_same_file_a_second_time_changes_nothing(self, trust, manager):
        content = csv_of(ANN, ["Bob Book", "", "0113 496 0000"], head=HEAD)
        working.send_in(read(content, trust, manager), by=manager)
        again = read(content, trust, manager)
        bob = again.rows.get(number=3)
        assert outcomes(again) == [Outcome.SAME, Outcome.ASK]  # a name alone is a question
        answering.mend(bob, choice=Person.objects.get(name="Bob Book").ref)
        assert outcomes(again) == [Outcome.SAME, Outcome.SAME]
        with pytest.raises(TransitionRefused):
            working.send_in(again, by=manager)

    def test_problems_name_their_cells_and_the_rest_comes_in(self, trust, manager):
        rows = (ANN, ["", "b@example.com", ""], ["Cy", "cy@", ""], ["Di", "", "12"], ["Ed", "", ""])
        imported = read(csv_of(*rows), trust, manager)
        assert outcomes(imported) == ["new", "refused", "refused", "refused", "refused"]
        assert [one.partition(" ")[0] for one in problems(imported)] == ["A3", "B4", "C5", "A6"]
        done = working.send_in(imported, by=manager)
        assert (done.rows_read, done.created, done.refused) == (5, 1, 4)

    def test_a_row_is_mended_here(self, trust, manager):
        imported = read(csv_of(ANN, ["Cy", "cy@", ""]), trust, manager)
        row = answering.mend(imported.rows.get(number=3), cells={1: "cy@example.com"})
        assert (row.outcome, row.problems) == (Outcome.NEW, [])
        assert working.send_in(imported, by=manager).created == 2

    def test_one_row_can_be_left_out(self, trust, manager):
        imported = read(csv_of(ANN, ["Cy", "cy@example.com", ""]), trust, manager)
        answering.mend(imported.rows.get(number=3), choice="out")
        done = working.send_in(imported, by=manager)
        assert (done.created, done.refused, known(trust)) == (1, 1, ["Ann Able"])

    def test_a_failure_half_way_leaves_nothing(self, trust, manager, monkeypatch):
        imported = read(csv_of(ANN, ["Bob", "b@example.com", ""]), trust, manager)

        def fails(*_args, **_kwargs):
            raise RuntimeError

        monkeypatch.setattr(PersonSource.objects, "bulk_create", fails)
        with pytest.raises(RuntimeError):
            working.send_in(imported, by=manager)
        imported.refresh_from_db()
        assert (known(trust), imported.status) == ([], Status.READY)

    def test_what_changed_since_is_looked_at_again(self, trust, manager):
        imported = read(csv_of(ANN), trust, manager)
        builders.person("Ann Able", email="ann@example.com", organisation=trust)
        again = working.send_in(imported, by=manager)
        assert (again.status, outcomes(again), known(trust)) == (Status.READY, ["same"], ["Ann Able"])

    def test_the_long_way_is_the_same(self, trust, manager, monkeypatch, django_capture_on_commit_callbacks):
        monkeypatch.setattr(working, "AT_ONCE", 0)
        monkeypatch.setattr(working, "CHUNK", 2)
        with django_capture_on_commit_callbacks():
            imported = read(csv_of(*[[f"P {n}", f"p{n}@example.com", ""] for n in range(5)]), trust, manager)
        assert imported.status == Status.CHECKING
        assert queries.at_work() == [imported.pk]
        working.run(imported.pk)
        working.run(imported.pk)  # twice does no harm
        imported.refresh_from_db()
        assert (imported.status, imported.rows.count()) == (Status.READY, 5)
        with django_capture_on_commit_callbacks():
            working.send_in(imported, by=manager)
        working.run(imported.pk)
        working.run(imported.pk)
        imported.refresh_from_db()
        assert (imported.status, imported.created, len(known(trust))) == (Status.DONE, 5, 5)

    def test_a_check_that_died_goes_on(self, trust, manager, monkeypatch, django_capture_on_commit_callbacks):
        monkeypatch.setattr(working, "AT_ONCE", 0)
        monkeypatch.setattr(working, "CHUNK", 2)
        rows = [[f"P {n}", f"p{n}@example.com", ""] for n in range(5)]
        with django_capture_on_commit_callbacks():
            imported = read(csv_of(*rows, rows[0]), trust, manager)
        whole = working._check_piece
        monkeypatch.setattr(
            working, "_check_piece", lambda *args, **more: args[3] < 2 and whole(*args, **more)
        )
        working.run(imported.pk)
        imported.refresh_from_db()
        assert (imported.status, imported.rows_done) == (Status.CHECKING, 2)
        monkeypatch.setattr(working, "_check_piece", whole)
        working.run(imported.pk)
        assert outcomes(imported) == ["new"] * 5 + ["refused"]  # it remembers the rows before it stopped

    def test_a_check_can_be_stopped(self, trust, manager, monkeypatch, django_capture_on_commit_callbacks):
        monkeypatch.setattr(working, "AT_ONCE", 0)
        with django_capture_on_commit_callbacks():
            imported = read(csv_of(ANN), trust, manager)
        receiving.stop(imported, by=manager)
        working.run(imported.pk)
        imported.refresh_from_db()
        assert (imported.status, imported.rows.count(), bytes(imported.packed)) == (Status.STOPPED, 0, b"")


class TestMatching:
    def test_a_shared_mailbox_is_a_question(self, trust, manager):
        ann = builders.person("Ann Able", email="ann@example.com", organisation=trust, channel="email")
        imported = read(csv_of(["Bea Able", "ANN@example.com", ""]), trust, manager)
        row = imported.rows.get()
        assert (row.outcome, row.candidates) == (Outcome.ASK, [ann.pk])
        with pytest.raises(TransitionRefused):
            working.send_in(imported, by=manager)
        answering.mend(row, choice="new")
        assert working.send_in(imported, by=manager).created == 1
        assert known(trust) == ["Ann Able", "Bea Able"]

    @pytest.mark.parametrize(
        ("born", "outcome"), [("1961", Outcome.ASK), ("1980", Outcome.NEW), ("", Outcome.ASK)]
    )
    def test_name_and_year_of_birth(self, trust, manager, born, outcome):
        head = ["Name", "Email", "Year of birth"]
        working.send_in(
            read(csv_of(["Ann Able", "one@example.com", "1961"], head=head), trust, manager), by=manager
        )
        other = read(csv_of([" ann  ABLE ", "two@example.com", born], head=head), trust, manager)
        assert outcomes(other) == [outcome]

    def test_the_same_person_twice_in_a_file(self, trust, manager):
        imported = read(csv_of(ANN, ["ann able ", " Ann@Example.com", ""]), trust, manager)
        assert outcomes(imported) == ["new", "refused"]
        assert problems(imported) == ["A3 this is the same person as in row 2."]

    def test_how_somebody_is_reached_is_never_changed_by_a_file(self, trust, manager):
        person = builders.person(
            "Ann Able", email="ann@example.com", phone="+441134960000", organisation=trust
        )
        imported = read(csv_of(["Ann Able", "ann@example.com", "0113 496 0001"]), trust, manager)
        assert outcomes(imported) == ["refused"]
        assert problems(imported)[0].startswith("C2 we hold something else for Ann Able.")
        person.refresh_from_db()
        assert person.phone == "+441134960000"

    def test_a_name_and_papers_can_be(self, trust, manager):
        person = builders.person("Ann Able", email="ann@example.com", organisation=trust)
        rows = [person.ref, "Ann Able-Book", "large print"]
        imported = read(csv_of(rows, head=["Row (leave as it is)", "Name", "Format"]), trust, manager)
        assert imported.rows.get().changes == [
            ["Name", "Ann Able", "Ann Able-Book"],
            ["How they want papers", "standard print", "large print"],
        ]
        done = working.send_in(imported, by=manager)
        person.refresh_from_db()
        assert (done.updated, person.name, person.format) == (1, "Ann Able-Book", "large")
        working.ask_undo(done, by=manager)
        person.refresh_from_db()
        assert (person.name, person.format) == ("Ann Able", "standard")

    def test_nothing_tells_who_is_known_elsewhere(self, trust, manager):
        other = builders.organisation()
        elsewhere = builders.person("Ann Able", email="ann@example.com", organisation=other)
        colleague = builders.staff_user("ppi_manager", other, name="Sam Staff")
        rows = (ANN, ["Sam Staff", colleague.email, ""], ["Nora New", "nora@example.com", ""])
        imported = read(csv_of(*rows), trust, manager)
        assert outcomes(imported) == ["new", "new", "new"]
        assert [(row.candidates, row.problems, row.changes) for row in imported.rows.all()] == [
            ([], [], [])
        ] * 3
        done = working.send_in(imported, by=manager)
        assert done.created == 3
        assert not Connection.objects.filter(person=elsewhere, organisation=trust).exists()
        working.ask_undo(done, by=manager)
        assert Person.objects.filter(pk=elsewhere.pk).exists()
        assert known(trust) == []

    def test_a_reference_of_another_organisation_is_nobody(self, trust, manager):
        stranger = builders.person("Cy", email="cy@example.com", organisation=builders.organisation())
        imported = read(csv_of([stranger.ref, "Cy"], head=["Row (leave as it is)", "Name"]), trust, manager)
        assert problems(imported) == ["A2 nobody here has this reference. Leave it empty for someone new."]

    def test_a_colleague_is_not_changed(self, trust, manager):
        colleague = builders.staff_user("approver", trust, name="Col League").people.get()
        Connection.objects.update_or_create(person=colleague, organisation=trust, defaults={"shares": True})
        rows = [colleague.ref, "Somebody Else"]
        imported = read(csv_of(rows, head=["Row (leave as it is)", "Name"]), trust, manager)
        assert problems(imported) == ["B2 you cannot change the details of Col League."]


class TestUndo:
    @pytest.fixture
    def done(self, trust, manager):
        return working.send_in(
            read(csv_of(ANN, ["Bob Book", "", "0113 496 0000"]), trust, manager), by=manager
        )

    def test_everything_is_gone(self, done, trust, manager):
        undone = working.ask_undo(done, by=manager)
        assert (undone.status, undone.kept_back, known(trust)) == (Status.UNDONE, 0, [])
        assert not PersonSource.objects.exists()

    def test_whoever_something_happened_with_stays(self, done, trust, manager):
        bob = Person.objects.get(name="Bob Book")
        notes.write_note(bob, organisation_id=trust.pk, by=manager, words="Rang", shared=False)
        undone = working.ask_undo(done, by=manager)
        assert (undone.kept_back, known(trust)) == (1, ["Bob Book"])
        assert problems(done) == [
            "Row 3 Bob Book stays: something has happened with them since. See their page."
        ]

    def test_for_a_day_alone(self, done, manager):
        with (
            time_machine.travel(done.done_at + dt.timedelta(days=1, seconds=1)),
            pytest.raises(TransitionRefused),
        ):
            working.ask_undo(done, by=manager)

    def test_rows_are_deleted_after_the_day(self, done):
        assert forgetting.to_forget() == []
        with time_machine.travel(done.done_at + dt.timedelta(days=1, seconds=1)):
            assert forgetting.to_forget() == [done.pk]
            forgetting.forget(done.pk)
            assert forgetting.to_forget() == []
        done.refresh_from_db()
        assert (ImportRow.objects.count(), done.created, done.head) == (0, 2, [])


class TestTell:
    def test_each_is_told_once_when_somebody_says_so(self, trust, manager):
        done = working.send_in(read(csv_of(ANN, ["Bob", "bob@example.com", ""]), trust, manager), by=manager)
        ann = Person.objects.get(name="Ann Able")
        assert inviting.tell(done, manager, [ann.ref]) == 1
        assert list(Notification.objects.values_list("recipient", "kind")) == [(ann.pk, "people/brought_in")]
        assert inviting.tell(done, manager) == 1
        assert inviting.tell(done, manager) == 0
        assert Notification.objects.count() == 2

    def test_who_was_told_stays_after_an_undo(self, trust, manager):
        done = working.send_in(read(csv_of(ANN, ["Bob", "bob@example.com", ""]), trust, manager), by=manager)
        inviting.tell(done, manager, [Person.objects.get(name="Ann Able").ref])
        working.ask_undo(done, by=manager)
        assert known(trust) == ["Ann Able"]


class TestMapping:
    def test_what_a_heading_means_is_remembered(self, trust, manager):
        head = ["Nickname", "Electronic post"]
        table = read_table(csv_of(["Ann", "ann@example.com"], head=head), "a.csv")
        imported = receiving.receive(table, organisation=trust, kind="people", by=manager)
        assert imported.mapping == {}
        receiving.say_columns(imported, by=manager, mapping={"0": "name", "1": "email"})
        again = receiving.receive(table, organisation=trust, kind="people", by=manager)
        assert again.mapping == {"0": "name", "1": "email"}
        elsewhere = receiving.receive(table, organisation=builders.organisation(), kind="people", by=manager)
        assert elsewhere.mapping == {}

    def test_a_needed_column_is_asked_for(self, trust, manager):
        table = read_table(csv_of(ANN), "a.csv")
        imported = receiving.receive(table, organisation=trust, kind="people", by=manager)
        with pytest.raises(TransitionRefused, match="Name"):
            receiving.say_columns(imported, by=manager, mapping={"1": "email"})
        with pytest.raises(TransitionRefused, match="two columns"):
            receiving.say_columns(imported, by=manager, mapping={"0": "name", "1": "name"})


names = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=40)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(
        st.tuples(
            names,
            st.sampled_from(["", "a@example.com", "b@example.com"]),
            st.sampled_from(["", "+441134960000", "+33 1 42 68 53 00"]),
            st.sampled_from(["1 High Street\nLeeds", "=1+1", "'x", "-5 Mill Lane"]),
            st.sampled_from(["standard", "large", "braille"]),
            st.sampled_from([None, 1961]),
            st.booleans(),
        ),
        min_size=1,
        max_size=6,
    ),
    as_xlsx=st.booleans(),
)
def test_taken_out_and_sent_back_nothing_changes(trust, manager, people, as_xlsx):
    Person.objects.known_to([trust.pk]).exclude(account=manager).delete()
    for name, email, phone, address, form, born, shares in people:
        clean = _clean_name(name)
        if clean:
            person = builders.person(
                clean, email=email, organisation=trust, phone=_phone(phone), address=address, format=form
            )
            Connection.objects.filter(person=person).update(shares=shares)
            PersonSource.objects.create(
                person=person, organisation=trust, birth_year=born, source="=A list", recorded_by=manager
            )
    imported = read(taken_out("people", trust, manager, as_xlsx=as_xlsx), trust, manager)
    assert problems(imported) == []
    assert set(outcomes(imported)) <= {Outcome.SAME}
    assert imported.rows_read == Person.objects.known_to([trust.pk]).count()


def _clean_name(text: str) -> str:
    from django.core.exceptions import ValidationError

    from coproduce.foundation import fields

    try:
        return fields.PersonNameField(max_length=120).clean(text)
    except ValidationError:
        return ""


def _phone(text: str) -> str:
    from coproduce.foundation.fields.contact import normalise_phone

    return normalise_phone(text) if text else ""


def test_a_spreadsheet_is_read_like_a_csv(trust, manager):
    imported = read(xlsx_of(ANN), trust, manager, name="people.xlsx")
    assert outcomes(imported) == ["new"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["Ann", "аnn@example.com", ""], "B2 The email address has a letter or hidden sign"),
        (["Ann", "a@x.example\u202e", ""], "B2 The email address has a letter or hidden sign"),
        (["SiÃ¢n", "a@x.example", ""], "A2 the letters are wrong."),
        (["Donâ€™t", "a@x.example", ""], "A2 the letters are wrong."),
        (["Ann", "", "1.23E+07"], "C2 a spreadsheet has made a number of this"),
        (["Ann", "a@x.example", "", "over the edge"], "D2 this stands beside the table"),
        (["=cmd|' /C calc'!A0", "a@x.example", ""], ""),
        (["\u202eAnn", "a@x.example", ""], ""),
        (["JOÃO", "a@x.example", ""], ""),
    ],
)
def test_hostile_cells(trust, manager, cells, said):
    imported = read(csv_of(cells), trust, manager)
    found = problems(imported)
    assert found[0].startswith(said) if said else found == []


def test_what_looks_like_a_formula_is_a_text_and_goes_out_as_one(trust, manager):
    working.send_in(read(csv_of(["=1+1", "a@x.example", ""]), trust, manager), by=manager)
    assert "=1+1" in known(trust)
    assert "'=1+1" in taken_out("people", trust, manager, as_xlsx=False).decode()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (441134960000, "C2 a spreadsheet has made a number"),
        (dt.date(2026, 4, 3), "C2 a spreadsheet has turned"),
    ],
)
def test_what_excel_did_to_a_phone_number(trust, manager, value, said):
    imported = read(xlsx_of(["Ann", "a@x.example", value]), trust, manager)
    assert problems(imported)[0].startswith(said)


@pytest.mark.parametrize(
    ("value", "said"), [("03/04/2026", ""), (46115, "C2 this is a number"), (dt.date(2026, 4, 3), "")]
)
def test_days_are_read_the_british_way(trust, manager, value, said):
    content = xlsx_of(["Ann", "a@x.example", value], head=["Name", "Email", "Agreed on"])
    with time_machine.travel(dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)):
        row = read(content, trust, manager).rows.get()
    assert row.problems[0][0] == "C2" if said else row.values["consent_on"] == "2026-04-03"


def test_a_formula_is_refused_where_it_stands(trust, manager):
    imported = read(xlsx_of(["Ann", '=HYPERLINK("http://evil.example")', ""]), trust, manager)
    assert problems(imported) == ["B2 type the value itself, not a formula."]


def test_as_many_queries_to_change_thirty_people_as_to_change_three(trust, manager):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(n):
        mine = [builders.person(f"P {n} {one}", organisation=trust) for one in range(n)]
        rows = [[one.ref, one.name, "large print", "1961"] for one in mine]
        imported = read(csv_of(*rows, head=["Reference", "Name", "Papers", "Born"]), trust, manager)
        with CaptureQueriesContext(connection) as took:
            done = working.send_in(imported, by=manager)
        assert done.updated == n
        with CaptureQueriesContext(connection) as undone:
            assert working.ask_undo(done, by=manager).kept_back == 0
        return len(took), len(undone)

    count(1)
    assert count(3) == count(30)


def test_whatever_points_at_a_person_holds_them_also_where_no_name_leads_back(trust, manager):
    pointing = {model._meta.label for model, _field in queries.point_at_people()}
    hidden = {one.related_model._meta.label for one in Person._meta.get_fields(include_hidden=True)
              if one.auto_created and one.one_to_many and one.hidden}  # fmt: skip
    assert hidden
    assert hidden <= pointing


def test_a_mailbox_that_came_later_is_neither_shown_nor_matched(trust, manager):
    ann = builders.person("Ann Able", email="old@example.com", organisation=trust)
    Connection.objects.filter(person=ann).update(
        shares=False, known_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )
    now = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
    Person.objects.filter(pk=ann.pk).update(email="new@example.com", mailbox_changed_at=now)
    assert b"new@example.com" not in taken_out("people", trust, manager)
    assert outcomes(read(csv_of(["Bo", "new@example.com", ""]), trust, manager)) == [Outcome.NEW]
