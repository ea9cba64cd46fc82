"""What was typed when the session ended: kept for its writer, sent once, shown to nobody else.

A browser that posts a form of ours does what `Browser` does here: it sends the hidden values, its cookies
and where the form came from. The attacks leave one of them out, or put another person in front of it.
"""

import datetime as dt
import re
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from contributors.accounts.models import Device
from contributors.accounts.roles import Role
from contributors.people.models import AccessNeed
from coproduce.foundation.kept_forms import actions, owners
from coproduce.foundation.kept_forms.cookie import COOKIE
from coproduce.foundation.kept_forms.models import KeptForm
from coproduce.foundation.kept_forms.typed import to_show
from projects.team.models import Project
from tests import builders
from tests.contributors.accounts import steps

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])
NOON = dt.datetime(2027, 3, 1, 12, 0, tzinfo=dt.UTC)
OURS = {"origin": "http://testserver"}
STORY = "Two hours of writing.\n<b>With signs</b> & a wish for “more light”."
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
KEPT = re.compile(r'<textarea hidden name="([^"]+)"[^>]*>\n(.*?)</textarea>', re.DOTALL)


class Browser(Client):
    """Posts forms as browsers do: with the hidden values of the page, and saying where it came from."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)

    def hidden(self, path: str) -> dict[str, str]:
        page = self.get(path)
        assert page.status_code == 200, (path, page.status_code)
        first_form = page.content.decode().partition("<main")[2].partition("</form>")[0]
        return dict(HIDDEN.findall(first_form))

    def send(self, path: str, typed: dict, *, hidden: dict | None = None, headers=OURS):
        return self.post(path, (self.hidden(path) if hidden is None else hidden) | typed, headers=headers)

    def come_in(self, user) -> "Browser":
        """Sign in with a code, as on the first page."""
        self.send(steps.SIGN_IN, {"email": user.email})
        self.send(steps.ENTER_CODE, {"code": steps.newest_code()})
        assert steps.is_signed_in(self)
        return self

    def send_kept(self, *, change: dict | None = None):
        """Press the button of the page with what was kept."""
        text = self.get("/typed/").content.decode()
        path = unescape(re.search(r'<form method="post" action="([^"]+)">', text)[1])
        values = {name: unescape(value) for name, value in KEPT.findall(text)}
        hidden = dict(HIDDEN.findall(text.partition("<main")[2]))
        return self.post(path, values | hidden | (change or {}), headers=OURS)


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def meg(trust):
    return builders.contributor_user(trust, name="Meg Hughes")


@pytest.fixture
def path():
    return reverse("my_details:add_need")


def need(**more) -> dict:
    return {"words": STORY, "category": "003", "seen_by": "team", **more}


@pytest.fixture
def late(meg, path) -> Browser:
    """Meg's browser: her session ended while she wrote, and she sent the form."""
    browser = Browser().come_in(meg)
    hidden = browser.hidden(path)
    Device.objects.all().delete()
    browser.refused = browser.send(path, need(), hidden=hidden)
    return browser


# --- It comes back ---------------------------------------------------------------------------------


def test_what_was_typed_comes_back_after_signing_in_and_is_sent_once(late, meg):
    assert late.refused.url == "/account/sign-in/?next=%2Ftyped%2F"
    assert "What you typed is kept for an hour." in late.get(late.refused.url).content.decode()
    assert AccessNeed.objects.count() == 0
    late.come_in(meg)
    page = late.get("/typed/").content.decode()
    assert "Two hours of writing." in page
    assert "<b>With signs" not in page
    assert "were not kept" not in page
    assert late.send_kept().status_code == 302
    assert [need.words for need in AccessNeed.objects.all()] == [STORY]
    assert KeptForm.objects.count() == 0
    assert COOKIE not in late.cookies or late.cookies[COOKIE].value == ""


def test_signing_in_leads_straight_to_it(late, meg):
    asked = late.send(late.refused.url, {"email": meg.email})
    answer = late.send(asked.url, {"code": steps.newest_code()})
    assert answer.url == "/typed/"


def test_a_session_of_twelve_hours_ends_the_same_way(meg, path):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = Browser().come_in(meg)
        hidden = browser.hidden(path)
        clock.shift(dt.timedelta(hours=13))
        browser.send(path, need(), hidden=hidden)
        browser.come_in(meg)
        browser.send_kept()
    assert AccessNeed.objects.get().words == STORY


def test_signed_out_in_another_tab(meg, path):
    browser = Browser().come_in(meg)
    hidden = browser.hidden(path)
    browser.post("/account/sign-out/", hidden, headers=OURS)
    browser.send(path, need(), hidden=hidden)
    browser.come_in(meg)
    browser.send_kept()
    assert AccessNeed.objects.get().words == STORY


def test_a_token_that_went_with_the_session_goes_the_same_way(meg, path):
    browser = Browser().come_in(meg)
    hidden = browser.hidden(path)
    browser.cookies.clear()
    refused = browser.send(path, need(), hidden=hidden)
    assert refused.url == "/account/sign-in/?next=%2Ftyped%2F"
    browser.come_in(meg)
    browser.send_kept()
    assert AccessNeed.objects.get().words == STORY


def test_signed_in_again_in_another_tab_the_old_tab_can_send_it_with_one_button(meg, path):
    browser = Browser().come_in(meg)
    hidden = browser.hidden(path)
    browser.post("/account/sign-out/", hidden, headers=OURS)
    browser.come_in(meg)
    refused = browser.send(path, need(), hidden=hidden)
    assert refused.status_code == 403
    text = refused.content.decode()
    again = dict(HIDDEN.findall(text.partition("<main")[2]))
    again |= {name: unescape(value) for name, value in KEPT.findall(text)}
    assert browser.post(path, again, headers=OURS).status_code == 302
    assert AccessNeed.objects.get().words == STORY


def test_a_form_of_staff_comes_back_too(trust):
    manager = steps.with_password(builders.staff_user(Role.PPI_MANAGER, trust))
    secret = steps.with_app(manager)
    browser = Browser()

    def come_in(later=0):
        browser.send(steps.STAFF, {"login": manager.email, "password": steps.PASSWORD})
        browser.send(steps.SECOND_STEP, {"code": steps.app_code(secret, later)})

    come_in()
    path = reverse("team:start")
    hidden = browser.hidden(path)
    Device.objects.all().delete()
    before = Project.objects.count()
    typed = {"title": "Knees and stairs", "goal": STORY}
    assert browser.send(path, typed, hidden=hidden).url.endswith("next=%2Ftyped%2F")
    come_in(later=1)
    assert "Two hours of writing." in browser.get("/typed/").content.decode()
    answer = browser.send_kept()
    assert answer.status_code in (200, 302)
    if answer.status_code == 200:  # the form wants more: what was typed stands in it
        assert "Knees and stairs" in answer.content.decode()
    else:
        assert Project.objects.count() == before + 1


def test_staff_who_ask_for_a_code_first_are_led_on_to_what_they_typed(trust):
    manager = builders.staff_user(Role.PPI_MANAGER, trust)
    browser = Browser()
    asked = browser.send("/account/sign-in/?next=/typed/", {"email": manager.email})
    page = browser.get(asked.url).content.decode()
    assert "Do you work here? If so, we have not sent you a code." in page
    assert 'href="/account/sign-in/staff/?next=%2Ftyped%2F"' in page


def test_errors_of_the_form_come_back_with_what_was_typed(meg, path):
    browser = Browser().come_in(meg)
    hidden = browser.hidden(path)
    Device.objects.all().delete()
    browser.send(path, need(category=""), hidden=hidden)
    browser.come_in(meg)
    answer = browser.send_kept()
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert "Two hours of writing." in answer.content.decode()


def test_a_file_is_not_kept_and_that_is_said(meg, path):
    browser = Browser().come_in(meg)
    hidden = browser.hidden(path)
    Device.objects.all().delete()
    browser.send(path, need(photo=SimpleUploadedFile("a.jpg", b"x" * 1000)), hidden=hidden)
    browser.come_in(meg)
    assert "You will need to choose it again." in browser.get("/typed/").content.decode()


def test_two_tabs_lose_nothing(meg, path):
    browser = Browser().come_in(meg)
    tabs = [browser.hidden(path), browser.hidden(path)]
    Device.objects.all().delete()
    for number, hidden in enumerate(tabs):
        browser.send(path, need(words=f"Tab {number}"), hidden=hidden)
    browser.come_in(meg)
    browser.send_kept()
    browser.send_kept()
    assert sorted(AccessNeed.objects.values_list("words", flat=True)) == ["Tab 0", "Tab 1"]


def test_an_old_proof_keeps_what_was_typed_as_well(meg):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = Browser().come_in(meg)
        path = reverse("my_bank:choose")
        hidden = browser.hidden(path)
        for _half_hour in range(4):
            clock.shift(dt.timedelta(minutes=30))
            browser.get("/my/")
        refused = browser.send(path, {"route": "cheque"}, hidden=hidden)
        assert refused.url == "/account/again/?next=%2Ftyped%2F"
    assert KeptForm.objects.count() == 1


def test_a_form_of_the_administration_comes_back_too(trust):
    """What an administrator types is kept while they prove again who they are, and sent with one button."""
    admin = steps.with_password(builders.staff_user(Role.ADMINISTRATOR, trust))
    admin.is_staff = True
    admin.save()
    secret = steps.with_app(admin)
    path = reverse("admin:accounts_organisation_change", args=[trust.pk])
    with time_machine.travel(NOON, tick=False) as clock:
        browser = Browser()

        def come_in():
            clock.shift(dt.timedelta(minutes=1))  # a code is good for one sign-in
            browser.send(steps.STAFF, {"login": admin.email, "password": steps.PASSWORD})
            browser.send(steps.SECOND_STEP, {"code": steps.app_code(secret)})

        come_in()
        page = browser.get(path).content.decode()
        inputs = re.findall(r'<(?:input|textarea)[^>]* name="([^"]+)"', page)
        assert "form_for" in inputs
        hidden = dict(HIDDEN.findall(page.partition('id="organisation_form"')[2]))
        typed = {"name": trust.name, "statement_name": "NORTH TRUST", "help_phone": "0117 496 0555",
                 "help_email": "", "postal_address": "One Long Street", "_save": "Save"}  # fmt: skip
        clock.shift(dt.timedelta(minutes=10))
        refused = browser.send(path, typed, hidden=hidden)
        assert refused.url == "/account/again/?next=%2Ftyped%2F"
        trust.refresh_from_db()
        assert trust.postal_address == ""
        Device.objects.all().delete()
        come_in()
        kept = browser.get("/typed/").content.decode()
        assert "One Long Street" in kept
        assert browser.send_kept().status_code == 302
    trust.refresh_from_db()
    assert (trust.postal_address, trust.help_phone) == ("One Long Street", "0117 496 0555")


def test_buttons_and_counts_of_a_form_are_nobodys_words():
    fields = [("help_phone", "0117"), ("_save", "Save"), ("roles-TOTAL_FORMS", "0"), ("roles-0-role", "x")]
    assert to_show(fields) == [("Help phone", "0117"), ("Roles 0 role", "x")]


def test_it_can_be_thrown_away(late, meg):
    late.come_in(meg)
    hidden = dict(HIDDEN.findall(late.get("/typed/").content.decode()))
    late.post("/typed/throw-away/", hidden, headers=OURS)
    assert KeptForm.objects.count() == 0
    assert "Nothing is waiting to be sent" in late.get("/typed/").content.decode()


# --- Attacks ---------------------------------------------------------------------------------------


def test_somebody_else_who_signs_in_sees_nothing_and_it_is_gone(late, meg, trust):
    late.come_in(builders.contributor_user(trust, name="Tom Reed"))
    assert "Two hours" not in late.get("/typed/").content.decode()
    assert KeptForm.objects.count() == 0
    hidden = late.hidden(reverse("my_details:add_need"))
    late.post("/account/sign-out/", hidden, headers=OURS)
    late.come_in(meg)
    assert "Two hours" not in late.get("/typed/").content.decode()


def test_a_form_of_somebody_else_is_not_shown_to_who_is_signed_in_now(meg, trust, path):
    browser = Browser().come_in(meg)
    hidden = browser.hidden(path)
    browser.post("/account/sign-out/", hidden, headers=OURS)
    browser.come_in(builders.contributor_user(trust, name="Tom Reed"))
    refused = browser.send(path, need(), hidden=hidden)
    assert refused.status_code == 403
    assert "Two hours" not in refused.content.decode()
    assert AccessNeed.objects.count() == 0


def test_another_browser_of_the_same_person_shows_nothing(late, meg):
    assert "Two hours" not in Browser().come_in(meg).get("/typed/").content.decode()


def test_a_guessed_cookie_opens_nothing(late, meg):
    late.come_in(meg)
    late.cookies[COOKIE] = "A" * 43
    assert "Two hours" not in late.get("/typed/").content.decode()


def test_sending_it_twice_makes_one(late, meg):
    late.come_in(meg)
    text = late.get("/typed/").content.decode()
    values = {name: unescape(value) for name, value in KEPT.findall(text)}
    values |= dict(HIDDEN.findall(text.partition("<main")[2]))
    answers = [late.post(reverse("my_details:add_need"), values, headers=OURS) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {302}
    assert AccessNeed.objects.count() == 1


def test_a_kept_form_is_the_accounts_own_to_delete(late, meg, trust):
    ref = KeptForm.objects.get().ref
    tom = Browser().come_in(builders.contributor_user(trust, name="Tom Reed"))
    tom.cookies[COOKIE] = late.cookies[COOKIE].value
    own = reverse("my_details:add_need")
    tom.send(own, need(words="Mine", kept_form=ref))
    assert KeptForm.objects.filter(ref=ref).exists()


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.test"}, {"referer": "https://evil.test/x"}, {"origin": "null"}, {}]
)
@pytest.mark.parametrize("knows_the_token", [True, False])
def test_a_post_from_another_site_is_never_kept(headers, knows_the_token, meg, path):
    browser = Browser().come_in(meg)
    hidden = browser.hidden(path)
    Device.objects.all().delete()
    if not knows_the_token:
        hidden.pop("csrfmiddlewaretoken")
    browser.send(path, need(), hidden=hidden, headers=headers)
    assert KeptForm.objects.count() == 0
    browser.come_in(meg)
    assert "Two hours" not in browser.get("/typed/").content.decode()


@pytest.mark.parametrize("form_for", ["", "demo:AAAA", "1:1", "x" * 5000])
def test_a_form_that_we_did_not_draw_is_never_kept(form_for, meg, path):
    browser = Browser().come_in(meg)
    hidden = browser.hidden(path) | {"form_for": form_for}
    Device.objects.all().delete()
    assert browser.send(path, need(), hidden=hidden).status_code == 302
    assert KeptForm.objects.count() == 0


def test_a_stranger_with_no_account_fills_no_table(path):
    stranger = Browser()
    hidden = stranger.hidden(steps.SIGN_IN)
    assert "form_for" not in hidden
    for _ in range(3):
        stranger.send(path, need(), hidden=hidden)
    assert KeptForm.objects.count() == 0


def test_a_form_drawn_for_the_attacker_is_not_offered_to_the_victim(meg, trust, path):
    """The attacker signs in on a shared computer, fills a form, lets the session end and waits."""
    shared = Browser().come_in(builders.contributor_user(trust, name="Eve Moss"))
    hidden = shared.hidden(path)
    Device.objects.all().delete()
    shared.send(path, need(words="I resign"), hidden=hidden)
    shared.come_in(meg)
    assert "I resign" not in shared.get("/typed/").content.decode()
    assert KeptForm.objects.count() == 0


def test_a_huge_form_is_not_kept_and_that_is_said(meg, path):
    browser = Browser().come_in(meg)
    hidden = browser.hidden(path)
    Device.objects.all().delete()
    answer = browser.send(path, need(words="x" * 300_000), hidden=hidden)
    assert KeptForm.objects.count() == 0
    assert "could not be kept" in browser.get(answer.url).content.decode()
    assert browser.send(path, need(words="x" * 3_000_000), hidden=hidden).status_code in (400, 413)


def test_an_account_keeps_a_handful_and_no_more(meg, path):
    browser = Browser().come_in(meg)
    hidden = browser.hidden(path)
    Device.objects.all().delete()
    for number in range(9):
        browser.send(path, need(words=f"{number}"), hidden=hidden)
    assert KeptForm.objects.count() == actions.MOST_FORMS


def test_after_an_hour_nothing_is_left(meg, path):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = Browser().come_in(meg)
        hidden = browser.hidden(path)
        Device.objects.all().delete()
        assert browser.send(path, need(), hidden=hidden).cookies[COOKIE]["max-age"] == 3600
        clock.shift(dt.timedelta(hours=1, seconds=1))
        browser.come_in(meg)
        assert "Two hours" not in browser.get("/typed/").content.decode()
        assert (actions.forget_old(), KeptForm.objects.count()) == (1, 0)


def test_bank_details_equality_answers_and_concerns_are_never_kept(meg):
    browser = Browser().come_in(meg)
    overview = browser.get(reverse("my_equality:overview")).content.decode()
    question = re.search(r'href="(/my/equality/[^"]+)"', overview)[1]
    bank = reverse("my_bank:change")
    hidden = browser.hidden(bank)
    assert "form_for" in hidden
    Device.objects.all().delete()
    details = {"account_name": "M Hughes", "sort_code": "089999", "account_number": "66374958"}
    browser.send(bank, details, hidden=hidden)
    browser.send(question, {"answer": "x", "own_words": "very private"}, hidden=hidden)
    browser.send(
        reverse("my_power_balance:raise_concern", args=["2222222222"]),
        {"words": "very private"},
        hidden=hidden,
    )
    assert KeptForm.objects.count() == 0


def test_no_field_that_opens_something_is_kept(meg, path):
    browser = Browser().come_in(meg)
    hidden = browser.hidden(path)
    Device.objects.all().delete()
    secrets = {"password": "a1", "code": "b2", "account_number": "c3", "sort_code_0": "d4", "sealed": "e5"}
    browser.send(path, need(**secrets, cost_code="f6", postcode="g7"), hidden=hidden)
    secret = browser.cookies[COOKIE].value
    ((_row, inside),) = actions.kept_for(meg.pk, secret=secret)
    assert set(dict(inside.fields)) & (set(secrets) | {"cost_code", "postcode"}) == {"cost_code", "postcode"}


def test_the_row_tells_nothing_without_the_browser(late):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM kept_forms_keptform")
        row = str(cursor.fetchall())
    assert "Two hours" not in row
    assert "need" not in row
    assert late.cookies[COOKIE].value not in row
    assert late.cookies[COOKIE]["httponly"]
    assert late.cookies[COOKIE]["samesite"] == "Lax"


def test_a_row_moved_to_another_browser_does_not_open(late, meg):
    KeptForm.objects.update(browser=actions._browser("B" * 43))
    assert actions.kept_for(meg.pk, secret="B" * 43) == []
    assert KeptForm.objects.count() == 0


def test_at_a_shared_mailbox_it_waits_for_the_person_who_typed_it(trust, path):
    shared = {"email": "family@example.org", "organisation": trust}
    ann, bob = builders.person("Ann Lee", **shared), builders.person("Bob Lee", **shared)
    builders.account(ann)
    user = builders.account(bob)
    browser = Browser().come_in(user)
    choose = reverse("who_are_you")
    browser.send(choose, {"person": ann.ref})
    hidden = browser.hidden(path)
    Device.objects.all().delete()
    browser.send(path, need(), hidden=hidden)
    browser.come_in(user)
    browser.send(choose, {"person": bob.ref})
    assert "Two hours" not in browser.get("/typed/").content.decode()
    browser.send(choose, {"person": ann.ref})
    browser.send_kept()
    assert AccessNeed.objects.get().person == ann


def test_every_form_of_a_page_says_whom_it_was_drawn_for(meg, rf):
    request = rf.get("/")
    request.user = meg
    first, second = owners.written_for(request), owners.written_for(request)
    assert first == second != ""
    posted = rf.post("/", {"form_for": first})
    assert owners.owner_of(posted) == owners.Owner(meg.pk, meg.person.pk)
