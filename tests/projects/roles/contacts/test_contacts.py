"""Who is named in a role leaves: whoever is in it hears who is there now, and the sealed text stays."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from contributors.accounts import actions as accounts
from contributors.accounts.models import StaffRole
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises.models import Absence
from coproduce.foundation.transitions import TransitionRefused
from projects.roles.answering import actions as answering
from projects.roles.contacts import rules
from projects.roles.contacts.queries import who_to_ask
from projects.roles.contacts.rules import Named
from projects.roles.ending import actions as ending
from projects.roles.models import Assignment
from projects.roles.tasks import say_whom_to_ask
from projects.roles.writing import actions as writing
from projects.team import actions as team
from projects.team.models import Project, TeamMember
from projects.team.states import Side
from tests import builders

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def bo(trust):
    return builders.staff_user("project_staff", trust, name="Bo Backup")


@pytest.fixture
def admin(trust):
    return builders.staff_user("administrator", trust, name="Al Admin")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters", status="running")


@pytest.fixture
def ada(trust):
    return builders.contributor_user(trust, name="Ada")


def agreed(project, user, manager, **fields) -> Assignment:
    role = builders.role(project, offered_by=manager, **fields)
    held = builders.assignment(role, user.person)
    answering.agree(held, content_hash=held.version.content_hash, by=user)
    return Assignment.objects.get(pk=held.pk)


def leaves(user, admin) -> None:
    for role in StaffRole.objects.filter(user=user):
        accounts.end_role(role, by=admin)


def new_lead(project, person, by) -> None:
    now = Project.objects.get(pk=project.pk)
    kept = {name: getattr(now, name) for name in ("title", "summary", "starts_on", "ends_on", "cost_code")}
    team.edit_project(now, **kept, lead=person, by=by)


def told(kind="roles/ask_now") -> list[str]:
    return [render(one)[1] for one in Notification.objects.filter(kind=kind).order_by("pk")]


def asked(assignment) -> tuple[str, str]:
    found = who_to_ask(Assignment.objects.get(pk=assignment.pk))
    return tuple(one.name if one else "" for one in (found["contact"], found["backup"]))


def test_who_steps_in_is_a_person_and_is_followed_when_they_leave(client, project, ada, manager, bo, admin):
    held = agreed(project, ada, manager, backup=bo.person)
    sealed = held.version.sealed
    assert "Bo Backup" in sealed
    assert asked(held) == ("Mo Manager", "Bo Backup")
    lu = builders.staff_user("ppi_manager", project.organisation, name="Lu Later")
    leaves(bo, admin)
    [body] = told()
    assert "names Bo Backup. Please ask Lu Later instead" in body
    assert asked(held) == ("Mo Manager", "Lu Later")
    held.refresh_from_db()
    assert (held.version.sealed, held.version.is_as_offered) == (sealed, True)
    for who, page in ((ada, "my_roles:detail"), (manager, "roles:assignment")):
        builders.sign_in(client, who)
        text = client.get(reverse(page, args=[held.ref])).text
        assert "Where the role names Bo Backup, please ask Lu Later now." in text
    say_whom_to_ask()
    assert len(told()) == 1  # nobody hears it twice
    leaves(lu, admin)  # and who followed is followed
    assert asked(held) == ("Mo Manager", "")
    ivy = builders.staff_user("ppi_manager", project.organisation, name="Ivy New")
    say_whom_to_ask()
    assert "names Bo Backup. Please ask Ivy New instead" in told()[-1]
    assert asked(held) == ("Mo Manager", ivy.person.name)


WHERE = {
    "accountable_to": "Dr Kit Gone, head of research",
    "concerns_to": "kit  gone (0117 496 0001)",
    "mentor": "You sit beside Kit Gone.",
    "chaired_by": "Kit Gone",
    "their_duties": "Ring Kit Gone if you are late.",
    "seats": [{"id": "a", "who": "Kit Gone", "number": 1}],
    "our_promises": [{"kind": "free", "key": "k1", "side": "organisation", "words": "Kit Gone rings you",
                      "every": "month"}],
}  # fmt: skip


@pytest.mark.parametrize("name", WHERE)
def test_no_dead_name_is_left_wherever_it_was_typed(project, ada, manager, admin, name):
    kit = builders.staff_user("project_staff", project.organisation, name="Kit Gone")
    agreed(project, ada, manager, **{name: WHERE[name]})
    leaves(kit, admin)
    [body] = told()
    assert "names Kit Gone. Please ask Mo Manager instead" in body


@pytest.mark.parametrize(
    ("words", "is_named"),
    [("Kit Gonella", False), ("Kitty, Kit\nGone.", True), ("KIT GONE", True), ("Kit", False), ("", False)],
)
def test_a_name_is_found_whole(words, is_named):
    assert rules.names(words, "Kit Gone") is is_named
    assert not rules.names(words, " ")


def test_a_person_who_was_chosen_is_known_by_key_and_not_by_name():
    who = Named(1, "abc", "Kit Gone")
    assert rules.places({"backup": {"ref": "abc", "name": "Kit Married"}}, who) == {"backup"}
    assert rules.places({"contact": {"ref": "xyz", "name": "Kit Gone"}}, who) == set()


def test_another_named_contact_is_said_and_said_back(project, ada, manager, bo):
    held = agreed(project, ada, manager)
    other = builders.contributor_user(project.organisation, name="Ben")
    cy = builders.staff_user("project_staff", project.organisation, name="Cy")
    agreed(project, other, manager, contact=cy.person)  # names another contact: hears nothing
    new_lead(project, bo.person, manager)
    [body] = told()
    assert "names Mo Manager. Please ask Bo Backup instead" in body
    assert asked(held)[0] == "Bo Backup"
    new_lead(project, manager.person, manager)
    assert "Please ask Mo Manager again" in told()[-1]
    assert asked(held)[0] == "Mo Manager"
    assert Notification.objects.filter(kind="roles/ask_now").values("recipient").distinct().count() == 1


def test_who_leaves_the_project_alone_is_followed_too(project, ada, manager, bo):
    member = TeamMember.objects.create(project=project, person=bo.person, side=Side.PROFESSIONAL)
    held = agreed(project, ada, manager, backup=bo.person)
    builders.staff_user("ppi_manager", project.organisation, name="Lu Later")
    team.remove_member(member, by=manager)
    assert "names Bo Backup. Please ask Lu Later instead" in told()[0]
    assert asked(held) == ("Mo Manager", "Lu Later")


def test_the_last_day_of_a_colleague_passes_by_the_clock(project, ada, manager, bo):
    agreed(project, ada, manager, accountable_to="Bo Backup")
    StaffRole.objects.filter(user=bo).update(until=clock.today())
    say_whom_to_ask()
    assert told() == []
    with time_machine.travel(clock.now() + 2 * DAY, tick=False):
        say_whom_to_ask()
        assert len(told()) == 1


def test_an_invited_person_hears_it_and_who_is_out_of_the_role_does_not(project, ada, manager, bo, admin):
    role = builders.role(project, offered_by=manager, accountable_to="Bo Backup", places=5)
    builders.assignment(role, builders.contributor_user(project.organisation, name="Invited").person)
    held = agreed(project, ada, manager, accountable_to="Bo Backup")
    ending.stop_mine(held, by=ada)
    leaves(bo, admin)
    rows = Notification.objects.filter(kind="roles/ask_now")
    assert list(rows.values_list("recipient__name", flat=True)) == ["Invited"]
    assert who_to_ask(Assignment.objects.get(pk=held.pk)) is None


def test_who_asked_for_discretion_reads_no_title(project, ada, manager, bo, admin):
    held = agreed(project, ada, manager, accountable_to="Bo Backup", title="Living with lupus")
    type(ada.person).objects.filter(pk=ada.person.pk).update(discreet=True)
    leaves(bo, admin)
    [body] = told()
    assert held.role.title not in body
    assert "Please ask Mo Manager" in body


def test_nobody_is_offered_a_contact_who_has_left(project, manager, bo, admin):
    role = builders.role(project, backup=bo.person)
    leaves(bo, admin)
    with pytest.raises(TransitionRefused, match="Bo Backup does not work here any more"):
        writing.offer(role.versions.get(), by=manager)


def test_who_is_away_has_somebody_who_steps_in(client, project, ada, manager, bo, trust):
    held = agreed(project, ada, manager, backup=bo.person)
    today = clock.today()
    Absence.objects.create(organisation=trust, person=manager.person, deputy=bo.person, first_day=today,
                           last_day=today + DAY)  # fmt: skip
    builders.sign_in(client, ada)
    text = " ".join(client.get(reverse("my_roles:detail", args=[held.ref])).text.split())
    assert "Mo Manager is away until" in text
    assert "Until then, ask Bo Backup." in text


def test_staff_choose_who_steps_in_and_not_the_contact_twice(client, project, manager, bo):
    role = builders.role(project)
    builders.sign_in(client, manager)
    page = reverse("roles:topic", args=[role.ref, "support"])
    assert "Bo Backup" in client.get(page).text
    sent = {"contact": manager.person.pk, "backup": manager.person.pk, "support": "A talk."}
    answer = client.post(page, sent)
    assert "Choose someone other than the named contact." in answer.text
    client.post(page, sent | {"backup": bo.person.pk})
    assert role.versions.get().backup == bo.person


def test_the_page_costs_the_same_for_one_who_left_and_for_ten(
    project, ada, manager, admin, django_assert_max_num_queries, django_assert_num_queries
):
    held = agreed(project, ada, manager, accountable_to=", ".join(f"Kit {one}x" for one in "abcdefghij"))
    leaves(builders.staff_user("project_staff", project.organisation, name="Kit ax"), admin)
    with django_assert_max_num_queries(30) as first:
        who_to_ask(Assignment.objects.get(pk=held.pk))
    for one in "bcdefghij":
        leaves(builders.staff_user("project_staff", project.organisation, name=f"Kit {one}x"), admin)
    with django_assert_num_queries(len(first)):
        assert len(who_to_ask(Assignment.objects.get(pk=held.pk))["gone"]) == 10
