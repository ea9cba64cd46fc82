import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation.promises.models import Promise
from projects.checklist import actions
from projects.checklist.models import SignOff
from projects.checklist.states import View
from projects.team.states import ProjectState, Side
from tests import builders

pytestmark = pytest.mark.django_db


def text(client, name, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_a_disagreement_is_shown_to_both_sides_and_answered(client, manager, member, project):
    builders.sign_in(client, member)
    say = reverse("my_checklist:say", args=[project.ref, 1])
    client.post(say, {"view": "disagree", "words": "Nothing is open to us."})
    assert "Nothing is open to us." in text(client, "my_checklist:overview", project.ref)
    builders.sign_in(client, manager)
    page = text(client, "checklist:overview", project.ref)
    assert "Nothing is open to us." in page
    assert "Amina Ali" in page
    assert "1 person disagrees" in page
    row = SignOff.objects.get()
    client.post(reverse("checklist:sign_off", args=[row.ref]), {"words": "We opened the letter."})
    assert Promise.objects.get().kept_by == manager
    builders.sign_in(client, member)
    for name, ref in (("my_checklist:overview", project.ref), ("my_checklist:sign_off", row.ref)):
        assert "We opened the letter." in text(client, name, ref)


def test_other_members_read_the_words_without_the_name(client, member, project):
    builders.sign_off(project, member.person, view="disagree", words="Nothing is open to us.")
    other = builders.contributor_user(project.organisation)
    builders.team_member(project, other.person)
    builders.sign_in(client, other)
    page = text(client, "my_checklist:overview", project.ref)
    assert ("Nothing is open to us." in page, "Amina Ali" in page) == (True, False)


@pytest.mark.parametrize("view", ["concerns", "disagree"])
def test_but_needs_words_and_keeps_the_choice(client, member, project, view):
    builders.sign_in(client, member)
    page = client.post(reverse("my_checklist:say", args=[project.ref, 2]), {"view": view, "words": " "})
    words = page.content.decode()
    assert "<title>Error:" in words
    assert "Say in a few words what should be different." in words
    assert page.context["form"]["view"].value() == view
    assert SignOff.objects.count() == 0


def test_agreeing_needs_no_words(client, member, project):
    builders.sign_in(client, member)
    client.post(reverse("my_checklist:say", args=[project.ref, 3]), {"view": "agree"})
    assert list(SignOff.objects.values_list("step", "side", "view")) == [(3, Side.PUBLIC, View.AGREE)]


def test_the_named_contact_signs_for_staff(client, project):
    lead = builders.staff_user("project_staff", project.organisation)
    mine = builders.project(project.organisation, lead=lead.person)
    builders.sign_in(client, lead)
    client.post(reverse("checklist:sign", args=[mine.ref, 1]), {"view": "agree"})
    assert list(SignOff.objects.values_list("person", "side")) == [(lead.person.pk, Side.PROFESSIONAL)]


def test_an_account_that_lost_its_person_has_no_view_to_give(client, manager, project):
    manager.people.update(account=None)
    builders.sign_in(client, manager)
    said = client.post(reverse("checklist:sign", args=[project.ref, 1]), {"view": "agree"})
    assert said.status_code == 403
    assert not SignOff.objects.exists()


def test_closing_lists_what_is_still_owed_with_links(client, manager, member, project):
    sign_off = actions.sign(
        project,
        step=1,
        side=Side.PUBLIC,
        person=member.person,
        view=View.DISAGREE,
        words="Not like this.",
        by=member,
    )
    builders.sign_in(client, manager)
    link = reverse("checklist:sign_off", args=[sign_off.ref])
    close = reverse("checklist:close", args=[project.ref])
    assert f'href="{link}"' in client.get(close).content.decode()
    refused = client.post(close).content.decode()
    assert f'href="{link}"' in refused
    client.post(link, {"words": "Sorry. We start anew."})
    words = {"why": "Done.", "came_of_it": "A letter.", "their_data": "Deleted.", "in_touch": "Ring us."}
    without = client.post(close, words).content.decode()
    assert "1. Scope; 2. Resources" in without
    assert client.post(close, words | {"why_unsigned": "We stop early."}).status_code == 302
    project.refresh_from_db()
    assert project.status == ProjectState.CLOSED
    client.post(reverse("checklist:reopen", args=[project.ref]), {"why": "The board asked."})
    project.refresh_from_db()
    assert project.status == ProjectState.RUNNING


def test_who_may_what(client, project, manager, member):
    row = builders.sign_off(project, member.person, view="disagree")
    users = {
        "manager": manager,
        "project staff": builders.staff_user("project_staff", project.organisation),
        "reader": builders.staff_user("read_only", project.organisation),
        "elsewhere": builders.staff_user("ppi_manager", builders.organisation()),
        "member": member,
        "stranger": builders.contributor_user(project.organisation),
    }
    builders.team_member(project, users["project staff"].person, Side.PROFESSIONAL)
    pages = {
        "see": [("checklist:overview", [project.ref]), ("checklist:sign_off", [row.ref])],
        "speak": [
            ("checklist:sign", [project.ref, 1]),
            ("checklist:close", [project.ref]),
            ("checklist:reopen", [project.ref]),
        ],
        "mine": [
            ("my_checklist:overview", [project.ref]),
            ("my_checklist:say", [project.ref, 1]),
            ("my_checklist:sign_off", [row.ref]),
        ],
        "sixth": [("my_checklist:say", [project.ref, 6]), ("checklist:sign", [project.ref, 0])],
    }

    def answers(user) -> dict[str, set[int]]:
        builders.sign_in(client, user)
        return {
            kind: {client.get(reverse(name, args=args)).status_code for name, args in some}
            for kind, some in pages.items()
        } | {
            "answer": {client.post(reverse("checklist:sign_off", args=[row.ref]), {"words": ""}).status_code}
        }

    nothing = {"see": {404}, "speak": {404}, "mine": {404}, "sixth": {404}, "answer": {404}}
    look = {"see": {200}, "speak": {403}, "mine": {404}, "sixth": {404, 403}, "answer": {403}}
    assert {who: answers(user) for who, user in users.items()} == {
        "manager": {"see": {200}, "speak": {200}, "mine": {404}, "sixth": {404}, "answer": {200}},
        "project staff": look,
        "reader": look,
        "elsewhere": nothing,
        "member": nothing | {"mine": {200}},
        "stranger": nothing,
    }


def test_somebody_who_left_still_reads_what_they_were_answered(client, manager, member, project):
    row = builders.sign_off(project, member.person, view="disagree")
    actions.answer(row, words="We are sorry.", by=manager)
    project.members.filter(person=member.person).delete()
    builders.sign_in(client, member)
    assert "We are sorry." in text(client, "my_checklist:sign_off", row.ref)
    assert client.get(reverse("my_checklist:overview", args=[project.ref])).status_code == 404


@pytest.mark.parametrize(
    ("name", "as_staff"), [("checklist:overview", True), ("my_checklist:overview", False)]
)
def test_as_many_queries_for_thirty_views_as_for_one(client, manager, member, project, name, as_staff):
    builders.sign_in(client, manager if as_staff else member)
    url = reverse(name, args=[project.ref])

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    def view_with_answer() -> None:
        user = builders.contributor_user(project.organisation)
        builders.team_member(project, user.person)
        row = builders.sign_off(project, user.person, view="disagree")
        actions.answer(row, words="Thank you.", by=manager)

    view_with_answer()
    queries()
    one = queries()
    for _n in range(29):
        view_with_answer()
    assert queries() == one


def test_the_project_list_shows_the_five_steps(client, manager, member, project):
    builders.sign_off(project, manager.person, step=2, side=Side.PROFESSIONAL)
    builders.sign_in(client, manager)
    assert "Resources: staff agree, waiting for public members" in text(client, "team:list")
