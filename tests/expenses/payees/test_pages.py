import pytest

from expenses.payees import actions
from expenses.payees.models import BankDetails
from expenses.payees.rules import ClearDetails
from tests import builders

pytestmark = pytest.mark.django_db
TYPED = {
    "account_name": "R Adeyemi",
    "sort_code": "07-01-16",
    "account_number": "31926819",
    "roll_number": "",
}


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def rosa(trust):
    return builders.contributor_user(trust, name="Rosa")


@pytest.fixture
def my(client, rosa):
    return builders.sign_in(client, rosa)


def test_only_the_end_of_the_number_is_ever_shown_again(my, rosa):
    builders.bank_details(rosa.person, account_number="31926819")
    page = my.get("/my/bank/").content.decode()
    assert "Account ending 6819" in page
    assert "31926819" not in page
    assert "31926819" not in my.get("/my/bank/change/").content.decode()


def test_what_was_sealed_for_another_account_or_changed_is_not_taken(my, client, trust):
    sealed = my.post("/my/bank/change/", TYPED).context["form"]["sealed"].value()
    my.post("/my/bank/confirm/", {"sealed": sealed[:-4] + "AAAA"})
    builders.sign_in(client, builders.contributor_user(trust))
    client.post("/my/bank/confirm/", {"sealed": sealed})
    assert not BankDetails.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("account_number", "4929123412341234", "looks like a card number"),
        ("account_number", "123456789", "6 to 8 digits"),
        ("sort_code", "12345", "6 digits"),
        ("account_name", "", "Enter the name on the account"),
    ],
)
def test_what_cannot_be_right_is_said_and_a_card_number_is_not_written_back(my, field, typed, words):
    page = my.post("/my/bank/change/", TYPED | {field: typed}).content.decode()
    assert words in page
    assert "<title>Error:" in page
    assert "4929123412341234" not in page


def test_short_numbers_and_leading_zeros_are_kept_whole(my, rosa):
    check = my.post("/my/bank/change/", TYPED | {"sort_code": "010203", "account_number": "123456"})
    assert "00123456" in check.content.decode()
    assert "01-02-03" in check.content.decode()


def test_other_ways_to_be_paid(my, rosa):
    page = my.post("/my/bank/how/", {"route": "charity", "charity": ""}).content.decode()
    assert "Enter the name of the charity" in page
    my.post("/my/bank/how/", {"route": "charity", "charity": "Mind", "talk_first": "on"})
    preference = rosa.person.pay_preference
    assert (preference.route, preference.charity, preference.talk_first) == ("charity", "Mind", True)


def test_a_second_person_in_finance_checks_without_seeing_the_number(client, trust, rosa):
    typist, checker = (builders.staff_user("finance", trust) for _n in range(2))
    clear = ClearDetails(account_name="R Adeyemi", sort_code="070116", account_number="31926819")
    row = actions.save_details(rosa.person, clear=clear, by=typist)
    answer = {"agreed": "yes", "why": "Called her."}
    builders.sign_in(client, typist)
    client.post(f"/bank-details/{row.ref}/", answer)
    row.refresh_from_db()
    assert row.status == "pending"
    builders.sign_in(client, checker)
    for path in ("/bank-details/", f"/bank-details/{row.ref}/"):
        page = client.get(path).content.decode()
        assert "6819" in page
        assert "31926819" not in page
    client.post(f"/bank-details/{row.ref}/", answer)
    row.refresh_from_db()
    assert (row.status, row.checked_by) == ("active", checker)


def test_finance_of_another_organisation_and_colleagues_see_nothing(client, trust, rosa):
    row = actions.save_details(
        rosa.person,
        clear=ClearDetails(account_name="R", sort_code="070116", account_number="31926819"),
        by=builders.staff_user("finance", trust),
    )
    builders.sign_in(client, builders.staff_user("finance", builders.organisation()))
    assert client.get(f"/bank-details/{row.ref}/").status_code == 404
    builders.sign_in(client, builders.staff_user("ppi_manager", trust))
    assert client.get(f"/bank-details/{row.ref}/").status_code == 403
