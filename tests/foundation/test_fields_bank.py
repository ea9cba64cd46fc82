"""Bank details: trust.md, section 4, rows 28-35."""

import pytest
from django.core.exceptions import ValidationError

from coproduce.foundation.fields import AccountNameField, AccountNumberField, RollNumberField, SortCodeField
from coproduce.foundation.pages.forms import Form

NUMBER_HELP = (
    "Enter an account number with 6 to 8 digits. You can find it on your bank card, statement or banking app."
)
NO_CARDS = (
    "This looks like a card number or an IBAN. We do not need it and have not kept it. "
    "Enter the account number, which has 8 digits."
)
SORT_CODE = "Enter a sort code with 6 digits, for example 12-34-56."
ROLL = "Enter a roll number with up to 18 letters, digits, spaces, dashes or slashes."


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        pytest.param(SortCodeField(), "12-34-56", "123456", id="28-dashes"),
        pytest.param(SortCodeField(), "12 34 56", "123456", id="28-spaces"),
        pytest.param(SortCodeField(), "12–34–56", "123456", id="28-word-dashes"),
        pytest.param(SortCodeField(), "123456", "123456", id="28-plain"),
        pytest.param(SortCodeField(), "01-02-03", "010203", id="29"),
        pytest.param(AccountNumberField(), "1234567", "01234567", id="30-seven"),
        pytest.param(AccountNumberField(), "123456", "00123456", id="30-six"),
        pytest.param(AccountNumberField(), "1234 5678", "12345678", id="30-eight"),
        pytest.param(RollNumberField(), "D/12345-6 A", "D/12345-6 A", id="33"),
        pytest.param(AccountNameField(), "Siân Ó Súilleabháin-Đặng", "Siân Ó Súilleabháin-Đặng", id="35"),
    ],
)
def test_bank_details_as_printed_on_cards(field, typed, kept):
    assert field.clean(typed) == kept


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        pytest.param(SortCodeField(), "12345", SORT_CODE, id="28-five"),
        pytest.param(SortCodeField(), "１２３４５６", SORT_CODE, id="28-full-width"),
        pytest.param(AccountNumberField(), "123456789", NUMBER_HELP, id="31-nine"),
        pytest.param(AccountNumberField(), "1234567890", NUMBER_HELP, id="31-ten"),
        pytest.param(AccountNumberField(), "1234567X", NUMBER_HELP, id="31-letters"),
        pytest.param(AccountNumberField(), "１２３４５６７８", NUMBER_HELP, id="31-full-width"),
        pytest.param(AccountNumberField(), "12345", NUMBER_HELP, id="31-five"),
        pytest.param(RollNumberField(), "A" * 19, ROLL, id="33-long"),
        pytest.param(RollNumberField(), "12=cmd", ROLL, id="33-sign"),
        pytest.param(AccountNumberField(), "4111 1111 1111 1111", NO_CARDS, id="34-card"),
        pytest.param(AccountNumberField(), "4111-1111-1111-1111", NO_CARDS, id="34-card-dashes"),
        pytest.param(AccountNumberField(), "GB33BUKB20201555555555", NO_CARDS, id="34-IBAN"),
        pytest.param(SortCodeField(), "4111111111111111", NO_CARDS, id="34-card-in-sort-code"),
        pytest.param(AccountNameField(), "J Doe 4111111111111111", NO_CARDS, id="34-card-in-name"),
    ],
)
def test_bank_details_that_are_refused(field, typed, message):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [message]


def test_a_card_number_is_not_written_back_to_the_page():  # row 34
    class Details(Form):
        number = AccountNumberField()

    form = Details({"number": "4111 1111 1111 1111"})
    assert form.errors == {"number": [NO_CARDS]}
    assert "4111" not in str(form["number"])
    assert "12345X" in str(Details({"number": "12345X"})["number"])  # anything else is kept


def test_a_stored_sort_code_is_shown_with_dashes():
    assert SortCodeField().prepare_value("010203") == "01-02-03"
