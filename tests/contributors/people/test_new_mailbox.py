"""No account is attached by a typed address: a mailbox counts once its owner has shown it."""

import re

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import get_resolver, reverse

from contributors.accounts.models import User
from contributors.people import actions
from contributors.people.models import Person
from contributors.people.new_mailbox import actions as mailboxes
from contributors.people.new_mailbox.middleware import REST, RESTING
from contributors.people.new_mailbox.models import LINK_LASTS, MailboxProof
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending import delivery
from projects.roles.inviting import actions as inviting  # noqa: F401  # another way in which addresses come
from tests import builders
from tests.contributors.accounts.steps import ENTER_CODE, ask_for_code, newest_code

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, email="mo@north.example.org")


@pytest.fixture
def ann(trust):
    return builders.contributor_user(trust, name="Ann", email="ann@example.org").person


def correct(ann, manager, email):
    """Staff write another email down, on their page."""
    client = builders.sign_in(Client(), manager)
    typed = {"name": ann.name, "channel": "email", "email": email, "format": "standard", "language": "en-gb"}
    return client.post(reverse("people:edit", args=[ann.ref]), typed, follow=True)


def link() -> str:
    delivery.deliver_due()
    return re.findall(r"/new-mailbox/[\w-]+/", "\n".join(m.body for m in mail.outbox))[-1]


def signed_in_by_code(email: str) -> Client:
    client = Client()
    delivery.deliver_due()  # what waits, so that the code comes last
    ask_for_code(client, email)
    client.post(ENTER_CODE, {"code": newest_code()})
    return client


class TestStaffCorrectAnEmail:
    def test_an_editor_does_not_become_the_person(self, ann, manager):
        """With a mailbox of their own an editor once read answers, bank details and claims."""
        page = correct(ann, manager, "editors.own@example.net").content.decode()
        assert "It counts once its owner has said yes." in page
        before = mail.outbox[:]
        ask_for_code(Client(), "editors.own@example.net")
        delivery.deliver_due()
        codes = [m for m in mail.outbox[len(before) :] if "code" in m.subject.lower()]
        assert codes == []
        assert signed_in_by_code("ann@example.org").get("/my/about/").status_code == 200

    def test_opening_the_link_changes_nothing_and_the_button_does(self, ann, manager):
        correct(ann, manager, "ann.new@example.org")
        page = link()
        assert "Is this your email?" in Client().get(page).content.decode()
        assert Person.objects.get(pk=ann.pk).email == "ann@example.org"
        assert "you sign in with it" in Client().post(page).content.decode()
        assert Person.objects.get(pk=ann.pk).email == "ann.new@example.org"
        assert "This link no longer works" in Client().post(page).content.decode()

    def test_the_old_mailbox_signs_in_until_then_and_no_longer(self, ann, manager):
        old = signed_in_by_code("ann@example.org")
        correct(ann, manager, "ann.new@example.org")
        assert old.get("/my/about/").status_code == 200
        Client().post(link())
        assert old.get("/my/about/").status_code == 302
        assert signed_in_by_code("ann.new@example.org").get("/my/about/").status_code == 200

    def test_a_newer_address_stops_an_older_one_and_a_week_ends_it(self, ann, manager):
        correct(ann, manager, "wrong@example.org")
        wrong = link()
        correct(ann, manager, "right@example.org")
        assert "no longer works" in Client().post(wrong).content.decode()
        right = link()
        with time_machine.travel(clock.now() + LINK_LASTS, tick=False):
            assert "no longer works" in Client().post(right).content.decode()
        assert Person.objects.get(pk=ann.pk).email == "ann@example.org"

    def test_somebody_without_an_email_is_reached_as_before_until_then(self, trust, manager):
        pat = builders.person("Pat", organisation=trust)
        correct(pat, manager, "pat@example.org")
        pat.refresh_from_db()
        assert (pat.channel, pat.email, pat.account) == ("post", "", None)
        Client().post(link())
        pat.refresh_from_db()
        assert (pat.channel, pat.email, pat.account.email) == ("email", "pat@example.org", "pat@example.org")

    def test_the_link_lies_sealed_and_only_its_hash_is_kept(self, ann, manager):
        actions.change_contact(ann, by=manager, email="ann.new@example.org")
        message = Notification.objects.get(kind="people/prove_mailbox")
        assert message.sealed
        assert "new-mailbox" not in message.sealed
        token = link().split("/")[2]
        assert MailboxProof.objects.get().token_hash == mailboxes.hash_of(token) != token


class TestAnAddressOfStaff:
    @pytest.fixture
    def theirs(self):
        """Staff of another organisation."""
        return builders.staff_user("finance", builders.organisation("South"), email="fin@south.example.org")

    def test_it_is_refused_in_the_words_of_every_other_refusal(self, ann, trust, manager, theirs):
        other = builders.contributor_user(trust, name="Ann", email="ann.other@example.org").person
        answers = []
        for person, email in ((other, "nobody.known@example.org"), (ann, theirs.email)):
            page = correct(person, manager, email).content.decode()
            for own in (email, person.email, person.ref):
                page = page.replace(own, "…")
            answers.append(re.sub(r'value="[^"]*"|nonce="[^"]*"|/messages/\w{10}/', "", page))
        assert answers[0] == answers[1]
        assert "This link no longer works" in Client().post(link()).content.decode()
        ann.refresh_from_db()
        assert ann.email == "ann@example.org"

    def test_a_new_person_with_it_stands_in_no_account(self, trust, manager, theirs):
        typed = actions.add_person(organisation=trust, by=manager, name="Some Body", email=theirs.email)
        actions.account_for(typed)
        assert mailboxes.join(theirs) == 0
        typed.refresh_from_db()
        assert (typed.account, list(theirs.people.exclude(pk=theirs.person.pk))) == (None, [])

    def test_a_contributor_does_not_take_it_either(self, ann, theirs):
        assert not mailboxes.may_be_theirs(theirs.email.upper())
        assert not mailboxes.may_be_theirs(User.objects.create_superuser("root@example.org", "x").email)
        assert mailboxes.may_be_theirs("ann@example.org")

    def test_a_mailbox_that_became_one_of_staff_meanwhile_is_refused(self, ann, manager):
        correct(ann, manager, "soon.staff@example.org")
        builders.staff_user("finance", builders.organisation(), email="soon.staff@example.org")
        assert "no longer works" in Client().post(link()).content.decode()


class TestJoiningAMailbox:
    def test_a_second_person_at_a_mailbox_joins_when_somebody_signs_in_there(self, ann, trust, manager):
        bob = actions.add_person(
            organisation=trust, by=manager, name="Bob", email="ANN@example.org", phone="1"
        )
        actions.account_for(bob)
        bob.refresh_from_db()
        assert bob.account is None
        client = signed_in_by_code("ann@example.org")
        bob.refresh_from_db()
        assert bob.account == ann.account
        assert client.get("/my/").url.startswith("/who-are-you/")

    def test_capitals_and_quotes_make_no_second_person(self, trust, manager):
        first = actions.add_person(organisation=trust, by=manager, name="Ann", email="ann@example.org")
        for typed in ("Ann@Example.ORG", '"ann"@example.org', "'ann@example.org'", "\u00a0ann@example.org "):
            same = actions.add_person(organisation=trust, by=manager, name="Ann", email=typed)
            assert same == first, typed


class TestPagesRest:
    """Whoever took a mailbox over finds money, equality answers and concerns closed for a day."""

    def changed(self, ann, manager):
        correct(ann, manager, "ann.new@example.org")
        Client().post(link())
        return signed_in_by_code("ann.new@example.org")

    def test_after_a_change_they_are_closed_and_open_again_a_day_later(self, ann, manager):
        pages = ["my_equality:overview", "my_bank:overview", "my_claims:list", "my_payments:list"]
        pages += ["my_power_balance:my_concerns", "my_bookings:list"]
        paths = [reverse(name) for name in pages if name in names()]
        assert len(paths) >= 4
        client = builders.sign_in(Client(), ann.account)
        assert {client.get(path).status_code for path in paths} == {200}
        with time_machine.travel(clock.now(), tick=False) as now:
            client = self.changed(ann, manager)
            for path in paths:
                answer = client.get(path)
                assert (answer.status_code, b"closed for a while" in answer.content) == (403, True), path
                assert client.post(path).status_code == 403
            assert client.get("/my/about/").status_code == 200
            now.shift(REST)
            client = signed_in_by_code("ann.new@example.org")
            assert {client.get(path).status_code for path in paths} == {200}

    def test_every_private_part_of_the_portal_is_thought_of(self):
        spaces = {name.partition(":")[0] for name in names() if name.startswith("my_")}
        open_to_all_that_follow = {
            *("my_projects", "my_diversity", "my_meetings", "my_power_balance", "my_roles", "my_policies"),
            *(
                "my_promises",
                "my_availability",
                "my_helpers",
                "my_records",
                "my_details",
                "my_checklist",
                "my_notes",
                "my_scope",
                "my_scoring",
            ),
        }
        assert spaces == RESTING | open_to_all_that_follow


def names() -> set[str]:
    from tests.architecture.addresses import addresses

    get_resolver()
    return {one.name for one in addresses()}
