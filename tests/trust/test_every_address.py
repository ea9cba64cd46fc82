"""Every address, asked what no page of ours asks: trust.md section 4, rows 98-100, and S15."""

import re
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve

from tests.answers import let_go
from tests.architecture.addresses import Address, addresses
from tests.architecture.world import World
from tests.trust.conftest import who_sees_most
from tests.trust.odd import ODD, stays, words_of

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])

# --- Row 98: numbers and references that are none ----------------------------------------------------


def odd_paths(world: World, one: Address) -> list[tuple[str, str]]:
    """Return (path, odd value): each part exchanged for each odd value, the others real."""
    real = world.parts_for(one)
    return [(marked(one, real, part).replace(MARK, odd), odd) for part in one.parts for odd in ODD]


MARK = "2345678922"  # fits a reference, a number and a word


def marked(one: Address, real: dict, part: str) -> str:
    try:
        return one.path(real | {part: MARK})
    except NoReverseMatch:  # a part that takes certain words only: there is nothing to exchange
        return "/nothing/" + MARK


def test_odd_references_are_not_found_and_break_nothing(world, sign_in):
    """Where the address itself refuses a value, one request for each value is enough."""
    wrong, asked, unmatched = [], 0, set()
    for one in addresses():
        if one.name.startswith(("admin:", "account_", "openid")):
            continue
        client = sign_in(who_sees_most(one))
        for path, odd in odd_paths(world, one):
            if not resolves(path) and odd in unmatched:
                continue
            unmatched |= set() if resolves(path) else {odd}
            asked += 1
            wrong += [
                f"{answer.status_code} {one.name} {path[:120]}"
                for answer in (client.get(path), client.post(path))
                if not refuses(answer)
            ]
    assert len(unmatched) > 5
    assert asked > 30
    assert wrong == []


def resolves(path: str) -> bool:
    try:
        return bool(resolve(unquote(path)))
    except Resolver404:
        return False


def refuses(answer) -> bool:
    """Not found; or refused before anything is looked up."""
    return answer.status_code in (404, 403, 405) or (answer.status_code == 302 and "/account/" in answer.url)


# --- Rows 99 and 100: filters, order and pages ---------------------------------------------------------

LOOKUPS = {
    "person__email__startswith": "a",
    "person__account__password__regex": ".*",
    "status__in": "sent",
    "order": "person__bank_details__account_number",
    "ordering": "-person__equality_token",
    "o": "-1.2",
    "sort": "password",
    "fields": "password",
    "page": "abc",
    "p": "999999",
    "page_size": "1000000",
    "limit": "-1",
    "format": "json",
}


def shown(world: World, sign_in) -> dict[str, tuple[Client, object]]:
    """Return every page of ours that whom it is for may see: {path: (their browser, the page)}."""
    pages = {}
    for one in addresses():
        if one.name.startswith(("admin:", "account_", "mfa_", "openid", "social")):
            continue
        client, path = sign_in(who_sees_most(one)), one.path(world.parts_for(one))
        response = let_go(client.get(path))
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            pages[path] = (client, response)
    return pages


def read(client: Client, path: str, asked: dict[str, str]) -> str:
    """Return the words of a page, and undo what reading it wrote down: some pages note who looked."""
    with transaction.atomic():
        words = words_of(client.get(path, asked))
        transaction.set_rollback(True)
    return words


@pytest.mark.either_engine  # a filter that no view reads reaches no query
def test_filters_nobody_offers_change_nothing(world, sign_in):
    pages = shown(world, sign_in)
    assert len(pages) > 30
    different = []
    for path, (client, page) in pages.items():
        own = offered(page.content.decode())
        asked = {name: value for name, value in LOOKUPS.items() if name not in own}
        words = read(client, path, asked)
        # The first look at a page may say more than a later one: what is new is new once.
        if words != words_of(page) and words != read(client, path, {}):
            different.append(path)
    assert different == []


HOSTILE = [
    "\x00",
    "'; DROP TABLE x;--",
    "__class__",
    "٣",
    "9" * 400,
    "a" * 5000,
    "\ud7ff\U0010ffff",
    "-1",
    "2026-13-45",
]


def offered(page: str) -> set[str]:
    """Return the names a page offers in its filters and links."""
    forms = re.findall(r"<form[^>]*method=\"get\".*?</form>", page, re.DOTALL)
    boxes = {name for form in forms for name in re.findall(r"name=\"(\w+)\"", form)}
    return boxes | set(re.findall(r"[?&;]([a-z_]+)=", page))


def test_filters_that_are_offered_take_any_words(world, sign_in):
    broken, asked = [], 0
    for path, (client, page) in shown(world, sign_in).items():
        for name in offered(page.content.decode()):
            for words in HOSTILE:
                asked += 1
                if (status := client.get(path, {name: words}).status_code) not in (200, 302, 400, 404):
                    broken.append(f"{status} {path}?{name}={words[:20]!r}")
    assert asked > 100
    assert broken == []


@pytest.mark.either_engine  # the way on is read by Python
def test_no_other_address_takes_a_way_on_from_a_stranger(world, sign_in):
    """`next` and its kin are ignored wherever nobody expects them."""
    ways = dict.fromkeys(
        ["next", "url", "redirect", "return_to", "back", "back_url", "from"], "https://evil.test/"
    )
    left, linked = [], []
    for one in addresses():
        response = let_go(sign_in(who_sees_most(one)).get(one.path(world.parts_for(one)), ways))
        left += [one.name] * (not stays(response))
        if not response.streaming and re.search(rb"(?:href|action)=\"https?://evil", response.content):
            linked.append(one.name)
    assert left == []
    assert linked == []
