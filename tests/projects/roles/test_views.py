import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation.notifications.models import Notification
from projects.roles.answering import actions as answering
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment, ChangeProposal, RoleDescription
from projects.roles.states import AssignmentState, VersionState
from projects.roles.writing import actions
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters")


@pytest.fixture
def role(project, manager):
    return builders.role(project, "Partner", offered_by=manager, places=40)


@pytest.fixture
def ada(trust):
    return builders.contributor_user(trust, name="Ada", email="ada@example.org")


@pytest.fixture
def invited(role, ada):
    return builders.assignment(role, ada.person)


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


@pytest.fixture
def portal(client, ada):
    return builders.sign_in(client, ada)


def go(name: str, *args) -> str:
    return reverse(name, args=args)


def topic(role: RoleDescription, slug: str) -> str:
    return go("roles:topic", role.ref, slug)


def started(staff, project, **said) -> RoleDescription:
    """A draft that was begun on the page, from the template "Lived experience partner"."""
    template = project.organisation.role_templates.get(title="Lived experience partner")
    staff.post(go("roles:new", project.ref), {"start": template.ref, "title": ""} | said)
    return RoleDescription.objects.latest("id")


def test_a_role_is_written_from_a_template(staff, project):
    builders.standard_terms(project.organisation, fee_pence=37_50, fee_for="each half day")
    choices = staff.get(go("roles:new", project.ref)).content.decode()
    assert choices.count('type="radio"') == 5  # four templates, and an empty page
    role = started(staff, project)
    contents = staff.get(go("roles:edit", role.ref)).content.decode()
    assert "It says everything that people have to know" in contents
    version = role.versions.get()
    assert (version.number, version.text.payment_words, version.text.time_words) == (
        1,
        "£37.50 for each half day",
        "2 to 4 hours a month",
    )
    work = staff.get(topic(role, "work")).content.decode()
    assert "We send papers 7 days before a meeting" in work


def test_an_earlier_role_is_copied_without_its_days(staff, project, role):
    builders.role(project, "Older", closes_on="2026-12-01", mentor="Sam", ends_on="2026-12-24")
    older = RoleDescription.objects.latest("id")
    copy = started(staff, project, start=older.ref, title="Newer")
    version = copy.versions.get()
    assert (copy.title, version.mentor, version.closes_on) == ("Newer", "Sam", None)
    assert version.ends_on == project.ends_on


def test_an_empty_page_is_a_draft_that_says_what_is_missing(staff, project):
    assert (
        "Enter the title of the role."
        in staff.post(go("roles:new", project.ref), {"start": "empty", "title": ""}).content.decode()
    )
    role = started(staff, project, start="empty", title="Chair")
    page = staff.get(go("roles:edit", role.ref)).content.decode()
    assert "People decide by it if the role is for them." in page
    assert "It says everything" not in page
    refused = staff.post(go("roles:offer", role.ref, 1), follow=True).content.decode()
    assert "Say this before you offer it: What the role is for; " in refused
    assert role.versions.get().status == VersionState.DRAFT


@pytest.mark.parametrize(
    ("slug", "changed", "said"),
    [
        ("time", {"quantity_min": "3", "quantity_max": "1"}, "The most must not be less than the least."),
        ("time", {"quantity_min": "0"}, "The number must be 1 or more."),
        ("applying", {"closes_time": "midnight"}, "Midnight can be the start or the end of a day."),
    ],
)
def test_a_mistake_comes_back_with_what_was_typed(staff, project, slug, changed, said):
    role = started(staff, project)
    changed |= {"time_note": "Mostly mornings.", "how_to_apply": "Mostly mornings."}
    page = staff.post(topic(role, slug), changed).content.decode()
    assert "<title>Error:" in page
    assert said in page
    assert "Mostly mornings." in page
    assert "Mostly" not in role.versions.get().time_note


def test_a_title_that_is_taken_comes_back(staff, project, role):
    page = staff.post(go("roles:new", project.ref), {"start": "empty", "title": "Partner"}).content.decode()
    assert "This project already has a role with this title." in page
    assert 'value="Partner"' in page


def test_a_fee_that_was_said_goes_with_expenses_only(staff, project):
    role = builders.role(project, prep_paid="yes")
    assert role.versions.get().pay_rates
    staff.post(topic(role, "pay"), {"payment": "expenses_only", "expenses": "Travel."})
    version = role.versions.get()
    assert (version.pay_rates, version.prep_paid) == ([], "")


def test_hard_words_are_hints_and_stop_nobody(staff, project):
    role = builders.role(project)
    hard = {"purpose": "Multidisciplinary work."}
    page = staff.post(topic(role, "purpose"), hard | {"check": "1"}).content.decode()
    assert "multidisciplinary" in page
    assert role.versions.get().purpose == "You help to plan the work."
    staff.post(topic(role, "purpose"), hard)
    assert role.versions.get().purpose == "Multidisciplinary work."


def test_from_draft_over_preview_to_offer_and_the_next_version(staff, project):
    role = builders.role(project, fee_pence=37_50, fee_for="each half day")
    staff.post(topic(role, "purpose"), {"purpose": "Better."})
    preview = staff.get(go("roles:preview", role.ref, 1)).content.decode()
    assert "Better." in preview
    assert "You can always say no" in preview
    assert "37.50 for each half day" in preview
    staff.post(go("roles:offer", role.ref, 1))
    assert role.versions.get().status == VersionState.OFFERED
    assert staff.get(go("roles:edit", role.ref)).status_code == 404
    assert staff.post(go("roles:start_draft", role.ref)).url == go("roles:edit", role.ref)
    assert list(role.versions.values_list("number", "purpose")) == [(2, "Better."), (1, "Better.")]


def rows(*people) -> dict:
    empty = {f"{part}_{n}": "" for n in range(1, 6) for part in ("name", "email", "phone")}
    for number, (name, email, phone) in enumerate(people, 1):
        empty |= {f"name_{number}": name, f"email_{number}": email, f"phone_{number}": phone}
    return empty


def test_three_people_are_invited_on_one_page(staff, role, ada):
    address = f"{go('roles:invite', role.ref)}?q=ada"
    assert "Ada" in staff.get(address).content.decode()
    new = rows(("Ben", "ben@example.org", ""), ("Cy", "", "0117 496 0000"))
    staff.post(address, {"people": [ada.person.ref], **new})
    found = Notification.objects.order_by("id").values_list("recipient__name", "channel", "address")
    assert list(found) == [
        ("Ada", "email", "ada@example.org"),
        ("Ben", "email", "ben@example.org"),  # who we are, and what Ben may let us see
        ("Ben", "email", "ben@example.org"),
        ("Cy", "phone", "0117 496 0000"),
    ]


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([], "Choose someone, or enter a name."),
        ([("Ben", "", "")], "Enter an email address or a phone number"),
        ([("", "ben@example.org", "")], "Enter the name of this person."),
        ([("Ben", "ben@", "")], "Enter one email address"),
    ],
)
def test_an_invitation_that_cannot_go_out_comes_back(staff, role, people, said):
    page = staff.post(go("roles:invite", role.ref), rows(*people)).content.decode()
    assert said in page
    assert all(f'value="{typed}"' in page for row in people for typed in row if typed)
    assert not Assignment.objects.exists()


def test_too_many_people_come_back_with_their_names(staff, project, manager):
    role = builders.role(project, offered_by=manager, places=1)
    page = staff.post(
        go("roles:invite", role.ref), rows(("Ben", "b@example.org", ""), ("Cy", "c@example.org", ""))
    )
    assert "This role has 1 place left." in page.content.decode()
    assert 'value="Ben"' in page.content.decode()


def test_people_another_organisation_knows_cannot_be_found(staff, role):
    builders.person("Zoe Elsewhere", organisation=builders.organisation())
    page = staff.get(f"{go('roles:invite', role.ref)}?q=zoe").content.decode()
    assert "Zoe Elsewhere" not in page.replace('value="zoe"', "")


def test_a_contributor_reads_the_whole_role_and_agrees(portal, invited, ada):
    page = portal.get(go("my_roles:detail", invited.ref)).content.decode()
    version = invited.version
    said = [
        *("We send papers early.", "We pay you in time.", "Come to meetings.", "2 hours a month"),
        *("£25.00 for each meeting", "The complaints team", "You can always say no", "Suggest a change"),
    ]
    for text in said:
        assert text in page
    portal.post(go("my_roles:agree", invited.ref), {"text": version.content_hash})
    invited.refresh_from_db()
    assert invited.status == AssignmentState.AGREED
    agreement = ada.person.agreements.get()
    agreed = portal.get(go("my_roles:agreed", agreement.ref)).content.decode()
    assert version.content_hash in agreed
    assert "word for word" in agreed
    assert "Mo Manager agreed for the team" in agreed


def test_what_was_agreed_stays_readable_for_ever(portal, invited, ada, manager, role):
    agreement = answering.agree(invited, content_hash=invited.version.content_hash, by=ada)
    draft = actions.start_draft(role, by=manager)
    actions.edit_draft(draft, words={"purpose": "Something new."}, by=manager)
    actions.offer(draft, by=manager)
    inviting.end(invited, why="Done.", by=manager)
    page = portal.get(go("my_roles:agreed", agreement.ref)).content.decode()
    assert "You help to plan the work." in page
    assert "Something new." not in page
    assert "word for word" in page


@pytest.mark.parametrize("then", ["invited", "agreed", "declined", "taken back", "ended"])
def test_the_whole_text_stays_on_the_page_of_the_role_whatever_becomes_of_it(
    portal, invited, ada, manager, then
):
    if then in ("agreed", "ended"):
        answering.agree(invited, content_hash=invited.version.content_hash, by=ada)
    if then == "declined":
        answering.decline(invited, by=ada)
    if then == "taken back":
        inviting.withdraw(invited, why="Over.", by=manager)
    if then == "ended":
        inviting.end(invited, why="Over.", by=manager)
    page = portal.get(go("my_roles:detail", invited.ref)).content.decode()
    assert "You help to plan the work." in page
    assert "The complaints team" in page


def test_a_changed_role_says_what_has_changed(portal, invited, ada, manager, role):
    answering.agree(invited, content_hash=invited.version.content_hash, by=ada)
    assert "What has changed" not in portal.get(go("my_roles:detail", invited.ref)).content.decode()
    draft = actions.start_draft(role, by=manager)
    changes = {"purpose": "Something new.", "quantity_max": 4, "essential": "You have been a patient."}
    actions.edit_draft(draft, words=changes, by=manager)
    actions.offer(draft, by=manager)
    answer = portal.get(go("my_roles:detail", invited.ref))
    assert answer.context["changed"] == [
        "What the role is for",
        "How much time it takes",
        "Who the role is for",
    ]
    assert "What has changed" in answer.content.decode()


def test_a_contributor_says_no_thank_you_without_a_reason(portal, invited):
    portal.post(go("my_roles:decline", invited.ref))
    invited.refresh_from_db()
    assert invited.status == AssignmentState.DECLINED
    assert "That is fine." in portal.get(go("my_roles:detail", invited.ref)).content.decode()


def test_a_suggestion_goes_there_and_back(client, portal, invited, manager, ada):
    assert (
        "<title>Error:"
        in portal.post(go("my_roles:suggest", invited.ref), {"words": "More."}).content.decode()
    )
    portal.post(go("my_roles:suggest", invited.ref), {"part": "time", "words": "Only evenings."})
    proposal = ChangeProposal.objects.get()
    assert "within 7 days" in portal.get(go("my_roles:suggestion", proposal.ref)).content.decode()
    builders.sign_in(client, manager)
    address = go("roles:proposal", proposal.ref)
    assert "Only evenings." in client.get(address).content.decode()
    assert "Say why" in client.post(address, {"take_up": "no", "answer": ""}).content.decode()
    assert client.post(address, {"take_up": "yes", "answer": "Good idea."}).url == go(
        "roles:edit", invited.role.ref
    )
    builders.sign_in(client, ada)
    assert "Good idea." in client.get(go("my_roles:suggestion", proposal.ref)).content.decode()


def test_a_double_click_agrees_once_and_answers_the_same(portal, invited):
    sent = {"text": invited.version.content_hash, "idempotency_key": "a" * 32}
    first, second = (portal.post(go("my_roles:agree", invited.ref), sent) for _ in range(2))
    assert (first.url, second.url) == (go("my_roles:detail", invited.ref),) * 2
    assert invited.role.assignments.filter(status="agreed").count() == 1


STAFF_PAGES = [
    *[("roles:overview", "project"), ("roles:new", "project"), ("roles:detail", "role")],
    *[("roles:invite", "role"), ("roles:preview", "role"), ("roles:assignment", "assignment")],
    *[("roles:take_back", "assignment"), ("roles:proposal", "proposal")],
]
CHANGING = {"roles:new", "roles:invite", "roles:take_back"}


@pytest.mark.parametrize(("name", "of"), STAFF_PAGES)
def test_strangers_get_404_onlookers_403_and_the_team_the_page(
    client, name, of, project, role, invited, ada, trust
):
    proposal = ChangeProposal.objects.create(
        assignment=invited, version=invited.version, part="time", words="Less."
    )
    subject = {"project": project, "role": role, "assignment": invited, "proposal": proposal}[of]
    address = go(name, subject.ref, *([1] if name == "roles:preview" else []))
    builders.sign_in(client, ada)
    assert client.get(address).status_code == 404
    builders.sign_in(client, builders.staff_user("ppi_manager", builders.organisation()))
    assert client.get(address).status_code == 404
    builders.sign_in(client, builders.staff_user("read_only", trust))
    assert client.get(address).status_code == (403 if name in CHANGING else 200)
    builders.sign_in(client, project.lead.account)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "name", ["my_roles:detail", "my_roles:agree", "my_roles:decline", "my_roles:suggest"]
)
def test_another_contributor_gets_404(client, name, invited, trust):
    builders.sign_in(client, builders.contributor_user(trust))
    assert client.post(go(name, invited.ref), {"text": invited.version.content_hash}).status_code in (
        404,
        405,
    )
    assert client.get(go("my_roles:detail", invited.ref)).status_code == 404
    invited.refresh_from_db()
    assert invited.status == AssignmentState.INVITED


def queries(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_lists_cost_the_same_for_one_and_for_thirty(
    client, staff, project, role, invited, manager, ada, trust
):
    portal = builders.sign_in(type(client)(), ada)
    addresses = [(staff, go("roles:overview", project.ref)), (staff, go("roles:detail", role.ref)),
                 (portal, go("my_roles:list"))]  # fmt: skip
    ChangeProposal.objects.create(assignment=invited, version=invited.version, part="time", words="Less.")
    for who, address in addresses:
        who.get(address)
    one = [queries(who, address) for who, address in addresses]
    for number in range(30):
        other = builders.role(project, offered_by=manager)
        builders.assignment(other, ada.person)
        more = builders.assignment(role, builders.person(organisation=trust))
        if number < 15:
            ChangeProposal.objects.create(assignment=more, version=more.version, part="time", words="Less.")
    assert [queries(who, address) for who, address in addresses] == one
