"""Pages about money before: mine, and those of approvers and finance."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coproduce.foundation import clock
from expenses.claims.deciding import actions as deciding
from expenses.payments.advances import actions as advances
from expenses.payments.advances.models import Advance
from tests import builders
from tests.expenses.payments.made import Finance

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert("x")</script> {{ 7*7 }}'


@pytest.fixture
def finance():
    return Finance()


@pytest.fixture
def ada(finance):
    return finance.payee("Ada")


@pytest.fixture
def project(finance, ada):
    made = builders.project(finance.organisation, title="Letters")
    builders.team_member(made, ada)
    return made


@pytest.fixture
def advance(ada, project):
    return ask(ada, project)


def ask(ada, project, pence=40_00):
    today = clock.today()
    return advances.ask(
        person=ada,
        project=project,
        amount_pence=pence,
        what_for=HOSTILE,
        needed_by=today,
        on=today,
        by=ada.account,
    )


def given(finance, advance):
    advances.approve(advance, by=finance.approver)
    return advances.give(advance, how="cash", on=clock.today(), handed_over_by="Mo Maker", by=finance.maker)


def as_(user) -> Client:
    return builders.sign_in(Client(), user)


def text(response) -> str:
    return response.content.decode()


def day(name, when) -> dict[str, int]:
    return {f"{name}_0": when.day, f"{name}_1": when.month, f"{name}_2": when.year}


def test_asked_decided_given_and_settled_on_the_pages(finance, ada, project):
    mine, approver, finance = as_(ada.account), as_(finance.approver), as_(finance.maker)
    soon = clock.today() + dt.timedelta(days=5)
    typed = {"amount_pence": "40", "what_for": "other", "words": "The train.", "idempotency_key": "c" * 32}
    typed |= day("on", soon) | day("needed_by", clock.today())
    for _twice in range(2):
        answer = mine.post("/my/money-before/new/", typed)
    made = Advance.objects.get()
    assert answer.url == f"/my/money-before/{made.ref}/"
    path = f"/money-before/{made.ref}/"
    assert "Say yes or no" in text(approver.get(path))
    assert "Say yes or no" not in text(finance.get(path))
    assert "Say why, and what else we can do." in text(approver.post(f"{path}decide/", {"answer": "no"}))
    approver.post(f"{path}decide/", {"answer": "yes"})
    assert "We said yes." in text(mine.get(answer.url))
    finance.post(f"{path}give/", {"how": "cash", "handed_over_by": "Mo Maker"} | day("on", clock.today()))
    page = text(mine.get(answer.url))
    assert [
        one for one in ("£40.00", "Mo Maker handed it over.", "is still to settle") if one not in page
    ] == []
    back = {"answer": "back", "back_pence": "50", "how": "cash"} | day("on", clock.today())
    page = text(finance.post(f"{path}settle/", back))
    assert "Only £40.00 of it is still to settle." in page
    assert 'value="50"' in page  # nothing typed is lost
    finance.post(f"{path}settle/", back | {"back_pence": "15"})
    finance.post(f"{path}settle/", {"answer": "carry"})
    assert "We will take it off your next claim." in text(mine.get(answer.url))
    finance.post(f"{path}settle/", {"answer": "let_go", "let_go_pence": "25", "why": "Stolen."})
    page = text(mine.get(answer.url))
    assert [
        one for one in ("£15.00 paid back", "£25.00 written off", "Everything is settled.") if one not in page
    ] == []


def test_the_claim_says_what_was_given_before_and_what_is_left(finance, ada, project, advance):
    given(finance, advance)
    claim = builders.sent_claim(ada, finance.organisation, 52_30, project=project)
    deciding.approve_all(claim, by=finance.approver)
    for page in (
        text(as_(ada.account).get(f"/my/claims/{claim.ref}/")),
        text(as_(finance.approver).get(f"/claims/{claim.ref}/")),
    ):
        assert [one for one in ("£52.30", "£40.00", "£12.30") if one not in page] == []
    assert f"claim {claim.ref}" in text(as_(ada.account).get(f"/my/money-before/{advance.ref}/"))
    assert "£12.30" in text(as_(finance.maker).get("/payments/new/"))


def test_a_claim_that_was_all_had_before_says_so(finance, ada, project, advance):
    given(finance, advance)
    claim = builders.sent_claim(ada, finance.organisation, 12_00, project=project)
    deciding.approve_all(claim, by=finance.approver)
    page = text(as_(ada.account).get(f"/my/claims/{claim.ref}/"))
    assert "There is nothing left to pay." in page
    assert "tell us whether it arrived" not in page
    assert "£28.00" in text(as_(ada.account).get("/my/money-before/"))


def test_strangers_and_others_get_404(finance, project, advance):
    ben = builders.contributor_user(finance.organisation, name="Ben")
    builders.team_member(project, ben.person)
    elsewhere = Finance()
    for user in (ben, builders.contributor_user(builders.organisation())):
        client = as_(user)
        assert client.get(f"/my/money-before/{advance.ref}/").status_code == 404
        assert client.post(f"/my/money-before/{advance.ref}/take-back/").status_code == 404
        assert client.get(f"/money-before/{advance.ref}/").status_code == 404
    for user in (elsewhere.approver, elsewhere.maker):
        assert as_(user).get(f"/money-before/{advance.ref}/").status_code == 404
    assert as_(elsewhere.maker).post(f"/money-before/{advance.ref}/give/").status_code == 404
    assert Advance.objects.get().status == "asked"


def test_the_wrong_role_gets_403(finance, advance):
    assert as_(finance.maker).post(f"/money-before/{advance.ref}/decide/").status_code == 403
    assert as_(finance.approver).post(f"/money-before/{advance.ref}/give/").status_code == 403
    staff = builders.staff_user("project_staff", finance.organisation)
    assert as_(staff).get(f"/money-before/{advance.ref}/").status_code == 403


def test_who_may_not_is_told_why(finance, ada, advance):
    builders.StaffRole.objects.create(user=ada.account, organisation=finance.organisation, role="approver")
    client = as_(type(ada.account).objects.get(pk=ada.account.pk))
    page = text(client.get(f"/money-before/{advance.ref}/"))
    assert "Someone else has to do this" in page
    page = text(client.post(f"/money-before/{advance.ref}/decide/", {"answer": "yes"}))
    assert "your own advance" in page
    assert Advance.objects.get().status == "asked"


def test_hostile_words_are_words(finance, ada, advance):
    for page in (
        text(as_(ada.account).get(f"/my/money-before/{advance.ref}/")),
        text(as_(finance.approver).get(f"/money-before/{advance.ref}/")),
    ):
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
    typed = {"amount_pence": "-5", "what_for": "other", "words": HOSTILE} | day("on", clock.today())
    page = text(as_(ada.account).post("/my/money-before/new/", typed))
    assert "The amount must be more than 0." in page
    assert "<script>alert" not in page


def test_i_take_it_back(ada, advance):
    as_(ada.account).post(f"/my/money-before/{advance.ref}/take-back/")
    assert Advance.objects.get().status == "withdrawn"


def test_thirty_advances_take_as_many_queries_as_one(finance, ada, project):
    mine, staff = as_(ada.account), as_(finance.approver)
    counts = {"/money-before/": [], "/my/money-before/": []}
    for client in (mine, staff):
        client.get("/my/money-before/")  # the first page of a session writes it
    for number in (1, 29):
        for _n in range(number):
            ask(ada, project)
        for path, client in (("/money-before/", staff), ("/my/money-before/", mine)):
            with CaptureQueriesContext(connection) as asked:
                page = client.get(path)
            counts[path].append(len(asked))
    assert {path: len(set(many)) for path, many in counts.items()} == {
        "/money-before/": 1,
        "/my/money-before/": 1,
    }
    assert page.context["page"].next_url
    assert len(staff.get("/money-before/?status=given").context["page"].rows) == 0


def test_staff_write_it_down_for_somebody_and_do_not_decide_on_it(finance, project):
    jo = builders.person("Jo", organisation=finance.organisation)
    builders.team_member(project, jo)
    manager = builders.staff_user("ppi_manager", finance.organisation)
    staff = as_(manager)
    assert f"/money-before/for/{jo.ref}/" in text(staff.get(f"/people/{jo.ref}/"))
    typed = {"amount_pence": "9.50", "what_for": "other", "words": "The bus."}
    typed |= day("on", clock.today()) | day("needed_by", clock.today())
    staff.post(f"/money-before/for/{jo.ref}/", typed)
    made = Advance.objects.get()
    assert (made.person, made.amount_pence, made.asked_by) == (jo, 9_50, manager)
    page = text(staff.post(f"/money-before/{made.ref}/decide/", {"answer": "yes"}))
    assert "You asked for this on behalf of someone" in page
    assert (
        as_(builders.staff_user("ppi_manager", builders.organisation()))
        .get(f"/money-before/for/{jo.ref}/")
        .status_code
        == 404
    )
