"""S5: the headers of every answer, also of errors, files and redirects."""

from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from tests import builders
from tests.answers import let_go
from tests.architecture.addresses import addresses
from tests.trust import observatory

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])

SAID_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=(self)",
}
KEPT_BY_NOBODY = "no-store"


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


urlpatterns = [path("broken/", breaks), path("", include("coproduce.urls"))]


SIGN_OUT = b'action="/account/sign-out/"'
FOR_EVERYONE = {
    "opportunities:list": "what is open: the same bytes for a stranger and for whoever is signed in",
    "opportunities:of_body": "what is open in one organisation: the same list, narrowed by its address",
    "opportunities:detail": "one opportunity, as anybody may pass it on: nothing of a session is read",
    "opportunities:draw": "the codes, the numbers and what came out: anyone may make it again",
    "opportunities:draw_document": "the same for a program; codes stand there, no name",
    "opportunities:check_draw": "the program that checks a draw",
    "opportunities:feed": "what opened last, for programs that have no session",
    "opportunities:feed_of_body": "what opened last in one organisation, for programs that have no session",
    "opportunities:picture": "drawn from a public title, fetched by other sites that have no session",
    "opportunities:sitemap": "addresses of what is open, for search engines",
    "opportunities:robots": "says what search engines may read",
}
"""Pages that hold nothing of whoever asks (foundation.pages.public): they may be kept for the rest of a
minute, and have no way to sign out, as they do not know that anybody is signed in."""
LONGEST_KEPT = 60
"""Seconds."""


def kept_too_long(response: HttpResponse, *, alone: bool) -> list[str]:
    """Return what is wrong with how an answer for everyone may be kept. `alone`: a cookie came with it."""
    said = dict(part.strip().partition("=")[::2] for part in response.get("Cache-Control", "").split(","))
    found = [] if 0 < int(said.get("max-age") or 0) <= LONGEST_KEPT else ["kept for more than a minute"]
    if said.keys() - {"max-age"} != {"private" if alone else "public"}:
        found.append(f"may be kept: {response.get('Cache-Control')}")
    if not alone and response.cookies:
        found.append("a cookie in what caches share")
    return found


def missing(response: HttpResponse, *, static: bool = False) -> list[str]:
    """Return what the headers of one answer lack. `static`: others may keep it."""
    found = [
        f"{name}: {response.get(name)}"
        for name, wanted in SAID_EVERYWHERE.items()
        if response.get(name) != wanted
    ]
    policy = observatory.directives(response.get("Content-Security-Policy", ""))
    if policy.get("default-src") != ["'none'"]:
        found.append("policy: default-src")
    if any(
        "unsafe" in source or source in ("*", "data:", "https:")
        for part in policy.values()
        for source in part
    ):
        found.append("policy: unsafe")
    if "sandbox" not in policy:
        wanted = {"form-action": ["'self'"], "frame-ancestors": ["'none'"], "base-uri": ["'none'"]}
        found += [
            f"policy: {name} {policy.get(name)}" for name, said in wanted.items() if policy.get(name) != said
        ]
    if response.get("Access-Control-Allow-Origin"):
        found.append("open to other hosts")
    if not static and KEPT_BY_NOBODY not in response.get("Cache-Control", ""):
        found.append(f"may be kept: {response.get('Cache-Control')}")
    kind = response.get("Content-Type", "")
    if kind.startswith("text/") and "charset=" not in kind:  # ASVS 4.1.1
        found.append(f"letters: {kind}")
    if not kind and response.status_code == 200:
        found.append("says no type")
    if "Server" in response or "X-Powered-By" in response:
        found.append("says what it runs on")
    return found


def is_page(response) -> bool:
    """Say whether an answer is a whole page that somebody reads in a browser."""
    html = response.get("Content-Type", "").startswith("text/html")
    return response.status_code == 200 and html and not response.streaming and b"<body" in response.content


@pytest.mark.either_engine  # headers are set without a look at any row
@pytest.mark.parametrize("role", ["anonymous", "contributor", "ppi_manager"])
def test_every_address_says_it_all(role, world, sign_in):
    wrong, statuses, broken, files, no_way_out = {}, set(), [], 0, []
    for one in addresses():
        client, shared = sign_in(role), one.name in FOR_EVERYONE
        alone = bool(client.cookies)
        response = let_go(client.get(one.path(world.parts_for(one))))
        statuses.add(response.status_code)
        files += "attachment" in response.get("Content-Disposition", "")
        broken += [one.name] * (response.status_code >= 500)
        found = missing(response, static=shared)
        if found := found + (kept_too_long(response, alone=alone) if shared else []):
            wrong[one.name] = found
        if is_page(response) and (SIGN_OUT in response.content) == (shared or role == "anonymous"):
            no_way_out.append(one.name)  # ASVS 7.4.4
    assert sorted(no_way_out) == []
    assert {one.name for one in addresses()} >= FOR_EVERYONE.keys()
    assert broken == []
    assert wrong == {}
    assert {200, 302} <= statuses
    assert files or role == "anonymous", "no file was downloaded: the world holds none"


@pytest.fixture
def someone(client) -> Client:
    organisation = builders.organisation()
    client.raise_request_exception = False
    return builders.sign_in(client, builders.contributor_user(organisation))


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"path": "/nothing-here/"}, 404),
        ({"path": "/staff/"}, 404),
        ({"path": "/staff", "follow": False}, 301),
        ({"path": "/", "HTTP_HOST": "evil.test"}, 400),
        ({"path": "/broken/"}, 500),
    ],
)
def test_errors_and_redirects_say_it_all(someone, asked, status):
    response = someone.get(**asked)
    assert response.status_code == status
    assert missing(response) == []


def test_a_refused_colleague_and_a_refused_method_are_told_it_all(client):
    builders.sign_in(client, builders.staff_user("read_only", builders.organisation()))
    refused = client.get(reverse("people:add"))
    method = client.delete(reverse("staff:home"))
    assert [refused.status_code, method.status_code] == [403, 405]
    assert missing(refused) + missing(method) == []


def test_a_form_without_a_token_is_told_it_all():
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"email": "a@example.org"})
    assert response.status_code == 403
    assert missing(response) == []


def test_our_own_files_say_it_all_and_may_be_kept(client):
    folder = Path(settings.BASE_DIR, "static")
    names = [str(file.relative_to(folder)) for file in sorted(folder.rglob("*")) if file.is_file()]
    answers = {name: client.get(f"{settings.STATIC_URL}{name}") for name in names}
    wrong = {name: missing(answer, static=True) for name, answer in answers.items()}
    assert names
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(names, 200)
    assert wrong == {name: [] for name in names}
    assert not any(KEPT_BY_NOBODY in answer.get("Cache-Control", "") for answer in answers.values())
    for answer in answers.values():
        let_go(answer)
