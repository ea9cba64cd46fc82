import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from coproduce.foundation import clock
from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import Side as Owing
from coproduce.foundation.promises.models import Promise
from projects.team.models import Project
from projects.team.states import ProjectState, Side
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation(help_phone="0117 496 0999")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters")


def filled(manager, **changed) -> dict:
    return {
        "title": "Kind letters",
        "summary": "Letters people understand.",
        "starts_on_0": "1", "starts_on_1": "4", "starts_on_2": "2027",
        "ends_on_0": "31", "ends_on_1": "3", "ends_on_2": "2028",
        "lead": manager.person.pk,
        "cost_code": "RX9",
    } | changed  # fmt: skip


def page_titles(response) -> list[str]:
    return [project.title for project in response.context["page"]]


def test_a_manager_starts_a_project(staff, manager, trust):
    response = staff.post(reverse("team:start"), filled(manager))
    project = Project.objects.get()
    assert response.url == reverse("team:detail", args=[project.ref])
    assert (project.title, project.organisation, project.starts_on) == (
        "Kind letters",
        trust,
        dt.date(2027, 4, 1),
    )


def test_a_project_that_ends_before_it_starts_comes_back_with_what_was_typed(staff, manager):
    page = staff.post(reverse("team:start"), filled(manager, ends_on_2="2026")).content.decode()
    assert "<title>Error:" in page
    assert "The end must be on or after the start." in page
    assert 'value="Kind letters"' in page
    assert Project.objects.count() == 0


def test_of_two_organisations_the_contact_must_belong_to_the_chosen_one(client, manager, trust):
    other = builders.organisation()
    builders.StaffRole.objects.create(user=manager, organisation=other, role="ppi_manager")
    theirs = builders.staff_user("project_staff", other)
    staff = builders.sign_in(client, manager)
    sent = filled(manager, organisation=trust.pk, lead=theirs.person.pk)
    assert "does not work for that organisation" in staff.post(reverse("team:start"), sent).content.decode()
    staff.post(reverse("team:start"), sent | {"organisation": other.pk})
    assert Project.objects.get().organisation == other


def test_an_organisation_one_does_not_manage_cannot_be_named(staff, manager, trust):
    staff.post(reverse("team:start"), filled(manager, organisation=builders.organisation().pk))
    assert Project.objects.get().organisation == trust


@pytest.mark.parametrize(
    ("role", "answer"), [("ppi_manager", 200), ("project_staff", 403), ("read_only", 403), ("finance", 403)]
)
def test_only_managers_start_projects(client, trust, role, answer):
    staff = builders.sign_in(client, builders.staff_user(role, trust))
    assert staff.get(reverse("team:start")).status_code == answer


PAGES = ["detail", "edit", "start_running", "add_staff", "add_contributor"]


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_learns_nothing(client, project, page):
    elsewhere = builders.sign_in(client, builders.staff_user("ppi_manager", builders.organisation()))
    send = elsewhere.post if page == "start_running" else elsewhere.get
    assert send(reverse(f"team:{page}", args=[project.ref])).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_public_contributor_has_no_staff_pages(client, trust, project, page):
    user = builders.contributor_user(trust)
    builders.team_member(project, user.person)
    portal = builders.sign_in(client, user)
    send = portal.post if page == "start_running" else portal.get
    assert send(reverse(f"team:{page}", args=[project.ref])).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_who_may_only_look_changes_nothing(client, trust, project, page):
    reader = builders.sign_in(client, builders.staff_user("read_only", trust))
    send = reader.post if page == "start_running" else reader.get
    expected = 200 if page == "detail" else 403
    assert send(reverse(f"team:{page}", args=[project.ref])).status_code == expected
    assert "Change the project" not in reader.get(reverse("team:detail", args=[project.ref])).content.decode()


def test_project_staff_see_only_their_projects(client, trust, project):
    worker = builders.staff_user("project_staff", trust)
    staff = builders.sign_in(client, worker)
    assert page_titles(staff.get(reverse("team:list"))) == []
    builders.team_member(project, worker.person, Side.PROFESSIONAL)
    assert page_titles(staff.get(reverse("team:list"))) == ["Letters"]


def test_the_list_is_narrowed_by_title_state_and_mine(staff, trust, project):
    builders.project(trust, title="Meals", status=ProjectState.RUNNING)
    address = reverse("team:list")
    assert page_titles(staff.get(address)) == ["Meals", "Letters"]
    assert page_titles(staff.get(address, {"q": "lett"})) == ["Letters"]
    assert page_titles(staff.get(address, {"status": "running"})) == ["Meals"]
    assert page_titles(staff.get(address, {"mine": "1"})) == ["Letters"]
    assert "No project fits" in staff.get(address, {"q": "zebra"}).content.decode()


def test_the_list_is_paged_without_gaps(staff, trust):
    for number in range(30):
        builders.project(trust, title=f"Project {number:02}")
    first = staff.get(reverse("team:list"))
    second = staff.get(reverse("team:list") + first.context["page"].next_url)
    assert page_titles(first) + page_titles(second) == [f"Project {n:02}" for n in reversed(range(30))]


def test_the_list_asks_as_often_for_thirty_as_for_one(staff, trust, project, django_assert_max_num_queries):
    address = reverse("team:list")
    staff.get(address)
    with django_assert_max_num_queries(8) as asked:  # 4 who, 2 rows and total, 2 steps
        staff.get(address)
    for _ in range(30):
        builders.project(trust)
    with assertNumQueries(len(asked)):
        staff.get(address)


def test_a_change_is_saved_and_the_page_says_so(staff, manager, project):
    page = staff.post(reverse("team:edit", args=[project.ref]), filled(manager), follow=True).content.decode()
    assert "The project is saved." in page
    assert "Kind letters" in page


def test_a_project_starts_running_from_its_page(staff, project):
    page = staff.post(reverse("team:start_running", args=[project.ref]), follow=True).content.decode()
    assert "The project is running." in page
    page = staff.post(reverse("team:start_running", args=[project.ref]), follow=True).content.decode()
    assert "Nothing was changed." in page


def test_a_contributor_is_found_by_name_and_added(staff, trust, project):
    ada = builders.person("Ada Lovelace", organisation=trust)
    builders.person("Bo", organisation=trust)
    builders.person("Ada Elsewhere", organisation=builders.organisation())
    address = reverse("team:add_contributor", args=[project.ref])
    page = staff.get(address, {"q": "ada"})
    assert page.context["people"] == [ada]
    staff.post(address, {"person": ada.ref, "does": "Reads letters"})
    member = project.members.get(person=ada)
    assert (member.side, member.does) == (Side.PUBLIC, "Reads letters")


def test_a_member_is_taken_off(staff, trust, project):
    ada = builders.person("Ada", organisation=trust)
    member = builders.team_member(project, ada)
    address = reverse("team:remove_member", args=[project.ref, ada.ref])
    assert "Take Ada off the project" in staff.get(address).content.decode()
    staff.post(address, {"why": "Moved away"})
    member.refresh_from_db()
    assert member.left_on == clock.today()
    assert staff.get(address).status_code == 404


def test_taking_off_the_named_contact_is_refused_in_words(staff, manager, project):
    address = reverse("team:remove_member", args=[project.ref, manager.person.ref])
    page = staff.post(address, {"why": "I typed this"}).content.decode()
    assert "This is the named contact. Choose another one first." in page
    assert "I typed this" in page
    assert project.members.current().count() == 1


def a_promise(project, owner, label, days) -> Promise:
    due = clock.now() + dt.timedelta(days=days)
    return Promise.objects.create(
        kind="promises.test", side=Owing.ORGANISATION, organisation=project.organisation, project=project,
        owner=owner, subject_type="team.Project", subject_id=1000 + days, label=label, due_at=due,
        first_due_at=due,
    )  # fmt: skip


def test_the_home_of_a_project_shows_its_promises_late_ones_first(
    staff, manager, project, trust, monkeypatch
):
    kind = kinds.PromiseKind(
        "promises.test", Owing.ORGANISATION, "Send {label}", "Send {label}", reminder_expires=THREE_DAYS
    )
    monkeypatch.setitem(kinds._kinds, kind.key, kind)
    other = builders.project(trust)
    a_promise(other, manager.person, "not this one", days=1)
    for days in (9, -3, 2):
        a_promise(project, manager.person, f"papers {days}", days)
    shown = staff.get(reverse("team:detail", args=[project.ref])).context["promises"]
    assert [row["title"] for row in shown] == ["Send papers -3", "Send papers 2", "Send papers 9"]


def test_the_home_of_a_project_asks_as_often_for_thirty_people(staff, trust, project):
    address = reverse("team:detail", args=[project.ref])
    builders.team_member(project, builders.person(organisation=trust))
    staff.get(address)
    with CaptureQueriesContext(connection) as few:
        staff.get(address)
    for _ in range(30):
        builders.team_member(project, builders.person(organisation=trust))
    with assertNumQueries(len(few)):
        staff.get(address)


def test_administrators_look_at_the_projects_of_their_organisation(client, trust, project):
    builders.project(builders.organisation(), title="Elsewhere")
    administrator = builders.staff_user("administrator", trust)
    administrator.is_staff = True
    administrator.save()
    page = builders.sign_in(client, administrator).get(reverse("admin:team_project_changelist"))
    assert [row.title for row in page.context["cl"].queryset] == ["Letters"]
    assert not page.context["has_add_permission"]


def test_colleagues_are_not_offered_as_public_contributors(client):
    trust = builders.organisation()
    manager = builders.staff_user("ppi_manager", trust)
    project = builders.project(trust, lead=manager.person)
    colleague = builders.staff_user("project_staff", trust)
    ann = builders.contributor_user(trust).person
    builders.sign_in(client, manager)
    offered = client.get(reverse("team:add_contributor", args=[project.ref])).context["people"]
    assert ann in offered
    assert colleague.person not in offered
