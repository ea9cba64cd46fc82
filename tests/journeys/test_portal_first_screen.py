"""A public contributor's phone: what stands on the first screen, and what was typed when the session ended."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from contributors.accounts.models import Device
from contributors.people.models import AccessNeed
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from projects.meetings.planning import actions as planning
from projects.team.states import Side
from tests import builders
from tests.contributors.accounts.steps import mailed, newest_code
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])
STORY = "I need a chair with arms, and ten minutes' break every hour."


@pytest.fixture
def meg():
    organisation = builders.organisation("Severn Health Innovation Network")
    manager = builders.staff_user("ppi_manager", organisation)
    project = builders.project(organisation, lead=manager.person, title="Better letters for knees and hips")
    meg = builders.contributor_user(organisation, name="Meg Hughes", email="meg@example.org")
    builders.team_member(project, meg.person, Side.PUBLIC)
    meeting = builders.meeting(
        project,
        manager.person,
        meg.person,
        title="Fourth meeting of the project group",
        place="Severn House, Bristol, and online",
        online_link="https://meet.example.org/fourth",
    )
    planning.invite(meeting, by=manager)
    mailed()  # so that the next mail is a code
    for number, side in enumerate(["organisation"] * 3 + ["contributor"] * 3):
        due, about = clock.now() + dt.timedelta(days=number - 1), builders.person(organisation=organisation)
        Promise.objects.create(
            **{"kind": "help.ring_back", "side": side, "organisation": organisation, "project": project},
            **{"person": meg.person, "owner": manager.person, "label": f"about letter {number}"},
            **{"subject_type": "people.Person", "subject_id": about.pk, "subject_ref": about.ref},
            **{"first_due_at": due, "due_at": due},
        )
    return meg


def come_in(page: Page, email: str, *, own: str) -> None:
    page.get_by_label("Your email address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Your code").wait_for()
    page.get_by_label("Your code").fill(newest_code())
    page.get_by_label(own).check()
    page.get_by_role("button", name="Sign in").click()


def bottom(found: Locator) -> float:
    box = found.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def test_the_first_screen_of_a_phone(meg, open_page, assert_accessible):
    page = open_page(viewport=PHONE)
    page.goto(reverse("account_login"))
    come_in(page, meg.email, own="Yes. Keep me signed in here")
    page.get_by_role("heading", name="Hello Meg Hughes").wait_for()
    assert page.evaluate("scrollY") == 0
    header = page.get_by_role("banner").bounding_box()
    assert header["height"] <= 110
    expect(page.get_by_role("banner")).to_contain_text("Severn Health Innovation Network")
    expect(page.get_by_role("banner")).not_to_contain_text("Coproduce")

    meeting = page.get_by_role("region", name="Your next meeting")
    to_do = page.get_by_role("region", name="For you to do")
    we_owe = page.get_by_role("region", name="We owe you")
    expect(to_do.get_by_role("heading")).to_have_text("For you to do (4)")
    expect(we_owe.get_by_role("heading")).to_have_text("We owe you (4)")
    acts = [
        meeting.get_by_role("link", name="Fourth meeting"),
        meeting.get_by_role("link", name="Join online"),
        meeting.get_by_role("button", name="Yes"),
        meeting.get_by_role("button", name="No"),
        to_do.get_by_role("listitem").first,
        we_owe.get_by_role("listitem").first,
    ]
    assert [bottom(act) <= 640 for act in acts] == [True] * len(acts), [bottom(act) for act in acts]
    assert [act.bounding_box()["height"] >= 44 for act in acts] == [True] * len(acts)
    expect(meeting).to_contain_text("Severn House, Bristol, and online")
    expect(meeting).to_contain_text("UK time")
    for words in ("Meetings", "Money"):
        assert bottom(page.get_by_role("navigation", name="Menu").get_by_role("link", name=words)) <= 640
    expect(page.get_by_text("You stay signed in here until")).to_be_visible()
    expect(page).to_have_title("Home – Severn Health Innovation Network")
    assert_accessible(page)

    page.goto(reverse("portal:money"))
    assert_accessible(page)
    page.goto(reverse("account_devices"))
    expect(page.get_by_role("main")).to_contain_text("This one")
    assert_accessible(page)
    page.goto(reverse("portal:home"))
    page.get_by_role("button", name="Yes").click()
    page.goto(reverse("portal:home"))
    expect(meeting).to_contain_text("You said you are coming")


def test_typed_text_survives_the_end_of_a_session(meg, open_page, assert_accessible):
    page = open_page(viewport=PHONE)
    page.goto(reverse("account_login"))
    come_in(page, meg.email, own="No, other people use it too")
    page.get_by_role("heading", name="Hello Meg Hughes").wait_for()
    page.goto(reverse("my_details:add_need"))
    page.get_by_role("textbox").first.fill(STORY)
    page.get_by_role("combobox").select_option(index=1)
    page.get_by_role("radio").first.check()
    Device.objects.all().delete()  # twelve hours later
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_text("What you typed is kept for an hour.")).to_be_visible()
    assert_accessible(page)
    come_in(page, meg.email, own="No, other people use it too")
    page.get_by_role("heading", name="You were signed out. What you typed is still here").wait_for()
    expect(page.get_by_role("main")).to_contain_text(STORY)
    assert_accessible(page)
    page.get_by_role("button", name="Send it", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert AccessNeed.objects.get().words == STORY
