"""Tries are counted before they are judged, in rows that nothing throws out; and no stranger shuts anyone out."""

import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from allauth.account import forms as allauth_forms
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.test.utils import override_settings

from contributors.accounts.known_device import rules
from contributors.accounts.models import User
from contributors.accounts.tasks import forget_tries
from coproduce.foundation import clock
from coproduce.foundation.database.cache import LivingCache
from coproduce.foundation.notifications.models import Notification
from tests import builders
from tests.contributors.accounts.steps import (
    ENTER_CODE,
    PASSWORD,
    SIGN_IN,
    STAFF,
    ask_for_code,
    is_signed_in,
    mailed,
    newest_code,
    sign_in_staff,
    with_app,
    with_password,
)
from tests.contributors.accounts.test_same_answer import seen

MANY = 16
LIMIT = 5
RESET = "/account/password/reset/"


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def ada(trust):
    return builders.contributor_user(trust, email="ada@example.org")


@pytest.fixture
def priya(trust):
    return with_password(builders.staff_user("ppi_manager", trust, email="priya@trust.example.org"))


def at_once(many: int, act: Callable[[int], Any]) -> list[Any]:
    """Do something in many threads at the same moment."""
    start, answers = threading.Barrier(many), []

    def one(number: int) -> None:
        start.wait()
        try:
            answers.append(act(number))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=[number]) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_codes_at_once_no_more_than_five_are_judged(ada, monkeypatch):
    cache.clear()
    judged: list[str] = []
    compare = allauth_forms.compare_user_code
    monkeypatch.setattr(
        allauth_forms, "compare_user_code", lambda **said: judged.append(said["actual"]) or compare(**said)
    )
    client = Client()
    ask_for_code(client, ada.email)
    cookies = client.cookies

    def guess(number: int) -> int:
        browser = Client(raise_request_exception=False)  # a session that another ended first is an error page
        browser.cookies = cookies
        return browser.post(ENTER_CODE, {"code": f"0000-00{number:02}"}).status_code

    at_once(MANY, guess)
    assert 1 <= len(judged) <= LIMIT


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_passwords_at_once_no_more_than_five_are_judged(priya, monkeypatch):
    cache.clear()
    judged: list[str] = []
    monkeypatch.setattr(User, "check_password", lambda self, typed: judged.append(typed) or False)
    at_once(MANY, lambda number: Client().post(STAFF, {"login": priya.email, "password": f"wrong {number}"}))
    assert 1 <= len(judged) <= LIMIT


@pytest.mark.django_db(transaction=True)
def test_of_many_that_add_one_counter_one_is_told_so():
    for _again in range(3):
        cache.clear()
        cache.set("one", "old", timeout=-1)  # its time is over: all of them may take its place
        assert sum(at_once(8, lambda _number: cache.add("one", "new", timeout=60))) == 1


@pytest.mark.django_db
def test_a_flood_lifts_no_limit(ada):
    for _try in range(4):
        ask_for_code(Client(), ada.email)
    assert ask_for_code(Client(), ada.email).status_code == 200
    for number in range(1500):
        cache.set(f"junk-{number}", number, timeout=60)
    assert ask_for_code(Client(), ada.email).status_code == 200


@pytest.mark.django_db
def test_counters_go_when_their_time_is_over():
    with time_machine.travel("2026-03-02 12:00", tick=False) as clock:
        cache.set("short", 1, timeout=60)
        cache.set("long", 1, timeout=6000)
        cache.set("always", 1, timeout=None)
        clock.shift(120)
        forget_tries()
        clock.shift(-120)
        assert cache.get_many(["short", "long", "always"]) == {"long": 1, "always": 1}


@pytest.mark.django_db
def test_a_store_that_is_away_lets_nobody_guess(ada, monkeypatch):
    def away(*args, **kwargs):
        raise OSError("away")

    monkeypatch.setattr(LivingCache, "_base_set", away)
    with pytest.raises(OSError, match="away"):
        ask_for_code(Client(), ada.email)
    assert not Notification.objects.exists()


def use_up(email: str, clock: Any) -> None:
    """Be a stranger who asks for so many codes that nobody else gets one."""
    for number in range(12):
        ask_for_code(Client(), email, REMOTE_ADDR=f"198.51.100.{number}")
        clock.shift(25)


@pytest.mark.django_db
def test_a_strangers_many_requests_do_not_shut_out_the_device_that_was_here_before(ada):
    with time_machine.travel("2026-03-02 12:00", tick=False) as clock:
        own = Client()
        ask_for_code(own, ada.email)
        own.post(ENTER_CODE, {"code": newest_code()})
        own.post("/account/sign-out/")
        use_up(ada.email, clock)
        assert ask_for_code(Client(), ada.email).status_code == 200  # a strange device waits
        for _noise in range(25):  # nor does a neighbour in the same network shut it out
            ask_for_code(Client(), f"n{_noise}@example.org")
        assert ask_for_code(own, ada.email).status_code == 302
        own.post(ENTER_CODE, {"code": newest_code()})
        assert is_signed_in(own)


NEW_DEVICE = "/account/sign-in/new-device/"


def device_code(address: str) -> str:
    """Return the newest code for a new device that was sent to an address."""
    sent = [one for one in mailed() if one.to == [address] and NEW_DEVICE in one.body]
    return re.search(r"^([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})$", sent[-1].body, re.MULTILINE)[1]


@pytest.mark.django_db
def test_who_reads_the_mailbox_gets_in_at_once_on_a_new_device(ada):
    with time_machine.travel("2026-03-02 12:00", tick=False) as clock:
        use_up(ada.email, clock)
        new = Client()
        refused = ask_for_code(new, ada.email)
        assert NEW_DEVICE in refused.content.decode()
        code = device_code(ada.email)
        answer = new.post(NEW_DEVICE, {"code": code.upper().replace("-", " ")})
        assert (answer.status_code, answer.url) == (302, SIGN_IN)
        assert not is_signed_in(new)  # it opens nothing
        assert ask_for_code(new, ada.email).status_code == 302
        new.post(ENTER_CODE, {"code": newest_code()})
        assert is_signed_in(new)
        other = Client()  # it works once
        assert "not a code that works" in other.post(NEW_DEVICE, {"code": code}).content.decode()
        assert "known" not in other.cookies
        ask_for_code(other, ada.email)  # and one more device gets one at once
        assert other.post(NEW_DEVICE, {"code": device_code(ada.email)}).status_code == 302


@pytest.mark.django_db
def test_staff_get_in_at_once_on_a_new_device(priya):
    with_app(priya)
    for number in range(6):
        Client().post(
            STAFF, {"login": priya.email, "password": f"wrong {number}"}, REMOTE_ADDR="198.51.100.9"
        )
    new = Client()
    refused = new.post(STAFF, {"login": priya.email, "password": PASSWORD})
    assert NEW_DEVICE in refused.content.decode()
    assert new.post(NEW_DEVICE, {"code": device_code(priya.email)}).status_code == 302
    assert new.post(STAFF, {"login": priya.email, "password": PASSWORD}).status_code == 302


@pytest.mark.django_db
def test_a_code_for_a_new_device_gives_a_guesser_no_more_tries(ada):
    """However many ask: one message in ten minutes, and no device that did not type it has more tries."""
    with time_machine.travel("2026-03-02 12:00", tick=False) as clock:
        use_up(ada.email, clock)
        for number in range(30):
            assert ask_for_code(Client(), ada.email, REMOTE_ADDR=f"203.0.113.{number}").status_code == 200
        sent = Notification.objects.filter(kind="accounts/new_device")
        assert sent.count() == 1
        assert "known" not in Client().cookies
        code = device_code(ada.email)
        assert code not in str(sent.values())  # wiped once sent
        clock.shift(31 * 60)
        assert "not a code that works" in Client().post(NEW_DEVICE, {"code": code}).content.decode()


@pytest.mark.django_db
def test_guesses_of_a_code_for_a_new_device_are_counted(ada):
    answers = [Client().post(NEW_DEVICE, {"code": f"aaaa-aaaa-{number:04}"}) for number in range(22)]
    assert "too many" in answers[-1].content.decode()


@pytest.mark.django_db
def test_a_code_for_a_new_device_dies_with_its_mailbox_and_its_account(ada):
    with time_machine.travel("2026-03-02 12:00", tick=False) as clock:
        use_up(ada.email, clock)
        code = device_code(ada.email)
        User.objects.filter(pk=ada.pk).update(email="elsewhere@example.org")
        assert "not a code that works" in Client().post(NEW_DEVICE, {"code": code}).content.decode()


@pytest.mark.django_db
def test_an_unknown_address_that_has_to_wait_reads_the_same(ada):
    def refused(email: str) -> tuple[Any, ...]:
        with time_machine.travel("2026-03-02 12:00", tick=False) as clock:
            use_up(email, clock)
            return seen(ask_for_code(Client(), email), email)

    assert refused(ada.email) == refused("nobody@example.org")


@pytest.mark.django_db
def test_the_known_device_has_as_few_tries_as_anyone(ada):
    own = Client()
    ask_for_code(own, ada.email)
    own.post(ENTER_CODE, {"code": newest_code()})
    answers = []
    for _try in range(4):
        again = Client()
        again.cookies["known"] = own.cookies["known"].value
        answers.append(ask_for_code(again, ada.email).status_code)
    assert answers == [302, 302, 302, 200]


@pytest.mark.django_db
def test_a_strangers_wrong_passwords_do_not_shut_out_the_device_that_was_here_before(priya):
    own, secret = Client(), with_app(priya)
    sign_in_staff(own, priya, secret)
    own.post("/account/sign-out/")
    for number in range(6):
        Client().post(
            STAFF, {"login": priya.email, "password": f"wrong {number}"}, REMOTE_ADDR="198.51.100.9"
        )
    strange = Client().post(STAFF, {"login": priya.email, "password": PASSWORD})
    assert "That was too many tries." in strange.content.decode()
    assert own.post(STAFF, {"login": priya.email, "password": PASSWORD}).status_code == 302
    for _try in range(7):
        Client().post(RESET, {"email": priya.email}, REMOTE_ADDR="198.51.100.9")
    assert Client().post(RESET, {"email": priya.email}).status_code == 429
    asks = Client()
    asks.cookies["known"] = own.cookies["known"].value
    assert asks.post(RESET, {"email": priya.email}).status_code == 302


@pytest.mark.django_db
def test_a_stranger_does_not_keep_somebody_from_proving_who_they_are(ada):
    with time_machine.travel("2026-03-02 12:00", tick=False) as clock:
        own = builders.sign_in(Client(), ada)
        use_up(ada.email, clock)
        own.post("/account/again/", {"action": "send"})
        assert "too many" not in own.get("/account/again/").content.decode()


def test_the_cookie_proves_its_own_addresses_alone():
    cookie = rules.with_address("", "ada@example.org", device=rules.number_of(""))
    device = rules.device_of(cookie, " ADA@example.org ")
    assert device
    assert rules.device_of(cookie, "eve@example.org") == ""
    both = rules.with_address(cookie, "bea@example.org", device=device)
    assert [rules.device_of(both, who) for who in ("ada@example.org", "bea@example.org")] == [device] * 2
    last = both
    for number in range(4):
        last = rules.with_address(last, f"n{number}@example.org", device=device)
    assert (last.count("."), rules.device_of(last, "ada@example.org")) == (5, "")
    with override_settings(SECRET_KEY="another"):
        assert rules.device_of(cookie, "ada@example.org") == ""
    for bad in ("", "x", cookie[:-1], cookie + "0", cookie.upper(), "." + cookie, f"{cookie}.", "0" * 32):
        assert rules.device_of(bad, "ada@example.org") == ""
        assert rules.SHAPE.fullmatch(rules.with_address(bad, "ada@example.org", device=rules.number_of(bad)))


@pytest.mark.django_db
def test_the_cookie_names_nobody_and_only_signing_in_gives_it(ada):
    client = Client()
    ask_for_code(client, ada.email)
    assert "known" not in client.cookies
    client.post(ENTER_CODE, {"code": "0000-0000"})
    assert "known" not in client.cookies
    client.post(ENTER_CODE, {"code": newest_code()})
    cookie = client.cookies["known"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "ada" not in cookie.value


@pytest.mark.django_db
def test_wrong_passwords_of_whoever_sits_at_the_screen_are_limited_and_told(priya):
    own, secret = Client(), with_app(priya)
    sign_in_staff(own, priya, secret)
    assert own.get("/admin/password_change/").status_code in (302, 404)
    wrong = {"oldpassword": "wrong", "password1": "new words apart", "password2": "new words apart"}
    answers = [own.post("/account/password/change/", wrong).status_code for _try in range(7)]
    assert answers == [200] * 5 + [429] * 2
    own.post("/account/password/change/", wrong)
    told = Notification.objects.filter(kind="accounts/notice", params={"what": "too_many_guesses"})
    assert told.count() == 1
    assert told[0].address == priya.email


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/account/again/password/", "/account/again/second-step/"])
def test_wrong_guesses_when_asked_again_are_limited_and_told(priya, path):
    own, secret = Client(), with_app(priya)
    sign_in_staff(own, priya, secret)
    for _try in range(12):
        own.post(path, {"password": "wrong", "code": "000000"})
    told = Notification.objects.filter(kind="accounts/notice", params={"what": "too_many_guesses"})
    assert told.count() == 1
    assert clock.today() == clock.uk(told[0].made_at).date()


@pytest.mark.django_db
def test_wrong_codes_when_a_contributor_is_asked_again_are_told(ada):
    own = builders.sign_in(Client(), ada)
    own.post("/account/again/", {"action": "send"})
    for _try in range(5):
        own.post("/account/again/", {"code": "0000-0000"})
    assert Notification.objects.filter(params={"what": "too_many_guesses"}).count() == 1
