"""Requests that no browser of ours would send: trust.md section 4, rows 98-104, and S15, S16."""

import re
from html import unescape
from urllib.parse import unquote, urlencode

import pytest
from django.conf import settings
from django.core import mail, signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from contributors.accounts.models import User
from contributors.accounts.roles import Role
from contributors.people.models import AccessNeed, Person
from coproduce.foundation.notifications.models import Notification
from tests import builders, stopwatch
from tests.architecture.addresses import addresses
from tests.contributors.accounts import steps
from tests.trust import filling
from tests.trust.odd import ODD, stays, words_of

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])


@pytest.fixture
def organisation():
    return builders.organisation()


@pytest.fixture
def manager(organisation) -> Client:
    user = builders.staff_user(Role.PPI_MANAGER, organisation)
    return builders.sign_in(Client(raise_request_exception=False), user)


@pytest.fixture
def contributor(organisation) -> Client:
    user = builders.contributor_user(organisation)
    return builders.sign_in(Client(raise_request_exception=False), user)


# --- Row 98: numbers and references that are none --------------------------------------------------


def test_odd_references_break_nothing_in_the_admin_pages(organisation):
    user = builders.staff_user(Role.ADMINISTRATOR, organisation)
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    client = builders.sign_in(Client(raise_request_exception=False), User.objects.get(pk=user.pk))
    changes = [one for one in addresses() if one.name.startswith("admin:") and one.parts == ("object_id",)]
    assert changes
    broken = [
        f"{answer.status_code} {one.name} {odd[:20]}"
        for one in changes
        for odd in ODD
        if (
            answer := client.get(one.path({"object_id": "2222222222"}).replace("2222222222", odd))
        ).status_code
        >= 500
    ]
    assert broken == []


# --- Rows 99 and 100: pages ------------------------------------------------------------------------


def test_a_place_in_one_list_means_nothing_in_another(manager, organisation):
    """A cursor is signed for its own list: a name would otherwise be compared with a moment."""
    for _ in range(30):
        builders.person(organisation=organisation)
    first = manager.get(reverse("people:list")).content.decode()
    cursor = unquote(re.search(r"after=([\w:.%-]+)", first)[1])
    assert words_of(manager.get(reverse("people:list"), {"after": cursor})) != words_of(
        manager.get(reverse("people:list"))
    )
    others = [reverse(name) for name in ("notifications:list", "promises:list", "team:list")]
    assert [manager.get(path, {"after": cursor}).status_code for path in others] == [200] * len(others)
    forged = signing.dumps(["x", 1], salt="another")
    assert words_of(manager.get(reverse("people:list"), {"after": forged})) == words_of(
        manager.get(reverse("people:list"))
    )


# --- Row 101: hosts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.test", "testserver,evil.test", "testserver@evil.test", "127.0.0.1.evil.test", "[::1"]
)
def test_another_host_is_refused(host, client):
    assert client.get(reverse("account_login"), headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "name", ["x-forwarded-host", "x-host", "x-original-host", "forwarded", "x-forwarded-server"]
)
def test_links_in_mail_never_come_from_a_header(name, client, organisation):
    user = builders.contributor_user(organisation)
    staff = steps.with_password(builders.staff_user(Role.FINANCE, organisation))
    evil = {name: "host=evil.test" if name == "forwarded" else "evil.test"}
    steps.ask_for_code(client, user.email, headers=evil)
    client.post(reverse("account_reset_password"), {"email": staff.email}, headers=evil)
    steps.mailed()
    assert {one.to[0] for one in mail.outbox} == {user.email, staff.email}
    links = [link for one in mail.outbox for link in re.findall(r"https?://\S+", one.body)]
    assert links
    assert [
        link for link in links if not link.startswith(f"{settings.SITE_URL}/") and link != settings.SITE_URL
    ] == []
    assert "evil.test" not in "".join(str(one.message()) for one in mail.outbox)


# --- Row 102: a form that was open for too long ----------------------------------------------------

STORY = "Two hours of writing.\n<b>With signs</b> & a wish for “more light”."


@pytest.fixture
def strict(organisation) -> Client:
    user = builders.contributor_user(organisation)
    return builders.sign_in(Client(enforce_csrf_checks=True), user)


def need_form() -> dict[str, str]:
    return {"words": STORY, "category": "003", "seen_by": "team"}


def test_words_survive_a_token_that_is_too_old(strict):
    path, ours = reverse("my_details:add_need"), {"origin": "http://testserver"}
    refused = strict.post(path, need_form(), headers=ours)
    assert refused.status_code == 403
    assert AccessNeed.objects.count() == 0
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', refused.content.decode())[1]
    kept = re.findall(
        r'<textarea hidden name="(\w+)"[^>]*>\n(.*?)</textarea>', refused.content.decode(), re.DOTALL
    )
    again = {name: unescape(value) for name, value in kept}
    assert again == need_form()
    sent = strict.post(path, again | {"csrfmiddlewaretoken": token}, headers=ours)
    assert sent.status_code == 302
    assert AccessNeed.objects.get().words == STORY


@pytest.mark.parametrize(
    "from_where", [{"origin": "https://evil.test"}, {"referer": "https://evil.test/x"}, {}]
)
def test_words_of_another_site_are_shown_but_never_sent_with_one_click(from_where, strict):
    refused = strict.post(reverse("my_details:add_need"), need_form(), headers=from_where)
    text = refused.content.decode()
    assert refused.status_code == 403
    assert "Two hours of writing." in text
    assert "<b>With signs" not in text
    assert "csrfmiddlewaretoken" not in text.split("<main")[1]


def test_a_password_is_never_written_back(client):
    strict = Client(enforce_csrf_checks=True)
    sent = {"login": "ada@example.org", "password": "a very private thing"}
    refused = strict.post(reverse("account_staff_login"), sent, headers={"origin": "http://testserver"})
    assert "ada@example.org" in refused.content.decode()
    assert "private thing" not in refused.content.decode()


# --- Row 103: methods ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "DELETE", "PUT", "PATCH", "BREW"]
)
@pytest.mark.parametrize("name", ["account_login", "healthz", "readyz", "call_me", "home"])
def test_other_methods_do_nothing(method, name, client):
    assert client.generic(method, reverse(name)).status_code in (302, 405)


def test_a_method_in_a_header_or_a_field_is_not_believed(manager, organisation):
    person = builders.person(organisation=organisation)
    path = reverse("people:detail", args=[person.ref])
    for name in ("x-http-method-override", "x-http-method", "x-method-override"):
        assert manager.get(path, headers={name: "DELETE"}).status_code == 200
        assert manager.post(path, {"_method": "DELETE"}, headers={name: "DELETE"}).status_code == 405
    assert Person.objects.filter(pk=person.pk).exists()


def test_head_says_no_more_than_get(manager, client):
    for visitor in (manager, client):
        answers = [getattr(visitor, method)(reverse("people:list")) for method in ("get", "head")]
        assert answers[0].status_code == answers[1].status_code
        assert answers[1].content == b""


# --- Row 104: too much at once ---------------------------------------------------------------------

TOO_MUCH = {
    "10,001 fields": lambda: {"data": {f"f{n}": "1" for n in range(10_001)}},
    "10,001 fields in the address": lambda: {"QUERY_STRING": "&".join(f"f{n}=1" for n in range(10_001))},
    "101 files": lambda: {"data": {f"f{n}": SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(101)}},
    "3 MB without a file": lambda: {"data": {"words": "x" * 3_000_000}},
    "3 MB of one form": lambda: {
        "data": "words=" + "x" * 3_000_000,
        "content_type": "application/x-www-form-urlencoded",
    },
    "a broken body": lambda: {
        "data": b"--x\r\nnothing",
        "content_type": "multipart/form-data; boundary=" + "\x00",
    },
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_too_much_at_once_is_told_calmly(what, contributor):
    before = AccessNeed.objects.count()
    response = contributor.post(reverse("my_details:add_need"), **TOO_MUCH[what]())
    page = response.content.decode()
    if what in ("10,001 fields in the address", "a broken body"):
        assert response.status_code in (200, 400)  # nothing of it is a form of ours: drawn anew, or refused
    else:
        assert response.status_code in (400, 413)
        assert "<h1" in page
        assert "Traceback" not in page
        assert page.count("\n") < 260
    assert AccessNeed.objects.count() == before


# --- S15: where a form leads to --------------------------------------------------------------------

ELSEWHERE = [
    "https://evil.test/",
    "http://evil.test",
    "//evil.test/",
    "///evil.test",
    "////evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "\\/\\/evil.test",
    "https:evil.test",
    "https:/evil.test",
    "https:///evil.test",
    "HTTPS://EVIL.TEST",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    " https://evil.test",
    "\thttps://evil.test",
    "\x00https://evil.test",
    "https://testserver@evil.test/",
    "https://testserver.evil.test/",
    "http://testserver:80@evil.test",
    "/%09/evil.test",
    "/\t/evil.test",
    "//evil%E3%80%82test",
    "〱//evil.test",
    "/.evil.test/..//evil.test",
    "https://evil.test\\@testserver/",
    "ftp://testserver/",
]


def test_the_check_itself_sees_what_leaves():
    leaving = [
        HttpResponse(status=302, headers={"Location": to})
        for to in ("https://evil.test", "/\\evil.test", "//evil.test")
    ]
    assert [stays(one) for one in leaving] == [False] * 3


def test_a_form_in_an_alphabet_nobody_knows_is_refused(contributor):
    kind = "application/x-www-form-urlencoded; charset=x"
    response = contributor.generic("POST", reverse("my_details:add_need"), b"words=%ff", content_type=kind)
    assert response.status_code in (200, 400, 415)


@pytest.mark.parametrize("to", ELSEWHERE)
def test_no_form_leads_elsewhere(to, organisation, settings):
    """Every entry that takes `next`, followed to its end."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SIGN_IN_TAKES = 0  # the wait that hides who has an account is for another test
    user = builders.contributor_user(organisation)
    staff = steps.with_password(builders.staff_user(Role.FINANCE, organisation))
    secret = steps.with_app(staff)
    led = code_sign_in(user, to) + staff_sign_in(staff, secret, to) + asked_again(user, to)
    assert [answer["Location"] for answer in led if not stays(answer)] == []


def code_sign_in(user: User, to: str) -> list:
    client = Client()
    first = client.post(f"{steps.SIGN_IN}?{query(to)}", {"email": user.email, "next": to})
    assert first.status_code == 302
    last = client.post(steps.ENTER_CODE, {"code": steps.newest_code(), "next": to})
    assert steps.is_signed_in(client)
    leave = client.post(reverse("account_logout"), {"next": to})
    return [first, last, leave, client.get(steps.SIGN_IN, {"next": to})]


def staff_sign_in(staff: User, secret: str, to: str) -> list:
    client = Client()
    first = client.post(steps.STAFF, {"login": staff.email, "password": steps.PASSWORD, "next": to})
    second = client.post(steps.SECOND_STEP, {"code": steps.app_code(secret), "next": to})
    assert steps.is_signed_in(client)
    again = [client.get(reverse(name), {"next": to}) for name in ("account_step_up", "mfa_reauthenticate")]
    password = client.post(reverse("account_reauthenticate"), {"password": steps.PASSWORD, "next": to})
    return [first, second, *again, password, client.get(steps.STAFF, {"next": to})]


def asked_again(user: User, to: str) -> list:
    client = builders.sign_in(Client(), user)
    builders.person("Second at this mailbox", email=user.email, account=user)
    chosen = client.post(
        f"{reverse('who_are_you')}?{query(to)}", {"person": user.people.first().ref, "next": to}
    )
    step_up = f"{reverse('account_step_up')}?{query(to)}"
    sent = client.post(step_up, {"action": "send", "next": to})
    proved = client.post(step_up, {"code": steps.newest_code(), "next": to})
    assert [chosen.status_code, sent.status_code, proved.status_code] == [302, 302, 302]
    return [chosen, sent, proved]


def query(to: str) -> str:
    return urlencode({"next": to})


# --- S16: a million signs in one box ---------------------------------------------------------------

LONG = {
    "one letter": "a" * 1_000_000,
    "brackets": "(" * 500_000 + ")" * 500_000,
    "digits": "9" * 1_000_000,
    "addresses": "a@" * 500_000,
    "marks": "a" + "\u0301" * 400_000,
    "blanks": " " * 999_999 + "x",
}
LONGEST_SECONDS = 1.0
FORMS = {
    "people:add": "manager",
    "team:start": "manager",
    "my_details:add_need": "contributor",
    "call_me": "contributor",
    "my_availability:add_away": "contributor",
}


def seconds_to_answer(client, path, sent) -> float:
    """Return what one answer costs the processor. A slow rule is slow each time, a busy machine is not."""

    def post() -> None:
        assert client.post(path, sent).status_code in (200, 302, 400, 413, 422)

    return stopwatch.cost(post)


@pytest.mark.parametrize("what", LONG)
@pytest.mark.parametrize("name", FORMS)
def test_a_million_signs_are_answered_at_once(name, what, request):
    client = request.getfixturevalue(FORMS[name])
    if name == "call_me":
        builders.team_member(
            builders.project(builders.organisation()), Person.objects.get(name__startswith="Contributor")
        )
    form = filling.open_form(client, reverse(name))
    sent = filling.fill(form)
    boxes = filling.text_boxes(form)
    assert boxes
    before = Notification.objects.count()
    slow = {}
    for box in boxes:
        took = seconds_to_answer(client, reverse(name), sent | {box: LONG[what]})
        if took > LONGEST_SECONDS:
            slow[box] = took
    assert slow == {}
    assert Notification.objects.count() == before
