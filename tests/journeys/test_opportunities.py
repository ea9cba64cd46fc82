"""Staff publish what they need people for. A stranger finds it on a phone, without scripts, and asks for news."""

import datetime as dt

import pytest
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.encryption import decrypt
from coproduce.foundation.notifications.models import Notification
from projects.selection import tasks
from projects.selection.alerts.models import Alert
from projects.selection.models import Opportunity
from tests import builders
from tests.journeys.conftest import PHONE
from tests.journeys.hands import wider_than_screen
from tests.journeys.test_about_me import let_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])


@pytest.fixture
def world():
    trust = builders.organisation("North Trust", help_phone="0117 496 0111")
    manager = builders.staff_user("ppi_manager", trust, name="Mo Manager")
    project = builders.project(trust, lead=manager.person, title="Letters", status="running")
    role = builders.role(
        project, "Reader of letters", offered_by=manager, mode="remote", time_of_day="own_time"
    )
    return {"manager": manager, "role": role, "project": project}


def look(page, assert_accessible, scripts: bool) -> None:
    assert wider_than_screen(page) == 0 if scripts else True
    if scripts:
        assert_accessible(page)


def fill_day(page, words: str, day: dt.date) -> None:
    group = page.get_by_role("group", name=words)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))


@pytest.mark.either_engine
def test_from_a_role_to_a_stranger_who_hears_of_the_next_one(open_page, world, assert_accessible):
    staff = open_page()
    let_in(staff, world["manager"])
    publish(staff, world, assert_accessible)
    row = Opportunity.objects.get()

    phone = open_page(viewport=PHONE, java_script_enabled=False)
    phone.goto(reverse("account_login"))
    phone.get_by_role("link", name="See what you can take part in").click()
    phone.get_by_text("Search and filter").click()
    phone.get_by_label("Where").select_option("online")
    phone.get_by_label("Topic").select_option("services")
    phone.get_by_role("button", name="Show").click()
    phone.get_by_role("link", name="Reader of letters").click()
    for words in (
        "£25.00 for each meeting",
        "Ring Mo, 0117 496 0100",
        "Everyone who applies gets an answer.",
    ):
        phone.get_by_text(words).first.wait_for()

    phone.get_by_role("link", name="Tell me about new ones").click()
    phone.get_by_label("Your email").fill("stranger@example.org")
    phone.get_by_label("How services are run, and safety").check()
    phone.get_by_role("button", name="Send me the link").click()
    phone.get_by_role("heading", name="Look in your email").wait_for()
    sent = Notification.objects.get(kind="selection/alert_link")
    phone.goto(decrypt(sent.sealed, bound_to=f"message:{sent.ref}"))
    phone.get_by_role("button", name="Yes, write to me").click()
    phone.get_by_role("heading", name="Thank you").wait_for()

    Alert.objects.update(told_until=row.opens_at - dt.timedelta(minutes=1))
    tasks.tell_news()
    assert Notification.objects.get(kind="selection/alert_news").address == "stranger@example.org"
    phone.goto(reverse("alerts:stop", args=[Alert.objects.get().ref]))
    phone.get_by_role("button", name="Stop these messages").click()
    phone.get_by_role("heading", name="We have stopped").wait_for()
    assert Alert.objects.get().status == "ended"


def say_what_counts(staff, opportunity, assert_accessible) -> None:
    """Follow the check list to what counts, and to who decides."""
    staff.get_by_role("link", name="Say it").first.click()
    look(staff, assert_accessible, scripts=True)
    staff.get_by_role("button", name="Add something that counts").click()
    staff.get_by_label("What counts, in a few words").fill("Knowing our letters")
    staff.get_by_label("What do you look for?").fill("You have had a letter from us.")
    staff.get_by_role("group", name="Does everyone you choose need it?").get_by_label("Yes").check()
    look(staff, assert_accessible, scripts=True)
    staff.get_by_role("button", name="Save").click()
    staff.get_by_role("button", name="Say who decides, and how").click()
    staff.get_by_label("Your team decides without points").check()
    look(staff, assert_accessible, scripts=True)
    staff.get_by_role("button", name="Save").click()
    staff.goto(reverse("selection:detail", args=[opportunity.ref]))


def publish(staff, world, assert_accessible) -> None:
    """Make, write and open an opportunity by hand."""
    staff.goto(reverse("roles:detail", args=[world["role"].ref]))
    staff.get_by_role("button", name="Make an opportunity that everyone can find").click()
    staff.get_by_label("Topic").select_option("services")
    staff.get_by_label("Part of the country").select_option("anywhere")
    staff.get_by_label("What you offer so that everyone can take part").fill("Large print, and breaks.")
    staff.get_by_label("How people are chosen").fill("We read every answer against four questions.")
    staff.get_by_label("Who chooses").fill("Two of our staff and one public member.")
    today = clock.today()
    fill_day(staff, "The last day to apply", today + dt.timedelta(days=14))
    staff.get_by_label("The time it closes on that day").fill("5pm")
    fill_day(staff, "The day by which everyone hears", today + dt.timedelta(days=40))
    staff.get_by_label("How to reach them").fill("Ring Mo, 0117 496 0100")
    staff.get_by_label("Other ways to apply").fill("Ring us, or write a letter.")
    look(staff, assert_accessible, scripts=True)
    staff.get_by_role("button", name="Save the draft").click()
    say_what_counts(staff, Opportunity.objects.get(), assert_accessible)
    staff.get_by_text("Everything is said.").wait_for()
    look(staff, assert_accessible, scripts=True)
    staff.get_by_role("button", name="Open it to everyone").click()
    staff.get_by_role("link", name="See the page that everyone sees").click()
    look(staff, assert_accessible, scripts=True)
    staff.goto(reverse("opportunities:list"))
    look(staff, assert_accessible, scripts=True)


@pytest.mark.either_engine
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_public_pages_fit_every_screen(open_page, world, assert_accessible, width):
    row = builders.opportunity(world["role"], by=world["manager"])
    page = open_page(viewport=(width, 800))
    for path in ("/opportunities/", reverse("opportunities:detail", args=[row.ref]), reverse("alerts:ask")):
        page.goto(path)
        look(page, assert_accessible, scripts=True)
