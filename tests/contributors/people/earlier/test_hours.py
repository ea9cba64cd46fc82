"""Hours from earlier records: whose they are, what they count for, and that they come, change and go whole."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contributors.people.earlier.models import MOST_MINUTES, EarlierHours
from contributors.people.earlier.queries import earlier_hours
from contributors.people.importing.actions import answering, working
from contributors.people.importing.rules.cells import minutes
from contributors.people.importing.states import Outcome, Status
from contributors.people.models import Person
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from tests import builders
from tests.contributors.people.importing.files import adds_up, csv_of, outcomes, problems, read, taken_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]
HEAD = ["Name", "Email", "Day", "Time", "What for"]
ANN = ["Ann Able", "ann@example.com", "3 April 2025", "2:30", "Steering group"]


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def ann(trust):
    return builders.person("Ann Able", email="ann@example.com", organisation=trust)


@pytest.fixture
def bring(trust, manager):
    """Read a file of hours, and bring it in when it can be."""

    def brought(*rows, head=HEAD, send=True):
        imported = read(csv_of(*rows, head=head), trust, manager, kind="hours")
        return working.send_in(imported, by=manager) if send else imported

    return brought


@pytest.mark.parametrize(
    ("text", "found"),
    [("2:30", 150), ("2.5", 150), ("2h30", 150), ("2 Hours 30 mins", 150), ("45 min", 45), ("0.33", 20), ("7", 420)],
)  # fmt: skip
def test_lengths_of_time(text, found):
    assert minutes(MOST_MINUTES)(text, "") == found


@pytest.mark.parametrize("text", ["", "2,5", "2:75", "-1", "745", "0", "half an hour", "٢", "1e3"])
def test_what_is_no_length_of_time(text):
    with pytest.raises(ValidationError):
        minutes(MOST_MINUTES)(text, "")


def test_a_day_is_no_length_of_time():
    with pytest.raises(ValidationError):
        minutes(MOST_MINUTES)("2026-04-03", "date")


def test_hours_come_in_and_nothing_follows_from_them(ann, bring, manager):
    before = (Notification.objects.count(), Promise.objects.count())
    done = bring(ANN)
    held = EarlierHours.objects.get()
    assert (held.person, held.day, held.minutes, held.what, held.source) == (
        ann, dt.date(2025, 4, 3), 150, "Steering group", "A list of 2025",
    )  # fmt: skip
    assert (done.created, adds_up(done)) == (1, True)
    assert (Notification.objects.count(), Promise.objects.count()) == before
    said = earlier_hours(ann, manager)
    assert said is not None
    assert (said["minutes"], said["first"], said["last"]) == (150, held.day, held.day)
    stranger = builders.staff_user("ppi_manager", builders.organisation())
    assert earlier_hours(ann, stranger) is None


def test_only_people_who_are_known_here(ann, trust, bring):
    builders.person("Bo", email="bo@example.com", organisation=builders.organisation())
    elsewhere, unknown = ["Bo", "bo@example.com", *ANN[2:]], ["Nobody", "", *ANN[2:]]
    imported = bring(elsewhere, unknown, send=False)
    assert [one[:22] for one in problems(imported)] == ["A2 you do not know any", "A3 you do not know any"]


def test_a_name_alone_is_a_question_with_one_answer_for_all(ann, trust, bring):
    for _twin in range(2):
        builders.person("Bo Both", organisation=trust)
    rows = [["Ann Able", "", *ANN[2:]], ["Bo Both", "", *ANN[2:]], ["Other", "ann@example.com", *ANN[2:]]]
    imported = bring(*rows, send=False)
    assert outcomes(imported) == [Outcome.ASK] * 3
    assert answering.answer_all(imported, choice="one") == 1
    assert outcomes(imported) == [Outcome.NEW, Outcome.ASK, Outcome.ASK]  # two of one name; another name
    assert imported.rows.get(number=2).person == ann


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({2: ""}, "C2 “Day” is missing"),
        ({3: "2,5"}, "D2 write a time like"),
        ({3: ""}, "D2 “Time” is missing"),
        ({2: "3 April 2030"}, "C2 this day is still to come"),
        ({0: ""}, "A2 there is no name"),
    ],
)
def test_what_is_wrong_is_named_by_its_cell(ann, bring, change, said):
    row = [change.get(place, text) for place, text in enumerate(ANN)]
    [found] = problems(bring(row, send=False))
    assert found.startswith(said)


def test_the_same_twice_is_asked_about_and_a_second_file_changes_nothing(ann, bring):
    assert outcomes(bring(ANN, ANN)) == [Outcome.NEW, Outcome.REFUSED]
    assert outcomes(bring(ANN, send=False)) == [Outcome.SAME]


def test_a_reference_says_which_row_it_is_and_is_never_somebody_elses(ann, trust, bring):
    bring(ANN)
    held = EarlierHours.objects.get()
    builders.person("Bo", email="bo@example.com", organisation=trust)
    head = ["Row (leave as it is)", *HEAD]
    assert (
        "about someone else"
        in problems(bring([held.ref, "Bo", "bo@example.com", *ANN[2:]], head=head, send=False))[0]
    )
    assert "nothing here has" in problems(bring(["zzz", *ANN], head=head, send=False))[0]
    changed = bring([held.ref, *ANN[:3], "3:00", ""], head=head)
    held.refresh_from_db()
    assert (changed.updated, held.minutes, held.what) == (1, 180, "Steering group")  # empty changes nothing
    assert changed.rows.get().changes == [["Time", "2 hours 30 minutes", "3 hours"]]
    assert HistoryEntry.objects.filter(verb="record changed", subject_id=held.pk).exists()


def test_undone_it_is_as_it_was(ann, bring, manager):
    first = bring(ANN)
    held = EarlierHours.objects.get()
    second = bring([held.ref, *ANN[:3], "3:00", ""], head=["Row (leave as it is)", *HEAD])
    kept = working.ask_undo(first, by=manager)
    assert (kept.kept_back, EarlierHours.objects.count()) == (1, 1)
    assert "another file has changed this since" in problems(kept)[0]
    assert working.ask_undo(second, by=manager).kept_back == 0
    held.refresh_from_db()
    assert held.minutes == 150


def test_undone_nothing_is_left(ann, bring, manager):
    assert working.ask_undo(bring(ANN), by=manager).status == Status.UNDONE
    assert not EarlierHours.objects.exists()


def test_who_has_hours_stays_when_their_own_file_is_undone(trust, manager, bring):
    people = working.send_in(read(csv_of(ANN[:2], head=HEAD[:2]), trust, manager), by=manager)
    hours = bring(ANN)
    assert working.ask_undo(people, by=manager).kept_back == 1
    assert Person.objects.filter(name="Ann Able").exists()
    assert working.ask_undo(hours, by=manager).kept_back == 0


LINES = st.tuples(
    st.sampled_from(["ann@example.com", "bo@example.com", "who@example.com"]),
    st.sampled_from(["3 April 2025", "4 April 2025", "32 April 2025", ""]),
    st.sampled_from(["1:00", "90 min", "0", "=1+1"]),
    st.sampled_from(["", "Group", "=HYPERLINK(1)", "'x", "Siân’s – ünï"]),
)
NAMES = {"ann@example.com": "Ann Able", "bo@example.com": "=Bo", "who@example.com": "Who"}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.lists(LINES, min_size=1, max_size=6), second=st.lists(LINES, max_size=4), as_xlsx=st.booleans()
)
def test_counts_add_up_a_round_trip_changes_nothing_and_an_undo_leaves_what_was(
    trust, manager, bring, first, second, as_xlsx
):
    for email, name in list(NAMES.items())[:2]:
        Person.objects.filter(email=email).exists() or builders.person(name, email=email, organisation=trust)
    EarlierHours.objects.all().delete()

    def all_there():
        return sorted(EarlierHours.objects.values_list("person", "day", "minutes", "what"))

    sent = []
    for lines in (first, second):
        before = all_there()
        imported = bring(*[[NAMES[one[0]], *one] for one in lines] or [ANN], send=False)
        goes = {"new", "changed"} & set(outcomes(imported))
        if goes:
            imported = working.send_in(imported, by=manager)
            assert adds_up(imported)
            assert imported.created == len(all_there()) - len(before)
            sent.append((imported, before))
    if all_there():
        again = read(
            taken_out("hours", trust, manager, as_xlsx=as_xlsx), trust, manager, kind="hours", name="h"
        )
        assert problems(again) == []
        assert set(outcomes(again)) == {Outcome.SAME}
    for imported, before in reversed(sent):
        assert working.ask_undo(imported, by=manager).kept_back == 0
        assert all_there() == before


def test_as_many_queries_for_thirty_rows_as_for_three(ann, bring):
    def count(n):
        rows = [[*ANN[:3], "1:00", f"{n} {one}"] for one in range(n)]
        with CaptureQueriesContext(connection) as took:
            bring(*rows)
        return len(took)

    count(1)
    assert count(3) == count(30)
