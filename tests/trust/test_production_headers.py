"""S5 in production: what Coproduce answers there, in a process of its own."""

import json
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.http import HttpResponse

from tests.architecture import production
from tests.trust import observatory
from tests.trust.test_headers import SAID_EVERYWHERE, missing

LOOK = """
import json, os, django
from coproduce import settings as production
production.DATABASES = json.loads(os.environ["TEST_DATABASES"])
production.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
django.setup()
from django.core.cache import cache
from django.test import Client
host = production.ALLOWED_HOSTS[0]
client = Client(headers={"host": host}, raise_request_exception=False)
def said(response):
    return {"status": response.status_code, "headers": dict(response.headers),
            "cookies": response.cookies.output(header="", sep="\\n"), "page": response.content.decode()}
answers = {
    "sign in": said(client.get("/account/sign-in/", secure=True)),
    "code asked": said(client.post("/account/sign-in/", {"email": "nobody@example.org"}, secure=True)),
    "nothing there": said(client.get("/nothing/", secure=True)),
    "home": said(client.get("/", secure=True)),
    "plain http": said(client.get("/my/")),
    "calendar over plain http": said(client.get("/meetings/feed/nobody-has-this.ics")),
    "calendar": said(client.get("/meetings/feed/nobody-has-this.ics", secure=True)),
    "behind the proxy": said(client.get("/my/", headers={"x-forwarded-proto": "https"})),
    "demo": said(client.post("/account/demo/", {"account": 1}, secure=True)),
    "postbox": said(client.get("/messages/postbox/", secure=True)),
}
client.session.flush()
cache.clear()
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def in_production(django_db_setup, tmp_path_factory) -> dict[str, dict]:
    """What production answers, in a process of its own on the tables of the tests."""
    tables = {}
    for alias, one in settings.DATABASES.items():
        kept = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
        tables[alias] = {name: str(one.get(name) or "") for name in kept}
    done = production.run(
        "-c",
        LOOK,
        var=tmp_path_factory.mktemp("var"),
        DJANGO_SETTINGS_MODULE="coproduce.settings",
        TEST_DATABASES=json.dumps(tables),
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_production_says_it_all_over_https(in_production):
    for name in ("sign in", "code asked", "nothing there", "home", "plain http"):
        answer = in_production[name]
        response = HttpResponse(headers=answer["headers"])
        assert (name, missing(response)) == (name, [])
    for name in ("sign in", "nothing there", "home"):
        kept = in_production[name]["headers"]["Strict-Transport-Security"]
        assert int(kept.split(";")[0].removeprefix("max-age=")) >= 365 * 24 * 3600
        assert "includeSubDomains" in kept


def test_production_keeps_its_cookies_to_itself(in_production):
    cookies = SimpleCookie()
    for line in "\n".join(answer["cookies"] for answer in in_production.values()).splitlines():
        cookies.load(line.strip())
    flags = {
        name: (bool(c["secure"]), bool(c["httponly"]), c["samesite"], c["path"], c["domain"])
        for name, c in cookies.items()
    }
    assert flags == dict.fromkeys(["__Host-csrftoken", "__Host-sessionid"], (True, True, "Lax", "/", ""))


def test_production_sends_plain_http_to_https(in_production):
    plain = in_production["plain http"]
    assert (plain["status"], plain["headers"]["Location"]) == (301, f"https://{production.HOST}/my/")
    behind = in_production["behind the proxy"]
    assert (behind["status"], behind["headers"]["Location"]) == (302, "/account/sign-in/?next=/my/")


def test_a_program_that_sends_its_secret_in_clear_is_refused_and_not_led_on(in_production):
    plain = in_production["calendar over plain http"]
    assert (plain["status"], plain["headers"].get("Location")) == (403, None)
    assert in_production["calendar"]["status"] == 404


def test_production_has_no_entry_of_the_demo(in_production):
    assert [in_production[name]["status"] for name in ("demo", "postbox")] == [404, 404]


def test_the_observatory_would_give_130_or_more(in_production):
    page = in_production["code asked"]
    cookies = SimpleCookie()
    for line in page["cookies"].splitlines():
        cookies.load(line.strip())
    assert cookies
    found = observatory.score(
        headers=page["headers"],
        cookies=cookies,
        page=page["page"],
        http_location=in_production["plain http"]["headers"]["Location"],
        host=production.HOST,
    )
    assert found >= 130


def test_the_observatory_sees_what_is_missing():
    """The number falls for each thing taken away: the test above can fail."""
    cookies = SimpleCookie("__Host-sessionid=1; Secure; HttpOnly; SameSite=Lax")
    whole = SAID_EVERYWHERE | {
        "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
        "Strict-Transport-Security": "max-age=63072000",
    }

    def score(headers: dict) -> int:
        return observatory.score(
            headers=headers, cookies=cookies, page="", http_location="https://here.org/", host="here.org"
        )

    counted = [name for name in whole if name != "Permissions-Policy"]
    best = score(whole)
    assert best == 155
    assert [
        name for name in counted if score({key: v for key, v in whole.items() if key != name}) >= best
    ] == []
