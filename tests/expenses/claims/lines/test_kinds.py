"""The kinds of cost that ask for something of their own."""

import datetime as dt

import pytest

from coproduce.foundation import clock
from expenses.claims.lines.queries import readiness_of
from expenses.claims.models import ClaimLine
from expenses.policies.files import rules as files
from expenses.policies.files.queries import book_of
from expenses.policies.trial import rules as trial
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    made = builders.organisation()
    draft = builders.policy(made, approved=False)
    draft.expense_rules.create(category="childcare", registration_needed=True)
    draft.rates.create(label="Night with family", unit="night_friends", amount_pence=25_00, source="Ours")
    by = builders.staff_user("ppi_manager", made)
    draft.status, draft.approved_by, draft.approved_at = "approved", by, clock.now()
    draft.save()
    return made


@pytest.fixture
def rosa(trust):
    return builders.contributor_user(trust, name="Rosa")


@pytest.fixture
def add(client, rosa, trust):
    """Post the form of a kind of line for yesterday; gives the answer."""
    builders.sign_in(client, rosa)
    claim = builders.claim(rosa.person, trust)
    date = clock.today() - dt.timedelta(days=1)
    day = {f"activity_date_{place}": part for place, part in enumerate((date.day, date.month, date.year))}

    def post(category, **typed):
        return client.post(f"/my/claims/{claim.ref}/lines/add/{category}/", day | typed)

    post.claim = claim
    return post


LOST = {"description": "As agreed", "no_receipt_because": "Lost"}


def page_of(client, claim):
    return " ".join(client.get(f"/my/claims/{claim.ref}/").content.decode().split())


def test_each_passenger_is_named(add, client):
    trip = {"from_place": "A", "to_place": "B", "miles_tenths": "10", "vehicle": "car", "passengers": "2"}
    assert "Enter the names of the people who travelled" in add("mileage", **trip).content.decode()
    add("mileage", **trip, passenger_names="Ann Lee, Bob Day")
    assert ClaimLine.objects.get().amount_pence == 5_50
    assert "With Ann Lee, Bob Day" in page_of(client, add.claim)
    line = ClaimLine.objects.get()
    trip["vehicle"] = "bicycle"
    assert (
        "no mileage rate for this day: bicycle" in add("mileage", **trip).content.decode()
    )  # nobody rides along
    assert ClaimLine.objects.get() == line


def test_childcare_asks_for_the_registration_where_the_policy_does(add, client, rosa):
    add("childcare", amount_pence="30", **LOST)
    assert [one.words.split(" for ")[0] for one in readiness_of(add.claim).missing] == [
        "Add the registration number of the provider"
    ]
    line = ClaimLine.objects.get()
    date = line.activity_date
    day = {f"activity_date_{place}": part for place, part in enumerate((date.day, date.month, date.year))}
    address = f"/my/claims/{add.claim.ref}/lines/{line.ref}/"
    client.post(address, day | {"amount_pence": "30", "provider_number": "EY123456", **LOST})
    assert readiness_of(add.claim).missing == []
    assert "Registered as EY123456" in page_of(client, add.claim)


def test_without_such_a_policy_no_number_is_asked_for(client):
    bare = builders.organisation()
    builders.policy(bare)
    user = builders.contributor_user(bare)
    builders.sign_in(client, user)
    claim = builders.claim(user.person, bare)
    assert (
        "provider_number"
        not in client.get(f"/my/claims/{claim.ref}/lines/add/childcare/").context["form"].fields
    )
    builders.claim_line(claim, category="childcare")
    assert readiness_of(claim).missing == []


def test_care_by_the_hour_is_worked_out(add, client):
    add(
        "replacement_care", care_from="9:30am", care_to="1pm", hourly_pence="12.50", amount_pence="99", **LOST
    )
    line = ClaimLine.objects.get()
    assert (line.minutes, line.amount_pence, line.explanation) == (
        210,
        43_75,
        "3 hours 30 minutes at £12.50 an hour, as you paid.",
    )
    assert "From 9.30am until 1pm" in page_of(client, add.claim)
    form = client.get(f"/my/claims/{add.claim.ref}/lines/{line.ref}/").context["form"]
    assert [form[name].value() for name in ("care_from", "hourly_pence", "amount_pence")] == [
        "09:30",
        "12.50",
        None,
    ]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            {"care_from": "9am", "care_to": "9am", "amount_pence": "5"},
            "Enter a time after the time it started.",
        ),
        ({"care_from": "9am", "care_to": "10am"}, "Enter what you paid for each hour, or in total"),
        ({"care_from": "never", "care_to": "10am", "amount_pence": "5"}, "Enter a time, for example"),
    ],
)
def test_care_that_cannot_be_is_said_and_nothing_is_lost(add, typed, says):
    page = add("replacement_care", **typed, **LOST).content.decode()
    assert says in page
    assert "As agreed" in page
    assert not ClaimLine.objects.exists()


def test_care_paid_as_one_sum(add):
    add("replacement_care", care_from="9am", care_to="11am", amount_pence="20", **LOST)
    assert ClaimLine.objects.values_list("amount_pence", "minutes", "hourly_pence").get() == (
        20_00,
        120,
        None,
    )


def test_what_a_supporter_cost_is_said(add, client):
    assert "Choose an answer to" in add("supporter", amount_pence="7", **LOST).content.decode()
    add("supporter", amount_pence="7", supporter_cost="meal", **LOST)
    assert "Their food and drink" in page_of(client, add.claim)


def test_a_night_with_friends_has_a_rate_of_its_own_and_needs_no_receipt(add):
    add("overnight_friends", offer="Night with family||flat")
    line = ClaimLine.objects.get()
    assert (line.kind, line.amount_pence) == ("allowance", 25_00)
    assert readiness_of(add.claim).missing == []
    assert "Night with family" not in add("home_meeting").content.decode()
    assert "Night with family" not in add("fee").content.decode()


def test_the_policy_file_knows_them(trust):
    written = files.write(book_of(trust.policies.get()))
    book = files.read(written)
    assert [rule.registration_needed for rule in book.rules] == [True]
    quoted = trial.quote(book, "date,kind,what\n1/5/2026,overnight_friends,\n")
    assert [(one.pence, one.notes) for one in quoted] == [(25_00, ())]
