"""The look of every page in a real browser: all fields and components, wide, narrow, without scripts."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.hands import wider_than_screen

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "monitoring"]),
    pytest.mark.either_engine,
]  # no row is read

# Links inside sentences are excepted by WCAG 2.5.8.
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select')]
  .filter(e => e.offsetParent && !e.closest('p, dd, .nhsuk-skip-link, li:not([class])'))
  .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
  .filter(([, box]) => box.height && (box.height < 23.5 || box.width < 23.5)).map(([html]) => html)"""
LOW_BUTTONS = """() => [...document.querySelectorAll('main .nhsuk-button')]
  .filter(e => e.offsetParent && !e.className.includes('small') && e.getBoundingClientRect().height < 44)
  .map(e => e.outerHTML)"""
# On a phone the heading of a column stands before its cell: not before an empty one.
BESIDE_NOTHING = """() => [...document.querySelectorAll('.app-cards td')]
  .filter(e => e.offsetParent && !e.innerText.trim() && !e.querySelector('svg, input, img, ol, ul'))
  .map(e => e.dataset.label)"""
DANGLING = """() => ['aria-describedby', 'aria-labelledby', 'aria-controls', 'for']
  .flatMap(a => [...document.querySelectorAll(`[${a}]`)].flatMap(e => e.getAttribute(a).split(' ')))
  .filter(id => id && !document.getElementById(id))"""


@pytest.fixture(autouse=True)
def pages(settings):
    settings.ROOT_URLCONF = "tests.foundation.pages"


def picture(page, name: str) -> None:
    """Keep a picture for people to look at, when SCREENSHOTS names a folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def check(page, assert_accessible, name: str) -> None:
    page.wait_for_load_state("load")
    picture(page, name)
    assert wider_than_screen(page) == 0, f"{name} scrolls sideways"
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate(LOW_BUTTONS) == []
    assert page.evaluate(DANGLING) == []
    if page.viewport_size["width"] == PHONE[0]:
        assert page.evaluate(BESIDE_NOTHING) == []
    assert_accessible(page)


SIZES = pytest.mark.parametrize("size", [DESKTOP, (768, 1024), PHONE], ids=["wide", "middle", "narrow"])


@SIZES
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_every_field_empty_and_with_errors(open_page, assert_accessible, size, scripts):
    page = open_page(viewport=size, java_script_enabled=scripts)
    page.goto("/every-field/")
    expect(page).to_have_title("Every field – Coproduce")
    name = f"form-{size[0]}{'' if scripts else '-plain'}"
    if scripts:
        check(page, assert_accessible, name)
    page.get_by_label("What happened?").fill("I came by bus and it was late")
    page.get_by_label("Year").fill("27")
    token = page.locator("[name=idempotency_key]").get_attribute("value")
    page.get_by_role("button", name="Send it").click()
    page.wait_for_url("**/every-field/")
    expect(page).to_have_title("Error: Every field – Coproduce")
    assert page.get_by_label("What happened?").input_value() == "I came by bus and it was late"
    assert page.locator("[name=idempotency_key]").get_attribute("value") == token
    links = page.locator(".nhsuk-error-summary a")
    targets = [link.get_attribute("href") for link in links.all()]
    assert (len(targets) > 10, [t for t in targets if page.locator(t).count() != 1]) == (True, [])
    if scripts:
        assert page.evaluate("document.activeElement.className") == "nhsuk-error-summary"
        check(page, assert_accessible, f"{name}-errors")
        links.get_by_text("Enter your name").click()
        assert page.evaluate("document.activeElement.id") == "id_name"
    else:
        picture(page, f"{name}-errors")


def test_a_further_question_shows_below_its_answer(open_page, assert_accessible):
    page = open_page(java_script_enabled=True)
    page.goto("/every-field/")
    which_way = page.get_by_label("Which way?")
    assert not which_way.is_visible()
    page.get_by_label("Another way").check()
    assert which_way.is_visible()
    assert_accessible(page)
    page.get_by_label("By train").check()
    assert not which_way.is_visible()


@SIZES
def test_every_component(open_page, assert_accessible, size):
    page = open_page(viewport=size)
    page.goto("/components/")
    check(page, assert_accessible, f"components-{size[0]}")
    page.locator("summary").first.click()
    check(page, assert_accessible, f"components-{size[0]}-table-open")


@pytest.mark.parametrize(
    ("name", "options"),
    [("forced-colours", {"forced_colors": "active"}), ("dark", {"color_scheme": "dark"})],
)
def test_other_colours(open_page, name, options):
    page = open_page(**options)
    page.goto("/components/")
    page.wait_for_load_state("load")
    picture(page, f"components-{name}")
    assert page.get_by_role("heading", name="How things stand").is_visible()


@SIZES
def test_a_page_that_is_not_there(open_page, assert_accessible, size):
    page = open_page(viewport=size)
    page.goto("/nowhere/")
    expect(page).to_have_title("We cannot find this page – Coproduce")
    check(page, assert_accessible, f"404-{size[0]}")


def test_an_old_token_keeps_the_words_and_one_click_sends_them(open_page, assert_accessible):  # row 102
    page = open_page()
    page.goto("/every-field/")
    page.get_by_label("What happened?").fill("Two hours of writing\n\nabout <b>trains</b>")
    page.get_by_label("Password", exact=True).fill("never-shown-again")
    page.context.clear_cookies()
    page.get_by_role("button", name="Send it").click()
    expect(page).to_have_title("Please send it again – Coproduce")
    assert "never-shown-again" not in page.content()
    check(page, assert_accessible, "csrf-1280")
    page.get_by_role("button", name="Send it again").click()
    page.wait_for_url("**/every-field/")
    assert page.get_by_label("What happened?").input_value() == "Two hours of writing\n\nabout <b>trains</b>"
