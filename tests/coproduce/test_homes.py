"""Both home pages: the same promises, seen from either side."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from contributors.accounts.roles import Role
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from projects.team.states import Side as TeamSide
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    organisation = builders.organisation()
    manager = builders.staff_user(Role.PPI_MANAGER, organisation)
    project = builders.project(organisation, lead=manager.person, title="Knees")
    member = builders.contributor_user(organisation, name="Meg Hughes")
    builders.team_member(project, member.person, TeamSide.PUBLIC)
    return {"manager": manager, "project": project, "member": member}


def promised(world, label, days, *, side="organisation", person="member", **fields) -> Promise:
    due = clock.now() + dt.timedelta(days=days)
    return Promise.objects.create(
        kind="help.ring_back",
        side=side,
        organisation=world["project"].organisation,
        project=world["project"],
        person=person and world[person].person,
        owner=world["manager"].person,
        subject_type="people.Person",
        subject_id=fields.pop("subject_id", Promise.objects.count() + 1),
        subject_ref=world["member"].person.ref,
        label=label,
        first_due_at=due,
        due_at=due,
        **fields,
    )


def titles(rows) -> list[str]:
    return [row["title"] for row in rows]


def test_staff_see_what_is_late_first_then_both_sides(client, world):
    promised(world, "later", 9)
    promised(world, "oldest", -9)
    promised(world, "newest", -1)
    promised(world, "theirs", 3, side="contributor")
    lists = builders.sign_in(client, world["manager"]).get(reverse("staff:home")).context["lists"]
    assert {name: titles(rows) for name, rows in lists.items()} == {
        "late": ["Ring oldest back", "Ring newest back"],
        "we_owe": ["Ring later back"],
        "we_wait_for": ["Ring theirs back"],
    }


def test_kept_and_released_promises_stand_on_neither_home(client, world):
    promised(world, "kept", -1, kept_at=clock.now())
    promised(world, "released", -1, released_at=clock.now(), released_why="ill")
    lists = builders.sign_in(client, world["manager"]).get(reverse("staff:home")).context["lists"]
    assert lists == {"late": [], "we_owe": [], "we_wait_for": []}


def test_a_contributor_sees_what_is_theirs_to_do_first_our_debts_next_and_nobody_elses(client, world):
    world["other"] = builders.contributor_user(world["project"].organisation)
    promised(world, "you", 1)
    promised(world, "everybody", 2, person=None)
    promised(world, "someone else", 1, person="other")
    promised(world, "from you", 1, side="contributor")
    page = builders.sign_in(client, world["member"]).get(reverse("portal:home"))
    assert (len(page.context["we_owe"]), len(page.context["to_do"])) == (2, 1)
    text = page.content.decode()
    assert text.index("Your next meeting") < text.index("For you to do (1)") < text.index("We owe you (2)")
    assert "someone else" not in text


def test_a_moved_date_keeps_the_old_one_in_sight(client, world):
    promise = promised(world, "you", 20)
    Promise.objects.filter(pk=promise.pk).update(first_due_at=dt.datetime(2026, 5, 14, 12, tzinfo=dt.UTC))
    assert (
        "was 14 May 2026"
        in builders.sign_in(client, world["member"]).get(reverse("portal:home")).content.decode()
    )


def test_an_empty_desk_says_what_to_do_first(client, world):
    page = builders.sign_in(client, world["manager"]).get(reverse("staff:home")).content.decode()
    assert "Nothing is promised yet" in page
    assert reverse("team:start") in page


@pytest.mark.parametrize(
    ("home", "who", "most"), [("staff:home", "manager", 10), ("portal:home", "member", 11)]
)
def test_homes_ask_as_much_for_thirty_promises_as_for_three(
    client, world, django_assert_max_num_queries, home, who, most
):
    builders.sign_in(client, world[who])
    counts = []
    for number in (3, 27):
        for n in range(number):
            promised(world, f"person {n}", n - 1)
        client.get(reverse(home))
        with django_assert_max_num_queries(most) as caught:
            client.get(reverse(home))
        counts.append(len(caught.captured_queries))
    assert counts[0] == counts[1]


def test_approvers_and_finance_see_payments_of_every_project_and_nothing_else(client, world):
    claimed = promised(world, "abc", -3)
    Promise.objects.filter(pk=claimed.pk).update(kind="claims.pay")
    promised(world, "a call", -1)
    organisation = world["project"].organisation
    for role in (Role.APPROVER, Role.FINANCE):
        lists = builders.sign_in(client, builders.staff_user(role, organisation)).get(reverse("staff:home"))
        assert titles(lists.context["lists"]["late"]) == ["Pay a claim: abc"]


def test_project_staff_follow_a_payment_to_the_promise_not_to_a_page_that_is_not_theirs(client, world):
    staff = builders.staff_user(Role.PROJECT_STAFF, world["project"].organisation)
    builders.team_member(world["project"], staff.person, TeamSide.PROFESSIONAL)
    claimed = promised(world, "abc", -3)
    Promise.objects.filter(pk=claimed.pk).update(kind="claims.pay")
    rows = builders.sign_in(client, staff).get(reverse("staff:home")).context["lists"]["late"]
    assert [row["url"] for row in rows] == [reverse("promises:detail", args=[claimed.ref])]
    assert client.get(rows[0]["url"]).status_code == 200


def test_the_front_door_leads_to_ones_own_home(client, world):
    builders.sign_in(client, world["manager"])
    assert client.get(reverse("home")).url == reverse("staff:home")
    builders.sign_in(client, world["member"])
    assert client.get(reverse("home")).url == reverse("portal:home")


@pytest.mark.parametrize(
    ("role", "enters", "shown"),
    [
        ("administrator", True, True),
        ("administrator", False, False),
        ("finance", True, False),
    ],
)
def test_only_who_may_use_the_admin_pages_is_led_there(client, role, enters, shown):
    user = builders.staff_user(role, builders.organisation())
    user.is_staff = enters
    user.save()
    page = builders.sign_in(client, user).get("/staff/")
    assert ('href="/admin/"' in page.content.decode()) is shown


def test_empty_states_of_a_contributor_say_what_happens_next(client, world):
    text = builders.sign_in(client, world["member"]).get(reverse("portal:home")).content.decode()
    for words in (
        "No meeting is coming up. When we ask you to one, it stands here with all you need.",
        "Nothing. When something needs you, it stands here and we write to you.",
        "Nothing right now. What we promise you stands here with its day.",
    ):
        assert words in text


@pytest.mark.parametrize("path", ["/my/claims/", "/my/bank/", "/my/bookings/", "/my/money/"])
def test_what_is_about_money_is_in_money(client, world, path):
    page = builders.sign_in(client, world["member"]).get(path)
    assert [str(words) for words, _url, current in page.context["navigation"] if current] == ["Money"], path


def test_meetings_and_money_stand_first_in_the_menu(client, world):
    page = builders.sign_in(client, world["member"]).get(reverse("portal:home"))
    assert [str(words) for words, *_rest in page.context["navigation"]][:3] == ["Home", "Meetings", "Money"]


def test_titles_end_with_the_name_of_the_organisation(client, world):
    organisation = world["project"].organisation
    title = re.compile(r"<title>(.*?)</title>", re.DOTALL)
    own = builders.sign_in(client, world["member"]).get(reverse("portal:home")).content.decode()
    assert title.search(own)[1].strip() == f"Home – {organisation.name}"
    client.logout()
    strange = client.get(reverse("account_login")).content.decode()
    assert title.search(strange)[1].strip() == "Sign in – Coproduce"


def test_who_works_with_two_organisations_sees_the_right_one(client, world):
    here, there = world["project"].organisation, builders.organisation("Tamar Trust")
    there.help_phone, here.help_phone = "0117 496 0999", "0117 496 0111"
    for one in (here, there):
        one.save()
    theirs = builders.project(there, lead=builders.staff_user("ppi_manager", there).person, title="Hips")
    builders.team_member(theirs, world["member"].person, TeamSide.PUBLIC)
    world["member"].person.connections.create(organisation=there)
    builders.sign_in(client, world["member"])
    home = client.get(reverse("portal:home")).content.decode()
    assert f"{here.name} and Tamar Trust" in home or f"Tamar Trust and {here.name}" in home
    assert "0117 496 0999" in home
    assert "0117 496 0111" in home
    for project, other in ((world["project"], there), (theirs, here)):
        page = client.get(reverse("my_projects:detail", args=[project.ref])).content.decode()
        header = page.partition("<header")[2].partition("</header>")[0]
        assert project.organisation.name in header
        assert other.name not in header
        assert project.organisation.help_phone in page
        assert other.help_phone not in page
