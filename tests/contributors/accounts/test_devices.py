"""Staying signed in on one's own device, and the list of where one is signed in."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contributors.accounts.devices import actions, rules
from contributors.accounts.devices.models import Machine
from contributors.accounts.models import Device, StaffRole
from tests import builders
from tests.contributors.accounts.steps import ENTER_CODE, ask_for_code, is_signed_in, newest_code

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 3, 1, 12, 0, tzinfo=dt.UTC)
PAGE, DEVICES = "/messages/", "/account/devices/"
PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def member(trust):
    return builders.contributor_user(trust)


def sign_in(user, *, own: str = "", on: str = PHONE) -> Client:
    """Sign in as people do, and answer whose device it is."""
    client = Client(headers={"user-agent": on})
    ask_for_code(client, user.email)
    client.post(ENTER_CODE, {"code": newest_code(), "own_device": own})
    assert is_signed_in(client)
    client.get(PAGE)
    return client


def test_the_question_is_asked_in_plain_words_and_nothing_is_chosen_beforehand(client, member):
    ask_for_code(client, member.email)
    page = client.get(ENTER_CODE).content.decode()
    assert "Is this your own phone or computer?" in page
    assert "checked" not in page


@pytest.mark.parametrize(("answer", "stays"), [("yes", True), ("no", False), ("", False), ("maybe", False)])
def test_only_their_own_device_keeps_somebody_signed_in(answer, stays, member):
    with time_machine.travel(NOON, tick=False) as clock:
        client = Client()
        ask_for_code(client, member.email)
        client.post(ENTER_CODE, {"code": newest_code(), "own_device": answer})
        client.get(PAGE)
        clock.shift(dt.timedelta(days=80))
        client.get(PAGE)
        assert is_signed_in(client) is stays


def test_a_kept_device_slides_but_not_for_ever(member):
    with time_machine.travel(NOON, tick=False) as clock:
        client = sign_in(member, own="yes")
        for _visit in range(4):
            clock.shift(dt.timedelta(days=89))
            client.get(PAGE)
            assert is_signed_in(client)
        clock.shift(dt.timedelta(days=10))
        client.get(PAGE)
        assert not is_signed_in(client)


def test_a_kept_device_that_rests_too_long_is_signed_out(member):
    with time_machine.travel(NOON, tick=False) as clock:
        client = sign_in(member, own="yes")
        clock.shift(dt.timedelta(days=90, seconds=1))
        client.get(PAGE)
        assert not is_signed_in(client)


def test_the_cookie_lasts_as_long_as_the_session_may_rest(member):
    assert sign_in(member, own="yes").cookies["sessionid"]["max-age"] == 90 * 24 * 3600
    assert sign_in(member, own="no").cookies["sessionid"]["max-age"] == 12 * 3600


def test_nothing_keeps_staff_signed_in(trust):
    staff = builders.staff_user("finance", trust)
    assert rules.lasts(staff, kept=True) == rules.lasts(staff, kept=False)


def test_who_becomes_staff_on_a_kept_device_signs_in_again(trust, member):
    client = sign_in(member, own="yes")
    StaffRole.objects.create(user=member, organisation=trust, role="finance")
    client.get("/staff/")
    assert not is_signed_in(client)


def test_signing_in_anew_on_a_kept_device_asks_anew(member):
    client = sign_in(member, own="yes")
    client.post("/account/sign-out/")
    ask_for_code(client, member.email)
    client.post(ENTER_CODE, {"code": newest_code()})
    assert Device.objects.get(session_key=client.session.session_key).kept is False


def test_the_list_names_devices_in_plain_words_and_marks_this_one(member):
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(member, own="yes", on=LAPTOP)
        clock.shift(dt.timedelta(days=2))
        sign_in(builders.contributor_user(builders.organisation()), own="yes")
        page = sign_in(member, own="yes").get(DEVICES)
        rows = [(str(r["device"]), r["is_this"], r["used"], r["until"]) for r in page.context["rows"]]
    assert rows == [
        ("Chrome on an Android phone", True, "Last used today", "Tuesday 1 June 2027"),
        ("Edge on a Windows computer", False, "Last used on Monday 1 March 2027", "Sunday 30 May 2027"),
    ]
    assert page.content.decode().count("This one") == 1


def test_no_key_of_a_session_stands_on_the_page(member):
    client = sign_in(member, own="yes")
    assert client.session.session_key not in client.get(DEVICES).content.decode()


def test_what_is_over_stands_on_no_list(member):
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(member)
        clock.shift(dt.timedelta(minutes=62))
        assert len(sign_in(member).get(DEVICES).context["rows"]) == 1


def test_one_device_is_signed_out_and_no_other(member):
    laptop, phone = sign_in(member, own="yes", on=LAPTOP), sign_in(member, own="yes")
    mark = Device.objects.get(session_key=laptop.session.session_key).mark
    phone.post(f"{DEVICES}sign-out/", {"device": mark})
    for one in (laptop, phone):
        one.get(PAGE)
    assert (is_signed_in(laptop), is_signed_in(phone)) == (False, True)


def test_this_device_is_signed_out_by_its_own_button(member):
    laptop, phone = sign_in(member, own="yes", on=LAPTOP), sign_in(member, own="yes")
    mark = Device.objects.get(session_key=phone.session.session_key).mark
    assert phone.post(f"{DEVICES}sign-out/", {"device": mark}).url == "/account/sign-in/"
    assert (is_signed_in(laptop), is_signed_in(phone)) == (True, False)


def test_nobody_signs_out_the_device_of_somebody_else(member, trust):
    theirs, mine = sign_in(builders.contributor_user(trust), own="yes"), sign_in(member, own="yes")
    mark = Device.objects.get(session_key=theirs.session.session_key).mark
    mine.post(f"{DEVICES}sign-out/", {"device": mark})
    theirs.get(PAGE)
    assert is_signed_in(theirs)


def test_signing_out_everywhere_ends_every_session_and_its_row(member, trust):
    other = sign_in(builders.contributor_user(trust), own="yes")
    clients = [sign_in(member, own="yes", on=LAPTOP), sign_in(member)]
    assert clients[1].post(f"{DEVICES}sign-out-everywhere/").url == "/account/sign-in/"
    assert [is_signed_in(one) for one in (*clients, other)] == [False, False, True]
    assert Device.objects.filter(account=member).count() == 0


def test_rows_end_with_their_sessions(member):
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(member, own="yes")
        assert actions.forget_ended() == 0
        clock.shift(dt.timedelta(days=91))
        assert (actions.forget_ended(), Device.objects.count()) == (1, 0)


def test_a_kept_session_costs_no_query_more_and_is_written_once_an_hour(member):
    with time_machine.travel(NOON, tick=False) as clock:
        counts = []
        for own in ("no", "yes"):
            client = sign_in(member, own=own)
            clock.shift(dt.timedelta(minutes=50))
            with CaptureQueriesContext(connection) as caught:
                client.get("/account/devices/")
            reads = [one["sql"] for one in caught.captured_queries if one["sql"].startswith("SELECT")]
            writes = [one["sql"] for one in caught.captured_queries if one["sql"].startswith("UPDATE")]
            counts.append((len(reads), len(writes)))
    assert counts == [(counts[1][0], 1), (counts[1][0], 0)]


@pytest.mark.parametrize(
    ("says", "browser", "machine"),
    [
        (PHONE, "Chrome", Machine.ANDROID_PHONE),
        (PHONE.replace(" Mobile", ""), "Chrome", Machine.ANDROID_TABLET),
        (LAPTOP, "Edge", Machine.WINDOWS),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18 Mobile Safari/604.1", "Safari", Machine.IPHONE),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) CriOS/140 Safari/604.1", "Chrome", Machine.IPHONE),
        ("Mozilla/5.0 (iPad; CPU OS 18_0) FxiOS/140 Safari/605", "Firefox", Machine.IPAD),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Version/18 Safari/605", "Safari", Machine.MAC),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", Machine.LINUX),
        ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/140 Safari/537", "Chrome", Machine.CHROMEBOOK),
        ("<script>alert(1)</script>", "", Machine.OTHER),
        ("", "", Machine.OTHER),
    ],
)
def test_a_device_is_called_what_people_call_it(says, browser, machine):
    assert rules.recognised(says) == (browser, machine)
