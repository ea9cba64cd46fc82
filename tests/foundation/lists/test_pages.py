"""A list in its address: narrowed, cleared, taken away, and who is told of that."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from contributors.accounts.roles import Role
from contributors.people.supporters import actions as supporters
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.lists import pages
from coproduce.foundation.lists.registry import declare
from projects.team.lists import PROJECTS
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation("Severn Trust")


@pytest.fixture
def manager(trust):
    return builders.staff_user(Role.PPI_MANAGER, trust, name="Priya")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def sheet_of(response):
    return load_workbook(io.BytesIO(response.content))


def rows_of(response) -> list[list]:
    return [[cell.value for cell in row] for row in sheet_of(response).active.iter_rows(min_row=2)]


def test_a_list_has_one_declaration():
    with pytest.raises(ValueError, match="declared twice"):
        declare(PROJECTS.url, title="Again")


def test_a_spreadsheet_has_the_rows_that_the_filters_leave_over(staff, trust, manager):
    for title in ("Breathing", "Sleep", "Breath of air"):
        builders.project(trust, lead=manager.person, title=title)
    page = staff.get("/projects/", {"q": "breath"})
    sheet = staff.get(f"/projects/{page.context['page'].sheet_url}")
    assert [row[0] for row in rows_of(sheet)] == ["Breath of air", "Breathing"]
    about = dict(list(row)[:2] for row in sheet_of(sheet).worksheets[1].iter_rows(values_only=True))
    assert about["Rows"] == "2"
    assert about["Part of the title"] == "breath"
    assert about["List"] == "Projects"


def test_it_holds_more_than_a_page(staff, trust, manager):
    for _ in range(60):
        builders.person(organisation=trust)
    assert len(staff.get("/people/").context["page"]) == 25
    assert len(rows_of(staff.get("/people/?as=spreadsheet"))) == 61  # with the manager


def test_who_took_it_is_written_down_and_what_was_searched_for_is_not(staff, trust, manager):
    builders.person("Meg Hughes", organisation=trust)
    staff.get("/people/", {"name": "meg", "as": "spreadsheet"})
    entry = HistoryEntry.objects.get(verb="took a list away")
    assert (entry.by, entry.organisation) == (manager, trust)
    assert entry.detail == {"list": "people:list", "rows": 1, "narrowed_by": ["name"]}
    assert entry.words == "Took a list away as a spreadsheet"


def test_somebodys_own_list_is_nobody_elses_business(client, trust):
    meg = builders.contributor_user(trust, name="Meg")
    builders.sent_claim(meg.person, trust, 8_40)
    builders.sign_in(client, meg)
    assert rows_of(client.get("/my/claims/?as=spreadsheet"))[0][2] == 8.4
    assert not HistoryEntry.objects.filter(verb="took a list away").exists()


def test_too_many_rows_are_refused_and_it_says_what_to_do(staff, trust, monkeypatch):
    monkeypatch.setattr(pages, "MOST_ROWS", 3)
    for _ in range(4):
        builders.person(organisation=trust)
    answer = staff.get("/people/?as=spreadsheet", follow=True)
    assert "A spreadsheet holds up to 3 rows. Use the filters to show fewer" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/people/"
    assert not HistoryEntry.objects.filter(verb="took a list away").exists()


def test_nothing_matches_leads_back_to_the_whole_list(staff, trust):
    builders.person("Meg", organisation=trust)
    page = staff.get("/people/", {"name": "zzz"}).content.decode()
    assert "Nobody found" in page
    assert f'<a href="{reverse("people:list")}">Clear the filters</a>' in page
    assert "as=spreadsheet" not in page


def test_what_was_not_offered_narrows_nothing(staff, trust, manager):
    builders.project(trust, lead=manager.person)
    page = staff.get("/projects/", {"status": "nonsense", "q": "\x00"}).context["page"]
    assert len(page) == 1
    assert not page.filtered


def test_which_part_of_the_list_is_kept_while_it_is_narrowed(staff):
    page = staff.get("/promises/", {"show": "kept", "q": "meg"})
    assert 'name="show" value="kept"' in page.content.decode()
    assert page.context["page"].filtered
    assert not staff.get("/promises/", {"show": "kept"}).context["page"].filtered


@pytest.mark.parametrize("address", ["/people/?as=spreadsheet", "/claims/?as=spreadsheet"])
def test_a_spreadsheet_asks_as_often_for_thirty_rows_as_for_three(staff, trust, address):
    counts = []
    for many in (3, 27):
        for _ in range(many):
            builders.sent_claim(builders.person(organisation=trust), trust, 5_00)
        staff.get(address)
        with CaptureQueriesContext(connection) as caught:
            staff.get(address)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_what_a_helper_takes_away_stands_in_the_history_of_whose_it_is(client, trust):
    meg, nia = (builders.contributor_user(trust, name=name) for name in ("Meg", "Nia"))
    helper = supporters.ask(meg.person, name="Nia", email=nia.email, claims=True, dates=False, by=meg)
    supporters.accept(helper, by=nia)
    builders.sent_claim(meg.person, trust, 8_40)
    builders.sign_in(client, nia)
    client.post(reverse("my_helpers:start", args=[helper.ref]))
    assert rows_of(client.get("/my/claims/?as=spreadsheet"))[0][2] == 8.4
    entry = HistoryEntry.objects.get(verb="took a list away")
    assert (entry.by, entry.subject_type, entry.subject_id) == (nia, "people.Person", meg.person.pk)
