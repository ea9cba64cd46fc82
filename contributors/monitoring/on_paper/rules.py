"""The questions on paper. A code, and no name, ties a form to its answers: nobody can tell whose they are."""

import re
import secrets
from collections.abc import Iterator

from django.utils.translation import gettext as _

from contributors.monitoring.rules import Question, asked
from coproduce.foundation.documents.description import Document, Facts, Heading, Notes, Paragraph, Part
from coproduce.foundation.encryption import code_hash

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""No letter or digit that looks like another one on paper."""
LENGTH, IN_A_GROUP = 20, 4
TOKEN_LETTERS = 32
BOX = "[  ]"


def new_code() -> str:
    """Return a new code in groups, "ABCD-EFGH-…". It stands on one form, and is kept nowhere."""
    letters = "".join(secrets.choice(LETTERS) for _n in range(LENGTH))
    return "-".join(letters[place : place + IN_A_GROUP] for place in range(0, LENGTH, IN_A_GROUP))


def is_one(code: str) -> bool:
    """Say whether something typed has the shape of a code, with or without its lines."""
    return re.fullmatch(f"[{LETTERS}]{{{LENGTH}}}", _plain(code)) is not None


def token_of(code: str) -> str:
    """Return the token under which the answers of a form are kept."""
    return code_hash(_plain(code), purpose="equality form")[:TOKEN_LETTERS]


def _plain(code: str) -> str:
    return re.sub(r"[\s-]+", "", code).upper()


def form_to_print(*, issuer: str, address: str, code: str) -> Document:
    """Return one form for one person: the questions, and the slip with its code that they keep."""
    return Document(
        _("Questions about equality"),
        issuer,
        (
            Paragraph(
                _("You choose what you answer. Leave out what you like. Do not write your name. Nobody who"
                  " chooses people for a project sees this paper. Someone who cannot types it in, and"
                  " destroys it.")
            ),
            *_questions(),
            Heading(_("Where to send it")),
            Paragraph(_("Put it into an envelope and close it. Write on it “Equality form”.")),
            Paragraph(address),
            Facts(((_("Code of this form"), code),)),
            Heading(_("Cut off here and keep this")),
            Paragraph(
                _("With this code we delete your answers whenever you ask. Nobody can find them without it.")
            ),
            Facts(((_("Your code"), code),)),
        ),
    )  # fmt: skip


def _questions() -> Iterator[Part]:
    for question in asked().values():
        yield Heading(_(question.words))
        if question.follows:
            yield Paragraph(_("Only if you said “%(answer)s” above.") % {"answer": _(question.follows[1])})
        yield Notes(tuple(f"{BOX} {_(answer)}" for answer in question.answers))


def that_apply(answers: dict[str, str]) -> dict[str, str]:
    """Return the answers that were given and whose question was asked of somebody who said the rest."""
    questions: dict[str, Question] = asked()
    kept: dict[str, str] = {}
    for key, question in questions.items():
        follows = question.follows
        if answers.get(key) and (follows is None or kept.get(follows[0]) == follows[1]):
            kept[key] = answers[key]
    return kept
