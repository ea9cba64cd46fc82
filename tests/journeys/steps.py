"""Steps that stories share: mail, error messages, headings."""

import re
from datetime import date, timedelta
from pathlib import Path

from django.core import mail
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from coproduce.foundation import clock
from coproduce.foundation.notifications.sending.delivery import deliver_due
from tests.journeys.hands import Hand


def mail_to(address: str) -> str:
    """Deliver what is due and return the newest mail to an address, subject first."""
    deliver_due()
    newest = [one for one in mail.outbox if one.to == [address]][-1]
    return f"{newest.subject}\n{newest.body}"


def link_in(letter: str) -> str:
    """Return the first link of a mail."""
    return re.search(r"https?://\S+", letter)[0]


def code_in(letter: str) -> str:
    """Return the sign-in code of a mail."""
    return re.search(r"^\d{4}-?\d{4}$", letter, re.MULTILINE)[0]


def photo_of_a_receipt(folder: Path) -> Path:
    """Return a photo such as a phone makes."""
    picture = Image.new("RGB", (900, 1200), "#fdfdf8")
    ImageDraw.Draw(picture).text((60, 80), "Severn Rail  £9.80", fill="#222", font_size=48)
    path = folder / "ticket.jpg"
    picture.save(path, "JPEG")
    return path


def yesterday() -> date:
    return clock.today() - timedelta(days=1)


def parts(day: date) -> tuple[str, str, str]:
    """Return a day as somebody types it into three boxes."""
    return str(day.day), str(day.month), str(day.year)


def then_the_page_is(hand: Hand, heading: str) -> None:
    found = " ".join(hand.page.locator("h1").inner_text().split())
    assert heading in found, f"{hand.page.url}: {found}"


def then_it_says(hand: Hand, *words: str) -> None:
    """Each of these sentences stands on the page."""
    missing = [one for one in words if not hand.sees(one)]
    assert missing == [], f"{hand.page.url}\n{hand.page.locator('main').inner_text()}"


def then_it_asks_to_mend(hand: Hand, *messages: str) -> None:
    """The errors stand in a summary that has the focus, each leads to its box, the title says so too."""
    assert hand.page.title().startswith("Error:"), hand.page.title()
    links = hand.page.locator(".nhsuk-error-summary a")
    found = [link.inner_text() for link in links.all()]
    assert found == list(messages), found
    if hand.scripts:
        hand.page.locator(".nhsuk-error-summary:focus").wait_for()
    target = links.first.get_attribute("href")
    hand.use(links.first)
    assert hand.page.locator(target).count() == 1
    if hand.scripts:
        hand.page.locator(f"{target}:focus").wait_for()


def under(hand: Hand, heading: str) -> str:
    """Return the words of the part of a page below a heading, folded ones too. The heading may count."""
    found = hand.page.get_by_role("region", name=re.compile(rf"^{re.escape(heading)}( \(\d+\))?$"))
    return " ".join((found.text_content() or "").split())


def then_the_title_warns(page: Page) -> None:
    """The page that comes has errors, and says so first in its title. Waits for a busy machine."""
    expect(page).to_have_title(re.compile("^Error:"))
