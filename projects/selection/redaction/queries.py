"""What is to be taken out of what people sent, and what scorers read."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from contributors.accounts.models import User
from coproduce.foundation.encryption import decrypt
from projects.selection.interest.models import Expression, ExpressionAnswer, ExpressionFile
from projects.selection.opportunities.models import Opportunity
from projects.selection.panel.models import PanelMember
from projects.selection.panel.queries import gives_points, readable, taking_part
from projects.selection.panel.states import Part
from projects.selection.redaction import rules
from projects.selection.redaction.models import FileRedaction, Redaction
from projects.selection.redaction.states import Shown


@dataclass(frozen=True)
class TextFile:
    """A file as scorers get it: typed words, or the file itself, or nothing."""

    number: int
    words: str
    is_shown: bool


def redactable(user: User, opportunity: Opportunity) -> QuerySet[Expression] | None:
    """Return what somebody may take names out of, by code; None for who takes out none.

    A panel member with that part: of whom they said that they do not know them. Staff who look after who put
    themselves forward: all, unless they score here.
    """
    mine = PanelMember.objects.of_user(user).joined().filter(opportunity=opportunity, part=Part.REDACTS)
    if member := mine.first():
        return readable(member)
    may = opportunity.organisation_id in user.organisation_ids("edit_people")
    seen = Opportunity.objects.visible_to_staff(user).filter(pk=opportunity.pk)
    if not may or not seen.exists() or gives_points(user, opportunity):
        return None
    return taking_part(opportunity).order_by("blind_ref")


def answers_sent(row: Expression) -> list[ExpressionAnswer]:
    """Return the answers of one as they were sent, with what was made of them."""
    there = row.answers.select_related("question__criterion", "expression", "redaction__answer")
    return list(there.order_by("question__place", "pk"))


def mark_of(row: Expression) -> str:
    """Return a mark of all that was sent. When any of it is written anew, it is another one."""
    sealed = [*row.answers.order_by("pk").values_list("pk", "sealed_words")]
    files = [*row.files.order_by("pk").values_list("pk", "sha256")]
    return hashlib.sha256(repr((sealed, files)).encode()).hexdigest()


def first_words(
    answers: Iterable[ExpressionAnswer],
    files: Iterable[ExpressionFile],
    sent: Mapping[ExpressionAnswer, str],
    contact: Mapping[str, str],
) -> dict[str, str]:
    """Return what the form says at first: what was saved, or the words without what is certain."""
    found = {}
    for one in answers:
        done = getattr(one, "redaction", None)
        found[f"a{one.pk}"] = words_of(done) if done else rules.suggested(sent[one], contact)
    for file in files:
        if made := getattr(file, "redaction", None):
            found |= {f"f{file.pk}": made.shown, f"t{file.pk}": file_words_of(made)}
    return found


def left(opportunity: Opportunity) -> int:
    """Return how many texts are not ready for scorers yet."""
    return taking_part(opportunity).unredacted().count()


def words_of(row: Redaction) -> str:
    """Return an answer as scorers read it. Raises encryption.CannotOpen."""
    return decrypt(row.sealed_words, bound_to=Redaction.encrypted.bound_to(row, "sealed_words"))


def file_words_of(row: FileRedaction) -> str:
    """Return what was typed instead of a file, or nothing. Raises encryption.CannotOpen."""
    if not row.sealed_words:
        return ""
    return decrypt(row.sealed_words, bound_to=FileRedaction.encrypted.bound_to(row, "sealed_words"))


def answers_for_scorers(row: Expression) -> list[tuple[ExpressionAnswer, str]]:
    """Return each answer with its words without names; what is not ready is not shown."""
    done = Redaction.objects.filter(answer__expression=row).select_related(
        "answer__question__criterion", "answer__expression"
    )
    return [(one.answer, words_of(one)) for one in done.order_by("answer__question__place", "answer_id")]


def files_for_scorers(row: Expression) -> list[TextFile]:
    """Return what scorers get of each file, in the order of their numbers."""
    done = FileRedaction.objects.filter(file__expression=row).exclude(shown=Shown.NOTHING)
    return [
        TextFile(number, file_words_of(one), one.shown == Shown.FILE)
        for number, one in enumerate(done.order_by("file_id"), 1)
    ]


def file_for_scorers(row: Expression, number: int) -> ExpressionFile | None:
    """Return a file that was marked to tell nothing, by its number among what scorers get; else None."""
    done = FileRedaction.objects.filter(file__expression=row).exclude(shown=Shown.NOTHING)
    found = list(done.select_related("file").order_by("file_id"))[number - 1 : number] if number else []
    return next((one.file for one in found if one.shown == Shown.FILE), None)
