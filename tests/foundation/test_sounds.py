"""A recording loses everything but its sound, and a file that only says it is one is refused."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.foundation.uploads.sounds import NotASound
from coproduce.foundation.uploads.sounds import mp3 as mp3s
from coproduce.foundation.uploads.sounds import mp4 as mp4s
from tests.foundation import sounds

pytestmark = pytest.mark.either_engine
WHOLE = b"".join(sounds.PIECES)
MANY = struct.pack(">III", 0, 1, 4_000_000_000)


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("run", [50, 7, 119])
def test_a_recording_of_a_phone_is_its_sound_and_nothing_else(run, wide):
    made = mp4s.sound_of(sounds.m4a(in_runs_of=run, wide=wide))
    assert sounds.SECRET not in made
    assert struct.pack(">I", 3_800_000_000) not in made  # the second it was made in
    assert made.endswith(sounds.box(b"mdat", WHOLE))
    assert mp4s.sound_of(made) == made  # what we made can be read, and is as clean as it gets


def test_it_says_where_its_sound_begins_and_how_long_it_lasts():
    made = mp4s.sound_of(sounds.m4a())
    place = made.index(b"stco") + 4
    assert struct.unpack_from(">III", made, place) == (0, 1, made.index(WHOLE))
    assert struct.unpack_from(">IQ", made, made.index(b"mdhd") + 4 + 20) == (44_100, 123 * 1024)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"kinds": (b"vide",)}, id="no sound"),
        pytest.param({"kinds": (b"soun", b"soun")}, id="two sounds"),
        pytest.param(
            {"stsz": sounds.full(b"stsz", struct.pack(">II", 9, 4_000_000_000))}, id="more than a day"
        ),
        pytest.param({"stsz": sounds.full(b"stsz", struct.pack(">II", 0, 0))}, id="no pieces"),
        pytest.param(
            {"stsz": sounds.full(b"stsz", struct.pack(">II", 10**6, 120))}, id="the same, many times"
        ),
        pytest.param({"stco": sounds.full(b"stco", struct.pack(">II", 1, 10**9))}, id="somewhere else"),
        pytest.param({"stco": sounds.full(b"stco", MANY[4:])}, id="a run is missing"),
        pytest.param({"stsc": sounds.full(b"stsc", struct.pack(">4I", 1, 2, 120, 1))}, id="begins late"),
        pytest.param({"stts": sounds.full(b"stts", struct.pack(">3I", 1, 3, 1024))}, id="other times"),
        pytest.param(
            {"stsd": sounds.full(b"stsd", struct.pack(">I", 1) + sounds.box(b"samr"))}, id="not AAC"
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(wrong):
    with pytest.raises(NotASound):
        mp4s.sound_of(sounds.m4a(**wrong))


def test_much_hidden_in_how_to_read_it_is_refused():
    entry = struct.pack(">6xH8xHHII", 1, 2, 16, 0, 44_100 << 16)
    hides = sounds.box(b"mp4a", entry, sounds.full(b"esds", sounds.SECRET * 9))
    with pytest.raises(NotASound):
        mp4s.sound_of(sounds.m4a(stsd=sounds.full(b"stsd", struct.pack(">I", 1) + hides)))


@given(st.integers(0, 8_000), st.integers(0, 255), st.integers(0, 8_000))
@settings(max_examples=200, deadline=None)
def test_a_damaged_recording_is_refused_in_words_or_clean(place, byte, end):
    whole = bytearray(sounds.m4a())
    whole[place % len(whole)] = byte
    for content in (bytes(whole), bytes(whole[: end % len(whole)])):
        try:
            made = mp4s.sound_of(content)
        except NotASound:
            continue
        assert len(made) < len(content) + 1_000


def test_an_mp3_is_its_frames_alone():
    between = sounds.mp3(4) + sounds.SECRET + b"\xff\xfb" + sounds.mp3(5) + b"TAG" + sounds.SECRET
    assert mp3s.sound_of(b"ID3\x04\0\0\0\0\0\x09\xff\xfb" + sounds.SECRET + between) == sounds.mp3(
        4
    ) + sounds.mp3(5)
    with pytest.raises(NotASound):
        mp3s.sound_of(b"\xff\xfb\x90" * 400)  # no frame follows another
    with pytest.raises(NotASound):
        mp3s.sound_of(sounds.mp3(2))


@pytest.mark.parametrize(
    ("head", "length"),
    [
        ("fffb9000", 417),  # MPEG 1, layer III, 128 kbit/s at 44.1 kHz
        ("fffb9200", 418),  # with padding
        ("fff39000", 261),  # MPEG 2: 80 kbit/s at 22.05 kHz
        ("ffe39000", 522),  # MPEG 2.5, 11.025 kHz
        ("fffd9000", 522),  # layer II, 160 kbit/s
        ("ffff9000", 312),  # layer I, 288 kbit/s
        ("fffbf000", 0),  # no such rate
        ("fffb9c00", 0),  # no such frequency
        ("ffeb9000", 0),  # no such version
        ("fff99000", 0),  # no such layer
    ],
)
def test_how_long_a_frame_is(head, length):
    assert mp3s.frame_length(bytes.fromhex(head)) == length
