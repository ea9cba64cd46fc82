"""Power over money is given by two people, ends the moment it is ended, and closed accounts stay signed out."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from contributors.accounts import actions
from contributors.accounts.confirming import actions as confirming
from contributors.accounts.confirming.queries import confirmers, doubts, waiting_for
from contributors.accounts.models import StaffRole, User
from contributors.accounts.roles import Role
from coproduce.foundation import clock
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.promises.models import EscalationSettings
from coproduce.foundation.transitions import TransitionRefused
from tests import builders
from tests.contributors.accounts.steps import is_signed_in, mailed

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation("Harbour Trust")


@pytest.fixture
def ada(trust):
    return administrator(trust, "Ada Admin")


def administrator(trust, name):
    user = builders.staff_user("administrator", trust, name=name)
    user.is_staff = True
    user.save()
    return user


def newcomer(name="Nia New", **fields):
    return builders.account(builders.person(name, email=f"{name.split()[0].lower()}@example.org", **fields))


def give(user, trust, role, by) -> StaffRole:
    return actions.give_role(StaffRole(user=user, organisation=trust, role=role), by=by)


class TestSecondPerson:
    @pytest.mark.parametrize("role", ["finance", "approver", "ppi_manager", "administrator"])
    def test_a_role_with_power_opens_nothing_until_another_administrator_says_yes(self, trust, ada, role):
        bea, nia = administrator(trust, "Bea Other"), newcomer()
        given = give(nia, trust, role, ada)
        assert (given.waits, User.objects.get(pk=nia.pk).held_roles) == (True, [])
        assert [list(message.to) for message in mailed()] == [[bea.email]]
        assert [waiting_for(user) for user in (ada, nia, bea)] == [[], [], [given]]

        confirming.confirm(given, by=bea)

        assert User.objects.get(pk=nia.pk).held_roles == [(trust.pk, role)]
        assert [message.subject for message in mailed()[1:]] == [
            *("An answer about a role you asked for", "Your account at Harbour Trust")
        ]
        assert set(HistoryEntry.objects.values_list("verb", flat=True)) >= {
            "role asked for",
            "role confirmed",
        }

    @pytest.mark.parametrize("role", ["project_staff", "reporting", "read_only"])
    def test_a_role_without_power_counts_at_once(self, trust, ada, role):
        assert give(newcomer(), trust, role, ada).waits is False

    def test_neither_who_asked_nor_who_would_hold_it_says_yes(self, trust, ada):
        bea, nia = administrator(trust, "Bea Other"), newcomer()
        given = give(nia, trust, "finance", ada)
        stranger = administrator(builders.organisation(), "Sid Stranger")
        for user in (ada, nia, stranger, builders.staff_user("approver", trust)):
            with pytest.raises(TransitionRefused):
                confirming.confirm(given, by=user)
        confirming.confirm(given, by=bea)
        with pytest.raises(TransitionRefused):
            confirming.refuse(given, by=bea)

    def test_the_database_keeps_it_too(self, trust, ada):
        given = give(newcomer(), trust, "finance", ada)
        for by in (ada, given.user):
            with pytest.raises(IntegrityError), transaction.atomic():
                StaffRole.objects.filter(pk=given.pk).update(waits=False, confirmed_by=by)

    def test_a_second_account_of_ones_own_confirms_nothing(self, trust, ada):
        """It would have to be an administrator first, and that waits as well."""
        second = newcomer("Ada Admin")
        give(second, trust, "administrator", ada)
        given = give(newcomer("Fay"), trust, "finance", ada)
        User.objects.filter(pk=second.pk).update(is_staff=True)
        with pytest.raises(TransitionRefused):
            confirming.confirm(given, by=User.objects.get(pk=second.pk))

    def test_with_one_administrator_the_head_of_involvement_is_asked_else_a_superuser(self, trust, ada):
        root = User.objects.create_superuser("root@example.org", "three words apart")
        role = StaffRole(user=newcomer(), organisation=trust, role="finance", asked_by=ada)
        assert list(confirmers(role)) == [root]
        manager = builders.staff_user("ppi_manager", trust)
        assert list(confirmers(role)) == [manager]
        head = builders.staff_user("reporting", trust)
        EscalationSettings.objects.create(organisation=trust, head=head.person)
        assert set(confirmers(role)) == {manager, head}
        bea = administrator(trust, "Bea Other")
        assert list(confirmers(role)) == [bea]

    def test_a_superuser_begins_an_organisation_alone_and_no_longer(self, trust):
        root = User.objects.create_superuser("root@example.org", "three words apart")
        assert give(newcomer("Max"), trust, Role.PPI_MANAGER, root).waits is False
        assert give(newcomer("Fay"), trust, Role.FINANCE, root).waits is True

    def test_what_was_refused_can_be_asked_for_again(self, trust, ada):
        bea, nia = administrator(trust, "Bea Other"), newcomer()
        confirming.refuse(give(nia, trust, "finance", ada), by=bea)
        assert "said no" in mailed()[-1].body
        assert waiting_for(bea) == []
        assert give(nia, trust, "finance", ada).waits is True


class TestOnePersonWithTwoAccounts:
    def test_the_same_name_and_a_mailbox_nobody_showed_are_said(self, trust, ada):
        given = give(newcomer("ada  ADMIN"), trust, "finance", ada)
        same_name, unproved = doubts(given)
        assert same_name == "Someone else who works here has the same name: ada  ADMIN."
        assert unproved.startswith("Nobody has signed in with this account")

    def test_nothing_is_said_of_somebody_who_signed_in_under_another_name(self, trust, ada):
        nia = newcomer()
        User.objects.filter(pk=nia.pk).update(last_login=clock.now())
        assert doubts(give(User.objects.get(pk=nia.pk), trust, "finance", ada)) == []

    def test_the_page_asks_about_it_before_it_takes_a_yes(self, trust, ada):
        bea = administrator(trust, "Bea Other")
        given = give(newcomer("Ada Admin"), trust, "finance", ada)
        client = builders.sign_in(Client(), bea)
        assert "A role waits for your yes or no." in client.get("/staff/").content.decode()
        page = reverse("confirm_role", args=[given.pk])
        assert page in client.get(reverse("confirm_roles")).content.decode()
        assert "has the same name" in client.get(page).content.decode()
        assert "Speak to the person first" in client.post(page, {"csrf": "x"}).content.decode()
        given.refresh_from_db()
        assert given.waits
        assert client.post(page, {"looked": "on"}).url == reverse("confirm_roles")
        given.refresh_from_db()
        assert (given.waits, given.confirmed_by) == (False, bea)

    def test_the_page_is_there_for_who_may_answer_alone(self, trust, ada):
        administrator(trust, "Bea Other")
        given = give(newcomer(), trust, "finance", ada)
        for user in (
            ada,
            builders.staff_user("finance", trust),
            administrator(builders.organisation(), "Sid"),
        ):
            client = builders.sign_in(Client(), user)
            assert client.get(reverse("confirm_role", args=[given.pk])).status_code == 404
            assert client.post(reverse("refuse_role", args=[given.pk])).status_code == 404

    def test_a_no_is_taken(self, trust, ada):
        bea = administrator(trust, "Bea Other")
        given = give(newcomer(), trust, "finance", ada)
        builders.sign_in(Client(), bea).post(reverse("refuse_role", args=[given.pk]))
        given.refresh_from_db()
        assert given.refused_at is not None


class TestEndsNow:
    def test_a_last_day_of_today_ends_it_at_once(self, client, trust, ada):
        fay = builders.staff_user("finance", trust)
        builders.sign_in(client, fay)
        assert client.get("/staff/").status_code == 200
        admin = builders.sign_in(Client(), ada)
        role = fay.roles.get()
        page = reverse("admin:accounts_staffrole_change", args=[role.pk])
        admin.post(page, {"since": role.since.isoformat(), "until": clock.today().isoformat()})
        assert client.get("/staff/").status_code == 404
        assert admin.post(page, {"since": role.since.isoformat(), "until": ""}).status_code == 403

    def test_a_role_given_today_is_ended_today_and_can_be_given_again(self, trust, ada):
        nia = newcomer()
        given = give(nia, trust, "reporting", ada)
        actions.end_role(given, by=ada)
        assert not User.objects.get(pk=nia.pk).is_staff_member
        assert give(nia, trust, "reporting", ada).waits is False
        assert User.objects.get(pk=nia.pk).is_staff_member

    def test_one_that_has_not_begun_is_ended_too(self, trust, ada):
        role = StaffRole(user=newcomer(), organisation=trust, role="reporting")
        role.since = clock.today() + dt.timedelta(days=9)
        ended = actions.end_role(actions.give_role(role, by=ada), by=ada)
        assert (ended.until, ended.ended_at is None) == (role.since, False)

    def test_what_waits_is_ended_for_good(self, trust, ada):
        bea = administrator(trust, "Bea Other")
        given = give(newcomer(), trust, "finance", ada)
        actions.end_role(given, by=ada)
        with pytest.raises(TransitionRefused):
            confirming.confirm(given, by=bea)

    def test_the_list_of_roles_ends_those_of_others_only(self, trust, ada):
        fay = builders.staff_user("finance", trust)
        rows = [fay.roles.get().pk, ada.roles.get().pk]
        data = {"action": "end_now", "_selected_action": rows}
        builders.sign_in(Client(), ada).post(reverse("admin:accounts_staffrole_changelist"), data)
        assert set(StaffRole.objects.current().values_list("user", flat=True)) == {ada.pk}

    def test_a_role_is_not_turned_into_another(self, trust, ada):
        rea = builders.staff_user("read_only", trust)
        role = rea.roles.get()
        page = reverse("admin:accounts_staffrole_change", args=[role.pk])
        data = {"role": "finance", "user": ada.pk, "since": role.since.isoformat(), "until": ""}
        builders.sign_in(Client(), ada).post(page, data)
        role.refresh_from_db()
        assert (role.role, role.user) == ("read_only", rea)


@pytest.mark.parametrize("how", ["save", "fields", "page"])
def test_a_session_of_a_closed_account_does_not_live_again(client, trust, ada, how):
    fay = builders.staff_user("finance", trust)
    builders.sign_in(client, fay)
    assert is_signed_in(client)
    assert client.get("/staff/").status_code == 200
    if how == "page":
        page = reverse("admin:accounts_user_change", args=[fay.pk])
        admin = builders.sign_in(Client(), ada)
        admin.post(page, {})
        admin.post(page, {"is_active": "on"})
    else:
        fay.is_active = False
        fay.save(update_fields=["is_active"] if how == "fields" else None)
        fay = User.objects.get(pk=fay.pk)
        fay.is_active = True
        fay.save()
    assert User.objects.get(pk=fay.pk).is_active
    assert client.get("/staff/").url.startswith("/account/sign-in/")
