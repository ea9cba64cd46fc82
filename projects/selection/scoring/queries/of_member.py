"""What one scorer reads and has said so far, in an order of their own."""

import datetime as dt

from django.db.models import Exists, QuerySet

from coproduce.foundation import clock
from coproduce.foundation.encryption import decrypt
from coproduce.foundation.promises.models import Promise
from projects.selection.interest.models import Expression
from projects.selection.panel.models import PanelMember
from projects.selection.panel.queries import readable
from projects.selection.panel.states import Part
from projects.selection.redaction.models import FileRedaction, Redaction
from projects.selection.scoring import promises, rules
from projects.selection.scoring.models import Lock, Score


def scorable(member: PanelMember) -> QuerySet[Expression]:
    """Return what a member scores: what they may read, and never saw with its name.

    Whoever took out names in this opportunity scores nothing here; whoever typed one in does not score it.
    """
    if member.part != Part.SCORES:
        return Expression.objects.none()
    account = member.person.account_id
    if account is None:
        return readable(member)
    saw_words = Redaction.objects.filter(
        done_by=account, answer__expression__opportunity=member.opportunity_id
    )
    saw_files = FileRedaction.objects.filter(
        done_by=account, file__expression__opportunity=member.opportunity_id
    )
    rows = readable(member).filter(~Exists(saw_words), ~Exists(saw_files))
    return rows.exclude(typed_by=account)


def order_of(member: PanelMember) -> list[str]:
    """Return the codes of all that a member scores, in their own random order."""
    return rules.own_order(member.ref, list(scorable(member).values_list("blind_ref", flat=True)))


def locked_codes(member: PanelMember) -> set[str]:
    """Return the codes of what a member has locked."""
    return set(Lock.objects.filter(member=member).values_list("expression__blind_ref", flat=True))


def left_for(member: PanelMember) -> int:
    """Return how many texts a member still has to lock."""
    return scorable(member).exclude(locks__member=member).count()


def asked_by(member: PanelMember) -> dt.date | None:
    """Return the day by which a member was asked for their points; None while nobody waits for them."""
    waiting = Promise.objects.open().filter(
        kind=promises.kind_of(member).key, subject_type=PanelMember._meta.label, subject_id=member.pk
    )
    found = waiting.first()
    return clock.uk(found.due_at).date() if found else None


def has_locked(member: PanelMember, row: Expression) -> bool:
    """Say whether a member has locked their scores of one text."""
    return Lock.objects.filter(member=member, expression=row).exists()


def own_scores(member: PanelMember, row: Expression) -> dict[int, tuple[Score, str]]:
    """Return {criterion: (score, word why)} of what a member said so far about one text."""
    return {
        one.criterion_id: (one, why_of(one)) for one in Score.objects.filter(member=member, expression=row)
    }


def why_of(score: Score) -> str:
    """Return the word why of a score, or nothing. Raises encryption.CannotOpen."""
    if not score.sealed_why:
        return ""
    return decrypt(score.sealed_why, bound_to=Score.encrypted.bound_to(score, "sealed_why"))
