"""A worry told to somebody outside: nobody on the project learns that there is one, let alone whose."""

import datetime as dt
import logging
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contributors.accounts.models import StaffRole
from coproduce.foundation import clock
from coproduce.foundation.encryption import CannotOpen
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending.delivery import deliver_due
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.power_balance.concerns import actions, queries, rules
from projects.power_balance.concerns.models import Concern, ConcernContact
from projects.team.states import Side
from tests import builders

pytestmark = pytest.mark.django_db
WORDS = "The lead laughs at us when we speak."
DAY = dt.timedelta(days=1)


def chosen(project, user, place: int = 1) -> ConcernContact:
    return ConcernContact.objects.create(organisation=project.organisation, user=user, place=place)


@pytest.fixture
def contact(project):
    user = builders.staff_user("reporting", project.organisation, name="Helen Ward")
    chosen(project, user)
    return user


def told(project, contact, person=None, words: str = WORDS, ago: int = 0) -> Concern:
    made = actions.raise_concern(project, words=words, contact=contact, person=person)
    if ago:
        shifted = {"raised_on": clock.today() - ago * DAY}
        if person:
            shifted["answer_by"] = shifted["raised_on"] + rules.ANSWER_WITHIN
        Concern.objects.filter(pk=made.pk).update(**shifted)
        made.refresh_from_db()
    return made


def client_of(user) -> Client:
    return builders.sign_in(Client(), user)


def send(user, project, named: str, words: str = WORDS):
    address = reverse("my_power_balance:raise_concern", args=[project.ref])
    return client_of(user).post(address, {"words": words, "named": named})


def rows_in_every_table() -> dict[str, int]:
    left_out = {"accounts.Device", "mfa.Authenticator"}  # signing in writes these, whatever one does then
    found = {model._meta.label: model for model in apps.get_models() if model._meta.app_label != "monitoring"}
    return {label: model._base_manager.count() for label, model in found.items() if label not in left_out}


def what_the_project_sees(project, user, *names: str) -> str:
    """Every page on which staff of a project look, without what differs at each look."""
    client = client_of(user)
    lists = ["staff:home", "promises:list", "notifications:list", "people:list", "team:list"]
    about = ["team:detail", "power_balance:overview", "power_balance:reviews", "checklist:overview"]
    paths = [reverse(name) for name in lists] + [reverse(name, args=[project.ref]) for name in about]
    paths += [reverse("promises:list") + f"?show={show}" for show in ("late", "we_owe", "kept")]
    pages = "".join(client.get(path).content.decode() for path in paths)
    return re.sub(r'name="(idempotency_key|csrfmiddlewaretoken|form_for)" value="[\w:=-]+"', "", pages)


def test_without_a_name_one_row_is_kept_and_nothing_leads_to_who_told_it(project, member, contact, caplog):
    client = client_of(member)
    address = reverse("my_power_balance:raise_concern", args=[project.ref])
    page = client.get(address).content.decode()
    token = re.search(r'name="idempotency_key" value="(\w+)"', page)[1]
    before = rows_in_every_table()
    with caplog.at_level(logging.DEBUG):
        answer = client.post(address, {"words": WORDS, "named": "no", "idempotency_key": token})
    after = rows_in_every_table()
    assert answer.url == reverse("my_power_balance:concern_sent", args=[project.ref])
    assert {label: after[label] - before[label] for label in after if after[label] != before[label]} == {
        "power_balance.Concern": 1
    }
    row = Concern.objects.get()
    assert (row.person, row.contact, row.raised_on, row.answer_by) == (None, contact, clock.today(), None)
    assert "messages" not in answer.cookies
    logged = " ".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    assert not any(part in logged for part in (WORDS, row.ref, member.email, "Amina"))


def test_no_time_finer_than_a_day_and_no_words_in_clear_are_kept(project, member, contact):
    send(member, project, "no")
    fields = Concern._meta.get_fields()
    assert [
        field.name
        for field in fields
        if isinstance(field, models.DateTimeField | models.GenericIPAddressField)
    ] == []
    values = [str(value) for value in Concern.objects.values_list().get()]
    assert not any("laughs" in value or "Amina" in value for value in values)
    assert queries.words_of(Concern.objects.get()) == WORDS


@pytest.mark.parametrize("named", ["yes", "no"])
def test_no_page_of_the_project_changes(project, manager, member, contact, named):
    before = what_the_project_sees(project, manager)
    assert "Letters" in before
    send(member, project, named)
    assert Concern.objects.count() == 1
    assert what_the_project_sees(project, manager) == before
    Concern.objects.update(raised_on=clock.today() - DAY)
    assert actions.tell_contacts() == 1
    if named == "yes":
        actions.answer_concern(Concern.objects.get(), words="We look at it.")
    assert what_the_project_sees(project, manager) == before
    assert Promise.objects.count() == 0


def test_the_contact_gets_one_mail_the_next_morning_that_tells_nothing(project, member, contact, mailoutbox):
    told(project, contact)
    assert (actions.tell_contacts(), Notification.objects.count()) == (0, 0)
    Concern.objects.update(raised_on=clock.today() - DAY)
    told(project, contact, member.person, ago=2)
    assert [actions.tell_contacts(), actions.tell_contacts()] == [1, 0]
    message = Notification.objects.get()
    assert (message.recipient, message.organisation, message.subject_type) == (
        contact.person,
        None,
        "people.Person",
    )
    deliver_due()
    mail = mailoutbox[0]
    assert mail.to == [contact.email]
    for private in ("Amina", "Letters", "laughs"):
        assert private not in mail.subject + mail.body


def test_the_contact_is_reminded_on_the_day_an_answer_is_due(project, member, contact):
    row = told(project, contact, member.person, ago=14)
    Concern.objects.filter(pk=row.pk).update(told_on=clock.today() - 13 * DAY)
    assert (row.answer_by, actions.tell_contacts()) == (clock.today(), 1)


@pytest.mark.parametrize("how", ["a member of staff on it", "its named contact", "a public member of it"])
def test_a_contact_on_the_project_gives_way_to_the_second(project, manager, member, contact, how):
    second = builders.staff_user("approver", project.organisation, name="Second Sim")
    chosen(project, second, place=2)
    if how == "its named contact":
        type(project).objects.filter(pk=project.pk).update(lead=contact.person)
        project.refresh_from_db()
    else:
        side = Side.PUBLIC if how.startswith("a public") else Side.PROFESSIONAL
        builders.team_member(project, contact.person, side)
    assert queries.contact_for(project, asking=member) == second
    page = (
        client_of(member).get(reverse("my_power_balance:raise_concern", args=[project.ref])).content.decode()
    )
    assert ("Second Sim" in page, "Helen Ward" in page) == (True, False)


@pytest.mark.parametrize("gone", ["no contact", "on the project", "left the organisation", "account closed"])
def test_where_nobody_is_outside_the_page_says_so_and_gives_the_phone(project, member, contact, gone):
    if gone == "no contact":
        ConcernContact.objects.all().delete()
    if gone == "on the project":
        builders.team_member(project, contact.person, Side.PROFESSIONAL)
    if gone == "left the organisation":
        StaffRole.objects.filter(user=contact).update(
            since=clock.today() - 9 * DAY, until=clock.today() - DAY
        )
    if gone == "account closed":
        type(contact).objects.filter(pk=contact.pk).update(is_active=False)
    type(project.organisation).objects.update(help_phone="0117 496 0777")
    answer = send(member, project, "no")
    page = answer.content.decode()
    assert (answer.status_code, "0117 496 0777" in page, "<textarea" in page) == (200, True, False)
    assert Concern.objects.count() == 0


def test_with_a_name_the_clock_is_seen_by_the_two_alone(project, member, contact):
    send(member, project, "yes")
    row = Concern.objects.get()
    assert (row.person, row.answer_by) == (member.person, clock.today() + dt.timedelta(days=14))
    home = client_of(member).get("/my/").content.decode()
    mine = client_of(member).get(reverse("my_power_balance:my_concerns")).content.decode()
    staff = client_of(contact).get("/staff/").content.decode()
    assert ("Answer your concern" in home, WORDS in mine) == (True, True)
    assert reverse("power_balance:concern", args=[row.ref]) in staff


def test_the_contact_answers_and_the_mail_says_only_that_something_is_there(
    project, member, contact, mailoutbox
):
    row = told(project, contact, member.person)
    client = client_of(contact)
    assert WORDS in client.get(reverse("power_balance:concern", args=[row.ref])).content.decode()
    address = reverse("power_balance:answer_concern", args=[row.ref])
    assert "<title>Error:" in client.post(address, {"words": " "}).content.decode()
    client.post(address, {"words": "I spoke to the lead <b>."})
    deliver_due()
    mail = mailoutbox[0]
    assert (mail.to, mail.subject) == ([member.email], "An answer is waiting for you")
    for private in ("Letters", "laughs", "oncern w", "spoke", "Helen"):
        assert private not in mail.subject + mail.body
    assert Notification.objects.get().organisation is None
    mine = client_of(member).get(reverse("my_power_balance:my_concerns")).content.decode()
    assert "I spoke to the lead &lt;b&gt;." in mine
    assert "Answer your concern" not in client_of(member).get("/my/").content.decode()
    with pytest.raises(TransitionRefused):
        actions.answer_concern(row, words="Again")


def test_who_reads_no_email_is_told_by_the_contact_alone(project, contact):
    person = builders.person(
        "Joan", organisation=project.organisation, channel="phone", phone="01934 496 015"
    )
    builders.team_member(project, person)
    row = told(project, contact, person)
    page = client_of(contact).get(reverse("power_balance:concern", args=[row.ref])).content.decode()
    actions.answer_concern(row, words="I ring you.")
    assert ("01934 496 015" in page, Notification.objects.count()) == (True, 0)


def test_done_needs_the_answer_first_and_a_nameless_one_needs_none(project, member, contact):
    named, nameless = told(project, contact, member.person), told(project, contact)
    client = client_of(contact)
    for row in (named, nameless):
        client.post(reverse("power_balance:finish_concern", args=[row.ref]))
    assert [row.done_on for row in Concern.objects.order_by("id")] == [None, clock.today()]
    assert client.get(reverse("power_balance:answer_concern", args=[nameless.ref])).status_code == 404
    with pytest.raises(TransitionRefused):
        actions.answer_concern(nameless, words="To whom?")


def test_everybody_but_the_contact_gets_404(project, manager, member, contact):
    row = told(project, contact, member.person)
    second = builders.staff_user("approver", project.organisation)
    chosen(project, second, place=2)
    elsewhere = builders.staff_user("reporting", builders.organisation())
    ConcernContact.objects.create(organisation=elsewhere.roles.get().organisation, user=elsewhere)
    administrator = builders.staff_user("administrator", project.organisation)

    def answers(user) -> list[int]:
        client = client_of(user)
        pages = ("concern", "answer_concern", "finish_concern")
        found = [client.get(reverse(f"power_balance:{name}", args=[row.ref])).status_code for name in pages]
        found += [
            client.post(reverse(f"power_balance:{name}", args=[row.ref])).status_code for name in pages[1:]
        ]
        return [*found, client.get(reverse("power_balance:concerns")).status_code]

    assert answers(contact) == [200, 200, 405, 200, 302, 200]
    for user in (manager, member, administrator):
        assert answers(user) == [404, 404, 405, 404, 404, 404]
    for user in (second, elsewhere):  # contacts too, but not this one's: a list of their own
        assert answers(user) == [404, 404, 405, 404, 404, 200]


def test_a_contact_who_joins_the_project_reads_it_no_more(project, contact):
    row = told(project, contact)
    builders.team_member(project, contact.person, Side.PROFESSIONAL)
    client = client_of(contact)
    assert client.get(reverse("power_balance:concern", args=[row.ref])).status_code == 404
    assert row.ref not in client.get("/staff/").content.decode()


def test_who_follows_a_contact_reads_what_was_told(project, contact):
    row = told(project, contact)
    ConcernContact.objects.all().delete()
    successor = builders.staff_user("approver", project.organisation)
    chosen(project, successor)
    address = reverse("power_balance:concern", args=[row.ref])
    assert (client_of(successor).get(address).status_code, client_of(contact).get(address).status_code) == (
        200,
        404,
    )


def test_staff_may_tell_too_and_strangers_find_no_page(project, manager, contact):
    address = reverse("power_balance:raise_concern", args=[project.ref])
    assert client_of(manager).post(address, {"words": WORDS, "named": "no"}).url.endswith("/concern/sent/")
    stranger = builders.contributor_user(project.organisation)
    for name in ("raise_concern", "concern_sent"):
        for space in ("power_balance", "my_power_balance"):
            path = reverse(f"{space}:{name}", args=[project.ref])
            assert client_of(stranger).get(path).status_code == 404
    assert Concern.objects.count() == 1


def test_others_do_not_see_what_one_told_with_a_name(project, member, contact):
    told(project, contact, member.person)
    other = builders.contributor_user(project.organisation)
    builders.team_member(project, other.person)
    assert WORDS not in client_of(other).get(reverse("my_power_balance:my_concerns")).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"words": "", "named": "no"},
        {"words": "\x00", "named": "no"},
        {"words": "Typed <b>"},
        {"words": "Typed <b>", "named": "perhaps"},
    ],
)
def test_a_mistake_keeps_what_was_typed_and_sends_nothing(project, member, contact, sent):
    page = client_of(member).post(reverse("my_power_balance:raise_concern", args=[project.ref]), sent)
    text = page.content.decode()
    assert "<title>Error:" in text
    assert ("Typed &lt;b&gt;" in text) == ("Typed" in sent["words"])
    assert Concern.objects.count() == 0


def test_words_moved_to_another_row_do_not_open(project, contact):
    one, other = told(project, contact), told(project, contact, words="Other")
    Concern.objects.filter(pk=other.pk).update(sealed_words=one.sealed_words)
    other.refresh_from_db()
    with pytest.raises(CannotOpen):
        queries.words_of(other)


@pytest.mark.parametrize("name", ["power_balance:concerns", "my_power_balance:my_concerns", "staff:home"])
def test_as_many_queries_for_thirty_as_for_one(project, member, contact, name):
    client = client_of(member if name.startswith("my_") else contact)
    told(project, contact, member.person)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(name)).status_code == 200
        return len(seen)

    queries()
    one = queries()
    for _n in range(29):
        told(project, contact, member.person)
    assert queries() == one


def test_administrators_choose_the_contact_but_find_no_concern(project, contact):
    ada = builders.staff_user("administrator", project.organisation, name="Ada Admin")
    type(ada).objects.filter(pk=ada.pk).update(is_staff=True)
    bert = builders.staff_user("finance", project.organisation, name="Bert")
    elsewhere = builders.staff_user("finance", builders.organisation(), name="Elsie Elsewhere")
    client = client_of(ada)
    address = reverse("admin:power_balance_concerncontact_add")
    page = client.get(address).content.decode()
    assert [name in page for name in ("Bert", "Elsie", "Ada Admin</option>")] == [True, False, False]
    for user, chosen_now in ((ada, False), (elsewhere, False), (bert, True)):
        client.post(address, {"organisation": project.organisation.pk, "user": user.pk, "place": 2})
        assert ConcernContact.objects.filter(user=user).exists() is chosen_now
    assert Concern not in admin.site._registry
