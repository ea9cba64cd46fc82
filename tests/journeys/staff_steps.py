"""Steps of the staff stories: signing in with two factors, several people at their staff, kept input."""

import hmac
import struct
from base64 import b32decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from playwright.sync_api import Page

from contributors.accounts.models import User
from coproduce.foundation import clock
from tests import builders
from tests.journeys.hands import Hand
from tests.journeys.steps import parts, then_it_asks_to_mend, then_it_says, then_the_page_is

PASSWORD = "three harbour otters"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of_the_app(secret: str, moment: datetime) -> str:
    """Return the six digits an authenticator app shows (RFC 6238: 30 seconds, SHA-1)."""
    counter = struct.pack(">Q", int(moment.timestamp()) // 30)
    digest = hmac.digest(b32decode(secret), counter, "sha1")
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def given_a_password_and_an_app(user: User) -> None:
    user.set_password(PASSWORD)
    user.save()
    TOTP.activate(user, SECRET)


def when_they_sign_in_for_real(hand: Hand, user: User) -> None:
    """Password, then the code of the app; each is wrong the first time."""
    hand.open("/account/sign-in/staff/")
    hand.write("Your work email address", user.email)
    hand.write("Password", "two harbour otters")
    hand.press("Sign in")
    then_it_refuses(hand, "The email address or the password is not right. Check both and try again.")
    then_it_kept(hand, {"Your work email address": user.email})
    hand.write("Password", PASSWORD)
    hand.press("Sign in")
    then_the_page_is(hand, "Your second step")
    right = code_of_the_app(SECRET, clock.now())
    hand.write("Code from your app", "000000" if right != "000000" else "111111")
    hand.press("Sign in")
    then_it_asks_to_mend(hand, "That code is not right. Wait for the next one in your app and try again.")
    hand.write("Code from your app", code_of_the_app(SECRET, clock.now()))
    hand.press("Sign in")


def each_page_once(look: Callable[[Page], None]) -> Callable[[Page], None]:
    """Look at each page once, and once with its errors; a story passes many pages several times."""
    seen = set()

    def look_once(page: Page) -> None:
        page.wait_for_load_state("load")
        state = (urlsplit(page.url).path, page.title())
        if state not in seen:
            look(page)
            seen.add(state)

    return look_once


def staff_at_work(open_page: Callable[..., Page], user: User, look: Callable[[Page], None]) -> Hand:
    """Somebody who signed in before the story: a browser of their own."""
    page = open_page()
    client = builders.sign_in(Client(), user)
    key = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": key, "domain": "localhost", "path": "/"}])
    return Hand(page, look)


def then_it_refuses(hand: Hand, message: str) -> None:
    """A refusal that no single box can mend: the summary has the focus and says what to do."""
    assert hand.page.title().startswith("Error:"), hand.page.title()
    summary = hand.page.locator(".nhsuk-error-summary:focus")
    found = summary.get_by_role("listitem").all_inner_texts()
    assert found == [message], f"{hand.page.url}: {found}"


def then_it_kept(hand: Hand, typed: dict[str, str]) -> None:
    """What was typed still stands in its box."""
    found = {label: hand.box(label).input_value() for label in typed}
    assert found == typed, f"{hand.page.url}: {found}"


def when_sent_wrongly(hand: Hand, button: str, typed: dict[str, str], *messages: str) -> None:
    """Send a form with a mistake: the errors say what to do, and nothing typed is lost."""
    for label, text in typed.items():
        hand.write(label, text)
    hand.press(button)
    then_it_asks_to_mend(hand, *messages)
    then_it_kept(hand, typed)


def write_day(hand: Hand, question: str, day: date) -> None:
    hand.write_date(question, *parts(day))


def next_weekday(weekday: int, *, after: int) -> date:
    """Return the first such weekday (Monday is 0) at least so many days from now."""
    day = clock.today() + timedelta(days=after)
    return day + timedelta(days=(weekday - day.weekday()) % 7)


@contextmanager
def days_ago(days: int) -> Iterator[date]:
    """Let the team do something so many days ago, at ten in the morning."""
    day = clock.today() - timedelta(days=days)
    with clock.pretend(datetime.combine(day, time(10), tzinfo=clock.UK)):
        yield day


def when_they_say_what_the_template_leaves_open(hand: Hand) -> None:
    """From the contents of a draft: £25 for each meeting of 2 hours, expenses, who to go to with a worry."""
    hand.follow("Change Payment and expenses")
    hand.follow("Add a rate of pay")
    hand.write("How much", "25")
    hand.choose_from_list("How it is counted", "something else, in your own words")
    hand.write("More about what it is paid for", "each meeting of 2 hours")
    hand.press("Save")
    hand.write("Which expenses we pay", "Travel and care for a child or an adult.")
    hand.press("Save and go on")
    hand.follow("Change Support, training and contacts")
    hand.write("Who you can go to if something is wrong", "Helen Ward, who is not on the project")
    hand.press("Save and go on")
    then_it_says(hand, "It says everything that people have to know before they are asked.")
