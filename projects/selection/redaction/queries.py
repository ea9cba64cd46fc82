"""What is to be taken out of what people sent, and what scorers read."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from contributors.accounts.models import User
from coproduce.foundation.encryption import decrypt
from projects.selection.interest.models import Expression, ExpressionAnswer, ExpressionFile
from projects.selection.interest.states import ExpressionState
from projects.selection.opportunities.models import Opportunity
from projects.selection.panel.models import PanelMember
from projects.selection.panel.queries import readable
from projects.selection.panel.states import LIVE, Part
from projects.selection.redaction.models import FileRedaction, Redaction
from projects.selection.redaction.states import Shown


@dataclass(frozen=True)
class TextFile:
    """A file as scorers get it: typed words, or the file itself, or nothing."""

    number: int
    words: str
    is_shown: bool


def scores_in(user: User, opportunity: Opportunity) -> bool:
    """Say whether somebody is asked to score here: then they see no name beside any words."""
    live = PanelMember.objects.of_user(user).filter(opportunity=opportunity, part=Part.SCORES)
    return live.filter(status__in=LIVE).exists()


def redactable(user: User, opportunity: Opportunity) -> QuerySet[Expression]:
    """Return what somebody may take names out of, in an order that tells nothing.

    A panel member with that part: of whom they said that they do not know them. Staff who look after who put
    themselves forward: all, unless they score here.
    """
    member = (
        PanelMember.objects.of_user(user).joined().filter(opportunity=opportunity, part=Part.REDACTS).first()
    )
    if member:
        return readable(member)
    rows = Expression.objects.counted().filter(opportunity=opportunity, forgotten_on=None)
    if scores_in(user, opportunity):
        return rows.none()
    return rows.filter(pk__in=Expression.objects.visible_to(user).values("pk")).order_by("blind_ref")


def undone(rows: QuerySet[Expression]) -> QuerySet[Expression]:
    """Return those among some expressions of which an answer or a file is still as it was sent."""
    answers = ExpressionAnswer.objects.filter(expression=OuterRef("pk"), redaction=None)
    files = ExpressionFile.objects.filter(expression=OuterRef("pk"), redaction=None)
    return rows.filter(Exists(answers) | Exists(files))


def left(opportunity: Opportunity) -> int:
    """Return how many texts are not ready for scorers yet."""
    waiting = Q(status=ExpressionState.SENT)
    return undone(Expression.objects.filter(waiting, opportunity=opportunity)).count()


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
