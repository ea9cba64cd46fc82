"""Many claims that wait: narrowed in the address, most urgent first, plain ones approved together."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduce.foundation import clock
from expenses.claims.lines.queries import evidence_of
from expenses.claims.marks.actions import keep_marks
from expenses.claims.marks.queries import marks_of, words_of_marks
from expenses.claims.models import Claim, ClaimMark, Receipt
from expenses.claims.signals import paid_already
from expenses.claims.writing import actions as writing
from projects.meetings.models import Attendance
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    made = builders.organisation()
    builders.policy(made)
    return made


@pytest.fixture
def grace(trust):
    return builders.staff_user("approver", trust, name="Grace")


@pytest.fixture
def staff(client, grace):
    return builders.sign_in(client, grace)


def plain(person, trust, pence=4_50, **fields):
    """A claim with nothing to look at: a journey by car."""
    claim = builders.sent_claim(person, trust, **fields)
    claim.lines.all().delete()
    miles = {"category": "mileage", "miles_tenths": 100, "vehicle": "car", "no_receipt_because": ""}
    builders.claim_line(claim, pence, **miles)
    return claim


def flagged(person, trust, **fields):
    claim = builders.sent_claim(person, trust, **fields)
    keep_marks(claim, evidence_of(claim))
    return claim


def refs(response):
    return [row.claim.ref for row in response.context["rows"]]


def test_only_what_waits_here_and_the_most_urgent_first(staff, trust):
    today = clock.today()
    calm = plain(builders.person(), trust, pay_by=today + dt.timedelta(days=9))
    urgent = plain(builders.person(), trust, pay_by=today - dt.timedelta(days=1))
    builders.approved_claim(builders.person(), trust)
    plain(builders.person(), builders.organisation())
    assert refs(staff.get("/claims/waiting/")) == [urgent.ref, calm.ref]


def test_the_list_is_narrowed_by_project_and_by_what_to_look_at(staff, trust):
    project = builders.project(trust, title="Better letters")
    of_project = plain(builders.person(), trust, project=project)
    marked = flagged(builders.person(), trust)
    assert refs(staff.get("/claims/waiting/", {"project": project.ref})) == [of_project.ref]
    assert refs(staff.get("/claims/waiting/", {"flag": "no_receipt"})) == [marked.ref]
    assert refs(staff.get("/claims/waiting/", {"flag": "late"})) == []
    assert refs(staff.get("/claims/waiting/", {"flag": "plain"})) == [of_project.ref]
    assert refs(staff.get("/claims/waiting/", {"flag": "' or 1=1"})) == [of_project.ref, marked.ref]
    options = dict(staff.get("/claims/waiting/").context["form"].fields["project"].choices)
    assert list(options.values()) == ["All", "Better letters"]


def test_thirty_claims_take_as_many_queries_as_one(staff, trust):
    counts = []
    staff.get("/claims/waiting/")
    for number in (1, 30):
        for _n in range(number):
            flagged(builders.person(), trust, project=builders.project(trust))
        with CaptureQueriesContext(connection) as asked:
            page = staff.get("/claims/waiting/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert page.context["page"].next_url


def test_what_has_a_mark_or_is_ones_own_cannot_be_ticked(staff, trust, grace):
    marked = flagged(builders.person(), trust)
    own = plain(grace.person, trust)
    free = plain(builders.person(), trust)
    page = staff.get("/claims/waiting/")
    assert [row.claim.ref for row in page.context["rows"] if row.may_be_ticked] == [free.ref]
    words = page.content.decode()
    assert f'value="{free.ref}"' in words
    for claim in (marked, own):
        assert f'value="{claim.ref}"' not in words


def test_each_is_named_with_its_amount_before_anything_happens(staff, trust):
    claims = [plain(builders.person(name), trust, pence) for name, pence in (("Ann", 4_50), ("Bob", 10_00))]
    page = staff.get("/claims/waiting/approve/", {"claim": [one.ref for one in claims]}).content.decode()
    for words in ("Ann, £4.50", "Bob, £10.00", "Total £14.50", "Approve 2 claims?"):
        assert words in page
    assert set(Claim.objects.values_list("status", flat=True)) == {"sent"}


def test_those_refused_are_named_and_the_rest_is_done(staff, trust, grace):
    good = [plain(builders.person(), trust, 100 + n) for n in range(3)]
    own = plain(grace.person, trust)
    twin = builders.sent_claim(builders.person("Marked Mary"), trust)  # its mark was not kept: found anew
    address = "/claims/waiting/approve/?" + "&".join(f"claim={one.ref}" for one in [*good, own, twin])
    token = {"idempotency_key": "a" * 32}
    for _twice in range(2):
        page = staff.post(address, token, follow=True).content.decode()
    decided = Claim.objects.filter(status="approved", decided_by=grace)
    assert set(decided.values_list("pk", flat=True)) == {one.pk for one in good}
    assert set(Claim.objects.filter(status="sent").values_list("pk", flat=True)) == {own.pk, twin.pk}
    assert "3 claims are approved." not in page  # the second answer shows the first result, it does not act
    page = staff.post(address, {"idempotency_key": "b" * 32}, follow=True).content.decode()
    assert f"Not approved: Marked Mary, claim {twin.ref}. There is something to check." in page
    assert "This looks like your own claim" in page


def test_what_was_decided_meanwhile_is_left_out(staff, trust):
    done = builders.approved_claim(builders.person(), trust)
    answered = staff.post(f"/claims/waiting/approve/?claim={done.ref}&project=x", follow=True)
    assert "Any that have already been decided are left out." in answered.content.decode()
    assert answered.redirect_chain[0][0] == "/claims/waiting/?project=x"


def test_claims_of_another_organisation_are_not_reached(staff, trust):
    elsewhere = plain(builders.person(), builders.organisation())
    staff.post(f"/claims/waiting/approve/?claim={elsewhere.ref}", {"idempotency_key": "b" * 32})
    assert Claim.objects.get().status == "sent"


@pytest.mark.parametrize("role", ["finance", "reporting"])
def test_only_who_may_approve_comes_here(client, trust, role):
    builders.sign_in(client, builders.staff_user(role, trust))
    assert client.get("/claims/waiting/").status_code == 403
    assert client.post("/claims/waiting/approve/").status_code == 403


# --- What is marked ----------------------------------------------------------------------------


def kinds(claim):
    return set(ClaimMark.objects.filter(claim=claim).values_list("kind", flat=True))


def test_sending_keeps_the_marks_and_tells_a_waiting_twin(trust, grace):
    rosa = builders.contributor_user(trust)
    claims = []
    for _n in range(2):
        claim = builders.claim(rosa.person, trust)
        builders.claim_line(claim)
        claims.append(writing.send(claim, by=rosa))
    assert [kinds(one) for one in claims] == [{"no_receipt", "twin"}] * 2


def test_the_two_of_a_household_are_marked_never_stopped(trust):
    ann = builders.person("Ann", email="ours@example.org", organisation=trust)
    bob = builders.person("Bob", email="Ours@example.org", organisation=trust)
    stranger = builders.person("Cy", email="other@example.org", organisation=trust)
    first = builders.sent_claim(ann, trust)
    builders.sent_claim(stranger, trust)
    second = builders.sent_claim(bob, trust)
    words = words_of_marks(second)
    assert (
        f"Someone in the same household claimed the same, in claim {first.ref}."
        in words[second.lines.get().pk]
    )
    lonely = Claim.objects.get(person=stranger)
    assert [mark.kind for mark in marks_of(lonely, evidence_of(lonely))[lonely.lines.get().pk]] == [
        "no_receipt"
    ]


def test_a_receipt_shared_with_anybody_is_marked(trust, grace):
    claims = [builders.sent_claim(builders.person(), trust, pence) for pence in (1_00, 2_00)]
    for claim in claims:
        Receipt.objects.create(line=claim.lines.get(), sha256="a" * 64, size=1, added_by=grace, file="x")
    for claim, other in (claims, claims[::-1]):
        found = marks_of(claim, evidence_of(claim))[claim.lines.get().pk]
        assert [mark.words for mark in found] == [f"The same receipt is in claim {other.ref}."]


def test_what_the_organisation_paid_itself_is_marked_by_another_app(trust, monkeypatch):
    def ours(claim, lines, **more):
        return {one.pk: ["We booked and paid this train."] for one in lines}

    monkeypatch.setattr(paid_already, "receivers", [])
    paid_already.connect(ours)
    claim = builders.sent_claim(builders.person(), trust)
    line = claim.lines.get()
    assert "We booked and paid this train." in words_of_marks(claim)[line.pk]
    keep_marks(claim, evidence_of(claim))
    assert kinds(claim) == {"no_receipt", "paid_already"}


def test_a_note_of_absence_or_of_less_time_is_marked(trust, grace):
    project = builders.project(trust)
    found = []
    for noted in (
        {"came": False, "minutes": 0},
        {"came": True, "minutes": 60},
        {"came": True, "minutes": 120},
    ):
        person = builders.person()
        meeting = builders.meeting(project, person)
        Attendance.objects.create(meeting=meeting, person=person, confirmed_by=grace, **noted)
        claim = builders.sent_claim(person, trust, project=project, meeting=meeting)
        claim.lines.all().delete()
        time = {"kind": "fee", "category": "fee", "minutes": 120, "part": "time", "no_receipt_because": ""}
        line = builders.claim_line(claim, 24_00, rate=trust.policies.get().rates.first(), **time)
        found.append([mark.words for mark in marks_of(claim, evidence_of(claim))[line.pk]])
    assert found == [
        ["The project recorded that this person was not at the meeting."],
        ["The project recorded 1 hour at the meeting."],
        [],
    ]
