"""`manage.py screenshots`: the pictures of the README, taken from a demo that it starts for itself."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

PATIENCE = 300  # seconds until the demo has told its story, on a slow machine
WIDE, PHONE = (1280, 1100), (320, 640)


@dataclass(frozen=True)
class Picture:
    """A page as somebody of the demo sees it: an address, then the links to follow from there."""

    name: str
    who: str
    address: str
    follow: tuple[str, ...] = ()
    size: tuple[int, int] = WIDE


PICTURES = [
    Picture("staff-home", "Priya Shah", "/staff/"),
    Picture("project", "Priya Shah", "/projects/", ("Living well with type 2 diabetes",)),
    Picture("claim", "Grace Mensah", "/claims/", ("Meg Hughes",)),
    Picture("payment-run", "Ruth Owen", "/payments/", ("Run 1",)),
    Picture("portal-home-320", "Meg Hughes", "/my/", size=PHONE),
    Picture("portal-claim-320", "Meg Hughes", "/my/", ("Pay your claim",), size=PHONE),
]


class Command(BaseCommand):
    help = "Take the pictures of the README from a fresh demo. Needs Chromium and the test requirements."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "docs" / "screenshots")

    def handle(self, *args: Any, to: Path, **options: Any) -> None:
        to.mkdir(parents=True, exist_ok=True)
        with running_demo() as address, chromium() as browser:
            for picture in PICTURES:
                take(browser, address, picture, to / f"{picture.name}.png")
                self.stdout.write(f"{picture.name}.png")


@contextmanager
def running_demo() -> Iterator[str]:
    """Start a demo of our own on a free port, with its files in a folder that is deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        demo = subprocess.Popen(  # noqa: S603 - our own manage.py
            [sys.executable, str(settings.BASE_DIR / "manage.py"), "demo", "--port", str(port)],
            env=os.environ | {"COPRODUCE_VAR": folder},
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(demo, f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            demo.terminate()
            demo.wait()


def wait_for(demo: subprocess.Popen[bytes], address: str) -> None:
    """Return when the demo answers. Raises CommandError when it stopped or takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and demo.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5)  # noqa: S310 - an address of this machine
            return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.5)
    raise CommandError("The demo did not start. Try: manage.py demo")


@contextmanager
def chromium() -> Iterator[Any]:
    """Open Chromium. Raises CommandError when it or Playwright is not installed."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as missing:
        raise CommandError("Playwright is not installed. `./run test` installs it.") from missing
    if not (program := shutil.which("chromium")):
        raise CommandError("Chromium is not installed. Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]  # it only ever sees our own pages
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


def take(browser: Any, address: str, picture: Picture, file: Path) -> None:
    """Sign in with one click, go to the page, and keep its picture: its whole length on a phone."""
    width, height = picture.size
    viewport = {"width": width, "height": height}
    context = browser.new_context(base_url=address, viewport=viewport, locale="en-GB")
    page = context.new_page()
    page.goto("/account/sign-in/")
    page.get_by_role("button", name=picture.who).click()
    page.goto(picture.address)
    for link in picture.follow:
        with page.expect_navigation(wait_until="load"):
            page.get_by_role("link", name=link).first.click()
    page.screenshot(path=file, full_page=picture.size == PHONE)
    context.close()
