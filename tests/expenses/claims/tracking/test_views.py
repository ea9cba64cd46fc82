"""Claims as staff see them."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduce.foundation import clock
from coproduce.foundation.uploads import scanner
from coproduce.foundation.uploads.files import CleanFile
from expenses.claims.deciding import actions as deciding
from expenses.claims.lines.actions import attach_receipt
from expenses.claims.marks.queries import words_of_marks
from expenses.claims.marks.rules import late
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.writing import actions as writing
from expenses.payees.determinations.actions import record
from tests import builders

pytestmark = pytest.mark.django_db
CLAIMS_QUERIES = 6  # claims, lines, total, late, projects of the filter, one spare


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def rosa(trust):
    return builders.contributor_user(trust, name="Rosa Adeyemi").person


@pytest.fixture
def staff(client, trust):
    return builders.sign_in(client, builders.staff_user("approver", trust))


def refs(response):
    return [claim.ref for claim, _totals in response.context["claims"]]


def test_the_list_holds_what_was_sent_here_and_nothing_else(staff, trust, rosa):
    mine = builders.sent_claim(rosa, trust)
    builders.claim(rosa, trust)
    builders.sent_claim(rosa, builders.organisation())
    assert refs(staff.get("/claims/")) == [mine.ref]


def test_the_list_is_found_by_reference_or_name_and_filtered(staff, trust, rosa):
    project = builders.project(trust)
    one = builders.sent_claim(rosa, trust, project=project)
    two = builders.approved_claim(builders.person("Jo Bloggs"), trust)
    assert refs(staff.get("/claims/", {"q": "adeyemi"})) == [one.ref]
    assert refs(staff.get("/claims/", {"q": two.ref[:6].upper()})) == [two.ref]
    assert refs(staff.get("/claims/", {"q": "%"})) == []
    assert refs(staff.get("/claims/", {"status": "approved"})) == [two.ref]
    assert refs(staff.get("/claims/", {"q": project.title.upper()})) == [one.ref]
    assert refs(staff.get("/claims/", {"status": "nonsense"})) == [two.ref, one.ref]


def test_the_most_urgent_come_first_when_asked(staff, trust, rosa):
    today = clock.today()
    calm = builders.sent_claim(rosa, trust, pay_by=today + dt.timedelta(days=9))
    urgent = builders.sent_claim(
        rosa, trust, pay_by=today - dt.timedelta(days=1), sent_at=calm.sent_at - dt.timedelta(days=9)
    )
    assert refs(staff.get("/claims/")) == [calm.ref, urgent.ref]
    page = staff.get("/claims/", {"order": "late"})
    assert refs(page) == [urgent.ref, calm.ref]
    assert page.context["late"] == 1


def test_thirty_claims_take_as_many_queries_as_one(staff, trust):
    counts = []
    staff.get("/claims/")  # the first page of a session writes it
    for number in (1, 30):
        for _n in range(number):
            builders.sent_claim(builders.person(), trust, 100, 200, project=builders.project(trust))
        with CaptureQueriesContext(connection) as asked:
            page = staff.get("/claims/")
        ours = [q["sql"] for q in asked if "expenses_" in q["sql"] or 'FROM "team_project"' in q["sql"]]
        counts.append((len(asked), len(ours) <= CLAIMS_QUERIES))
    assert counts[0] == counts[1] == (counts[0][0], True)
    assert page.context["page"].next_url


def test_a_page_of_lines_takes_as_many_queries_for_thirty_as_for_one(staff, trust, rosa):
    claim = builders.sent_claim(rosa, trust)
    counts = []
    staff.get("/claims/")  # the first page of a session writes it
    for number in (1, 29):
        for amount in range(number):
            builders.claim_line(claim, 100 + amount)
        with CaptureQueriesContext(connection) as asked:
            assert staff.get(f"/claims/{claim.ref}/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_line_by_line_on_the_page(staff, trust, rosa):
    claim = builders.sent_claim(rosa, trust, 8_40, 3_00)
    first, second = claim.lines.order_by("id")
    answers = {f"verdict_{first.ref}": "approve", f"why_{first.ref}": "", f"verdict_{second.ref}": "refuse"}
    page = staff.post(f"/claims/{claim.ref}/decide/", answers).content.decode()
    assert "Give a reason, or write your question" in page
    staff.post(f"/claims/{claim.ref}/decide/", answers | {f"why_{second.ref}": "Paid by us."})
    assert list(ClaimLine.objects.order_by("id").values_list("status", "decided_why")) == [
        ("approved", ""),
        ("refused", "Paid by us."),
    ]
    assert Claim.objects.get().status == "approved"


def test_approving_asking_and_refusing_from_the_page(staff, trust, rosa):
    yes, question, no = (builders.sent_claim(rosa, trust, project=builders.project(trust)) for _n in range(3))
    staff.post(f"/claims/{yes.ref}/approve/")
    staff.post(f"/claims/{question.ref}/send-back/", {"why": "Which day?"})
    staff.post(f"/claims/{no.ref}/refuse/", {"why": "Paid before."})
    assert list(Claim.objects.order_by("id").values_list("status", flat=True)) == [
        "approved",
        "returned",
        "refused",
    ]


@pytest.mark.parametrize("role", ["finance"])
def test_a_colleague_without_the_right_sees_but_does_not_decide(client, trust, rosa, role):
    claim = builders.sent_claim(rosa, trust)
    builders.sign_in(client, builders.staff_user(role, trust))
    page = client.get(f"/claims/{claim.ref}/")
    assert (page.status_code, page.context["may_decide"]) == (200, False)
    for path in ("decide", "send-back", "refuse"):
        assert client.get(f"/claims/{claim.ref}/{path}/").status_code == 403
    assert client.post(f"/claims/{claim.ref}/approve/").status_code == 403


def test_strangers_and_contributors_learn_nothing(client, trust, rosa):
    claim = builders.sent_claim(rosa, trust)
    for user, answer in (
        (builders.staff_user("approver", builders.organisation()), 404),
        (rosa.account, 404),
        (builders.staff_user("reporting", trust), 403),
    ):
        builders.sign_in(client, user)
        assert client.get(f"/claims/{claim.ref}/").status_code == answer


def test_my_own_claim_says_that_somebody_else_decides(client, trust):
    user = builders.staff_user("ppi_manager", trust)
    claim = builders.sent_claim(user.person, trust)
    builders.sign_in(client, user)
    page = client.get(f"/claims/{claim.ref}/")
    assert page.context["may_decide"] is False
    client.post(f"/claims/{claim.ref}/approve/")
    assert Claim.objects.get().status == "sent"


def test_twins_and_late_lines_are_marked_never_stopped(trust, rosa):
    day = clock.today() - dt.timedelta(days=200)
    old = builders.sent_claim(rosa, trust, 5_00)
    old.lines.update(activity_date=day)
    new = builders.sent_claim(rosa, trust, 5_00)
    new.lines.update(activity_date=day)
    lines = list(new.lines.all())
    assert [re.split(r"[:,]", mark)[0] for mark in words_of_marks(new)[lines[0].pk]] == [
        "The same was claimed before",
        "Late",
        "No receipt",
    ]


def test_a_line_of_another_person_or_an_unsent_claim_is_no_twin(trust, rosa):
    builders.sent_claim(builders.person(), trust, 5_00)
    builders.claim_line(builders.claim(rosa, trust), 5_00)
    claim = builders.sent_claim(rosa, trust, 5_00)
    line = claim.lines.get()
    assert words_of_marks(claim) == {line.pk: ["No receipt: The machine kept the ticket."]}


@pytest.mark.parametrize(("days", "marked"), [(90, False), (91, True)])
def test_the_last_day_of_the_window_is_in_time(days, marked):
    sent = dt.date(2026, 6, 1)
    assert late(sent - dt.timedelta(days=days), sent, 90) is marked


def test_a_limit_and_a_prior_agreement_are_marked(trust, rosa):
    draft = builders.policy(trust, approved=False)
    draft.expense_rules.create(category="public_transport", cap_pence=4_00, prior_agreement=True)
    draft.status, draft.approved_by, draft.approved_at = (
        "approved",
        builders.staff_user("finance", trust),
        clock.now(),
    )
    draft.save()
    claim = builders.sent_claim(rosa, trust, 5_00)
    line = claim.lines.get()
    assert words_of_marks(claim)[line.pk] == [
        "Above the usual limit of £4.00.",
        "The policy says to agree this first.",
        "No receipt: The machine kept the ticket.",
    ]


def test_staff_type_a_claim_for_somebody(client, trust):
    person = builders.person("Edna", organisation=trust)
    typist = builders.staff_user("ppi_manager", trust)
    builders.sign_in(client, typist)
    answered = client.post(f"/claims/for/{person.ref}/", {"what": "other", "about": "Panel"})
    claim = Claim.objects.get()
    assert (answered.url, claim.person, claim.typed_by) == (f"/my/claims/{claim.ref}/", person, typist)
    assert "You are typing this claim for Edna." in client.get(answered.url).content.decode()
    stranger = builders.person("Stranger", organisation=builders.organisation())
    assert client.get(f"/claims/for/{stranger.ref}/").status_code == 404


def test_a_determination_is_a_link_only_for_those_who_may_open_it(client, trust, rosa):
    manager = builders.staff_user("ppi_manager", trust)
    role = builders.role(builders.project(trust, lead=manager.person), offered_by=manager)
    builders.assignment(role, rosa)
    facts = {"words": "Paid gross.", "decided_on": clock.today(), "decided_by": "Pay office"}
    record(role, **facts, pay_route="payroll", by=manager)
    claim = builders.sent_claim(rosa, trust, project=role.project)
    for job, opened in (("approver", 404), ("finance", 200)):
        builders.sign_in(client, builders.staff_user(job, trust))
        page = client.get(f"/claims/{claim.ref}/").content.decode()
        assert role.title in page
        at = f"/determinations/{role.ref}/"
        assert (client.get(at).status_code, at in page) == (opened, opened == 200)


@pytest.mark.parametrize(
    ("status", "words"),
    [("returned", "Rosa Adeyemi has a question to answer."), ("withdrawn", "Rosa Adeyemi took it back.")],
)
def test_staff_never_read_what_is_said_to_the_person(client, trust, rosa, status, words):
    claim = builders.sent_claim(rosa, trust, status=status)
    builders.sign_in(client, builders.staff_user("finance", trust))
    page = client.get(f"/claims/{claim.ref}/").content.decode()
    assert words in page
    assert not any(
        ours in page for ours in ("You are still writing it.", "You took it back.", "Send it again")
    )


@pytest.mark.parametrize("scanned", [scanner.CLEAN, scanner.NOT_SCANNED])
def test_a_receipt_that_nobody_looked_at_for_viruses_says_so(staff, trust, rosa, scanned):
    claim = builders.claim(rosa, trust)
    line = builders.claim_line(claim)
    receipt = CleanFile(b"jpeg", "image/jpeg", "ticket.jpg", scanned)
    attach_receipt(line, clean=receipt, by=rosa.account)
    writing.send(claim, by=rosa.account)
    page = staff.get(f"/claims/{claim.ref}/").text
    assert "Receipt: ticket.jpg" in page
    assert ("not scanned for viruses" in page) == (scanned == scanner.NOT_SCANNED)


def test_staff_read_of_the_person_where_the_person_reads_of_themselves(staff, trust, rosa):
    asked = builders.sent_claim(rosa, trust)
    deciding.return_claim(asked, why="Which train?", by=builders.staff_user("approver", trust))
    page = staff.get(f"/claims/{asked.ref}/").text
    assert "Rosa Adeyemi has a question to answer." in page
    assert "You are still writing it" not in page
    assert "Question asked" in staff.get("/claims/").text
