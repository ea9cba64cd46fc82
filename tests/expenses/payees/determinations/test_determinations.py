from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from coproduce.demo.story import receipt
from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from expenses.payees.determinations.actions import record
from expenses.payees.determinations.models import Determination
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Priya")


@pytest.fixture
def role(trust, manager):
    return builders.role(builders.project(trust, lead=manager.person), offered_by=manager)


def words(**changed):
    return {
        "words": "Not an employee. Paid gross.",
        "decided_on": clock.today(),
        "decided_by": "Pay office",
        "pay_route": "accounts_payable",
        **changed,
    }


def typed(**changed):
    today = clock.today()
    days = {"decided_on_0": today.day, "decided_on_1": today.month, "decided_on_2": today.year}
    return {"words": "Paid gross.", "decided_by": "Pay office", "pay_route": "payroll", **days, **changed}


def test_the_newest_counts_and_the_earlier_stay_as_they_were(role, manager):
    first = record(role, **words(), by=manager)
    second = record(role, **words(pay_route="payroll"), by=manager, evidence=receipt("Letter", "1"))
    assert role.determinations.current().get() == second
    first.refresh_from_db()
    assert (first.pay_route, first.replaced_at) == ("accounts_payable", second.recorded_at)
    assert second.evidence.display_name == "receipt.jpg"
    assert [entry.verb for entry in entries_about(second)] == ["determination recorded"]


@pytest.mark.parametrize("wrong", [{"pay_route": "cash"}, {"words": ""}, {"decided_by": ""}])
def test_the_database_keeps_what_belongs_together(role, manager, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        record(role, **words(**wrong), by=manager)


def test_the_database_keeps_one_that_counts(role, manager):
    record(role, **words(), by=manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Determination.objects.create(role=role, recorded_by=manager, **words())


def test_staff_record_it_on_a_page_reached_from_the_role(client, role, manager):
    builders.sign_in(client, manager)
    at = f"/determinations/{role.ref}/"
    assert at in client.get(f"/roles/{role.ref}/").content.decode()
    assert "Nothing is recorded yet." in client.get(at).content.decode()
    photo = SimpleUploadedFile("status.jpg", receipt("Letter", "1").content, "image/jpeg")
    client.post(f"{at}record/", typed(evidence=photo))
    page = client.get(at).content.decode()
    assert all(part in page for part in ("Paid gross.", "Pay office", "through the payroll", "status.jpg"))
    file = Determination.objects.get().evidence
    assert client.get(f"{at}evidence/{file.ref}/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"words": " "}, "Answer “What did the payer decide?”"),
        ({"decided_on_2": clock.today().year + 1}, "Error: What"),
        ({"pay_route": "cash"}, "Choose one of the answers in the list."),
        (
            {"evidence": partial(SimpleUploadedFile, "x.exe", b"MZ", "application/x-msdownload")},
            "cannot take this kind",
        ),
    ],
)
def test_what_does_not_fit_is_refused_and_kept(client, role, manager, changed, refusal):
    builders.sign_in(client, manager)
    # A file is read once, so each run makes its own.
    sent = {name: value() if callable(value) else value for name, value in changed.items()}
    page = client.post(f"/determinations/{role.ref}/record/", typed(**sent)).content.decode()
    assert refusal in page
    assert "Pay office" in page
    assert not Determination.objects.exists()


def test_who_may_read_and_who_may_write(client, trust, role, manager):
    file = record(role, **words(), by=manager, evidence=receipt("Letter", "1")).evidence
    at = f"/determinations/{role.ref}/"

    def codes(user):
        builders.sign_in(client, user)
        return [client.get(f"{at}{more}").status_code for more in ("", f"evidence/{file.ref}/", "record/")]

    finance, reading = builders.staff_user("finance", trust), builders.staff_user("read_only", trust)
    assert [codes(user) for user in (manager, finance)] == [[200, 200, 200]] * 2
    assert codes(reading) == [200, 200, 403]
    member = builders.contributor_user(trust)
    builders.assignment(role, member.person)
    outsider = builders.staff_user("ppi_manager", builders.organisation())
    approver = builders.staff_user("approver", trust)
    assert [codes(user) for user in (member, outsider, approver)] == [[404, 404, 404]] * 3
    other = record(
        builders.role(role.project), **words(), by=manager, evidence=receipt("Other", "2")
    ).evidence
    builders.sign_in(client, manager)
    assert client.get(f"{at}evidence/{other.ref}/").status_code == 404


def test_a_claim_says_how_people_in_its_role_are_paid(client, trust, role, manager):
    rosa = builders.contributor_user(trust)
    builders.assignment(role, rosa.person)
    claim = builders.sent_claim(rosa.person, trust, project=role.project)
    builders.sign_in(client, builders.staff_user("finance", trust))
    assert "through the payroll" not in client.get(f"/claims/{claim.ref}/").content.decode()
    record(role, **words(pay_route="payroll"), by=manager)
    assert "through the payroll" in client.get(f"/claims/{claim.ref}/").content.decode()
