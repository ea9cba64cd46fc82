"""Every message, letter and call script reads easily: a school grade of eight at most, and mostly far less."""

import re
from pathlib import Path
from statistics import median

import pytest
from textstat import textstat

from coproduce.foundation.notifications import kinds, rendering
from coproduce.foundation.notifications.by_hand import queries
from coproduce.foundation.notifications.models import Channel, Notification
from tests.architecture.test_matrix import world  # noqa: F401  # one world for this file

pytestmark = [pytest.mark.django_db(databases=["default", "monitoring"]), pytest.mark.either_engine]
TEXTS = Path("templates/notifications")
HARDEST, USUAL = 8, 5  # the grade none may pass, and the one half of them stay below
TRANSLATED = re.compile(r"""{%\s*trans(?:late)?\s+(["'])(.*?)\1.*?%}""", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)
VALUE = re.compile(r"{{.*?}}", re.DOTALL)
ADDRESS = re.compile(r"https?://\S+|\S+@\S+|/\S+/")


def sentences(text: str) -> str:
    """Return what is read: no addresses, and a line that stands alone ends as a sentence does."""
    paragraphs = re.split(r"\n\s*\n|\n(?=[-*•] )", ADDRESS.sub("", text))
    joined = [" ".join(one.split()).strip("-*• ") for one in paragraphs]
    return "\n".join(one if one[-1] in ".?!" else f"{one.rstrip(':,;')}." for one in joined if one)


def source_text(template: str) -> str:
    """Return the words of a template, a name in place of each value."""
    return VALUE.sub("Meg", TAG.sub("", TRANSLATED.sub(r" \2 ", template)))


def grade(text: str) -> float:
    """Return the Flesch-Kincaid school grade of a text (a British reading age is about five years more)."""
    return textstat.flesch_kincaid_grade(sentences(text))


def test_the_grade_tells_plain_from_hard():
    plain = "We pay you by Monday. If it does not come, tell us."
    hard = (
        "Notwithstanding the aforementioned determination, remuneration shall be disbursed "
        "subsequent to satisfactory verification of the documentation submitted."
    )
    assert grade(plain) < 3 < 12 < grade(hard)
    assert source_text("{% translate 'Hi' as x %}{% if a %}{{ b }}{% endif %}").split() == ["Hi", "Meg"]
    assert sentences("See:\n\nhttps://x.org/a\n\n- one\n- two") == "See.\none.\ntwo."


def test_every_text_of_every_kind_is_easy_to_read():
    source = {
        kind.key: source_text((TEXTS / f"{kind.key}.body.txt").read_text()) for kind in kinds.registered()
    }
    grades = {key: grade(text) for key, text in source.items()}
    assert {key: one for key, one in grades.items() if one > HARDEST} == {}
    assert median(grades.values()) < USUAL


def test_messages_and_letters_as_they_go_out_are_easy_to_read(world):  # noqa: F811
    hard = {}
    seen = set()
    for message in Notification.objects.select_related("recipient", "organisation").order_by("id"):
        if message.kind in seen:
            continue
        seen.add(message.kind)
        message.channel = Channel.EMAIL
        texts = {
            "message": rendering.words(message)[1],
            "letter": queries.letter_of(message).text,
            "call": str(queries.script_of(message)),
        }
        hard |= {(message.kind, how): one for how, text in texts.items() if (one := grade(text)) > HARDEST}
    assert len(seen) > 20
    assert hard == {}
