"""Bacs Standard 18, place by place, as the sources named in `bacs18` publish them (first place is 1)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.foundation.working_days import working_day_from
from expenses.payments.files import bacs18
from expenses.payments.files.bacs18 import Sender, Sending
from expenses.payments.files.rules import Row

SENDER = Sender("123456", "601613", "12345678", "NORTH TRUST")
SENDING = Sending(number=7, made_on=dt.date(2026, 8, 14), process_on=dt.date(2026, 8, 17))
ANN = Row("Ann Lee-Østergård", 250_000, "CLAIM ABC", sort_code="204512", account_number="00345678")
BO = Row("Bo", 182_150, "CLAIM DEF", sort_code="601613", account_number="87654321", roll_number="d/12345-6 a")


def lines(*rows):
    text = bacs18.write(rows, SENDER, SENDING).decode("ascii")
    assert text.endswith("\r\n")
    return text.split("\r\n")[:-1]


def at(line, first, last):
    return line[first - 1 : last]


def test_the_whole_file():
    assert lines(ANN, BO) == [
        "VOL1000007                               123456                                1",
        "HDR1A123456S  112345600000700010001       26226 26236 000000                    ",
        "HDR2F0200000100                                   00                            ",
        "UHL1 26229999999    000000001 DAILY  007                                        ",
        "2045120034567809960161312345678    00000250000NORTH TRUST       CLAIM ABC         ANN LEE-OSTERGARD ",
        "6016138765432109960161312345678    00000182150NORTH TRUST       D/12345-6 A       BO                ",
        "6016131234567801760161312345678    00000432150RUN 7             CONTRA            NORTH TRUST       ",
        "EOF1A123456S  112345600000700010001       26226 26236 000000                    ",
        "EOF2F0200000100                                   00                            ",
        "UTL10000000432150000000043215000000010000002                                    ",
    ]


def test_every_record_has_its_length_and_its_fields_their_places():
    vol1, hdr1, hdr2, uhl1, payment, contra, eof1, eof2, utl1 = lines(ANN)
    assert {len(label) for label in (vol1, hdr1, hdr2, uhl1, eof1, eof2, utl1)} == {80}
    assert (len(payment), len(contra)) == (100, 100)
    assert (at(vol1, 5, 10), at(vol1, 42, 47), at(vol1, 80, 80)) == ("000007", "123456", "1")
    assert (at(hdr1, 6, 11), at(hdr1, 42, 47), at(hdr1, 48, 53)) == ("123456", " 26226", " 26236")
    assert (at(hdr2, 6, 10), at(hdr2, 11, 15), at(hdr2, 51, 52)) == ("02000", "00100", "00")
    assert (at(uhl1, 5, 10), at(uhl1, 29, 37), at(uhl1, 38, 40)) == (" 26229", "1 DAILY  ", "007")
    places = [(1, 6), (7, 14), (15, 15), (16, 17), (18, 23), (24, 31), (36, 46)]
    assert [at(payment, *place) for place in places] == [
        "204512", "00345678", "0", "99", "601613", "12345678", "00000250000",
    ]  # fmt: skip
    assert [at(contra, *place).strip() for place in [(16, 17), (36, 46), (65, 82)]] == [
        "17", "00000250000", "CONTRA",
    ]  # fmt: skip
    assert eof1[4:] == hdr1[4:]
    assert eof2[4:] == hdr2[4:]
    assert [at(utl1, *place) for place in [(5, 17), (18, 30), (31, 37), (38, 44)]] == [
        "0000000250000", "0000000250000", "0000001", "0000001",
    ]  # fmt: skip


@given(st.text(min_size=1), st.text(), st.integers(1, 999_999))
def test_whatever_was_typed_every_place_keeps_its_letters_and_length(name, reference, pence):
    line = lines(Row(name, pence, reference, sort_code="204512", account_number="00345678"))[4]
    assert len(line) == 100
    assert set(line) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .&/-")


def test_a_sum_with_too_many_digits_is_not_cut():
    with pytest.raises(bacs18.TooMuch):
        lines(*(Row("A", 60_000_000_000, "R", sort_code="204512", account_number="00345678"),) * 2)


@pytest.mark.parametrize("number", ["1234567", "123456789", "1234567\r", "１２３４５６７８"])
def test_numbers_that_are_none_are_not_written(number):
    with pytest.raises(ValueError, match="six digits"):
        lines(Row("A", 1, "R", sort_code="204512", account_number=number))


def test_the_account_is_in_no_traceback():
    assert "12345678" not in repr(SENDER)


@pytest.mark.parametrize(
    ("made_on", "ahead", "day"),
    [
        (dt.date(2026, 8, 14), 1, dt.date(2026, 8, 17)),  # Friday: Monday
        (dt.date(2026, 8, 15), 0, dt.date(2026, 8, 17)),  # a Saturday is no day
        (dt.date(2026, 8, 28), 1, dt.date(2026, 9, 1)),  # the summer bank holiday
        (dt.date(2026, 12, 24), 1, dt.date(2026, 12, 29)),  # Boxing Day is moved to Monday
        (dt.date(2026, 12, 31), 1, dt.date(2027, 1, 4)),
    ],
)
def test_the_bank_acts_on_working_days(made_on, ahead, day):
    assert working_day_from(made_on, ahead) == day
