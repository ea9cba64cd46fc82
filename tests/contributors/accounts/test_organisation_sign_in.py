"""OpenID Connect: a server speaks for the staff of one organisation, at its own addresses, and for nobody else."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import checks
from django.test import Client

from contributors.accounts import actions
from contributors.accounts.models import StaffRole, User
from contributors.accounts.notifications import welcome_context
from contributors.accounts.organisation_sign_in.rules import may_open, problems, vouched_address
from coproduce.foundation.notifications.models import Notification
from tests import builders
from tests.contributors.accounts import oidc_server
from tests.contributors.accounts.steps import is_signed_in

pytestmark = pytest.mark.django_db
LOGIN = "/account/organisation/oidc/harbour/login/"
DOMAIN = "harbour.nhs.uk"


@pytest.fixture(scope="module")
def running():
    with oidc_server.running() as server:
        yield server


@pytest.fixture
def trust():
    return builders.organisation("Harbour Trust")


@pytest.fixture
def server(running, settings, trust):
    running.__init__(running.url)
    app = {
        "provider_id": "harbour",
        "name": "Harbour account",
        "client_id": oidc_server.CLIENT,
        "secret": oidc_server.SECRET,
        "settings": {"server_url": running.url, "organisation": trust.ref, "domains": [DOMAIN]},
    }
    settings.OPENID_CONNECT_APPS = [app]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    return running


@pytest.fixture
def fay(trust):
    return builders.staff_user("finance", trust, name="Fay", email=f"fay@{DOMAIN}")


def ask(client, **extra) -> dict[str, str]:
    """Press the button. Returns what is asked of the server."""
    answer = client.post(LOGIN + extra.pop("query", ""), **extra)
    return dict(parse_qsl(urlsplit(answer.url).query))


def come_back(client, server, asked):
    back = server.authorize(asked)
    return client.get(urlsplit(back).path + "?" + urlsplit(back).query)


def sign_in(server, **claims) -> Client:
    client = Client()
    server.claims = claims
    come_back(client, server, ask(client))
    return client


def says(email, **more):
    return {"email": email, "email_verified": True, **more}


class TestWhoGetsIn:
    def test_staff_of_the_organisation_at_its_own_addresses(self, server, fay):
        client = sign_in(server, **says(fay.email.upper()))
        assert is_signed_in(client)
        assert client.get("/staff/").status_code == 200  # the server asked for its own second step
        assert SocialAccount.objects.get().user == fay
        assert is_signed_in(sign_in(server, **says(fay.email)))  # by its subject, the second time

    @pytest.mark.parametrize("verified", [False, "false", None, "yes"])
    def test_an_address_that_is_not_verified_opens_nothing(self, server, fay, verified):
        assert not is_signed_in(sign_in(server, email=fay.email, email_verified=verified))
        assert not is_signed_in(sign_in(server, email=fay.email))
        assert not SocialAccount.objects.exists()

    def test_staff_of_another_organisation_are_not_its_to_vouch_for(self, server, fay):
        """A server set up for one once asserted an address of another, and got their desk."""
        theirs = builders.staff_user("finance", builders.organisation(), email=f"lee@{DOMAIN}")
        assert not is_signed_in(sign_in(server, **says(theirs.email)))
        StaffRole.objects.create(user=fay, organisation=builders.organisation(), role="finance")
        assert not is_signed_in(sign_in(server, **says(fay.email)))
        assert not SocialAccount.objects.exists()

    def test_addresses_of_other_domains_are_not_its_to_vouch_for(self, server, trust):
        for email in ("ann@elsewhere.example.org", f"ann@sub.{DOMAIN}", f"ann@not{DOMAIN}"):
            builders.staff_user("finance", trust, email=email)
            assert not is_signed_in(sign_in(server, **says(email))), email

    def test_superusers_contributors_and_closed_accounts_do_not_come_this_way(self, server, trust, fay):
        root = User.objects.create_superuser(f"root@{DOMAIN}", "three words apart")
        meg = builders.contributor_user(trust, email=f"meg@{DOMAIN}")
        User.objects.filter(pk=fay.pk).update(is_active=False)
        for user in (root, meg, fay):
            client = sign_in(server, **says(user.email))
            assert not is_signed_in(client), user.email

    def test_it_is_asked_at_every_sign_in_not_at_the_first(self, server, fay):
        sign_in(server, **says(fay.email))
        assert not is_signed_in(sign_in(server, **says(f"other@{DOMAIN}")))  # the same subject
        fay.roles.update(organisation=builders.organisation())
        assert not is_signed_in(sign_in(server, **says(fay.email)))

    def test_an_address_that_was_given_to_somebody_else_opens_nothing(self, server, fay):
        assert is_signed_in(sign_in(server, **says(fay.email, sub="1")))
        assert not is_signed_in(sign_in(server, **says(fay.email, sub="2")))
        assert SocialAccount.objects.get().uid == "1"
        assert is_signed_in(sign_in(server, **says(fay.email, sub="1")))
        actions.remove_second_step(fay, by=fay)  # they were made anew there, and an administrator knows
        assert is_signed_in(sign_in(server, **says(fay.email, sub="2")))

    @pytest.mark.parametrize(
        ("amr", "opens"),
        [
            (["pwd"], False),
            ("pwd", False),
            (["pwd", "rba"], False),
            (["pwd", "mfa"], True),
            (["pwd", "otp"], True),
            (["hwk"], True),
            ([], True),
            (None, True),
        ],
    )
    def test_a_server_that_says_it_asked_for_a_password_alone_opens_nothing(self, server, fay, amr, opens):
        assert is_signed_in(sign_in(server, **says(fay.email, amr=amr))) == opens

    def test_every_refusal_has_the_same_words(self, server, trust, fay):
        pages = set()
        for claims in (says("nobody@elsewhere.org"), {"email": fay.email}, says(f"nobody@{DOMAIN}")):
            client = sign_in(server, **claims)
            pages.add("This way to sign in is for staff" in client.get("/account/sign-in/").content.decode())
        assert pages == {True}

    def test_nobody_links_a_server_to_their_account_by_hand(self, server, fay):
        client = builders.sign_in(Client(), builders.staff_user("finance", builders.organisation()))
        asked = ask(client, query="?process=connect")
        server.claims = says(fay.email)
        come_back(client, server, asked)
        assert SocialAccount.objects.filter(user=fay).count() == SocialAccount.objects.count()

    def test_a_new_colleague_is_led_to_the_server_of_their_own_organisation_only(self, server, trust, fay):
        theirs = builders.staff_user("finance", builders.organisation())
        for user, name in ((fay, "Harbour account"), (theirs, "")):
            message = Notification(subject_type="accounts.StaffRole", subject_id=user.roles.get().pk)
            assert welcome_context(message)["own_sign_in"] == name


class TestTheProtocol:
    def test_proof_key_and_nonce_are_sent_and_new_each_time(self, server):
        first, second = ask(Client()), ask(Client())
        assert first["code_challenge_method"] == "S256"
        for name in ("code_challenge", "nonce", "state"):
            assert len(first[name]) >= 16
            assert first[name] != second[name]

    def test_what_stands_in_our_address_is_not_passed_on(self, server):
        asked = ask(Client(), query="?auth_params=nonce%3Dx%26prompt%3Dnone&scope=admin")
        assert (asked["nonce"] == "x", "prompt" in asked) == (False, False)
        assert set(asked["scope"].split()) == {"openid", "profile", "email"}

    @pytest.mark.parametrize(
        "claims",
        [{"nonce": "another"}, {"nonce": None}, {"aud": "somebody-else"}, {"iss": "https://evil.example"}, {"exp": 1}],
        ids=lambda claims: next(iter(claims)),
    )  # fmt: skip
    def test_a_token_that_is_not_for_this_sign_in_is_refused(self, server, fay, claims):
        assert not is_signed_in(sign_in(server, **says(fay.email), **claims))

    def test_a_token_with_another_signature_is_refused(self, server, fay):
        server.key = oidc_server.OTHER_KEY
        assert not is_signed_in(sign_in(server, **says(fay.email)))

    @pytest.mark.parametrize(
        ("algorithm", "key"),
        [("none", None), ("HS256", oidc_server.SECRET * 3), ("HS512", oidc_server.SECRET * 6)],
    )
    def test_a_token_signed_in_a_way_we_did_not_choose_is_refused(self, server, fay, algorithm, key):
        server.algorithm, server.key = algorithm, key
        assert not is_signed_in(sign_in(server, **says(fay.email)))

    @pytest.mark.parametrize("name", ["jku", "x5u", "jwk"])
    def test_keys_that_a_token_names_itself_are_not_asked_for(self, server, running, fay, name):
        with oidc_server.running() as thief:
            thief.public = oidc_server.OTHER_KEY.public_key()
            at = {"jwk": oidc_server.published(thief.public)}.get(name, f"{thief.url}/keys")
            server.key, server.headers = oidc_server.OTHER_KEY, {name: at}
            assert not is_signed_in(sign_in(server, **says(fay.email)))
            assert thief.paths == []

    @pytest.mark.parametrize("kind", ["at+jwt", "logout+jwt", "secevent+jwt"])
    def test_a_token_of_another_kind_is_no_sign_in(self, server, fay, kind):
        server.headers = {"typ": kind}
        assert not is_signed_in(sign_in(server, **says(fay.email)))

    @pytest.mark.parametrize("headers", [{"kid": "nobody"}, {"kid": 7}, {"kid": None}])
    def test_a_token_of_no_key_we_know_is_refused(self, server, fay, headers):
        server.headers = headers
        assert not is_signed_in(sign_in(server, **says(fay.email)))

    def test_no_token_reaches_the_browser_or_the_session(self, server, fay):
        client = Client()
        server.claims = says(fay.email)
        back = come_back(client, server, ask(client))
        kept = f"{back.content}{back.headers}{client.cookies}{dict(client.session)}"
        assert is_signed_in(client)
        assert server.given
        assert [one for one in server.given if one in kept] == []
        assert not SocialToken.objects.exists()

    def test_an_answer_meant_for_another_server_is_refused(self, server, settings, fay):
        """Mix-up: what one server answered is brought to the address of another."""
        with oidc_server.running() as other:
            first = settings.OPENID_CONNECT_APPS[0]
            second = {
                **first,
                "provider_id": "valley",
                "settings": {**first["settings"], "server_url": other.url},
            }
            settings.SOCIALACCOUNT_PROVIDERS = {
                "openid_connect": {"APPS": [first, second], "OAUTH_PKCE_ENABLED": True}
            }
            server.claims = other.claims = says(fay.email)
            client = Client()
            back = urlsplit(server.authorize(ask(client)))
            client.get(back.path.replace("/harbour/", "/valley/") + "?" + back.query)
            assert not is_signed_in(client)

    @pytest.mark.parametrize("issuer", ["https://evil.example", "", None])
    def test_a_server_that_says_it_is_another_is_refused(self, server, fay, issuer):
        client = Client()
        asked = ask(client)
        server.metadata, server.claims = {"issuer": issuer}, says(fay.email, iss=issuer)
        come_back(client, server, asked)
        assert not is_signed_in(client)
        assert client.post(LOGIN).url == "/account/sign-in/"

    def test_a_slash_at_the_end_of_its_name_does_not_matter(self, server, fay):
        server.metadata = {"issuer": f"{server.url}/"}
        assert is_signed_in(sign_in(server, **says(fay.email), iss=f"{server.url}/"))

    def test_nobody_is_followed_to_another_server(self, server, fay):
        with oidc_server.running() as other:
            server.moved = {"/keys": f"{other.url}/keys"}
            assert not is_signed_in(sign_in(server, **says(fay.email)))
            assert other.paths == []

    def test_a_server_that_does_not_answer_leads_back_with_words(self, server, fay):
        server.moved = {"/.well-known/openid-configuration": "/elsewhere"}
        client = Client()
        answer = client.post(LOGIN, follow=True)
        assert answer.status_code == 200
        assert "did not answer" in answer.content.decode()
        assert not is_signed_in(client)

    def test_an_answer_to_another_browser_is_refused(self, server, fay):
        server.claims = says(fay.email)
        asked = ask(Client())
        stranger = Client()
        come_back(stranger, server, asked)
        assert not is_signed_in(stranger)

    def test_a_stolen_code_is_of_no_use_without_the_key(self, server, fay):
        server.claims = says(fay.email)
        victim, thief = Client(), Client()
        theirs, own = ask(victim), ask(thief)
        back = server.authorize(theirs | {"state": own["state"]})
        thief.get(urlsplit(back).path + "?" + urlsplit(back).query)
        assert not is_signed_in(thief)


class TestSettings:
    GOOD = {
        "provider_id": "x",
        "settings": {
            "server_url": "https://login.microsoftonline.com/7f3e-tenant/v2.0",
            "organisation": "abc",
            "domains": ["x.nhs.uk"],
        },
    }

    def test_good_ones_have_no_problems(self, settings):
        assert problems(self.GOOD) == []
        settings.OPENID_CONNECT_APPS = [self.GOOD]
        assert [one for one in checks.run_checks() if one.id == "accounts.E003"] == []

    @pytest.mark.parametrize(
        "more",
        [
            {"organisation": ""},
            {"domains": []},
            {"domains": ["nhs"]},
            {"email_proof": "believe"},
            {"server_url": "https://login.microsoftonline.com/common/v2.0"},
            {"server_url": "https://login.microsoftonline.com/organizations/v2.0"},
        ],
    )
    def test_a_server_that_speaks_for_anybody_stops_the_start(self, settings, more):
        settings.OPENID_CONNECT_APPS = [{**self.GOOD, "settings": {**self.GOOD["settings"], **more}}]
        assert [one.id for one in checks.run_checks() if one.id == "accounts.E003"] == ["accounts.E003"]

    @pytest.mark.parametrize(
        ("proof", "claims", "vouched"),
        [
            ("email_verified", {"email_verified": True}, True),
            ("email_verified", {"xms_edov": True}, False),
            ("xms_edov", {"xms_edov": True}, True),
            ("xms_edov", {"xms_edov": "1"}, True),
            ("xms_edov", {"email_verified": True}, False),
            ("xms_edov", {}, False),
            ("tenant", {}, True),
            ("tenant", {"email_verified": False}, False),
        ],
    )
    def test_how_an_address_is_proved(self, proof, claims, vouched):
        said = {"domains": ["x.nhs.uk"], "email_proof": proof}
        assert bool(vouched_address(said, {"email": "jo@x.nhs.uk", **claims})) is vouched

    def test_roles_decide_whom_it_opens(self):
        here = {"organisation": "a"}
        assert may_open({("a", "finance")}, here, superuser=False)
        assert not may_open({("a", "finance")}, here, superuser=True)
        assert not may_open({("a", "finance"), ("b", "reporting")}, here, superuser=False)
        assert not may_open(set(), here, superuser=False)
