"""An administrator looks after the house in the pages of Django admin, within their own organisation."""

import pytest
from playwright.sync_api import Page

from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.states import State
from projects.roles.inviting import actions as inviting
from projects.roles.models import RoleTemplate
from projects.roles.rules import Invitee
from tests import builders
from tests.journeys.staff_steps import staff_at_work

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])

LISTS = {
    "Organisations": "Severn Network",
    "Staff roles": "administrator",
    "Policies": "Payment policy",
    "Message texts": "0 ",
    "History": "invited",
    "Messages (outbox)": "roles/invitation",
}


@pytest.fixture
def alex(open_page) -> Page:
    """An administrator of one of two organisations; something has happened in both."""
    for name in ("Severn Network", "Other Trust"):
        network = builders.organisation(name)
        builders.policy(network)
        manager = builders.staff_user("ppi_manager", network)
        project = builders.project(network, lead=manager.person)
        role = builders.role(project, offered_by=manager)
        inviting.invite(
            role, invitees=[Invitee(name=f"Ann of {name}", email=f"ann{network.pk}@example.org")], by=manager
        )
    severn = builders.Organisation.objects.get(name="Severn Network")
    user = builders.staff_user("administrator", severn, name="Alex Reed")
    user.is_staff = True
    user.save()
    return at_the_admin_pages(open_page, user)


def at_the_admin_pages(open_page, user) -> Page:
    page = staff_at_work(open_page, user, lambda page: None).page
    page.goto("/admin/")
    return page


def test_every_list_opens_and_shows_only_their_own(alex):
    found = {}
    for name, words in LISTS.items():
        alex.goto("/admin/")
        alex.get_by_role("link", name=name, exact=True).click()
        alex.locator("#changelist").wait_for()
        content = alex.locator("#content").inner_text()
        found[name] = (words in content, "Other Trust" in content)
    assert found == dict.fromkeys(LISTS, (True, False))


def test_history_can_be_read_and_not_changed(alex):
    alex.get_by_role("link", name="History", exact=True).click()
    assert alex.locator("#content").get_by_role("link", name="Add").count() == 0
    alex.locator("#result_list th a").first.click()
    alex.get_by_role("heading", name="View").wait_for()
    assert (
        alex.get_by_role("button", name="Save").count(),
        alex.get_by_role("link", name="Delete").count(),
    ) == (0, 0)


def test_a_parked_message_is_sent_again(alex):
    message = Notification.objects.get(kind="roles/invitation", recipient__name="Ann of Severn Network")
    Notification.objects.filter(pk=message.pk).update(state=State.PARKED, attempts=8, note="no such mailbox")
    alex.get_by_role("link", name="Messages (outbox)", exact=True).click()
    alex.get_by_role("row", name="roles/invitation").get_by_role("checkbox").check()
    alex.get_by_label("Action:").select_option("Send again")
    alex.get_by_role("button", name="Go").click()
    alex.get_by_text("Messages being sent again: 1.").wait_for()
    message.refresh_from_db()
    assert message.state == State.WAITING
    assert entries_about(message).first() is not None


def test_an_organisation_has_templates_of_its_own_and_no_others(alex):
    builders.organisation("Another trust")
    alex.get_by_role("link", name="Role templates", exact=True).click()
    alex.get_by_role("link", name="Lived experience partner").click()  # there is one, or this fails
    alex.get_by_label("What the role is for").fill("You tell us what is missing.")
    alex.get_by_role("button", name="Save", exact=True).click()
    alex.get_by_text("was changed successfully").wait_for()
    changed = RoleTemplate.objects.get(purpose="You tell us what is missing.")
    assert (changed.organisation.name, changed.title) == ("Severn Network", "Lived experience partner")
