"""How an organisation's files are written: suggested by one, taken into use by another, frozen."""

import base64

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.encryption import CannotOpen
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.transitions import TransitionRefused
from coproduce.foundation.working_days import working_day_from
from expenses.payments.files import actions, own_csv, queries
from expenses.payments.files.models import FileSettings
from expenses.payments.files.queries import content
from tests import builders
from tests.expenses.payments.made import Finance
from tests.keys import again

pytestmark = pytest.mark.django_db

BACS = {
    "format": "bacs18",
    "days_ahead": 2,
    "service_user_number": "654321",
    "account_name": "NORTH TRUST",
    "account": {"sort_code": "112233", "account_number": "27182818"},
}
OWN = {
    "format": "own",
    "columns": own_csv.read_columns(
        'Type = "bacs 99"\nSort = sort code\nNo = account number\nPence = amount\n'
        "Wer = account name\nRef = reference\nDay = day"
    ),
    "separator": ";",
    "unit": "pence",
    "day_format": "%Y-%m-%d",
}


def agreed(finance, **says):
    suggested = actions.suggest(organisation=finance.organisation, by=finance.maker, **says)
    return actions.check(suggested, agreed=True, why="Bank's letter", by=finance.releaser)


def staff(user):
    return builders.sign_in(Client(), user)


def words(response):
    return " ".join(response.content.decode().split())


def test_a_run_becomes_a_bacs_file_and_a_second_download_is_the_same():
    finance = Finance()
    agreed(finance, **BACS)
    claim = finance.claim(finance.payee("Ann Lee", sort_code="010203", number="00012345"), fee=7500)
    run = finance.run("exported")
    client = staff(finance.maker)
    first, second = (client.get(reverse("payments:download", args=[run.ref])) for _ in range(2))
    assert first.content == second.content == content(run.bank_file)
    assert first["Content-Type"] == "text/plain; charset=us-ascii"
    assert first["Content-Disposition"].endswith('.txt"')
    lines = first.content.decode().split("\r\n")
    day = working_day_from(clock.today(), 2)
    assert lines[3].startswith(f"UHL1 {day:%y%j}999999")
    assert lines[4] == (
        "010203000123450991122332718281 8".replace(" ", "")
        + "    00000007500NORTH TRUST       "
        + f"CLAIM {claim.ref.upper()}".ljust(18)
        + "ANN LEE".ljust(18)
    )
    assert (run.bank_file.format, run.bank_file.total_pence) == ("bacs18 v1", 7500)


def test_a_run_becomes_a_csv_with_the_columns_of_the_bank():
    finance = Finance()
    agreed(finance, **OWN)
    claim = finance.claim(finance.payee("Ann Lee", sort_code="010203", number="00012345"), fee=7500)
    day = working_day_from(clock.today(), 1)
    assert content(finance.run("exported").bank_file).decode() == (
        "Type;Sort;No;Pence;Wer;Ref;Day\r\n"
        f"BACS 99;010203;00012345;7500;ANN LEE;CLAIM {claim.ref.upper()};{day:%Y-%m-%d}\r\n"
    )


def test_until_a_second_person_agreed_the_plain_file_is_made_and_hand_lists_stay_lists():
    finance = Finance()
    actions.suggest(organisation=finance.organisation, by=finance.maker, **BACS)
    finance.claim(finance.payee())
    assert finance.run("exported").bank_file.format == "plain"


def test_nobody_agrees_to_their_own_suggestion():
    finance = Finance()
    suggested = actions.suggest(organisation=finance.organisation, by=finance.maker, **BACS)
    with pytest.raises(TransitionRefused):
        actions.check(suggested, agreed=True, why="I know", by=finance.maker)
    step = {"status": "in_use", "checked_by": finance.maker, "checked_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        FileSettings.objects.filter(pk=suggested.pk).update(**step)
    with pytest.raises(IntegrityError), transaction.atomic():
        FileSettings.objects.filter(pk=suggested.pk).update(status="in_use")
    refused = actions.check(suggested, agreed=False, why="Wrong number", by=finance.releaser)
    assert (refused.status, queries.in_use(finance.organisation)) == ("replaced", None)
    with pytest.raises(TransitionRefused):
        actions.check(suggested, agreed=True, why="After all", by=finance.releaser)


def test_what_was_agreed_on_stays_and_a_new_version_takes_its_place():
    finance = Finance()
    first, second = agreed(finance, **BACS), agreed(finance, **OWN)
    assert [(one.version, one.status) for one in FileSettings.objects.order_by("pk")] == [
        (1, "replaced"), (2, "in_use"),
    ]  # fmt: skip
    assert queries.in_use(finance.organisation) == second
    assert [entry.verb for entry in entries_about(first)] == [
        "replace",
        "take into use",
        "file format suggested",
    ]
    for change in ("account_name = 'EVIL'", "days_ahead = 0", "service_user_number = '111111'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE payments_filesettings SET {change}")  # noqa: S608
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM payments_filesettings")


def test_the_account_is_sealed_to_its_row_and_sealed_again_with_a_new_key(settings):
    finance, other = Finance(), Finance()
    mine, theirs = agreed(finance, **BACS), agreed(other, **BACS)
    theirs.sealed_account_number = mine.sealed_account_number
    with pytest.raises(CannotOpen):
        queries.sender(theirs)
    settings.FIELD_ENCRYPTION_KEYS = (
        f"next:{base64.b64encode(b'n' * 32).decode()},{settings.FIELD_ENCRYPTION_KEYS}"
    )
    assert [again(FileSettings), again(FileSettings)] == [2, 0]
    assert queries.sender(FileSettings.objects.get(pk=mine.pk)).account_number == "27182818"


def test_the_number_of_the_account_is_on_the_check_page_alone(caplog):
    finance = Finance()
    maker, releaser = staff(finance.maker), staff(finance.releaser)
    answers = {
        "days_ahead": "1", "service_user_number": "654321", "account_name": "North Trust",
        "sort_code": "11-22-33", "account_number": "27182818",
    }  # fmt: skip
    page = maker.post(reverse("payments:file_suggest", args=["bacs18"]), answers, follow=True)
    assert "someone else has to check it" in words(page)
    found = FileSettings.objects.get()
    address = reverse("payments:file_check", args=[found.ref])
    page = words(releaser.get(address))
    assert "27182818" in page
    assert "NORTH TRUST" in page
    assert "SAMPLE PERSON" in page
    page = words(releaser.post(address, {"agreed": "yes", "why": "Letter of the bank"}, follow=True))
    assert "Bacs Standard 18, version 1" in page
    assert "account ending 2818" in page
    assert "27182818" not in page + caplog.text
    assert [entry.verb for entry in entries_about(found)].count("file format looked at") == 2


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("Sort code", "Line 1"),
        ("A = sort code\nB = telephone", "Line 2"),
        ("A = sort code", "There is no column for: account number."),
        ("A = sort code\na = account number\nB = account name\nC = amount\nD = reference", "same heading"),
        ("\n".join(f"H{n} = amount" for n in range(30)), "up to 20 columns"),
        ("=1+1 = sort code", "There is no column"),
    ],
)  # fmt: skip
def test_columns_that_make_no_file_are_refused_and_kept(typed, fault):
    finance = Finance()
    answers = {"columns": typed, "heading_row": "yes", "separator": "comma", "day_format": "%d/%m/%Y",
               "unit": "pounds", "days_ahead": "1"}  # fmt: skip
    page = staff(finance.maker).post(reverse("payments:file_suggest", args=["own"]), answers)
    assert "<title>Error:" in page.content.decode()
    assert fault in words(page)
    assert not FileSettings.objects.exists()


def test_a_heading_starts_no_formula():
    columns = own_csv.read_columns(
        "=1+1 = sort code\nB = account number\nC = account name\nD = amount\nE = reference"
    )
    assert columns[0] == ["'=1+1", "sort_code", ""]


def test_strangers_and_colleagues_find_nothing():
    finance, other = Finance(), Finance()
    mine = agreed(finance, **BACS)
    address = reverse("payments:file_check", args=[mine.ref])
    assert staff(other.maker).get(address).status_code == 404
    assert staff(finance.approver).get(address).status_code == 403
    assert staff(finance.payee().account).get(address).status_code == 404
    assert staff(finance.maker).get(reverse("payments:file_suggest", args=["swift"])).status_code == 404
    assert "version" not in words(staff(other.maker).get(reverse("payments:files")))
