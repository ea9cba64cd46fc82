"""The first day of an organisation: the product itself says what comes next."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from contributors.accounts import actions as accounts
from contributors.accounts.models import StaffRole, User
from contributors.accounts.roles import Role
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import EscalationSettings
from coproduce.set_up import needs_of
from expenses.claims.models import ClaimSettings
from projects.power_balance.concerns.models import ConcernContact
from tests import builders
from tests.contributors.accounts.steps import ask_for_code, mailed

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    user = User.objects.create_superuser("root@trust.nhs.uk", "three words apart")
    return User.objects.get(pk=user.pk)


@pytest.fixture
def bare():
    return builders.organisation("Harbour Trust")


def missing(body) -> dict[str, list[str]]:
    return {need.title: need.missing for need in needs_of(body)}


def test_a_superuser_is_led_to_the_first_organisation(client, root):
    client = builders.sign_in(client, root)
    assert client.get("/").url == reverse("set_up")
    page = client.get(reverse("set_up"))
    said = page.content.decode()
    assert "There is no organisation yet" in said
    assert reverse("admin:accounts_organisation_add") in said
    assert [str(words) for words, _address, _here in page.context["navigation"]] == [
        "Set up",
        "Administration",
    ]


def test_a_new_organisation_lacks_everything_and_every_link_opens(client, root, bare):
    found = missing(bare)
    assert all(found.values())
    assert found["Name, help line and address"] == [
        "a phone number for help",
        "an email address for help",
        "a postal address",
    ]
    client = builders.sign_in(client, root)
    page = client.get(reverse("set_up"))
    links = [link.url for block in page.context["blocks"] for row in block["needs"] for link in row.links]
    assert len(links) == 6
    assert {url: client.get(url).status_code for url in links} == dict.fromkeys(links, 200)


def test_what_is_done_is_not_missing(bare):
    bare.help_phone, bare.help_email = "0117 496 0999", "help@harbour.nhs.uk"
    bare.postal_address = "1 Quay\nBristol"
    bare.save()
    managers = [builders.staff_user(Role.PPI_MANAGER, bare) for _two in range(2)]
    for role in (Role.APPROVER, Role.FINANCE, Role.ADMINISTRATOR):
        builders.staff_user(role, bare)
    ClaimSettings.objects.create(organisation=bare, escalate_to=managers[0].person)
    ConcernContact.objects.create(organisation=bare, user=managers[1])
    EscalationSettings.objects.create(organisation=bare)
    builders.policy(bare)
    builders.standard_terms(bare)
    builders.project(bare, lead=managers[0].person)
    assert {title: found for title, found in missing(bare).items() if found} == {}


def test_the_help_line_of_the_demo_is_none(bare):
    bare.help_phone, bare.help_email = "0117 496 0123", "involvement@example.org"
    bare.save()
    assert missing(bare)["Name, help line and address"][:2] == [
        "a phone number for help",
        "an email address for help",
    ]


def test_the_second_approver_of_a_policy_is_named(bare):
    draft = builders.policy(bare, approved=False)
    assert missing(bare)["Rates"] == [f"a second person to approve “{draft.name}”"]
    second = builders.staff_user(Role.PPI_MANAGER, bare, name="Sid Second")
    assert missing(bare)["Rates"] == [f"approval of “{draft.name}” by one of: {second.person.name}"]


def test_a_project_whose_contact_has_left_needs_another(bare):
    contact = builders.staff_user(Role.PROJECT_STAFF, bare)
    project = builders.project(bare, lead=contact.person, title="Letters")
    assert "A named contact for every project" not in missing(bare)
    contact.roles.all().delete()
    assert missing(bare)["A named contact for every project"] == ["someone for “Letters”"]
    project.status = "closed"
    project.save()
    assert "A named contact for every project" not in missing(bare)


def test_a_manager_gets_the_links_of_a_manager(client, bare):
    manager = builders.staff_user(Role.PPI_MANAGER, bare)
    client = builders.sign_in(client, manager)
    assert reverse("set_up") in client.get(reverse("staff:home")).content.decode()
    page = client.get(reverse("set_up"))
    links = {link.url for block in page.context["blocks"] for row in block["needs"] for link in row.links}
    assert links == {
        reverse("policies:list"),
        reverse("escalation:change", args=[bare.ref]),
        reverse("roles:standard_terms", args=[bare.ref]),
        reverse("roles:templates", args=[bare.ref]),
        reverse("roles:quick_invite"),
        reverse("team:start"),
    }
    assert "Someone with another role does this" in page.content.decode()


def test_a_new_colleague_is_welcomed_once_and_led_through(client, root, bare):
    account = accounts.make_account(
        User(email="new@trust.nhs.uk"), name="Nia New", organisation_ids=[], by=root
    )
    accounts.give_role(StaffRole(user=account, organisation=bare, role=Role.FINANCE), by=root)
    accounts.give_role(StaffRole(user=account, organisation=bare, role=Role.REPORTING), by=root)
    assert account.people.get().connections.get().organisation == bare
    [message] = mailed()
    assert (message.to, message.subject) == (["new@trust.nhs.uk"], "Your account at Harbour Trust")
    for page in ("account_reset_password", "account_staff_login"):
        assert reverse(page) in message.body
    assert Client().post(reverse("account_reset_password"), {"email": account.email}).status_code == 302
    assert "choose a password" in mailed()[-1].body


def test_the_admin_page_welcomes_too(client, root, bare):
    account = accounts.make_account(
        User(email="new@trust.nhs.uk"), name="Nia New", organisation_ids=[], by=root
    )
    client = builders.sign_in(client, root)
    role = {
        "user": account.pk,
        "organisation": bare.pk,
        "role": "finance",
        "since": "2026-01-05",
        "until": "",
    }
    client.post(reverse("admin:accounts_staffrole_add"), role)
    assert Notification.objects.filter(kind="accounts/welcome", recipient__name="Nia New").count() == 1


def test_somebody_whose_role_is_gone_is_not_welcomed(root, bare):
    account = accounts.make_account(
        User(email="new@trust.nhs.uk"), name="Nia New", organisation_ids=[], by=root
    )
    accounts.give_role(StaffRole(user=account, organisation=bare, role=Role.FINANCE), by=root)
    account.is_active = False
    account.save()
    mailed()
    assert mail.outbox == []


def test_pages_and_messages_bear_the_organisations_name_and_help_line(client):
    body = builders.organisation(
        "Harbour Trust", help_phone="0117 496 0999", help_email="help@harbour.nhs.uk"
    )
    meg, manager = builders.contributor_user(body), builders.staff_user(Role.PPI_MANAGER, body)
    ask_for_code(Client(), meg.email)
    [message] = mailed()
    assert [words in message.body for words in ("Harbour Trust", "0117 496 0999", "help@harbour.nhs.uk")] == [
        True
    ] * 3
    assert "Coproduce" not in message.body
    for user, page in ((meg, "/my/"), (manager, "/staff/")):
        said = builders.sign_in(Client(), user).get(page).content.decode()
        header = said[said.index("<header") : said.index("</header>")]
        assert ("Harbour Trust" in header, "0117 496 0999" in said) == (True, True)


def test_who_is_known_to_two_organisations_reads_the_names_of_both(client, settings):
    meg = builders.contributor_user(builders.organisation("Harbour Trust"))
    builders.connect(meg.person, builders.organisation("Valley Trust"))
    said = builders.sign_in(client, meg).get("/my/").content.decode()
    header = said[said.index("<header") : said.index("</header>")]
    assert ("Harbour" in header, "Valley" in header, settings.SITE_NAME in header) == (True, True, False)


def test_staff_find_their_way_from_the_first_page_and_from_the_page_of_the_code(client, bare):
    manager = builders.staff_user(Role.PPI_MANAGER, bare)
    to = reverse("account_staff_login")
    first = client.get(reverse("account_login")).content.decode()
    assert first.index(to) < first.index("id_email")
    page = client.post(reverse("account_login"), {"email": manager.email}, follow=True).content.decode()
    assert ("Enter your code" in page, to in page) == (True, True)
    assert client.get(to).status_code == 200


def test_saving_in_the_administration_leads_back_to_what_comes_next(client, root):
    client = builders.sign_in(client, root)
    first = client.get(reverse("set_up")).context["first"]
    typed = {"name": "Harbour Trust", "statement_name": "HARBOUR", "help_phone": "0117 496 0999",
             "help_email": "help@harbour.nhs.uk", "postal_address": "1 Quay\nBristol"}  # fmt: skip
    assert client.post(first, typed).url == reverse("set_up")
    page = client.get(reverse("set_up"))
    (block,) = page.context["blocks"]
    assert block["next"].need.title == "People and their roles"
    assert "Next: People and their roles" in page.text
    account = client.post(block["next"].links[0].url, {"name": "Nia", "email": "nia@harbour.nhs.uk"})
    assert account.url == reverse("set_up")
    give = client.get(block["next"].links[1].url)
    assert f'value="{block["organisation"].pk}" selected' in give.text  # what is known is filled in
    plain = client.post(reverse("admin:accounts_user_add"), {"name": "Ada", "email": "ada@harbour.nhs.uk"})
    assert plain.url == reverse("admin:accounts_user_changelist")
