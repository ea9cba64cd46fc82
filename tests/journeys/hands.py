"""Ways to use a page: with a mouse, with the keyboard alone, without scripts, on a small phone.

A story is told once and lived with each of them. Every hand looks at each page it comes to.
"""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import Locator, Page

MOST_TABS = 150
FOCUSED = "element => element === document.activeElement"
IN_SAME_GROUP = """element => document.activeElement.type === element.type
  && document.activeElement.name === element.name"""
FOCUS_IS_SEEN = """element => {
  const box = element.getBoundingClientRect()
  return element.matches(':focus-visible') && box.bottom > 0 && box.top < innerHeight
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
KINDS_OF_ELEMENTS = """[...new Set([...document.querySelectorAll('body *')]
  .map(element => element.tagName + '.' + element.getAttribute('class')))].sort().join()"""
NO_MOUSE = "addEventListener('pointerdown', () => { throw new Error('somebody used a mouse') }, true)"


class Hand:
    """A mouse, and the steps that every way of using a page shares. Things are found by label and role."""

    scripts = True

    def __init__(self, page: Page, look_closely: Callable[[Page], None]):
        self.page, self.look_closely = page, look_closely

    # Coming to a page

    def open(self, address: str) -> None:
        """Open a page by its address, as from a mail."""
        self.page.goto(address)
        self.look()

    def follow(self, link: str | re.Pattern) -> None:
        """Use a link of the page and look at where it leads."""
        with self.page.expect_navigation(wait_until="load"):
            self.use(self.page.get_by_role("link", name=link).first)
        self.look()

    def press(self, button: str | re.Pattern) -> None:
        """Use a button (or a link that looks like one) and look at what comes."""
        with self.page.expect_navigation(wait_until="load"):
            self.use(self.page.get_by_role("button", name=button))
        self.look()

    def look(self) -> None:
        assert re.search(r"\S – \S", self.page.title()), self.page.url  # the page, then whose it is
        self.look_closely(self.page)

    # Filling a form

    def use(self, thing: Locator) -> None:
        thing.click()

    def write(self, label: str, text: str) -> None:
        """Write into a box, in place of what stands there."""
        self.box(label).fill(text)

    def write_date(self, question: str, day: str, month: str, year: str) -> None:
        group = self.page.get_by_role("group", name=question)
        for label, text in (("Day", day), ("Month", month), ("Year", year)):
            self.put(group.get_by_label(label), text)

    def choose(self, answer: str) -> None:
        """Choose a radio, or tick a box."""
        self.answer(answer).check()

    def choose_from_list(self, label: str, answer: str) -> None:
        self.page.get_by_label(label).select_option(answer)

    def attach(self, label: str, file: Path) -> None:
        self.page.get_by_label(label).set_input_files(file)

    def put(self, box: Locator, text: str) -> None:
        box.fill(text)

    # Finding things

    def box(self, label: str) -> Locator:
        return self.page.get_by_role("textbox", name=label)

    def answer(self, words: str) -> Locator:
        radio = self.page.get_by_role("radio", name=words, exact=True)
        return radio.or_(self.page.get_by_role("checkbox", name=words, exact=True))

    def sees(self, words: str) -> bool:
        """Say whether these words stand on the page, hidden ones not counted."""
        return words in " ".join(self.page.locator("main").inner_text().split())


class Keyboard(Hand):
    """Tab, Enter, space and arrows. A press of the mouse is a script error, which fails the test."""

    def __init__(self, page: Page, look_closely: Callable[[Page], None]):
        super().__init__(page, look_closely)
        page.add_init_script(NO_MOUSE)
        page.on("filechooser", lambda _chooser: None)  # from the start: one key press must not race it
        page.on("filechooser", lambda _asked: None)  # listening late would race with the first Enter

    def use(self, thing: Locator) -> None:
        self.tab_to(thing)
        self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        self.put(self.box(label), text)

    def put(self, box: Locator, text: str) -> None:
        self.tab_to(box)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(text)

    def choose(self, answer: str) -> None:
        target = self.answer(answer)
        self.tab_to(target, IN_SAME_GROUP)
        key = "ArrowDown" if target.get_attribute("type") == "radio" else "Tab"
        self.press_until(target, FOCUSED, key)
        if not target.is_checked():
            self.page.keyboard.press("Space")
        assert target.is_checked()

    def choose_from_list(self, label: str, answer: str) -> None:
        self.tab_to(self.page.get_by_label(label))
        self.page.keyboard.type(answer)

    def attach(self, label: str, file: Path) -> None:
        self.tab_to(self.page.get_by_label(label))
        with self.page.expect_file_chooser() as asked:
            self.page.keyboard.press("Enter")
        asked.value.set_files(file)

    def tab_to(self, target: Locator, there: str = FOCUSED) -> None:
        """Press Tab until the target has the focus, and see that the focus can be seen."""
        self.press_until(target, there, "Tab")
        if there == FOCUSED:
            assert target.evaluate(FOCUS_IS_SEEN), f"focus is out of sight: {target}"

    def press_until(self, target: Locator, there: str, key: str) -> None:
        found = target.element_handle()  # looked for once: by its role that is a look at the whole page
        for _ in range(MOST_TABS):
            if found.evaluate(there):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"the key {key} does not lead to {target}")


class Finger(Hand):
    """A small phone: what does not fit into the menu is behind "More"."""

    def use(self, thing: Locator) -> None:
        if not thing.is_visible():
            self.page.get_by_role("button", name="More").click()
        thing.tap()


class WithoutScripts(Hand):
    """A mouse in a browser that runs no scripts."""

    scripts = False


class OnAPhone(Hand):
    """A finger on a screen so narrow that some of the menu waits behind a button."""

    def follow(self, link: str | re.Pattern) -> None:
        found = self.page.get_by_role("link", name=link).first
        if not found.is_visible():
            self.page.get_by_role("button", name="More").tap()
        super().follow(link)

    def use(self, thing: Locator) -> None:
        thing.tap()


def once_for_each_kind(check: Callable[[Page], None]) -> Callable[[Page], None]:
    """Return a slow check that passes over a page whose view showed the same kinds of elements before."""
    seen = set()

    def check_if_new(page: Page) -> None:
        kind = (resolve(urlsplit(page.url).path).view_name, page.evaluate(KINDS_OF_ELEMENTS))
        if kind not in seen:
            check(page)
        seen.add(kind)

    return check_if_new


def no_sideways_scroll(page: Page) -> None:
    """A page is never wider than the screen (WCAG 1.4.10)."""
    assert wider_than_screen(page) == 0, f"{page.url} scrolls sideways"


def wider_than_screen(page: Page) -> int:
    """Return by how many pixels a loaded page is wider than the screen; before its styles come, all are."""
    page.wait_for_load_state("load")
    return page.evaluate(SIDEWAYS)
