"""A changed role: money is said first, and what says the same is never offered as changed."""

import datetime as dt
import json

import pytest
from django.urls import reverse

from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.transitions import TransitionRefused
from projects.roles.answering import actions as answering
from projects.roles.comparing import queries
from projects.roles.comparing.rules import amounts, entries, facts
from projects.roles.inviting import actions as inviting
from projects.roles.models import Agreement
from projects.roles.rules import Invitee
from projects.roles.writing import actions
from tests import builders

pytestmark = pytest.mark.django_db

DAY = dt.date(2027, 3, 31)


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Priya")


@pytest.fixture
def role(trust, manager):
    project = builders.project(trust, lead=manager.person, title="Letters")
    return builders.role(
        project,
        "Partner",
        offered_by=manager,
        our_duties="Papers 7 days before.\nA named contact.",
        ends_on=DAY,
    )


@pytest.fixture
def ada(trust):
    return builders.contributor_user(trust, name="Ada")


@pytest.fixture
def agreed(role, ada, manager):
    assignment = inviting.invite(role, invitees=[Invitee(person=ada.person)], by=manager)[0]
    answering.agree(assignment, content_hash=assignment.version.content_hash, by=ada)
    assignment.refresh_from_db()
    return assignment


def change(role, manager, **words):
    draft = actions.start_draft(role, by=manager)
    return actions.edit_draft(draft, words=words, by=manager)


def said(before, after) -> list[str]:
    return [fact.words for fact in queries.compared(before, after).facts]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"ends_on": dt.date(2027, 6, 30)}, "The role now ends on Wednesday 30 June 2027."),
        ({"ends_on": None}, "The role no longer has an end date."),
        ({"our_duties": "A named contact."}, "We no longer promise this: Papers 7 days before."),
        ({"our_duties": "Papers 7 days before.\nA named contact.\nTea."}, "We now also promise this: Tea."),
        (
            {"our_duties": "Papers 5 days before.\nA named contact."},
            "We promised this: Papers 7 days before. Now we promise: Papers 5 days before.",
        ),
        (
            {"our_promises": [{"kind": "pay", "days": 10}]},
            "We now also promise this: We pay you within 10 working days of your claim.",
        ),
        (
            {"their_promises": [{"kind": "read_papers"}]},
            "We now also ask this of you: You read the papers we send you before each meeting.",
        ),
        ({"flexible": True}, "The times can now be changed to suit you."),
        ({"quantity_min": 3}, "The time grows from 2 hours a month to 3 hours a month."),
        ({"quantity_min": 1}, "The time shrinks from 2 hours a month to 1 hour a month."),
        ({"per": "week"}, "The time changes from 2 hours a month to 2 hours a week."),
        ({"time_amount": "at_least"}, "The time changes from 2 hours a month to at least 2 hours a month."),
        (
            {"quantity_min": None, "time_amount": "to_be_agreed"},
            "How much time it takes is to be agreed. Before, it was 2 hours a month.",
        ),
        ({"includes_prep": "no"}, "The text now says: “Reading and preparing is extra time.”"),
        (
            {"payment": "expenses_only", "pay_rates": []},
            "We no longer pay a fee. It was £25.00 for each meeting.",
        ),
        ({"prep_paid": "no"}, "The text now also says: “Reading and preparing is not paid.”"),
        ({"mode": "online"}, "How people take part: now Online. Before, the text did not say."),
        ({"venues": [{"id": "a", "what": "The Hub"}]}, "Places of work: now also said: The Hub."),
        ({"renewal": "yes"}, "The text now also says: “It can go on for longer if we both agree.”"),
        ({"places": 5}, "The text now says: “We are looking for 5 people.”"),
    ],
)
def test_a_fact_that_changed_is_said_in_a_plain_sentence(role, manager, words, told):
    [fact] = said(role.versions.get(), change(role, manager, **words))
    assert fact.startswith(told)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            {"fee_pence": 150_00, "fee_for": "each meeting"},
            {"pay_rates": [{"pence": 120_00, "unit": "meeting"}]},
            ["The fee falls from £150.00 to £120.00 for each meeting."],
        ),
        (
            {"pay_rates": [{"pence": 5000, "unit": "day", "what": "Reading"}, {"pence": 1, "unit": "hour"}]},
            {"pay_rates": [{"pence": 1, "unit": "hour"}, {"pence": 6000, "unit": "day", "what": "Reading"}]},
            ["Reading: the fee rises from £50.00 to £60.00 for each day."],
        ),
        (
            {"pay_rates": [{"unit": "day"}]},
            {"pay_rates": [{"pence": 6000, "unit": "day"}]},
            ["The fee was an amount still to be agreed for each day. It is now £60.00 for each day."],
        ),
        (
            {"pay_rates": [{"pence": 100, "unit": "day"}, {"pence": 200, "unit": "hour"}]},
            {"pay_rates": [{"pence": 100, "unit": "day"}]},
            ["We no longer pay this: £2.00 for each hour."],
        ),
        ({"pay_rates": [{"pence": 1, "against": "same"}]}, {"pay_rates": [{"pence": 1}]}, []),
    ],
)
def test_rates_are_compared_for_what_they_pay(before, after, told):
    both = ({"payment": "fee", **values} for values in (before, after))
    assert list(amounts.of_money(*both)) == told


def test_money_comes_first_whatever_else_changed(role, manager, pay):
    draft = change(role, manager, our_duties="Tea.", ends_on=None, purpose="Other.", **pay(2000))
    found = queries.compared(role.versions.get(number=1), draft)
    assert found.facts[0].words == "The fee falls from £25.00 to £20.00 for each meeting."
    assert [fact.topic for fact in found.facts] == sorted(
        (fact.topic for fact in found.facts), key=list(facts.Topic).index
    )
    assert [one.title for one in found.words] == ["What the role is for", "What we do for you"]


@pytest.mark.parametrize(
    "words",
    [{}, {"purpose": "  You help to plan the  work. \n"}],
    ids=["nothing", "spaces that nobody sees"],
)
def test_the_same_text_cannot_be_offered_as_changed(role, manager, words, client):
    draft = change(role, manager, **words)
    with pytest.raises(TransitionRefused, match="same as version 1"):
        actions.offer(draft, by=manager)
    builders.sign_in(client, manager)
    answer = client.post(reverse("roles:offer", args=[role.ref, draft.number]), follow=True)
    assert "same as version 1" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert role.versions.get(number=1).status == "offered"


@pytest.mark.parametrize(
    "words",
    [
        {"purpose": "you help to plan the work."},
        {"our_duties": "Papers 7 days before. A named contact."},
        {"flexible": True},
        {"ends_on": DAY + dt.timedelta(days=1)},
    ],
    ids=["a capital letter", "two items made one", "a tick", "a day"],
)
def test_whatever_people_can_read_counts_as_a_change(role, manager, words):
    assert actions.offer(change(role, manager, **words), by=manager).status == "offered"


def test_a_duty_is_compared_by_its_words_not_by_its_key(role, manager):
    def duties(days, key):
        own = {"kind": "free", "key": key, "side": "organisation", "words": "Bring tea", "every": "meeting"}
        return {"our_promises": [{"kind": "pay", "days": days}, own]}

    before = actions.offer(change(role, manager, **duties(10, "a")), by=manager)
    assert said(before, change(role, manager, **duties(20, "b"))) == [
        "We promised this: We pay you within 10 working days of your claim. "
        "Now we promise: We pay you within 20 working days of your claim."
    ]
    with pytest.raises(TransitionRefused):
        actions.offer(change(role, manager, **duties(10, "b")), by=manager)


def test_every_field_that_changes_shows_in_the_comparison(role, manager):
    """A field that comes later needs nothing in the comparison: each one alone is seen."""
    version = role.versions.get()
    plain = json.loads(version.sealed)
    for section in plain["sections"]:
        for one in section["fields"]:
            changed = json.loads(version.sealed)
            for mine in changed["sections"]:
                for other in mine["fields"]:
                    if other["name"] == "a_new_name":
                        raise AssertionError
            section_now = next(mine for mine in changed["sections"] if mine["heading"] == section["heading"])
            section_now["fields"].append(
                {"name": f"later_{one['name']}", "label": "Later", "shown": "row", "value": "Something."}
            )
            then, now = entries.entries(version.sealed), entries.entries(json.dumps(changed))
            assert [one.name for one in queries.reworded(then, now)] == [f"later_{one['name']}"]
            assert not entries.same(version.sealed, json.dumps(changed))


def test_a_field_that_was_renamed_is_not_a_change(role, monkeypatch):
    sealed = role.versions.get().sealed
    old = sealed.replace('"name":"purpose"', '"name":"aim"')
    monkeypatch.setattr(
        "projects.roles.models.text_fields.name_now", lambda name: {"aim": "purpose"}.get(name, name)
    )
    assert entries.same(old, sealed)
    assert facts.facts(entries.entries(old), entries.entries(sealed)) == []


def test_nobody_is_bound_by_a_text_that_came_meanwhile_and_hears_what_it_changes(role, manager, ada, pay):
    assignment = inviting.invite(role, invitees=[Invitee(person=ada.person)], by=manager)[0]
    read = assignment.version.content_hash
    actions.offer(change(role, manager, **pay(2000)), by=manager)
    with pytest.raises(TransitionRefused, match=r"changed since.*The fee falls from £25.00 to £20.00"):
        answering.agree(assignment, content_hash=read, by=ada)
    assert not Agreement.objects.filter(person=ada.person).exists()


def test_who_has_the_role_reads_the_changes_before_anything_else(agreed, role, manager, client, ada, pay):
    actions.offer(change(role, manager, purpose="You help us.", **pay(2000)), by=manager)
    builders.sign_in(client, ada)
    page = client.get(reverse("my_roles:detail", args=[agreed.ref])).content.decode()
    fact = page.index("The fee falls from £25.00 to £20.00")
    assert page.index("<h1") < fact < page.index("We have changed this role.")
    changes = client.get(reverse("my_roles:changes", args=[agreed.ref])).content.decode()
    assert changes.index("The fee falls") < changes.index("<del>") < changes.index("<ins>")


def test_who_was_only_invited_reads_what_changed_since(role, manager, client, ada, pay):
    assignment = inviting.invite(role, invitees=[Invitee(person=ada.person)], by=manager)[0]
    builders.sign_in(client, ada)
    assert (
        "What has changed"
        not in client.get(reverse("my_roles:detail", args=[assignment.ref])).content.decode()
    )
    actions.offer(change(role, manager, **pay(2000)), by=manager)
    page = client.get(reverse("my_roles:detail", args=[assignment.ref])).content.decode()
    assert "The fee falls from £25.00 to £20.00" in page


@pytest.mark.parametrize("discreet", [False, True])
def test_the_message_says_what_changed_and_to_who_is_discreet_nothing_that_was_typed(
    agreed, role, manager, ada, pay, discreet
):
    ada.person.discreet = discreet
    ada.person.save()
    actions.offer(change(role, manager, our_duties="Help with your asthma.", **pay(2000)), by=manager)
    _subject, body = render(Notification.objects.get(kind="roles/changed"))
    assert ("The fee falls from £25.00 to £20.00" in body) != discreet
    assert ("asthma" in body) != discreet
    assert ("the money, what each side does" in body) == discreet


def test_staff_see_any_two_versions_beside_each_other(role, manager, client, pay):
    actions.offer(change(role, manager, **pay(2000)), by=manager)
    actions.offer(change(role, manager, **pay(2600)), by=manager)
    builders.sign_in(client, manager)
    url = reverse("roles:compare", args=[role.ref])
    assert "The fee rises from £20.00 to £26.00" in client.get(url).content.decode()
    assert "The fee rises from £25.00 to £26.00" in client.get(f"{url}?before=1&after=3").content.decode()
    assert "Both say the same." in client.get(f"{url}?before=2&after=2").content.decode()
    assert "£26" not in client.get(f"{url}?before=1&after=9").content.decode()
