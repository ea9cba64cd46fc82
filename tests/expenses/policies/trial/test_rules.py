"""What a claim file comes to under a policy file: boundaries, part hours, bands of miles, rates that change."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from expenses.policies.files import rules as files
from expenses.policies.models import Policy
from expenses.policies.trial import rules as trial
from tests import builders
from tests.builders import sign_in

RATES = [
    {"what": "Meeting", "role": "lay member", "paid_for": "day", "at_least_minutes": 240, "amount": "150"},
    {"what": "Meeting", "role": "lay member", "paid_for": "day", "less_than_minutes": 240, "amount": "75"},
    {"what": "Meeting", "role": "chair", "paid_for": "day", "more_than_minutes": 240, "amount": "300"},
    {"what": "Meeting", "role": "chair", "paid_for": "day", "at_most_minutes": 240, "amount": "150"},
    {"what": "Time", "paid_for": "hour", "amount": "11.50", "to": "2025-12-15"},
    {"what": "Time", "paid_for": "hour", "amount": "12.65", "from": "2025-12-16"},
    {"what": "Reading", "paid_for": "block", "block_minutes": 30, "amount": "6.25"},
    {"what": "Review", "paid_for": "task", "amount": "25"},
    {"what": "Meeting joined from home", "paid_for": "allowance", "amount": "5"},
    {"what": "Volunteer", "paid_for": "zero"},
]
OLD, NEW = {"to": "2026-04-05"}, {"from": "2026-04-06"}
YEAR = {"threshold_miles": 10_000, "counted_over": "tax_year"}
MILEAGE = [
    {"vehicle": "car", "band": "up_to", "pence": 45, **YEAR, **OLD},
    {"vehicle": "car", "band": "above", "pence": 25, **YEAR, **OLD},
    {"vehicle": "car", "band": "up_to", "pence": 55, **YEAR, **NEW},
    {"vehicle": "car", "band": "above", "pence": 25, **YEAR, **NEW},
    {"vehicle": "motorcycle", "band": "up_to", "pence": 24, "threshold_miles": 100, "counted_over": "claim"},
    {"vehicle": "motorcycle", "band": "above", "pence": 9, "threshold_miles": 100, "counted_over": "claim"},
    {"vehicle": "passenger", "pence": 5},
]
COSTS = [{"kind": "meal", "up_to": "10.00"}, {"kind": "taxi", "agree_first": True}]
POLICY = {"format": files.FORMAT, "name": "Ours", "source": "Made for this test"}
POLICY |= {"rates": RATES, "mileage": MILEAGE, "costs": COSTS}


def quoted(*lines: str, heading: str) -> list[int | str]:
    """Return the pence of each line, or the sentence that says why there is no price."""
    book = files.read(json.dumps(POLICY))
    return [
        one.words if one.pence is None else one.pence
        for one in trial.quote(book, "\n".join([heading, *lines]))
    ]


@pytest.mark.parametrize(
    ("line", "pence"),
    [
        ("Meeting,lay member,4:00", 150_00),
        ("Meeting,lay member,3:59", 75_00),
        ("meeting,LAY MEMBER,239", 75_00),
        ("Meeting,chair,4:00", 150_00),
        ("Meeting,chair,4h 1m", 300_00),
        ("Time,,90", 18_98),  # 1.5 x 12.65 = 18.975, half up
        ("Time,,1 hour", 12_65),
        ("Reading,,31", 12_50),
        ("Reading,,30 minutes", 6_25),
        ("Review,,", 25_00),
        ("Volunteer,,", 0),
    ],
)
def test_time_is_priced_at_its_boundary(line, pence):
    assert quoted(f"2026-05-14,fee,{line}", heading="date,kind,what,role,time") == [pence]


@pytest.mark.parametrize(
    ("line", "pence"), [("Review,lay member,", 25_00), ("Review,,", 25_00), ("Time,CHAIR,60", 12_65)]
)
def test_a_rate_without_a_role_is_for_every_role(line, pence):
    assert quoted(f"2026-05-14,fee,{line}", heading="date,kind,what,role,time") == [pence]


def test_a_rate_may_pay_so_much_a_day_and_no_more():
    rate = {"what": "Time", "paid_for": "hour", "amount": "25", "most_a_day": "150"}
    book = files.read(json.dumps(POLICY | {"rates": [rate]}))
    lines = ["Ann,14/05/2026,fee,5:00", "Ann,14/05/2026,fee,2:00", "Ann,14/05/2026,fee,1:00"]
    lines += ["Ann,15/05/2026,fee,7.5 hours", "Ben,14/05/2026,fee,6:00"]
    found = trial.quote(book, "\n".join(["person,date,kind,time", *lines]))
    assert [one.pence for one in found] == [125_00, 25_00, 0, 150_00, 150_00]
    assert found[1].words.endswith("The policy pays at most £150.00 a day for this.")


def test_parts_of_a_penny_a_mile_are_rounded_once():
    council = [
        {
            "vehicle": "car",
            "band": "up_to",
            "pence": 46.9,
            "threshold_miles": 8500,
            "counted_over": "tax_year",
        },
        {
            "vehicle": "car",
            "band": "above",
            "pence": 13.7,
            "threshold_miles": 8500,
            "counted_over": "tax_year",
        },
    ]
    book = files.read(json.dumps(POLICY | {"mileage": council}))
    (one,) = trial.quote(book, "date,kind,miles\n14/05/2026,mileage,12.5\n")
    assert (one.pence, one.words) == (5_86, "12.5 miles at 46.9p. From the policy “Ours”.")  # 586.25


LIMITS = [
    {"kind": "meal", "up_to": "5", "pays_no_more": True, "more_than_minutes": 300, "at_most_minutes": 600},
    {"kind": "meal", "up_to": "15", "pays_no_more": True, "more_than_minutes": 600},
    {"kind": "overnight", "up_to": "90", "up_to_for": "each", "pays_no_more": True},
    {"kind": "childcare", "up_to": "8.50", "up_to_for": "hour", "pays_no_more": True},
    {"kind": "home_costs", "up_to": "5", "up_to_for": "day", "pays_no_more": True},
    {"kind": "parking", "up_to": "12"},
]


@pytest.mark.parametrize(
    ("line", "pence", "words"),
    [
        ("meal,8.00,10:00,", 5_00, "£8.00 was paid. The policy pays up to £5.00."),
        ("meal,5.00,10:00,", 5_00, "What was paid."),
        ("meal,5.01,10:00,", 5_00, "£5.01 was paid. The policy pays up to £5.00."),
        ("meal,8.00,10:01,", 8_00, "What was paid."),
        ("meal,8.00,5:00,", 0, "The policy pays this when someone is away for more than 5 hours and"),
        ("meal,8.00,,", 8_00, "What was paid."),
        ("overnight,200.00,,2", 180_00, "£200.00 was paid. The policy pays up to £90.00 for each."),
        ("overnight,80.00,,", 80_00, "What was paid."),
        ("childcare,30.00,2:30,", 21_25, "£30.00 was paid. The policy pays up to £8.50 an hour."),
        ("childcare,30.00,,", 30_00, "What was paid."),
        ("parking,14.00,,", 14_00, "What was paid."),
    ],
)
def test_a_limit_cuts_only_where_the_policy_says_no_more(line, pence, words):
    book = files.read(json.dumps(POLICY | {"costs": LIMITS}))
    (one,) = trial.quote(book, f"date,kind,amount,time,number\n14/05/2026,{line}\n")
    assert one.pence == pence
    assert one.words.startswith(words)


def test_a_limit_a_day_is_for_one_person_and_one_day():
    book = files.read(json.dumps(POLICY | {"costs": LIMITS}))
    lines = ["Ann,14/05/2026,home_costs,3", "Ann,14/05/2026,home_costs,3", "Ben,14/05/2026,home_costs,3"]
    lines += ["Ann,15/05/2026,home_costs,3"]
    found = trial.quote(book, "\n".join(["person,date,kind,amount", *lines]))
    assert [one.pence for one in found] == [3_00, 2_00, 3_00, 3_00]


def test_limits_come_back_the_same_from_a_file():
    book = files.read(
        json.dumps(POLICY | {"costs": LIMITS, "from": "2026-04-06", "when_cancelled": "All of it"})
    )
    assert files.write(files.read(files.write(book))) == files.write(book)


def test_what_is_marked_keeps_its_price():
    costs = [{"kind": "overnight", "booked_by": "organisation", "receipt_needed": False}]
    book = files.read(json.dumps(POLICY | {"costs": costs, "mark_below_an_hour": "12.66"}))
    text = "date,kind,what,time,amount\n14/05/2026,fee,Time,2:00,\n14/05/2026,overnight,,,80\n"
    fee, night = trial.quote(book, text)
    assert (fee.pence, fee.notes) == (25_30, ("This comes to less than £12.66 an hour.",))
    assert (night.pence, night.notes) == (80_00, ("The organisation books and pays this itself.",))


def test_a_day_before_the_policy_is_noted_and_priced():
    book = files.read(json.dumps(POLICY | {"from": "2026-05-01"}))
    before, first = trial.quote(
        book, "date,kind,what,time\n30/04/2026,fee,Time,1:00\n01/05/2026,fee,Time,1:00\n"
    )
    assert (before.pence, before.notes) == (12_65, ("The policy is for activity from 1 May 2026.",))
    assert (first.pence, first.notes) == (12_65, ())


def test_rates_go_by_the_day_of_the_activity():
    lines = ("15/12/2025,fee,Time,1:00", "16/12/2025,fee,Time,1:00")
    assert quoted(*lines, heading="date,kind,what,time") == [11_50, 12_65]
    lines = ("05/04/2026,mileage,13.7", "06/04/2026,mileage,13.7")
    assert quoted(*lines, heading="date,kind,miles") == [6_17, 7_54]


def test_miles_count_up_for_each_person_over_the_period_of_the_policy():
    lines = [
        "Ann,1,06/04/2026,mileage,990,yes,car,",
        *["Ann,1,07/04/2026,mileage,995,yes,car,"] * 4,
        "Ann,2,08/04/2026,mileage,100,yes,car,",  # 60 miles left below 10,000, then 140 above
        "Ben,2,08/04/2026,mileage,100,yes,car,",
        "Ann,2,06/04/2027,mileage,10,,car,",  # another tax year
        "Cy,1,14/05/2026,mileage,90,,motorcycle,",
        "Cy,1,14/05/2026,mileage,20,,motorcycle,",  # 10 below 100 in this claim, 10 above
        "Cy,2,14/05/2026,mileage,20,,motorcycle,",
        "Dee,1,14/05/2026,mileage,10,yes,car,2",
    ]
    found = quoted(*lines, heading="person,claim,date,kind,miles,return,vehicle,passengers")
    assert found == [
        1980 * 55,
        *[1990 * 55] * 4,
        60 * 55 + 140 * 25,
        200 * 55,
        10 * 55,
        90 * 24,
        10 * 24 + 10 * 9,
        20 * 24,
        20 * 55 + 2 * 20 * 5,
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("14/05/2026,fee,Meeting,,2:00,,", "More than one rate matches."),
        ("14/05/2026,fee,Dancing,,2:00,,", "The policy has no such rate on this day."),
        ("14/05/2026,fee,Time,,,,", "Tell us how long it took."),
        ("14/05/2026,fee,Time,,soon,,", "Write “time” as hours and minutes"),
        ("31/04/2026,fee,Time,,1:00,,", "April has 30 days."),
        ("05/14/2026,fee,Time,,1:00,,", "The month must be 12 or less."),
        ("14/05/2026,lunch,,,,,", "“kind” must be one of"),
        ("14/05/2026,meal,,,,,", "Enter an amount in pounds and pence"),
        ("14/05/2026,mileage,,,,,ten", "Enter the miles as a number"),
        (
            "14/05/2026,home_meeting,Sofa,,,,",
            "The policy has no such rate on this day. It has: Meeting joined",
        ),
        ("14/05/2026,overnight_friends,,,,,", "The policy has no such rate on this day. It has: nothing."),
    ],
)
def test_a_line_without_a_price_says_why(line, said):
    (found,) = quoted(line, heading="date,kind,what,role,time,amount,miles")
    assert str(found).startswith(said)


@pytest.mark.parametrize("vehicle", ["passenger", "rocket"])
def test_miles_are_driven_by_a_vehicle_and_a_passenger_is_none(vehicle):
    (found,) = quoted(f"14/05/2026,mileage,10,{vehicle}", heading="date,kind,miles,vehicle")
    assert found == "“vehicle” must be one of: car, motorcycle, bicycle."


def test_of_two_rates_of_one_name_a_length_says_which_is_meant():
    rates = [
        {"what": "Panel", "paid_for": "meeting", "amount": "40"},
        {"what": "Panel", "paid_for": "hour", "amount": "12"},
    ]
    book = files.read(json.dumps(POLICY | {"rates": rates}))
    text = "date,kind,what,time\n14/05/2026,fee,Panel,\n14/05/2026,fee,Panel,2:00\n"
    assert [one.pence for one in trial.quote(book, text)] == [40_00, 24_00]


def test_notes_say_what_an_approver_would_see_and_change_no_price():
    book = files.read(json.dumps(POLICY))
    text = "date,kind,amount,receipt\n14/05/2026,meal,12.00,no\n14/05/2026,taxi,8.00,yes\n"
    meal, taxi = trial.quote(book, text)
    assert (meal.pence, meal.notes) == (12_00, ("Above the usual limit of £10.00.", "A receipt is needed."))
    assert (taxi.pence, taxi.notes) == (8_00, ("This has to be agreed first.",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is no column “date”."),
        ("date,kind,prize\n", "We do not know the column “prize”."),
        ("date,kind,kind\n", "A column is there twice."),
        ("date,kind\n" + "14/05/2026,other\n" * 5_001, "The file has more than 5000 lines."),
        ('date,kind\n"' + "x" * 200_000, "The file is not a CSV file."),
    ],
)
def test_what_is_no_claim_file_is_refused(text, said):
    with pytest.raises(files.ParseError) as refused:
        trial.quote(files.read(json.dumps(POLICY)), text)
    assert said in refused.value.faults


def test_the_command_prices_a_file_against_a_file(tmp_path, capsys):
    policy, claim = tmp_path / "policy.json", tmp_path / "claim.csv"
    policy.write_text(json.dumps(POLICY))
    claim.write_text("\ufeffdate,kind,what,time\n14/05/2026,fee,Time,2:00\n", encoding="utf-8")
    call_command("quote", str(policy), str(claim))
    out = capsys.readouterr().out.splitlines()
    assert (out[1].split(",")[:4], out[2]) == (["2", "14/05/2026", "fee", "25.30"], ",,together,25.30,,")
    claim.write_text("date,kind,what\n14/05/2026,fee,Nothing\n")
    with pytest.raises(CommandError, match="Some lines have no price"):
        call_command("quote", str(policy), str(claim))
    policy.write_text("{}")
    with pytest.raises(CommandError, match="“name”: this is missing"):
        call_command("quote", str(policy), str(claim))


@pytest.mark.django_db
def test_a_policy_is_tried_out_on_a_page_and_nothing_is_kept(client):
    organisation = builders.organisation()
    policy = builders.policy(organisation)
    staff, address = sign_in(client, builders.staff_user("finance", organisation)), None
    address = reverse("policies:try_out", args=[policy.ref])
    lines = "date,kind,what,time,miles\n14/05/2026,fee,Meeting,1:30,\n14/05/2026,mileage,,,13.7\n"
    page = staff.post(address, {"lines": lines}).content.decode()
    assert ("£18.00" in page, "£6.17" in page, "Total £24.17." in page) == (True, True, True)
    wrong = staff.post(address, {"lines": "day,kind\n<b>,fee"}).content.decode()
    assert ("We do not know the column “day”." in wrong, "&lt;b&gt;,fee" in wrong) == (True, True)
    assert Policy.objects.get(pk=policy.pk).status == policy.status
    assert address in staff.get(reverse("policies:detail", args=[policy.ref])).content.decode()
    stranger = sign_in(client, builders.staff_user("finance", builders.organisation()))
    assert stranger.post(address, {"lines": lines}).status_code == 404
