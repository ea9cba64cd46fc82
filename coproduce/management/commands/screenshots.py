"""`manage.py screenshots`: the pictures of the README, taken from a fresh demo."""

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

DESKTOP, PHONE = (1280, 900), (320, 640)
# (file, who, size, links to follow from home, address instead of links)
PICTURES: list[tuple[str, str, tuple[int, int], list[str], str]] = [
    ("desk-home", "Priya", DESKTOP, [], ""),
    ("project", "Priya", DESKTOP, ["Living well with type 2 diabetes"], "/projects/"),
    ("payment-run", "Ruth", DESKTOP, ["Run 1"], "/payments/"),
    ("portal-home-320", "Meg", PHONE, [], ""),
    ("portal-claims-320", "Meg", PHONE, [], "/my/claims/"),
]


class Command(BaseCommand):
    help = "Take the README's screenshots from a demo of its own. Needs the packages of the tests."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from playwright.sync_api import sync_playwright
        except ImportError as missing:
            raise CommandError("Run ./run setup --dev first: screenshots need Playwright.") from missing
        chromium = shutil.which("chromium")
        if not chromium:
            raise CommandError("Install chromium first.")
        folder = settings.BASE_DIR / "docs" / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        with running_demo() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name, who, (width, height), links, start in PICTURES:
                page = browser.new_page(base_url=address, viewport={"width": width, "height": height})
                sign_in(page, who)
                if start:
                    page.goto(start)
                for words in links:
                    page.get_by_role("link", name=words).first.click()
                    page.wait_for_load_state("load")
                page.screenshot(path=folder / f"{name}.png")
                page.close()
                self.stdout.write(f"docs/screenshots/{name}.png")
            browser.close()


def sign_in(page: Any, who: str) -> None:
    """Sign in with the demo's one click."""
    page.goto("/account/sign-in/")
    page.get_by_role("button", name=re.compile(who)).first.click()
    page.wait_for_load_state("load")


@contextmanager
def running_demo() -> Iterator[str]:
    """Run a demo on a free port, with a world of its own; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as var:
        command = [sys.executable, "manage.py", "demo", "--port", str(port)]
        environment = {"COPRODUCE_VAR": var, "PATH": str(Path(sys.executable).parent)}
        demo = subprocess.Popen(  # noqa: S603  # our own command
            command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL
        )
        try:
            yield wait_for(f"http://127.0.0.1:{port}")
        finally:
            demo.terminate()
            demo.wait()


def wait_for(address: str, seconds: int = 60) -> str:
    """Return the address once it answers. Raises CommandError when it does not in time."""
    for _ in range(seconds * 2):
        try:
            urllib.request.urlopen(f"{address}/healthz").close()  # noqa: S310  # this machine
        except OSError:
            time.sleep(0.5)
        else:
            return address
    raise CommandError("The demo did not start.")
