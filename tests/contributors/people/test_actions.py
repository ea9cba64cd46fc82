"""Adding, connecting and changing people."""

import re

import pytest
from django.core import mail

from contributors.accounts.models import User
from contributors.people import actions
from contributors.people.models import Connection, Person
from contributors.people.new_mailbox import actions as mailboxes
from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending import delivery
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


def sent_to(address: str) -> str:
    """Everything that reached one address, headers and all; what is held for an hour too."""
    Notification.objects.filter(state="waiting").update(due_at=clock.database_moment())
    delivery.deliver_due()
    return "\n".join(m.message().as_string() for m in mail.outbox if m.recipients() == [address])


def verbs(person):
    return [entry.verb for entry in entries_about(person)]


class TestAdd:
    def test_somebody_without_email_is_a_person_like_any_other(self, trust, manager):
        jo = actions.add_person(
            organisation=trust, by=manager, name="Jo", channel="post", address="1 Quay\nBristol"
        )
        assert (jo.reached_by(), jo.account, list(Person.objects.visible_to(manager).filter(name="Jo"))) == (
            ("post", "1 Quay\nBristol"),
            None,
            [jo],
        )
        assert verbs(jo) == ["connected", "added"]

    def test_same_name_and_email_elsewhere_is_the_same_person(self, trust, manager):
        other = builders.organisation("South Trust")
        known = builders.person("Zoë  Nguyễn", email="zoe@example.org", organisation=other)
        again = actions.add_person(
            organisation=trust, by=manager, name="Zoe\u0308 Nguyễn", email="Zoe@example.org"
        )
        assert again == known
        assert dict(known.connections.values_list("organisation__name", "shares")) == {
            "South Trust": True,
            "North Trust": False,
        }

    def test_same_email_with_another_name_is_somebody_else_at_the_same_mailbox(self, trust, manager):
        known = builders.person("Ann Lee", email="home@example.org", organisation=builders.organisation())
        partner = actions.add_person(organisation=trust, by=manager, name="Bob Lee", email="home@example.org")
        assert partner != known
        assert actions.account_for(partner) == actions.account_for(known)

    def test_same_name_with_another_email_is_somebody_else(self, trust, manager):
        known = builders.person("Ann Lee", email="ann@example.org", organisation=builders.organisation())
        assert (
            actions.add_person(organisation=trust, by=manager, name="Ann Lee", email="al@example.org")
            != known
        )

    @pytest.mark.parametrize(
        "more",
        [{"phone": "0113 496 0000"}, {"address": "1 Quay"}, {"format": "large"}, {"discreet": True}],
        ids=lambda more: next(iter(more)),
    )
    def test_anything_more_typed_makes_a_new_person(self, trust, manager, more):
        known = builders.person("Ann Lee", email="ann@example.org", organisation=builders.organisation())
        again = actions.add_person(
            organisation=trust, by=manager, name="Ann Lee", email="ann@example.org", **more
        )
        assert again != known

    def test_twice_in_one_organisation_is_once(self, trust, manager):
        typed = {"name": "Ann Lee", "email": "ann@example.org"}
        first = actions.add_person(organisation=trust, by=manager, **typed)
        assert actions.add_person(organisation=trust, by=manager, **typed) == first
        assert not Connection.objects.get(person=first).shares  # until they say yes, as everybody
        assert Notification.objects.count() == 1

    def test_a_name_in_other_capitals_is_not_turned_into_that_of_somebody_known(self, trust, manager):
        builders.person("Ann Lee", email="ann@example.org", organisation=builders.organisation())
        typed = actions.add_person(organisation=trust, by=manager, name="ANN LEE", email="ann@example.org")
        assert typed.name == "ANN LEE"

    def test_who_was_known_is_told_and_may_share(self, trust, manager):
        known = builders.person(
            "Ann", email="ann@example.org", organisation=builders.organisation("South Trust")
        )
        actions.add_person(organisation=trust, by=manager, name="Ann", email="ann@example.org")
        letter = sent_to("ann@example.org")
        assert "North Trust would like to be in touch" in letter
        assert "/my/about/" in letter
        account = builders.account(known)
        assert actions.share(known.connections.get(organisation=trust), by=account).shares

    def test_discreet_people_get_a_subject_without_names(self, trust, manager):
        builders.person("Ann", email="ann@example.org", organisation=builders.organisation(), discreet=True)
        actions.add_person(organisation=trust, by=manager, name="Ann", email="ann@example.org")
        sent_to("ann@example.org")
        assert mail.outbox[0].subject == "A question about your details"


class TestAccount:
    def test_made_once(self, trust):
        ann = builders.person("Ann", email="Ann@Example.org", organisation=trust)
        account = actions.account_for(ann)
        assert (account.email, account.has_usable_password(), actions.account_for(ann)) == (
            "ann@example.org",
            False,
            account,
        )

    def test_needs_a_mailbox(self, trust):
        with pytest.raises(ValueError, match="e-mail"):
            actions.account_for(builders.person(organisation=trust))


class TestOldContactLearnsNothingNew:
    """Trust P2: a letter about a new address once went to the old address, with the new one in it."""

    NEW = {
        "name": "NEWNAME",
        "email": "newmail@example.net",
        "phone": "0113 496 0999",
        "address": "99 NEWSTREET\nNEWTOWN",
    }

    def test_by_email(self, trust, manager):
        ann = builders.person("Ann Old", email="old@example.org", organisation=trust)
        actions.change_person(ann, by=manager, **self.NEW)
        letter = sent_to("old@example.org")
        assert "If you did not, please tell us now" in letter
        for secret in ("NEWNAME", "newmail", "0999", "NEWSTREET", "NEWTOWN"):
            assert secret not in letter

    def test_by_post_and_to_the_old_mailbox(self, trust, manager):
        ann = builders.person(
            "Ann Old", channel="post", address="1 Old Road", email="old@example.org", organisation=trust
        )
        Person.objects.filter(pk=ann.pk).update(email="old@example.org", channel="post")
        actions.change_person(Person.objects.get(pk=ann.pk), by=manager, **self.NEW)
        written = Notification.objects.order_by("id").values_list("channel", "address", "organisation__name")
        assert list(written) == [
            ("post", "1 Old Road", "North Trust"),
            ("email", "newmail@example.net", None),
            ("email", "old@example.org", "North Trust"),
        ]
        assert "NEW" not in sent_to("old@example.org")

    def test_history_names_the_fields_and_no_value(self, trust, manager):
        ann = builders.person("Ann", email="old@example.org", phone="0113 496 0001", organisation=trust)
        actions.change_contact(ann, by=manager, email="newmail@example.net", phone="0113 496 0001")
        assert [(e.verb, e.detail) for e in entries_about(ann)] == [("new mailbox asked for", {})]
        mailboxes.prove(link_sent())
        changed = entries_about(ann)[0]
        assert (changed.verb, changed.detail) == ("contact changed", {"fields": ["email"]})

    def test_nothing_changed_says_nothing(self, trust, manager):
        ann = builders.person("Ann", email="old@example.org", organisation=trust)
        actions.change_contact(ann, by=manager, email="old@example.org")
        assert (Notification.objects.count(), verbs(ann)) == (0, [])


def link_sent() -> str:
    """Return the token of the newest link to a new mailbox, as it stands in the mail."""
    delivery.deliver_due()
    return re.findall(r"/new-mailbox/([\w-]+)/", "\n".join(m.body for m in mail.outbox))[-1]


class TestAccountFollowsTheMailbox:
    def test_own_change_keeps_the_account(self, trust):
        user = builders.contributor_user(trust, email="old@example.org")
        ann = actions.change_contact(user.person, by=user, proved=True, email="new@example.org")
        user.refresh_from_db()
        assert (ann.account, user.email) == (user, "new@example.org")

    def test_a_change_by_staff_changes_nothing_before_the_new_mailbox_says_yes(self, trust, manager):
        user = builders.contributor_user(trust, email="old@example.org")
        actions.change_contact(user.person, by=manager, email="new@example.org", phone="0113 496 0000")
        ann = Person.objects.get(account=user)
        assert (ann.email, ann.phone, ann.mailbox_changed_at) == ("old@example.org", "0113 496 0000", None)
        assert "It counts once its owner has said yes" in sent_to("old@example.org")
        assert "new@example.org" not in sent_to("old@example.org")
        assert not User.objects.filter(email="new@example.org").exists()

        mailboxes.prove(link_sent())

        ann, user = Person.objects.get(pk=ann.pk), User.objects.get(pk=user.pk)
        assert (ann.email, ann.account, user.email) == ("new@example.org", user, "new@example.org")
        assert ann.mailbox_changed_at is not None

    def test_shared_mailbox_stays_with_the_other(self, trust):
        ann = builders.contributor_user(trust, name="Ann", email="home@example.org").person
        bob = builders.person("Bob", email="home@example.org", organisation=trust)
        account = builders.account(bob)
        ann = actions.change_contact(ann, by=account, proved=True, email="ann@example.org")
        assert (ann.account.email, account.email, list(account.people.all())) == (
            "ann@example.org",
            "home@example.org",
            [bob],
        )

    def test_without_an_email_there_is_no_account(self, trust, manager):
        user = builders.contributor_user(trust)
        ann = actions.change_contact(
            user.person, by=manager, email="", channel="phone", phone="0113 496 0000"
        )
        assert ann.account is None
