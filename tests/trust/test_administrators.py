"""An organisation's own administrator in Django admin: what they cannot read, order by or change.

They are no superuser. Whatever their pages name may be looked up; every other look-up is refused, because
a filter of somebody's own choice reads any column, letter by letter. Another organisation is out of reach.
"""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError, models, transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from contributors.accounts.models import StaffRole, User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.history.models import AdministratorLook, HistoryEntry
from coproduce.foundation.notifications.models import Notification, NotificationText
from coproduce.foundation.pages.administration import Guarded
from expenses.claims.models import ClaimSettings
from expenses.payees.models import BankDetails
from expenses.payees.recognition.models import IndependentAdviser
from projects.power_balance.concerns.models import ConcernContact
from projects.power_balance.thresholds.models import PowerThresholds
from projects.team.models import Project
from tests import builders

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])

NAMED = {
    "accounts.Organisation": set(),
    "accounts.StaffRole": {"role", "organisation"},
    "accounts.User": {"is_active", "is_staff"},
    "audit.AuditRun": set(),
    "claims.ClaimSettings": set(),
    "history.AdministratorLook": {"searched"},
    "history.HistoryEntry": {"subject_type", "organisation", "at"},
    "notifications.Notification": {"state", "channel", "kind"},
    "notifications.NotificationText": {"kind", "language"},
    "payees.BankDetails": {"status", "needs_check"},
    "payees.IndependentAdviser": set(),
    "people.Person": set(),
    "policies.Policy": {"status"},
    "power_balance.ConcernContact": set(),
    "power_balance.PowerThresholds": set(),
    "roles.RoleTemplate": {"in_use"},
    "team.Project": {"status"},
}
"""What the address of each list may ask for; a new page of the administration is put here by hand."""

WAYS = ["", *(f"__{way}" for way in (
    "exact", "iexact", "contains", "startswith", "endswith", "regex", "gt", "gte", "lt", "in", "range",
    "isnull", "year", "length", "date",
))]  # fmt: skip
HARMLESS = {"", "__exact", "__isnull", "__id__exact", "__year", "__month", "__day", "__gte", "__lt"}


def pages() -> list[Guarded]:
    return list(admin.site._registry.values())


def list_of(model: type[models.Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def page_of(row: models.Model, what: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{what}", args=[row.pk])


def paths(model: type[models.Model], *, deep: int) -> set[str]:
    """Return every path from a model to a field, across relations in both directions."""
    found = set()
    for field in model._meta.get_fields():
        found |= {field.name, getattr(field, "attname", field.name)}
        if deep and field.is_relation and field.related_model:
            found |= {f"{field.name}__{rest}" for rest in paths(field.related_model, deep=deep - 1)}
    return found


@pytest.fixture
def trust():
    return builders.organisation("Harbour Trust")


@pytest.fixture
def other():
    return builders.organisation("Valley Trust")


@pytest.fixture
def ada(trust):
    """An administrator of the first trust alone, and no superuser."""
    return administrator(trust, "Ada Admin")


@pytest.fixture
def client(ada):
    return builders.sign_in(Client(), ada)


def administrator(organisation, name):
    user = builders.staff_user("administrator", organisation, name=name)
    user.is_staff = True
    user.save()
    return user


@pytest.fixture
def theirs(other) -> list[models.Model]:
    """One of everything that belongs to the second trust."""
    lead = builders.staff_user("finance", other, name="Theirs Thomas", email="theirs@valley.example.org")
    person = builders.contributor_user(other, name="Vera Valley", email="vera@valley.example.org").person
    with transaction.atomic():
        entry = history.record(other, "organisation changed", by=lead)
    return [
        other,
        lead,
        lead.roles.get(),
        person,
        person.account,
        entry,
        builders.project(other, lead=lead.person),
        builders.policy(other),
        builders.bank_details(person),
        ClaimSettings.objects.create(organisation=other),
        PowerThresholds.objects.create(organisation=other),
        ConcernContact.objects.create(organisation=other, user=lead),
        IndependentAdviser.objects.create(organisation=other, name="Valley Advice", phone="0113 496 0000"),
        NotificationText.objects.create(
            organisation=other, kind="accounts/notice", language="en-gb", subject="Valley", body="Valley"
        ),
        Notification.objects.create(
            kind="accounts/notice", recipient=person, organisation=other, channel="email", state="parked",
            address=person.email, dedupe_key="theirs", message_id="theirs", due_at=clock.now(),
            subject_type="accounts.User", subject_id=lead.pk,
        ),
    ]  # fmt: skip


class TestLookUps:
    def test_every_page_keeps_to_the_layer_and_none_is_left_out_here(self):
        assert [page for page in pages() if not isinstance(page, Guarded)] == []
        assert {page.model._meta.label for page in pages()} == set(NAMED)

    def test_no_page_of_a_library_is_shown(self):
        hidden = {"account.EmailAddress", "mfa.Authenticator", "socialaccount.SocialToken", "auth.Group"}
        assert hidden & {page.model._meta.label for page in pages()} == set()

    def test_only_what_a_page_names_may_be_looked_up_across_two_relations(self, ada):
        request = RequestFactory().get("/")
        request.user = ada
        wrong, asked = [], 0
        for page in pages():
            for path in paths(page.model, deep=2):
                for way in WAYS:
                    asked += 1
                    if page.lookup_allowed(path + way, "a", request):
                        named = {f"{name}{end}" for name in NAMED[page.model._meta.label] for end in HARMLESS}
                        wrong += [f"{page.model._meta.label} {path}{way}"] if path + way not in named else []
        assert asked > 20_000
        assert wrong == []

    @pytest.mark.parametrize("label", sorted(NAMED))
    def test_every_list_answers_every_look_up_of_its_fields_with_a_refusal(self, client, label):
        model = apps.get_model(label)
        if client.get(list_of(model)).status_code != 200:
            return  # not theirs at all
        for field in model._meta.get_fields():
            for way in ("", "__startswith", "__gt", "__isnull"):
                if field.name in NAMED[label] and way in HARMLESS:
                    continue
                answer = client.get(list_of(model), {f"{field.name}{way}": "a"})
                assert answer.status_code == 400, f"{label} {field.name}{way}"

    @pytest.mark.parametrize(
        ("model", "look_up"),
        [
            (User, "password__startswith"),
            (User, "roles__role"),
            (User, "authenticator__data__contains"),
            (User, "people__phone__startswith"),
            (Person, "equality_token__gt"),
            (Person, "address__contains"),
            (Person, "account__password__startswith"),
            (BankDetails, "last_digits"),
            (BankDetails, "fingerprint__startswith"),
            (Project, "lead__account__password__startswith"),
            (StaffRole, "user__password__gt"),
            (Notification, "sealed__startswith"),
            (HistoryEntry, "by__password__startswith"),
        ],
    )
    def test_what_was_read_letter_by_letter_is_refused(self, client, model, look_up):
        assert client.get(list_of(model), {look_up: "p"}).status_code == 400
        root = builders.sign_in(Client(), User.objects.create_superuser("root@example.org", "three words"))
        assert root.get(list_of(model), {look_up: "p"}).status_code == 400

    def test_lists_are_put_in_order_by_named_columns_only(self, client, ada, trust):
        """By its account a list of roles would be in the order of addresses, which it does not show."""
        builders.staff_user("finance", trust, name="Zed", email="aaa@example.org")
        builders.staff_user("finance", trust, name="Abe", email="zzz@example.org")
        for page in pages():
            answer = client.get(list_of(page.model))
            columns = answer.context["cl"].list_display if answer.status_code == 200 else []
            for number, column in enumerate(columns):
                if column in (page.sortable_by or ()):
                    continue
                up, down = (
                    rows_of(client.get(list_of(page.model), {"o": f"{sign}{number}"})) for sign in ("", "-")
                )
                assert up == down, f"{page.model._meta.label} {column}"

    def test_searching_finds_names_and_addresses_and_nothing_else(self, client, trust):
        user = builders.contributor_user(
            trust, name="Meg Marsh", email="meg@example.org", phone="0113 496 0123"
        )
        Person.objects.filter(pk=user.person.pk).update(equality_token="sealedtoken", address="1 Quay")
        for words in ("sealedtoken", "0123", "Quay", user.password[:20]):
            for model in (User, Person):
                assert rows_of(client.get(list_of(model), {"q": words})) == [], words
        assert rows_of(client.get(list_of(User), {"q": "meg m"})) == [user.pk]

    def test_names_at_the_same_mailbox_that_we_do_not_know_are_not_found(self, client, trust, other):
        builders.contributor_user(trust, name="Ann Lee", email="home@example.org")
        builders.account(builders.person("Bob Secret", email="home@example.org", organisation=other))
        assert rows_of(client.get(list_of(User), {"q": "Bob Secret"})) == []
        assert "Bob Secret" not in client.get(list_of(User)).content.decode()

    def test_roles_elsewhere_are_neither_shown_nor_found(self, client, trust, other):
        both = builders.staff_user("finance", trust, name="Bo Both")
        StaffRole.objects.create(user=both, organisation=other, role="reporting")
        assert both.pk in rows_of(client.get(list_of(User), {"role": "finance"}))
        assert rows_of(client.get(list_of(User), {"role": "reporting"})) == []
        assert "Valley Trust" not in client.get(list_of(User)).content.decode()
        assert "Valley Trust" not in client.get(page_of(both)).content.decode()

    @pytest.mark.parametrize("field", ["password", "email", "people"])
    def test_a_popup_names_rows_by_their_key(self, client, field):
        assert client.get(list_of(User), {"_popup": 1, "_to_field": field}).status_code == 400
        add = reverse("admin:accounts_user_add")
        assert client.get(add, {"_popup": 1, "_to_field": field}).status_code == 400
        assert (
            client.post(add, {"_popup": 1, "_to_field": field, "email": "x@example.org"}).status_code == 400
        )

    def test_filters_carried_along_are_not_asked_of_the_database(self, client, ada, trust):
        page = page_of(builders.staff_user("finance", trust, name="Fay"))
        for kept in ("password__startswith=p", "password__startswith=q"):
            assert client.get(page, {"_changelist_filters": kept}).status_code == 200

    def test_suggestions_are_for_named_fields_and_own_people(self, client, ada, trust, theirs):
        mine = builders.staff_user("finance", trust, name="Mine Miller")
        named = {"app_label": "accounts", "model_name": "staffrole", "field_name": "user"}
        found = client.get(reverse("admin:autocomplete"), named).json()["results"]
        assert {row["text"] for row in found} == {"Mine Miller", "Ada Admin"}
        assert mine.pk in {int(row["id"]) for row in found}
        for app, model, field in (
            *(("claims", "claim", "person"), ("people", "person", "account"), ("team", "project", "lead")),
            ("power_balance", "concerncontact", "user"),
        ):
            asked = {"app_label": app, "model_name": model, "field_name": field, "term": "a"}
            assert client.get(reverse("admin:autocomplete"), asked).status_code == 403, field

    def test_days_are_drilled_into_where_a_page_names_them(self, client):
        assert client.get(list_of(HistoryEntry), {"at__year": "2026"}).status_code == 200
        assert client.get(list_of(Person), {"added_on__year": "2026"}).status_code == 400

    def test_no_page_says_whether_a_row_of_any_model_exists(self, client):
        assert client.get("/admin/r/1/1/").status_code == 404


def rows_of(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.status_code
    return [row.pk for row in answer.context["cl"].result_list]


class TestAnotherOrganisation:
    def test_its_rows_are_on_no_list_and_open_by_no_address(self, client, theirs):
        for row in theirs:
            assert row.pk not in rows_of(client.get(list_of(type(row)))), row
            for what in ("change", "delete", "history"):
                assert client.get(page_of(row, what)).status_code in (302, 403, 404), (row, what)

    def test_its_rows_are_changed_by_no_form_no_list_and_no_action(self, client, theirs):
        before = [stored(row) for row in theirs]
        for row in theirs:
            values = {field.name: field.value_to_string(row) for field in row._meta.concrete_fields}
            values |= {"is_active": "", "is_staff": "on", "email": "taken@example.org", "name": "Taken"}
            values |= {"role": "finance", "subject": "Taken", "deputy_after_days": "1", "post": "yes"}
            for what in ("change", "delete"):
                assert client.post(page_of(row, what), values).status_code in (302, 403, 404), (row, what)
            for action in (
                "remove_second_step",
                "sign_out_everywhere",
                "send_again",
                "delete_selected",
                "end_now",
                "confirm",
            ):
                chosen = {"action": action, "_selected_action": [row.pk], "select_across": "1", "post": "yes"}
                client.post(list_of(type(row)), chosen)
        assert [stored(row) for row in theirs] == before

    def test_no_form_offers_its_rows_or_takes_them(self, client, theirs):
        taken = {(type(row), row.pk) for row in theirs}
        for page in pages():
            name = f"admin:{page.opts.app_label}_{page.opts.model_name}_add"
            answer = client.get(reverse(name))
            if answer.status_code != 200:
                continue
            for field_name, field in answer.context["adminform"].form.fields.items():
                rows = getattr(field, "queryset", None)
                offered = {(rows.model, row.pk) for row in rows} if rows is not None else set()
                assert offered & taken == set(), (page, field_name)

    def test_a_row_named_in_an_address_is_not_shown_on_a_form(self, client, theirs):
        lead = next(row for row in theirs if isinstance(row, User))
        page = client.get(reverse("admin:accounts_staffrole_add"), {"user": lead.pk}).content.decode()
        assert "Theirs Thomas" not in page

    def test_whoever_works_for_both_is_closed_by_neither(self, client, trust, other):
        both = builders.staff_user("finance", trust, name="Bo Both")
        StaffRole.objects.create(user=both, organisation=other, role="finance")
        builders.second_factor(both)
        assert client.post(page_of(both), {"is_staff": "on"}).status_code == 403
        chosen = {"action": "remove_second_step", "_selected_action": [both.pk], "select_across": "1"}
        page = client.post(list_of(User), chosen, follow=True).content.decode()
        assert "not yours alone to look after" in page
        both.refresh_from_db()
        assert (both.is_active, both.authenticator_set.exists()) == (True, True)

    def test_a_member_of_their_staff_whom_we_also_know_is_out_of_reach(self, client, trust, other):
        lead = builders.staff_user("finance", other, name="Lee Lead")
        builders.second_factor(lead)
        for shares in (True, False):
            lead.person.connections.update_or_create(organisation=trust, defaults={"shares": shares})
            assert client.post(page_of(lead), {"is_staff": "on"}).status_code in (302, 403)
            client.post(list_of(User), {"action": "remove_second_step", "_selected_action": [lead.pk]})
        lead.refresh_from_db()
        assert (lead.is_active, lead.authenticator_set.exists()) == (True, True)

    def test_an_account_of_a_public_contributor_is_nobodys_to_close(self, client, trust):
        user = builders.contributor_user(trust)
        assert client.post(page_of(user), {"is_staff": "on"}).status_code == 403
        user.refresh_from_db()
        assert (user.is_active, user.is_staff) == (True, False)


def stored(row: models.Model) -> dict[str, Any] | None:
    return type(row)._base_manager.filter(pk=row.pk).values().first()


class TestEveryWriteIsProved:
    def test_an_old_proof_changes_nothing_anywhere(self, ada, trust):
        """Lists, their actions, forms, deletions and popups: whatever is sent is asked about first."""
        client = builders.sign_in(Client(), ada)
        session = client.session
        old = (clock.now() - dt.timedelta(hours=1)).timestamp()
        session["account_authentication_methods"] = [{"method": "mfa", "at": old, "type": "totp"}]
        session.save()
        fay = builders.staff_user("finance", trust, name="Fay")
        builders.second_factor(fay)
        chosen = {"action": "remove_second_step", "_selected_action": [fay.pk]}
        for page in pages():
            base = list_of(page.model)
            for address in (base, f"{base}add/", f"{base}1/change/", f"{base}1/delete/", f"{base}1/history/"):
                for popup in ("", "?_popup=1"):
                    answer = client.post(address + popup, chosen)
                    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/account/again/"), address
        assert fay.authenticator_set.exists()
        assert client.get(reverse("admin:accounts_user_changelist")).status_code == 200

    def test_a_form_is_opened_with_a_fresh_proof_so_that_nothing_typed_is_lost(self, ada, trust):
        client = builders.sign_in(Client(), ada)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
        session.save()
        for page in ("/admin/notifications/notificationtext/add/", page_of(trust)):
            assert client.get(page).url.split("?")[0] == "/account/again/"
        entry = builders.contributor_user(trust).person
        assert client.get(page_of(entry)).status_code == 200  # nothing to send there

    @pytest.mark.parametrize("page", ["password_change", "password_change_done"])
    def test_the_password_is_changed_on_our_own_page(self, client, ada, page):
        for answer in (client.get(reverse(f"admin:{page}")), client.post(reverse(f"admin:{page}"), {"x": 1})):
            assert (answer.status_code, answer.url) == (302, reverse("account_change_password"))

    def test_a_deletion_is_written_down(self, client, ada, trust):
        contact = ConcernContact.objects.create(
            organisation=trust, user=builders.staff_user("finance", trust)
        )
        client.post(page_of(contact, "delete"), {"post": "yes"})
        assert HistoryEntry.objects.get(verb="deleted by an administrator").by == ada


class TestWhoLooked:
    def test_each_look_at_people_is_one_row_with_what_was_shown(self, client, ada, trust):
        meg = builders.contributor_user(trust, name="Meg").person
        client.get(list_of(Person), {"q": "meg"})
        client.get(page_of(meg))
        client.get(list_of(PowerThresholds))
        looks = AdministratorLook.objects.order_by("pk").values_list("by", "model", "keys", "searched")
        assert list(looks) == [
            (ada.pk, "people.Person", [meg.pk], True),
            (ada.pk, "people.Person", [meg.pk], False),
        ]

    def test_every_page_about_people_writes_them_down(self):
        about_people = {User, StaffRole, Person, BankDetails, Notification, HistoryEntry}
        assert {page.model for page in pages() if page.personal} == about_people

    def test_a_look_is_never_changed_and_kept_for_two_years(self, client, ada, trust):
        builders.contributor_user(trust)
        client.get(list_of(Person))
        look = AdministratorLook.objects.get()
        assert look.kept_until - clock.today() == dt.timedelta(days=730)
        with pytest.raises(IntegrityError, match=r"never.changed"), transaction.atomic():
            AdministratorLook.objects.update(keys=[])
        with pytest.raises(IntegrityError, match="kept"), transaction.atomic():
            AdministratorLook.objects.all()._raw_delete("default")
        old = AdministratorLook.objects.create(
            by=ada, model="people.Person", keys=[1], kept_until=dt.date(2020, 1, 1)
        )
        assert (history.forget_looks(), history.forget_looks()) == (1, 0)
        assert not AdministratorLook.objects.filter(pk=old.pk).exists()

    def test_looks_are_read_by_who_looks_after_the_whole_installation(self, client):
        assert client.get(list_of(AdministratorLook)).status_code == 403
        root = builders.sign_in(Client(), User.objects.create_superuser("root@example.org", "three words"))
        assert root.get(list_of(AdministratorLook)).status_code == 200
