"""Rates change on pages: a new version from a day, what changes is looked at, a second person says yes or no."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from contributors.people.models import Person
from coproduce.foundation.notifications import rendering
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.policies import actions as policies
from expenses.policies.comparing.queries import differences_of
from expenses.policies.comparing.rules import Difference, Terms, differences
from expenses.policies.editing import actions
from expenses.policies.models import ApprovalRequest, ExpenseRule, MileageRate, Policy, Rate
from expenses.policies.states import PolicyState
from tests import builders

pytestmark = pytest.mark.django_db
NEXT_YEAR = dt.date(2027, 4, 1)


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def maker(trust):
    return builders.staff_user("finance", trust, name="Fi Nance")


@pytest.fixture
def second(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def old(trust):
    return builders.policy(trust)


@pytest.fixture
def draft(old, trust, maker):
    return policies.adopt(old, organisation=trust, effective_from=NEXT_YEAR, by=maker)


def meeting_rate(policy):
    return policy.rates.get(label="Meeting")


def ready(draft, maker):
    actions.save_row(meeting_rate(draft), amount_pence=15_00, by=maker)
    return policies.confirm_checked(draft, by=maker)


def sent(draft, maker, second):
    ready(draft, maker)
    return policies.ask_to_approve(draft, of=second.person, by=maker)


# --- What changes, pure ---------------------------------------------------------------------------


def rate(pence=12_00, **fields):
    return Rate(label="Meeting", unit="hour", amount_pence=pence, **fields)


def test_the_same_twice_is_no_difference():
    said = Terms(
        Policy(), [rate()], [MileageRate(vehicle="car", pence_per_mile=Decimal(45))], [ExpenseRule()]
    )
    assert differences(said, said) == []


def test_a_rate_changed_added_and_taken_out():
    before = Terms(Policy(), [rate(), rate(role_tier="Chair")])
    after = Terms(Policy(), [rate(15_00), rate(role_tier="Lead")])
    found = differences(before, after)
    assert [(one.what, bool(one.before), bool(one.after)) for one in found] == [
        ("Meeting", True, True),
        ("Meeting, Chair", True, False),
        ("Meeting, Lead", False, True),
    ]
    assert "£12" in found[0].before
    assert "£15" in found[0].after


def test_terms_and_miles_and_costs_are_told():
    before = Terms(
        Policy(pay_within_days=28),
        mileage=[MileageRate(vehicle="car", band="all", pence_per_mile=Decimal(45))],
        costs=[ExpenseRule(category="meal", cap_pence=5_00)],
    )
    after = Terms(
        Policy(pay_within_days=14),
        mileage=[MileageRate(vehicle="car", band="all", pence_per_mile=Decimal("46.9"))],
        costs=[ExpenseRule(category="meal", cap_pence=5_00, receipt_needed=False)],
    )
    days, miles, meal = differences(before, after)
    assert days == Difference("We pay within", "28 days", "14 days")
    assert (miles.before, miles.after) == ("45p a mile", "46.9p a mile")
    assert ("a receipt is needed" in meal.before, "no receipt is needed" in meal.after) == (True, True)


def test_without_an_earlier_policy_all_is_new():
    assert {one.before for one in differences(None, Terms(Policy(), [rate()]))} == {""}


# --- Changing -------------------------------------------------------------------------------------


def test_only_what_differs_is_shown_beside_what_holds(draft, maker):
    assert differences_of(draft) == []
    actions.save_row(meeting_rate(draft), amount_pence=15_00, by=maker)
    (one,) = differences_of(Policy.objects.get(pk=draft.pk))
    assert (one.what, "£12" in one.before, "£15" in one.after) == ("Meeting", True, True)


def test_a_change_has_to_be_compared_again(draft, maker):
    policies.confirm_checked(draft, by=maker)
    actions.change_policy(draft, pay_within_days=10, by=maker)
    draft.refresh_from_db()
    assert (draft.check_before_use, draft.pay_within_days) == (True, 10)


def test_what_is_in_force_or_waits_does_not_change(old, draft, maker, second):
    with pytest.raises(TransitionRefused):
        actions.save_row(meeting_rate(old), amount_pence=1, by=maker)
    sent(draft, maker, second)
    row = meeting_rate(draft)
    for act in (
        lambda: actions.save_row(row, amount_pence=1, by=maker),
        lambda: actions.remove_row(row, by=maker),
        lambda: actions.change_policy(draft, pay_within_days=1, by=maker),
    ):
        with pytest.raises(TransitionRefused):
            act()
    with pytest.raises(DatabaseError), transaction.atomic():
        Rate.objects.filter(pk=row.pk).update(amount_pence=1)


def test_two_lines_for_one_thing_are_refused_in_words(draft, maker):
    with pytest.raises(TransitionRefused, match="for the same thing"):
        actions.save_row(
            Rate(policy=draft), label="Meeting", unit="hour", amount_pence=1_00, source="x", by=maker
        )


# --- Asking and answering -------------------------------------------------------------------------


def test_the_old_one_holds_until_the_second_person_says_yes(draft, old, maker, second, trust):
    request = sent(draft, maker, second)
    day = NEXT_YEAR + dt.timedelta(days=30)
    assert Policy.objects.in_force(trust.pk, day) == old
    promise = Promise.objects.open().get(kind="policies.approve")
    assert (promise.owner, promise.staff_path) == (
        second.person,
        reverse("policies:detail", args=[draft.ref]),
    )
    message = Notification.objects.get(kind="policies/asked")
    assert message.recipient == second.person
    assert reverse("policies:detail", args=[draft.ref]) in rendering.render(message)[1]
    policies.approve(draft, by=second)
    request.refresh_from_db()
    assert (request.approved, request.answered_by) == (True, second)
    assert Policy.objects.in_force(trust.pk, day) == draft
    assert Policy.objects.in_force(trust.pk, NEXT_YEAR - dt.timedelta(days=1)) == old
    assert not Promise.objects.open().filter(kind="policies.approve").exists()
    assert Notification.objects.get(kind="policies/answered").recipient == maker.person


def test_no_with_a_reason_goes_back_to_who_asked(draft, maker, second):
    request = sent(draft, maker, second)
    policies.send_back(draft, why="The chair's fee is missing.", by=second)
    draft.refresh_from_db()
    request.refresh_from_db()
    assert (draft.status, request.approved) == (PolicyState.DRAFT, False)
    told = Notification.objects.get(kind="policies/answered")
    assert "The chair's fee is missing." in rendering.render(told)[1]
    assert not Promise.objects.open().filter(kind="policies.approve").exists()
    actions.save_row(meeting_rate(draft), amount_pence=16_00, by=maker)
    policies.confirm_checked(draft, by=maker)
    policies.ask_to_approve(draft, of=second.person, by=maker)
    assert ApprovalRequest.objects.count() == 2


def test_nobody_approves_what_they_wrote(draft, maker, second, trust):
    third = builders.staff_user("administrator", trust, name="Ad Min")
    actions.save_row(meeting_rate(draft), amount_pence=15_00, by=third)
    policies.confirm_checked(draft, by=maker)
    for writer in (maker, third):
        with pytest.raises(TransitionRefused, match="Someone else"):
            policies.approve(draft, by=writer)
        with pytest.raises(TransitionRefused, match="cannot approve"):
            policies.ask_to_approve(draft, of=writer.person, by=maker)
    policies.ask_to_approve(draft, of=second.person, by=maker)
    with pytest.raises(TransitionRefused, match="Take it back"):
        policies.send_back(draft, why="x", by=third)


def test_who_asked_takes_it_back_and_the_message_is_not_sent(draft, maker, second):
    sent(draft, maker, second)
    policies.take_back(draft, by=maker)
    message = Notification.objects.get(kind="policies/asked")
    from coproduce.foundation.notifications import kinds

    assert kinds.get(message.kind).not_wanted(message)
    assert not Promise.objects.open().filter(kind="policies.approve").exists()


def test_nothing_is_asked_while_something_is_missing(draft, maker, second):
    with pytest.raises(TransitionRefused, match="Compare it"):
        policies.ask_to_approve(draft, of=second.person, by=maker)


# --- On pages -------------------------------------------------------------------------------------


def test_from_the_list_to_in_force_on_pages_alone(client, old, maker, second):
    builders.sign_in(client, maker)
    typed = {"organisation": old.organisation_id, "mileage_from": ""}
    typed |= {"effective_from_0": 1, "effective_from_1": 4, "effective_from_2": 2027}
    page = client.post(reverse("policies:adopt", args=[old.ref]), typed).url
    draft = Policy.objects.get(status="draft", organisation=old.organisation_id)
    edit = reverse("policies:edit", args=[draft.ref])
    assert edit in client.get(page).text
    line = reverse("policies:edit_line", args=[draft.ref, "rate", meeting_rate(draft).pk])
    assert line in client.get(edit).text
    given = {
        "label": "Meeting", "role_tier": "", "unit": "hour", "amount_pence": "15.00", "most_a_day_pence": "90",
        "block_minutes": "", "lower_operator": "", "lower_minutes": "", "upper_operator": "",
        "upper_minutes": "", "covers": "", "source": "Board, March 2027",
    }  # fmt: skip
    assert client.post(line, given).status_code == 302
    assert (meeting_rate(draft).amount_pence, meeting_rate(draft).most_a_day_pence) == (15_00, 90_00)
    mile = {"vehicle": "bicycle", "band": "all", "pence_per_mile": "20", "source": "Board"}
    assert client.post(reverse("policies:add_line", args=[draft.ref, "mileage"]), mile).status_code == 302
    cost = {
        "category": "meal",
        "cap_pence": "8",
        "cap_for": "line",
        "booked_by": "either",
        "receipt_needed": "on",
    }
    assert client.post(reverse("policies:add_line", args=[draft.ref, "cost"]), cost).status_code == 302
    task = draft.rates.get(unit="task")
    client.post(reverse("policies:remove_line", args=[draft.ref, "rate", task.pk]))
    assert not draft.rates.filter(unit="task").exists()
    client.post(reverse("policies:confirm_checked", args=[draft.ref]))
    ask = reverse("policies:ask", args=[draft.ref])
    shown = client.get(ask).text
    for words in ("£12", "£15", "taken out", "Bicycle", "Mo Manager"):
        assert words in shown
    assert "Fi Nance" not in shown.partition("Who should approve it?")[2]
    assert client.post(ask, {"of": second.person.pk}).status_code == 302
    builders.sign_in(client, second)
    assert reverse("policies:detail", args=[draft.ref]) in client.get(reverse("staff:home")).text
    shown = client.get(reverse("policies:detail", args=[draft.ref])).text
    assert "What changes" in shown
    assert reverse("policies:send_back", args=[draft.ref]) in shown
    client.post(reverse("policies:approve", args=[draft.ref]))
    draft.refresh_from_db()
    assert draft.status == "approved"
    assert client.get(edit).status_code == 404


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("rate", {"unit": "block", "amount_pence": "5"}, "how many minutes a block has"),
        ("rate", {"unit": "zero", "amount_pence": "5"}, "the amount is 0"),
        ("rate", {"unit": "hour", "amount_pence": "0"}, "above 0"),
        ("rate", {"unit": "hour", "amount_pence": "5", "most_a_day_pence": "4"}, "less than the amount"),
        ("rate", {"unit": "hour", "amount_pence": "5", "lower_minutes": "60"}, "needs both"),
        ("mileage", {"band": "up_to"}, "how many miles"),
        ("mileage", {"band": "all", "pence_per_mile": "0"}, "above 0"),
        ("cost", {"cap_for": "day"}, "Enter the amount"),
    ],
)
def test_what_does_not_fit_is_said_in_words_and_kept(client, draft, maker, kind, typed, words):
    builders.sign_in(client, maker)
    first = {"label": "New thing", "vehicle": "car", "pence_per_mile": "30", "source": "x", "category": "taxi",
             "booked_by": "either", "cap_for": "line"}  # fmt: skip
    answer = client.post(reverse("policies:add_line", args=[draft.ref, kind]), first | typed)
    assert answer.status_code == 200
    assert "<title>Error:" in answer.text
    assert words in answer.text


def test_nobody_without_the_duty_and_no_stranger_changes_anything(client, draft, trust):
    line = meeting_rate(draft).pk
    names = [
        ("edit", []),
        ("edit_terms", []),
        ("add_line", ["rate"]),
        ("edit_line", ["rate", line]),
        ("ask", []),
    ]
    for role, body, code in (("project_staff", trust, 403), ("finance", builders.organisation(), 404)):
        builders.sign_in(client, builders.staff_user(role, body))
        for name, more in names:
            assert client.get(reverse(f"policies:{name}", args=[draft.ref, *more])).status_code == code


def test_where_nobody_else_can_approve_the_page_says_what_to_do(client, draft, maker, trust):
    ready(draft, maker)
    Person.objects.filter(account__isnull=False).exclude(account=maker).update(account=None)
    builders.sign_in(client, maker)
    assert "Nobody else can approve it yet" in client.get(reverse("policies:ask", args=[draft.ref])).text
