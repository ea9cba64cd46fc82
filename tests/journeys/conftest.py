"""A real browser for the journeys: Debian's Chromium without windows, driven by Playwright.

Every page is watched: a request to another host, a script error or something the content security
policy had to stop fails the test, whatever the test was about.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from coproduce.audit.actions import audit
from tests import services

JOURNEYS = Path(__file__).resolve().parent
DESKTOP = (1280, 900)
PHONE = (320, 640)  # the narrowest screen WCAG 1.4.10 asks for
PATIENCE = 60_000  # milliseconds; enough for a machine on which four runs work at once
HERE = ("localhost", "127.0.0.1")
expect.set_options(timeout=PATIENCE)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a browser is a browser test, whether or not its author marked it."""
    for item in items:
        if JOURNEYS in item.path.parents and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def installed() -> str | None:
    """The browser without windows, a third cheaper than the whole one, else Chromium itself."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = installed() or services.missing("chromium-headless-shell")
    with sync_playwright() as playwright:
        # No sandbox: Chromium as root needs that, and it only ever sees our own pages.
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What went wrong behind a page's back."""

    wrong: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.hostname not in HERE:
            self.wrong.append(f"asked another host: {request.url}")

    def console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.wrong.append(f"content security policy: {message.text}")

    def error(self, error: Exception) -> None:
        self.wrong.append(f"script error: {error}")


@pytest.fixture
def open_page(request, browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Open a page of its own (own cookies): open_page(viewport=PHONE, java_script_enabled=False)."""
    # A browser's event loop changes which connections Django shows to this thread. Whatever is not a browser
    # test and comes after it would meet the transactions of both.
    assert request.node.get_closest_marker("browser"), "this test opens a browser: mark it so"
    contexts, watch = [], Watch()

    def new_page(viewport: tuple[int, int] = DESKTOP, **options) -> Page:
        width, height = viewport
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, locale="en-GB", **options
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("request", watch.request)
        context.on("console", watch.console)
        page = context.new_page()
        page.on("pageerror", watch.error)
        return page

    yield new_page
    for context in contexts:
        context.close()
    assert watch.wrong == []
    assert [row for row in audit() if row["broken"]] == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """One page at desktop size."""
    return open_page()


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Check a loaded page with axe: WCAG 2.2 AA and best practice, no violation allowed."""
    axe = Axe()

    def check(page: Page) -> None:
        page.wait_for_load_state("load")  # after a click the title can be there before the body
        found = axe.run(
            page, options={"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
        )
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return check
