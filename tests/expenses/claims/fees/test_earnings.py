"""A limit of one's own: a warning to the person, and to nobody else in the world."""

import datetime as dt
import io

import pytest
from django.core import serializers
from django.core.management import call_command

from coproduce.foundation import clock
from coproduce.foundation.encryption import CannotOpen
from coproduce.foundation.history.models import HistoryEntry
from expenses.claims.fees.queries import Earnings, Over, earnings_of
from expenses.claims.fees.rules import is_mine
from expenses.payees.recognition.actions import set_limit
from expenses.payees.recognition.models import EarningsLimit
from expenses.payees.recognition.rules import starts_on
from tests import builders
from tests.keys import again

pytestmark = pytest.mark.django_db
AT = "/my/recognition/"


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def rosa(trust):
    return builders.contributor_user(trust, name="Rosa")


@pytest.fixture
def my(client, rosa):
    return builders.sign_in(client, rosa)


def a_fee(rosa, trust, pence, *, made=builders.approved_claim, **fields):
    fields = {"pay_by": clock.today(), **fields}
    claim = made(rosa.person, trust, 6_40, **fields)
    decided = {"decided_by": claim.decided_by, "decided_at": claim.decided_at} if claim.decided_by else {}
    status = "approved" if claim.decided_by else "pending"
    builders.claim_line(claim, pence, kind="fee", category="fee", status=status, **decided)
    return claim


def test_fees_are_counted_by_week_and_month_and_costs_never(rosa, trust):
    assert earnings_of(rosa.person) == Earnings(0, 0, [])
    a_fee(rosa, trust, 30_00)
    a_fee(rosa, trust, 20_00, made=builders.sent_claim)
    a_fee(rosa, trust, 99_00, status="refused")
    a_fee(builders.contributor_user(trust), trust, 500_00)
    a_fee(rosa, trust, 40_00, pay_by=clock.today() + dt.timedelta(days=70))
    a_fee(rosa, trust, 7_00, status="paid", paid_at=clock.now(), pay_by=dt.date(2020, 1, 1))
    assert earnings_of(rosa.person) == Earnings(57_00, 57_00, [])


@pytest.mark.parametrize("per", ["week", "month"])
def test_the_person_alone_is_warned_when_a_week_or_month_goes_over(my, rosa, trust, per):
    a_fee(rosa, trust, 30_00)
    far = clock.today() + dt.timedelta(days=70)
    a_fee(rosa, trust, 50_01, pay_by=far)
    my.post(f"{AT}limit/", {"pence": "50.00", "per": per})
    assert earnings_of(rosa.person).over == [Over(starts_on(per, far), per, 50_01)]
    claim = rosa.person.claims.first()
    for address in (AT, f"/my/claims/{claim.ref}/"):
        page = my.get(address).content.decode()
        assert "Over your limit" in page
        assert "Only you see this." in page
    set_limit(rosa.person, pence=50_01, per=per)
    assert "Over your limit" not in my.get(AT).content.decode()
    my.post(f"{AT}limit/", {"pence": "", "per": per})
    assert not EarningsLimit.objects.exists()


def test_staff_who_type_the_claim_of_somebody_read_nothing_of_it(client, rosa, trust):
    staff = builders.staff_user("ppi_manager", trust)
    set_limit(rosa.person, pence=1_00, per="week")
    typed = builders.claim(rosa.person, trust, typed_by=staff)
    a_fee(rosa, trust, 30_00)
    builders.sign_in(client, staff)
    page = client.get(f"/my/claims/{typed.ref}/")
    assert page.status_code == 200
    assert not {"Over your limit", "this month", "£30.00"} & {
        words for words in ("Over your limit", "this month", "£30.00") if words in page.content.decode()
    }


def test_the_limit_is_sealed_and_stands_in_no_dump_log_or_admin(client, rosa, trust, caplog):
    set_limit(rosa.person, pence=12_345_67, per="month")
    limit = EarningsLimit.objects.get()
    assert limit.pence == 12_345_67
    out = io.StringIO()
    call_command("dumpdata", "payees.earningslimit", stdout=out)
    for text in (
        out.getvalue(),
        serializers.serialize("json", [limit]),
        str(limit),
        repr(limit),
        caplog.text,
    ):
        assert "1234567" not in text
    assert not HistoryEntry.objects.exists()
    limit.person = builders.person()
    with pytest.raises(CannotOpen):
        _moved = limit.pence


def test_limits_are_sealed_again_with_a_new_key(settings, rosa):
    set_limit(rosa.person, pence=50_00, per="week")
    old = settings.FIELD_ENCRYPTION_KEYS
    settings.FIELD_ENCRYPTION_KEYS = "next:" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=" + "," + old
    assert EarningsLimit.objects.get().sealed_pence.startswith(f"{old.partition(':')[0]}:")
    assert [again(EarningsLimit), again(EarningsLimit)] == [1, 0]
    assert EarningsLimit.objects.get().sealed_pence.startswith("next:")
    assert EarningsLimit.objects.get().pence == 50_00


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"pace": "hold"}, "Enter the day from which we may pay"),
        ({"pace": "hold", "until_0": "1", "until_1": "1", "until_2": "2020"}, "2020"),
        ({"pace": "never"}, "Choose one of the answers in the list."),
        ({"pace": ""}, "Choose an answer"),
    ],
)
def test_a_timing_that_does_not_fit_is_refused(my, rosa, typed, words):
    page = my.post(f"{AT}when/", typed)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not hasattr(rosa.person, "fee_timing")


def test_when_fees_are_paid_is_chosen_on_a_page_that_says_to_ask_an_adviser(my, rosa):
    assert "Ask an adviser first." in my.get(f"{AT}when/").content.decode()
    day = clock.today() + dt.timedelta(days=30)
    typed = {"until_0": str(day.day), "until_1": str(day.month), "until_2": str(day.year)}
    my.post(f"{AT}when/", {"pace": "hold", **typed})
    rosa.person.refresh_from_db()
    assert (rosa.person.fee_timing.pace, rosa.person.fee_timing.until) == ("hold", day)
    my.post(f"{AT}when/", {"pace": "weekly"})
    assert "At most one fee a week" in my.get(AT).content.decode()


def test_earnings_are_read_on_ones_own_claim_alone(rosa, trust):
    claim, other = builders.claim(rosa.person, trust), builders.person()
    assert [is_mine(claim, reader) for reader in (rosa.person, other, None)] == [True, False, False]
