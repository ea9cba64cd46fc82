"""A policy written to a file and read back is the same policy; a wrong file says everything that is wrong."""

import json

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coproduce.foundation.history.queries import entries_about
from expenses.policies.files import rules as files
from expenses.policies.files.actions import take_in
from expenses.policies.files.queries import book_of
from expenses.policies.models import ExpenseRule, MileageRate, Policy, Rate
from tests import builders
from tests.builders import sign_in

pytestmark = pytest.mark.django_db
SMALLEST = {"format": files.FORMAT, "name": "Ours", "source": "Our board, 2026"}
NOT_PART_OF_IT = {"id", "policy_id"}


def rows(book: files.Book) -> list[dict]:
    """Return every row of a policy as plain values, in no order."""
    found = [
        {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        | {"model": type(row).__name__}
        for row in (*book.rates, *book.mileage, *book.rules)
    ]
    return sorted(({k: v for k, v in row.items() if k not in NOT_PART_OF_IT} for row in found), key=str)


def read(**changed) -> files.Book:
    return files.read(json.dumps(SMALLEST | changed))


def faults(**changed) -> list[str]:
    with pytest.raises(files.ParseError) as refused:
        read(**changed)
    return refused.value.faults


def test_every_published_policy_comes_back_the_same():
    builders.published_policies()
    for policy in Policy.objects.examples():
        book = book_of(policy)
        again = files.read(files.write(book))
        assert rows(again) == rows(book)
        for name in ("name", "effective_from", "pay_within_days", "claim_window_days", "source"):
            assert getattr(again.policy, name) == getattr(policy, name)
        assert files.write(again) == files.write(book)


def test_limits_keep_their_side():
    book = read(
        rates=[
            {"what": "Meeting", "paid_for": "day", "at_least_minutes": 240, "amount": "150.00"},
            {"what": "Meeting", "paid_for": "half_day", "less_than_minutes": 240, "amount": 75},
            {"what": "Panel", "paid_for": "block", "block_minutes": 30, "amount": 12.5},
            {"what": "Volunteer", "paid_for": "zero"},
        ]
    )
    assert [
        (one.lower_operator, one.lower_minutes, one.upper_operator, one.upper_minutes, one.amount_pence)
        for one in book.rates
    ] == [
        (">=", 240, "", None, 150_00),
        ("", None, "<", 240, 75_00),
        ("", None, "", None, 12_50),
        ("", None, "", None, 0),
    ]


RATE = {"what": "Meeting", "paid_for": "hour", "amount": "12.00"}
CAR = {"vehicle": "car", "pence": 45}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"format": "2"}, "the file, “format”: this must be one of: coproduce policy 1"),
        ({"name": ""}, "the file, “name”: this is missing"),
        ({"nmae": "x"}, "the file, “nmae”: we do not know this word"),
        ({"from": "31/04/2026"}, "the file, “from”: April has 30 days. Check the day."),
        ({"pay_within_days": 0}, "the file, “pay_within_days”: this must be a whole number from 1 to 365"),
        ({"pay_within_days": True}, "the file, “pay_within_days”: this must be a whole number from 1 to 365"),
        ({"rates": {}}, "the file, “rates”: this must be a list in square brackets"),
        ({"rates": [7]}, "rates 1: this must be an object in curly brackets"),
        ({"rates": [RATE | {"amount": "12,50"}]}, "rates 1, “amount”: Use a full stop"),
        ({"rates": [RATE | {"amount": 1.234}]}, "rates 1, “amount”: Use 2 digits for pence"),
        ({"rates": [RATE | {"amount": "1e3"}]}, "rates 1, “amount”: Enter an amount in pounds and pence"),
        ({"rates": [RATE | {"amount": None}]}, "rates 1, “amount”: this must be an amount in pounds"),
        ({"rates": [RATE | {"paid_for": "week"}]}, "rates 1, “paid_for”: this must be one of: hour"),
        ({"rates": [RATE, RATE | {"ammount": 1}]}, "rates 2, “ammount”: we do not know this word"),
        ({"rates": [RATE | {"block_minutes": 30}]}, "rates 1, “block_minutes”: a block needs its length"),
        ({"rates": [RATE | {"from": "2026-04-06", "to": "2026-04-05"}]}, "rates 1, “to”: this is before"),
        (
            {"rates": [RATE | {"at_least_minutes": 60, "more_than_minutes": 60}]},
            "rates 1, “more_than_minutes”: there is another limit on the same side",
        ),
        ({"mileage": [CAR | {"pence": 45.505}]}, "mileage 1, “pence”: this must be pence from 0.01 to 1000"),
        ({"mileage": [CAR | {"pence": "45"}]}, "mileage 1, “pence”: this must be pence from 0.01 to 1000"),
        ({"mileage": [CAR | {"pence": 0}]}, "mileage 1, “pence”: this must be pence from 0.01 to 1000"),
        (
            {"rates": [RATE | {"most_a_day": "11"}]},
            "rates 1, “most_a_day”: this is less than the amount itself",
        ),
        ({"costs": [{"kind": "meal", "up_to_for": "day"}]}, "costs 1, “up_to_for”: this needs “up_to”"),
        ({"costs": [{"kind": "meal", "pays_no_more": True}]}, "costs 1, “pays_no_more”: this needs “up_to”"),
        (
            {
                "costs": [
                    {"kind": "meal", "at_least_minutes": 300},
                    {"kind": "meal", "more_than_minutes": 600},
                ]
            },
            "the file, “costs”: “meal” is there twice",
        ),
        ({"mileage": [CAR | {"band": "up_to"}]}, "mileage 1, “band”: miles up to or above a threshold need"),
        ({"mileage": [CAR | {"threshold_miles": 9}]}, "mileage 1, “band”: miles up to or above a threshold"),
        ({"mileage": [CAR | {"counted_over": "claim"}]}, "mileage 1, “band”: miles up to or above a thresh"),
        ({"rates": [RATE | {"amount": "0"}]}, "rates 1, “amount”: "),
        ({"rates": [{"what": "x", "paid_for": "zero", "amount": "1"}]}, "rates 1, “amount”: a role without"),
        ({"costs": [{"kind": "meal"}, {"kind": "meal"}]}, "the file, “costs”: “meal” is there twice"),
        (
            {"costs": [{"kind": "meal", "receipt_needed": "no"}]},
            "costs 1, “receipt_needed”: this must be true",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(changed, said):
    assert [one for one in faults(**changed) if one.startswith(said)] != [], faults(**changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"rates": [RATE | {"most_a_day": "12.00"}]},
        {"rates": [{"what": "Volunteer", "paid_for": "zero", "amount": "0"}]},
        {"costs": [{"kind": "meal", "pays_no_more": True, "at_least_minutes": 300}]},
        {"costs": [{"kind": "meal", "pays_no_more": True, "at_most_minutes": 300}]},
        {"mileage": [CAR | {"band": "up_to", "threshold_miles": 9, "counted_over": "claim"}]},
    ],
)
def test_what_is_just_enough_is_no_fault(changed):
    assert files.write(read(**changed))


def test_what_a_policy_says_of_itself_comes_back():
    said = {"pay_within_days": 14, "claim_within_days": 60, "pays_travel_time": True}
    costs = [{"kind": "taxi", "booked_by": "person", "registration_needed": True}]
    policy = read(**said).policy
    assert (policy.pay_within_days, policy.claim_window_days, policy.pays_travel_time) == (14, 60, True)
    written = json.loads(files.write(read(costs=costs, **said)))
    assert {name: written[name] for name in said} == said
    always = {"receipt_needed": True, "agree_first": False}
    assert written["costs"] == [costs[0] | always]
    usual = json.loads(files.write(read(costs=[{"kind": "taxi"}])))
    assert (usual["pay_within_days"], usual["claim_within_days"]) == (28, 90)
    assert ("pays_travel_time" in usual, usual["costs"]) == (False, [{"kind": "taxi"} | always])


def test_a_file_as_big_as_may_be_is_read():
    text = json.dumps(SMALLEST).encode()
    assert files.read(text.ljust(files.MOST_BYTES)).policy.name == "Ours"


def test_every_fault_is_told_at_once():
    assert len(faults(name="", source="", rates=[RATE | {"amount": "x"}, {"what": "y"}])) == 5


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe\x00", b"[]", b"null", b"[" * 100_000, b"x" * (files.MOST_BYTES + 1)]
)
def test_what_is_no_policy_is_refused(content):
    with pytest.raises(files.ParseError):
        files.read(content)


def test_a_file_becomes_the_next_version_that_nobody_is_paid_by_yet():
    organisation = builders.organisation()
    ann = builders.staff_user("ppi_manager", organisation)
    book = {"rates": [RATE], "mileage": [CAR], "costs": [{"kind": "meal", "up_to": "10"}]}
    versions = [take_in(read(**book), organisation=organisation, by=ann) for _time in range(2)]
    second = Policy.objects.get(pk=versions[1].pk)
    assert [(one.version, one.status, one.check_before_use) for one in versions] == [
        (1, "draft", True),
        (2, "draft", True),
    ]
    kept = [model.objects.filter(policy=second).count() for model in (Rate, MileageRate, ExpenseRule)]
    assert kept == [1, 1, 1]
    assert entries_about(second).get().verb == "read from a file"


def test_a_manager_reads_a_policy_from_a_file_on_a_page(client):
    organisation = builders.organisation()
    staff = sign_in(client, builders.staff_user("ppi_manager", organisation))
    wrong = upload(staff, organisation, b'{"format": "coproduce policy 1"}')
    assert "“name”: this is missing" in wrong.content.decode()
    assert Policy.objects.filter(organisation=organisation).count() == 0
    done = upload(staff, organisation, json.dumps(SMALLEST | {"rates": [RATE]}).encode())
    policy = Policy.objects.get(organisation=organisation)
    assert done.url == reverse("policies:detail", args=[policy.ref])
    page = staff.get(done.url).content.decode()
    assert reverse("policies:download", args=[policy.ref]) in page
    assert reverse("policies:take_in") in staff.get(reverse("policies:list")).content.decode()


def upload(staff, organisation, content: bytes):
    sent = {"organisation": organisation.pk, "file": SimpleUploadedFile("policy.json", content)}
    return staff.post(reverse("policies:take_in"), sent)


def test_a_policy_is_downloaded_by_its_own_people_only(client):
    organisation = builders.organisation()
    policy = builders.policy(organisation)
    address = reverse("policies:download", args=[policy.ref])
    answer = sign_in(client, builders.staff_user("finance", organisation)).get(address)
    assert rows(files.read(answer.content)) == rows(book_of(policy))
    assert answer["Content-Disposition"] == 'attachment; filename="payment-policy-1.json"'
    stranger = builders.staff_user("ppi_manager", builders.organisation())
    assert sign_in(client, stranger).get(address).status_code == 404


def test_a_file_goes_to_an_organisation_of_ones_own_only(client):
    other = builders.organisation()
    staff = sign_in(client, builders.staff_user("ppi_manager", builders.organisation()))
    upload(staff, other, json.dumps(SMALLEST).encode())
    assert Policy.objects.filter(organisation=other).count() == 0


def test_the_example_in_the_documentation_is_a_policy():
    page = (settings.BASE_DIR / "docs" / "policy-file.md").read_text()
    book = files.read(page.partition("```json\n")[2].partition("```")[0])
    assert (len(book.rates), len(book.mileage), len(book.rules)) == (4, 3, 3)
