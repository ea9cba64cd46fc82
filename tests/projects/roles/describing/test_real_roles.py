"""Facts as real role descriptions state them: each goes into a field of its own, and is read back."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation.transitions import TransitionRefused
from projects.roles.describing.rules import contradictions
from projects.roles.duties.actions.choosing import COLUMN
from projects.roles.models import RoleTemplate, RoleVersion, text_fields
from projects.roles.models.duty_kinds import KINDS, of_side
from projects.roles.models.text_fields import TOPICS
from projects.roles.writing import actions
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return builders.staff_user("ppi_manager", builders.organisation(), name="Mo Manager")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


@pytest.fixture
def version(manager, staff) -> RoleVersion:
    """An empty draft: nothing in it but a title."""
    project = builders.project(manager.person.connections.get().organisation, lead=manager.person)
    staff.post(reverse("roles:new", args=[project.ref]), {"start": "empty", "title": "Partner"})
    version = RoleVersion.objects.get()
    RoleVersion.objects.update(starts_on=None, ends_on=None, contact=None, accountable_to="")
    return version


def day(name: str, value: str) -> dict[str, str]:
    """A day as three boxes send it."""
    parts = reversed(value.split("-"))
    return {f"{name}_{number}": part for number, part in enumerate(parts)}


PATIENT_SAFETY_PARTNER: dict[str, Any] = {
    "time": {
        "time_amount": "up_to", "quantity_min": "4", "unit": "day", "per": "month",
        "includes_prep": "yes", "includes_travel": "no", "time_of_day": "workday",
        "notice": "The dates of a year are set in January.",
    },
    "term": {
        **day("starts_on", "2027-02-01"), "term_kind": "at_least", "term_least": "24", "term_unit": "month",
        "renewal": "yes", "renewal_times": "1", "renewal_length": "12", "renewal_unit": "month",
        "review_note": "After 6 months, then once a year.",
    },
    "people": {"places_amount": "exactly", "places": "2", "essential": "You have used our wards."},
    "pay": {
        "payment": "fee", "travel_paid": "no", "prep_paid": "covered", "pay_way": "Through the payroll",
        "pay_when": "Monthly", "pay_conditions": "You show your right to work.",
        "expenses": "Travel at 45p a mile; car parks.",
    },
    "rules": {"check_level": "basic", "checks": "Two references.", "confidentiality": "You sign a promise."},
    "where": {"mode": "hybrid", "residence": "Live in X or be with a GP there",
              "residence_why": "The service is for X."},
    "applying": {
        **day("closes_on", "2027-01-08"), "closes_time": "12 noon", "how_to_apply": "Send a letter or a film.",
        "ask_first": "Jo, 0117 496 0101", "chosen_by": "Two staff and a patient", "hear_by": "By 1 February",
    },
}  # fmt: skip
ITS_ROWS = [
    ("pay_rates", {"what": "Meetings", "pence": "75", "unit": "half_day", "band": "Involvement band C"}),
    ("pay_rates", {"what": "Meetings", "pence": "150", "unit": "day", "for_words": "more than 4 hours"}),
    ("choosing_steps", {"what": "Interview", "when": "in the week of 18 January", "who": "Panel of three"}),
    ("venues", {"what": "Harbour House", "address": "1 Quay Street", "used_for": "meetings, monthly"}),
    ("commitments", {"what": "Safety group", "amount": "exactly", "least": "12", "per": "year",
                     "each": "2 hours", "mode": "online", "expected": "9 of 12"}),
]  # fmt: skip
ITS_WORDS = [
    "Up to 4 days a month.", "This includes reading and preparing.", "Travelling is extra time.",
    "On weekdays, in working hours", "The dates of a year are set in January.",
    "It starts on Monday 1 February 2027.", "It lasts at least 24 months.",
    "It can go on for longer if we both agree, once at most, for 12 months each time.",
    "After 6 months, then once a year.", "We are looking for 2 people.",
    "Meetings: £75.00 for each half day (Involvement band C); "
    "Meetings: £150.00 for each day, more than 4 hours",
    "Travelling time is not paid.", "The fee covers reading and preparing.", "Through the payroll",
    "DBS check: basic", "Two references.", "Some in person, some online", "Live in X or be with a GP there",
    "The service is for X.", "Apply by 12 noon on Friday 8 January 2027, UK time.", "Jo, 0117 496 0101",
    "Interview: in the week of 18 January; Panel of three",
    "Harbour House: 1 Quay Street; meetings, monthly",
    "Safety group: 12 a year, 2 hours each, online, you are asked to come to 9 of 12",
]  # fmt: skip
COMMITTEE: dict[str, Any] = {
    "group": {"group_name": "Trial steering committee", "public_votes": "all", "other_public": "One more",
              "chaired_by": "Two chairs, one of them a public member"},
    "time": {"time_amount": "between", "quantity_min": "2", "quantity_max": "3", "unit": "meeting",
             "per": "year", "includes_prep": "no"},
    "term": {"term_kind": "fixed", "term_least": "3", "term_unit": "year", "renewal": "no"},
    "people": {"places_amount": "between", "places": "2", "places_most": "4"},
    "pay": {"payment": "to_be_agreed", "expenses": "Travel."},
    "where": {"mode": "choice"},
    "rules": {"check_level": "none", "interests": "Jobs in the last four years."},
    "ending": {"input_use": "It stands in the minutes.", "at_end": "A thank you and a reference."},
}  # fmt: skip
ITS_SEATS = [
    ("seats", {"who": "Public members", "least": "2", "chairs": "yes", "votes": "yes"}),
    ("seats", {"who": "Doctors", "least": "3", "most": "5", "votes": "no"}),
]
COMMITTEE_WORDS = [
    "Trial steering committee", "Yes, with the same vote as everyone else",
    "Two chairs, one of them a public member",
    "2 to 3 meetings a year.", "Reading and preparing is extra time.", "It lasts 3 years.",
    "It cannot go on for longer.", "We are looking for 2 to 4 people.",
    "What we pay is still to be agreed.", "In person or online: you choose", "No criminal record check",
    "Public members: 2, one of them chairs, they may vote", "Doctors: 3 to 5, they do not vote",
    "Jobs in the last four years.", "A thank you and a reference.",
]  # fmt: skip
REVIEWER: dict[str, Any] = {
    "time": {"time_amount": "about", "quantity_min": "1.5", "unit": "hour", "per": "week",
             "includes_travel": "none", "time_of_day": "own_time", "flexible": "on"},
    "term": {"term_kind": "ongoing"},
    "people": {"places_amount": "at_least", "places": "10"},
    "pay": {"payment": "expenses_only", "expenses": "Printing."},
    "where": {"mode": "remote"},
    "applying": {**day("closes_on", "2027-01-31"), "closes_time": "23:59",
                 "closes_note": "Open until there are ten."},
}  # fmt: skip
REVIEWER_WORDS = [
    "About 1.5 hours a week.", "There is no travelling.", "The times can be changed to suit you.",
    "It has no set end.", "We are looking for at least 10 people.",
    "There is no fee for this role. We pay your expenses only.",
    "From home, by post, phone or email", "Apply by 23:59 on Sunday 31 January 2027, UK time.",
    "Open until there are ten.",
]  # fmt: skip
UNKNOWN: dict[str, Any] = {
    "time": {"time_amount": "to_be_agreed", "includes_travel": "unknown", "includes_prep": "unknown"},
    "term": {"term_kind": "to_be_agreed", "renewal": "unknown", "not_known": ["starts_on"]},
    "people": {"places_amount": "to_be_agreed"},
    "pay": {"payment": "fee", "travel_paid": "unknown", "not_known": ["expenses", "pay_way", "pay_rates"]},
    "group": {"public_votes": "unknown", "not_known": ["chaired_by"]},
    "where": {"mode": "unknown"},
    "rules": {"check_level": "unknown"},
    "support": {"not_known": ["mentor", "contact", "backup_contact"]},
    "applying": {"not_known": ["closes_on", "choosing_steps"]},
}
UNKNOWN_WORDS = [
    "How much time it takes is still to be agreed.",
    "We do not know yet how much there is to read.",
    "Whether travelling is part of it is still to be agreed.",
    "How long it lasts is still to be agreed.",
    "Whether it can go on for longer is still to be agreed.",
    "How many people we are looking for is still to be agreed.",
    "We pay a fee. How much is still to be agreed.",
    "If travelling time is paid is still to be agreed.",
]
UNKNOWN_LABELS = [
    "The role starts", "Which expenses we pay", "How it is paid", "May public members vote?", "Who chairs",
    "How people take part", "Criminal record check", "Mentor or buddy", "Named contact",
    "Who to ask when they are away", "The last day to apply", "Steps of choosing",
]  # fmt: skip


def put_in(staff, version: RoleVersion, topics: dict[str, Any], rows: list[tuple[str, dict[str, str]]]):
    ref = version.role.ref
    for part, row in rows:
        sent = staff.post(reverse("roles:row", args=[ref, part, "new"]), row)
        assert sent.status_code == 302, sent.context["form"].errors
    for slug, said in topics.items():
        sent = staff.post(reverse("roles:topic", args=[ref, slug]), said)
        assert sent.status_code == 302, (slug, sent.context["form"].errors)


def read(staff, version: RoleVersion) -> str:
    page = staff.get(reverse("roles:preview", args=[version.role.ref, 1])).content.decode()
    return " ".join(page.replace("&#x27;", "'").split())


@pytest.mark.parametrize(
    ("topics", "rows", "words"),
    [
        (PATIENT_SAFETY_PARTNER, ITS_ROWS, ITS_WORDS),
        (COMMITTEE, ITS_SEATS, COMMITTEE_WORDS),
        (REVIEWER, [], REVIEWER_WORDS),
        (UNKNOWN, [], UNKNOWN_WORDS),
    ],
)
def test_every_fact_goes_in_and_is_read_back(staff, version, topics, rows, words):
    put_in(staff, version, topics, rows)
    page = read(staff, version)
    assert [said for said in words if said not in page] == []


def test_what_is_unknown_is_shown_as_to_be_agreed_beside_its_question(staff, version):
    put_in(staff, version, UNKNOWN, [])
    version.refresh_from_db()
    shown = {label: value for section in version.text.sections for label, value in section.rows}
    assert {label: shown.get(label) for label in UNKNOWN_LABELS} == dict.fromkeys(
        UNKNOWN_LABELS, "To be agreed"
    )


def test_an_answer_counts_more_than_a_tick_that_it_is_not_known(staff, version):
    ref = version.role.ref
    staff.post(
        reverse("roles:topic", args=[ref, "group"]), {"chaired_by": "Dr Lee", "not_known": "chaired_by"}
    )
    version.refresh_from_db()
    assert (version.chaired_by, version.to_agree) == ("Dr Lee", [])
    staff.post(reverse("roles:topic", args=[ref, "group"]), {"not_known": ["chaired_by", "seats"]})
    staff.post(reverse("roles:row", args=[ref, "seats", "new"]), {"who": "Public members"})
    staff.post(reverse("roles:topic", args=[ref, "support"]), {"not_known": "mentor"})
    version.refresh_from_db()
    assert sorted(version.to_agree) == ["chaired_by", "mentor"]


def test_a_row_is_changed_and_taken_out_and_an_empty_one_is_refused(staff, version):
    new = reverse("roles:row", args=[version.role.ref, "venues", "new"])
    assert "Fill in at least one answer." in staff.post(new, {"what": ""}).content.decode()
    staff.post(new, {"what": "Harbour House"})
    staff.post(new, {"what": "Online"})
    version.refresh_from_db()
    first, second = version.venues
    change = reverse("roles:row", args=[version.role.ref, "venues", first["id"]])
    assert 'value="Harbour House"' in staff.get(change).content.decode()
    staff.post(change, {"what": "Town hall", "address": "High Street"})
    staff.post(reverse("roles:drop_row", args=[version.role.ref, "venues", second["id"]]))
    version.refresh_from_db()
    assert version.venues == [{"id": first["id"], "what": "Town hall", "address": "High Street"}]
    assert staff.get(reverse("roles:row", args=[version.role.ref, "venues", second["id"]])).status_code == 404
    assert staff.get(reverse("roles:row", args=[version.role.ref, "purpose", "new"])).status_code == 404


def test_the_closing_is_a_moment_of_uk_time(staff, version):
    put_in(staff, version, {"applying": PATIENT_SAFETY_PARTNER["applying"]}, [])
    version.refresh_from_db()
    assert (version.closes_on, version.closes_time) == (dt.date(2027, 1, 8), dt.time(12))
    assert version.closes_at.isoformat() == "2027-01-08T12:00:00+00:00"
    version.closes_on, version.closes_time = dt.date(2027, 7, 1), dt.time(23, 59)
    assert version.closes_at.astimezone(dt.UTC).isoformat() == "2027-07-01T22:59:00+00:00"
    version.closes_time = None
    assert version.closes_at.astimezone(dt.UTC).date() == dt.date(2027, 7, 1)


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_pages_of_a_draft_cost_the_same_for_three_rows_and_for_thirty(staff, version):
    ref = version.role.ref
    names = [("roles:edit", ref), ("roles:topic", ref, "where"), ("roles:preview", ref, 1)]
    addresses = [reverse(name, args=args) for name, *args in names]
    organisation = version.role.project.organisation
    addresses.append(reverse("roles:templates", args=[organisation.ref]))
    for address in addresses:
        staff.get(address)
    found = []
    for many in (3, 30):
        RoleVersion.objects.update(venues=[{"id": f"r{n}", "what": f"Place {n}"} for n in range(many)])
        while organisation.role_templates.count() < many:
            title = f"Template {organisation.role_templates.count()}"
            RoleTemplate.objects.create(organisation=organisation, title=title)
        found.append([queries(staff, address) for address in addresses])
    assert found[0] == found[1]


def test_no_page_of_a_draft_asks_for_more_than_a_few_things(staff, version):
    """A box, a list or a group of answers is one thing: at most 8 are open, 17 with all that is folded."""
    at_once = {topic.slug: [one for one in text_fields.of_topic(topic) if not one.asked] for topic in TOPICS}
    assert max(len(ones) for ones in at_once.values()) <= 8
    for topic in TOPICS:
        page = staff.get(reverse("roles:topic", args=[version.role.ref, topic.slug]))
        assert len(page.context["form"].fields) <= 17, topic.slug


def test_every_field_of_the_text_is_asked_on_one_page_and_one_alone():
    asked = [one.name for topic in TOPICS for one in text_fields.of_topic(topic)]
    promised = [one.name for one in text_fields.FIELDS if one.shown == "duties"]
    assert sorted(promised) == sorted(COLUMN.values())
    assert sorted([*asked, *promised]) == sorted(name for name in text_fields.names() if name != "to_agree")


def test_what_each_side_promises_is_asked_on_the_page_of_duties_alone(staff, version):
    """The one page asks for every kind of both sides and fills both columns; no other page names one."""
    ref = version.role.ref
    pages = [reverse("roles:topic", args=[ref, topic.slug]) for topic in TOPICS]
    days = {f"{key}_days": "9" for key, kind in KINDS.items() if kind.usual is not None}
    for page in pages:
        assert not {*days, *COLUMN.values()} & {*staff.get(page).context["form"].fields}
    duties = reverse("roles:duties", args=[ref])
    assert {*staff.get(duties).context["form"].fields} == {*KINDS, *days}
    assert staff.post(duties, dict.fromkeys(KINDS, "on") | days).status_code == 302
    version.refresh_from_db()
    for side, column in COLUMN.items():
        chosen = [entry["kind"] for entry in getattr(version, column)]
        assert chosen == [kind.key for kind in of_side(side)]
    for page in pages:
        assert staff.post(page, {"title": "Partner"}).status_code == 302
    kept = version.our_promises, version.their_promises
    version.refresh_from_db()
    assert (version.our_promises, version.their_promises) == kept


def test_nothing_is_said_of_what_nobody_wrote(version):
    """Only what every role says stands in an empty draft: no fact is made up."""
    RoleVersion.objects.update(expenses="", concerns_to="")
    version.refresh_from_db()
    said = [
        (section.heading, block)
        for section in version.text.sections
        for block in (*section.blocks, *section.rows)
    ]
    assert said == []


def test_what_people_cannot_do_without_is_not_left_to_be_agreed(staff, version):
    """Every field called "to be agreed": the offer names the five that cannot be, and nothing breaks."""
    for topic in TOPICS:
        form = staff.get(reverse("roles:topic", args=[version.role.ref, topic.slug])).context["form"]
        put_in(
            staff, version, {topic.slug: {"not_known": [v for v, _w in form.fields["not_known"].choices]}}, []
        )
    page = staff.post(reverse("roles:offer", args=[version.role.ref, 1]), follow=True).content.decode()
    said = page.split("Say this before you offer it: ")[1].split(".")[0]
    assert said.split("; ") == [
        "What the role is for",
        "What we ask of you",
        "What we do for you",
        "Payment",
        "Named contact",
    ]


def test_contradictions_are_said_and_stop_the_offer(staff, manager, version):
    role = builders.role(version.role.project, mode="online", includes_travel="no")
    wrong = "People take part from home, but there is travelling time."
    assert wrong in staff.get(reverse("roles:edit", args=[role.ref])).content.decode()
    with pytest.raises(TransitionRefused, match=wrong):
        actions.offer(role.versions.get(), by=manager)
    staff.post(reverse("roles:topic", args=[role.ref, "time"]), {"time_amount": "to_be_agreed"})
    assert actions.offer(role.versions.get(), by=manager).is_as_offered


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mode": "in_person", "includes_travel": "none"}, "no travelling"),
        ({"ends_on": "2027-01-01", "term_kind": "ongoing"}, "no set end"),
        ({"renewal": "no", "renewal_times": 2}, "there is a renewal"),
        ({"starts_on": "2027-01-01", "review_on": "2026-01-01"}, "does not run"),
        ({"starts_on": "2027-01-01", "closes_on": "2027-01-02"}, "after the role has started"),
        ({"payment": "expenses_only", "pay_rates": [{"pence": 1}]}, "there are rates of pay"),
        ({"payment": "nothing", "expenses": "Travel."}, "no money for expenses"),
        ({"payment": "fee", "travel_paid": "yes", "includes_travel": "none"}, "Travelling time is paid"),
        ({"public_votes": "no", "seats": [{"who": "Public members", "votes": "yes"}]}, "they do"),
    ],
)
def test_two_answers_that_cannot_both_be_true_are_found(changes, said):
    assert [one for one in contradictions(changes) if said in one] == contradictions(changes) != []
    for name in changes:
        assert contradictions({key: value for key, value in changes.items() if key != name}) == []
