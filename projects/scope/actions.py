"""Step 1: pieces of work, the answers to the questions about them, and what people can change."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.undo import actions as undo
from coproduce.foundation.undo import kinds as undo_kinds
from coproduce.foundation.undo.models import Removal
from projects.scope import notifications, rules
from projects.scope.comments import actions as comments
from projects.scope.data import questions
from projects.scope.models import (
    InfluenceStatement,
    NothingIsFixed,
    PieceAspect,
    PieceOfWork,
    ScreenAnswer,
)
from projects.scope.states import Aspect, Openness, ScopingState, ScreenReply
from projects.team.actions import lock_open
from projects.team.models import Project
from projects.team.queries import public_members, still_edits


@transaction.atomic
def add_piece(
    project: Project, *, title: str, aspects: Iterable[Aspect], by: User, description: str = ""
) -> PieceOfWork:
    """Add a piece of work with the aspects it has. Raises TransitionRefused when the project has one of that
    name, or is closed, and without an aspect.
    """
    fresh = lock_open(project)
    _name_is_free(fresh, title)
    piece = PieceOfWork.objects.create(project=fresh, title=title, description=description)
    _set_aspects(piece, set(aspects))
    history.record(piece, "piece of work added", by=by)
    return piece


@transaction.atomic
def edit_piece(
    piece: PieceOfWork, *, title: str, aspects: Iterable[Aspect], description: str, by: User
) -> PieceOfWork:
    """Change what a piece of work is called and says, and which aspects it has.

    Raises TransitionRefused, also for taking off an aspect that was decided.
    """
    project = lock_open(piece.project)
    fresh = transitions.lock(piece)
    _name_is_free(project, title, besides=fresh)
    fresh.title, fresh.description = title, description
    fresh.save(update_fields=["title", "description"])
    _set_aspects(fresh, set(aspects))
    history.record(fresh, "piece of work changed", by=by)
    return fresh


def _set_aspects(piece: PieceOfWork, wanted: set[Aspect]) -> None:
    if not wanted:
        raise transitions.TransitionRefused(_("Choose at least one part of the work."))
    there = {row.aspect: row for row in piece.aspects.select_for_update(of=("self",))}
    for aspect in Aspect:
        row = there.get(aspect)
        if aspect in wanted and not row:
            PieceAspect.objects.create(piece=piece, aspect=aspect)
        elif row and aspect not in wanted:
            if row.state != ScopingState.UNDECIDED:
                raise transitions.TransitionRefused(
                    _("“%(aspect)s” is decided already. It stays, so that everyone can read the decision.")
                    % {"aspect": row}
                )
            row.delete()


@transaction.atomic
def remove_piece(piece: PieceOfWork, *, why: str, by: User) -> Removal:
    """Take a piece of work off a project, with its answers. What it was and why it went stays in the history.

    For a while it can be put back. Raises TransitionRefused when the project is closed, or without a reason.
    """
    lock_open(piece.project)
    if not why.strip():
        raise transitions.TransitionRefused(_("Say why you are removing this piece of work."))
    fresh = transitions.lock(piece)
    was = {"title": fresh.title, "aspects": {row.aspect: row.involvement for row in _aspects_of(fresh)}}
    history.record(fresh, "piece of work removed", by=by, why=why, detail=was)
    return undo.remove(fresh, by=by)


undo_kinds.register(
    undo_kinds.UndoKind(
        "scope.PieceOfWork",
        page=lambda piece: reverse("scope:overview", args=[piece.project.ref]),
        check=lambda piece: lock_open(piece.project),
        may=lambda piece, by: still_edits(by, piece.project),
    )
)


@transaction.atomic
def screen_piece(piece: PieceOfWork, *, replies: Mapping[str, tuple[ScreenReply, str]], by: User) -> int:
    """Write down answers to the ten questions: {question key: (answer, note)}. Returns how many changed.

    What was answered before stays readable. Questions left out keep the answer they had. Raises KeyError
    for an unknown question.
    """
    lock_open(piece.project)
    fresh = transitions.lock(piece)
    standing = {row.question: row for row in fresh.answers.current()}
    changed = []
    for key, (reply, note) in replies.items():
        question = questions.BY_KEY[key]
        row = standing.get(question.key)
        if row and (row.answer, row.note) == (reply, note):
            continue
        if row:
            row.ended_at = clock.now()
            row.save(update_fields=["ended_at"])
        ScreenAnswer.objects.create(
            piece=fresh, question=question.key, answer=reply, note=note, answered_by=by
        )
        changed.append(question.key)
    if changed:
        history.record(fresh, "piece of work screened", by=by, detail={"questions": changed})
    return len(changed)


@transaction.atomic
def state_influence(
    project: Project,
    *,
    kind: Openness,
    statement: str,
    who_decides: str,
    by: User,
    why: str = "",
    decided_on: dt.date | None = None,
) -> InfluenceStatement:
    """Say what is open, limited or fixed. Something fixed takes back "nothing is fixed".

    Raises TransitionRefused.
    """
    fresh = lock_open(project)
    _has_a_reason(kind, why)
    row = InfluenceStatement.objects.create(
        project=fresh,
        kind=kind,
        statement=statement,
        why=why,
        who_decides=who_decides,
        decided_on=decided_on,
        made_by=by,
    )
    history.record(row, "influence stated", by=by, detail={"kind": kind})
    _something_is_fixed(fresh, kind, by)
    return row


@transaction.atomic
def change_influence(
    row: InfluenceStatement,
    *,
    kind: Openness,
    statement: str,
    who_decides: str,
    by: User,
    why: str = "",
    decided_on: dt.date | None = None,
) -> InfluenceStatement:
    """Put a new version in the place of a statement; the old one stays visible.

    Every public member is told when people can change less than before. Raises TransitionRefused when
    somebody else changed it first.
    """
    project = lock_open(row.project)
    before = _lock_current(row)
    _has_a_reason(kind, why)
    _end(before)
    after = InfluenceStatement.objects.create(
        project=project,
        thread=before.thread,
        version=before.version + 1,
        kind=kind,
        statement=statement,
        why=why,
        who_decides=who_decides,
        decided_on=decided_on,
        made_by=by,
    )
    history.record(after, "influence changed", by=by, detail={"from": before.kind, "to": kind})
    _something_is_fixed(project, kind, by)
    if rules.is_less_open(before.kind, kind):
        _tell_public_members(project, after)
    return after


@transaction.atomic
def withdraw_influence(row: InfluenceStatement, *, why: str, by: User) -> InfluenceStatement:
    """Take a statement back; it stays visible with the reason. Raises TransitionRefused.

    Taking back something people could change is telling news: every public member hears of it.
    """
    project = lock_open(row.project)
    fresh = _lock_current(row)
    if not why.strip():
        raise transitions.TransitionRefused(_("Say why you are taking this back."))
    _end(fresh, why=why)
    history.record(fresh, "influence taken back", by=by, why=why)
    comments.answer_about(fresh, why=why, by=by)
    if fresh.kind != Openness.FIXED:
        _tell_public_members(project, fresh)
    return fresh


@transaction.atomic
def say_nothing_is_fixed(project: Project, *, by: User) -> NothingIsFixed:
    """Say in so many words that nothing is fixed.

    Raises TransitionRefused while a statement says otherwise.
    """
    fresh = lock_open(project)
    if fresh.influence.current().filter(kind=Openness.FIXED).exists():
        raise transitions.TransitionRefused(_("Something is recorded as fixed. Change that first."))
    row, new = NothingIsFixed.objects.get_or_create(project=fresh, defaults={"said_by": by})
    if new:
        history.record(row, "said that nothing is fixed", by=by)
    return row


def _aspects_of(piece: PieceOfWork) -> Iterable[PieceAspect]:
    return piece.aspects.select_related("planned")


def _name_is_free(project: Project, title: str, besides: PieceOfWork | None = None) -> None:
    others = project.pieces.filter(title=title)
    if besides:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise transitions.TransitionRefused(
            _("There is already a piece of work with this title. Choose another title.")
        )


def _has_a_reason(kind: str, why: str) -> None:
    if kind != Openness.OPEN and not why.strip():
        raise transitions.TransitionRefused(_("Say why this is not open."))


def _lock_current(row: InfluenceStatement) -> InfluenceStatement:
    fresh = transitions.lock(row)
    if fresh.ended_at:
        raise transitions.TransitionRefused(
            _("Someone changed this before you. Look at the new version first.")
        )
    return fresh


def _end(row: InfluenceStatement, why: str = "") -> None:
    row.ended_at, row.withdrawn_why = clock.now(), why
    row.save(update_fields=["ended_at", "withdrawn_why"])


def _something_is_fixed(project: Project, kind: str, by: User) -> None:
    said = NothingIsFixed.objects.filter(project=project).first() if kind == Openness.FIXED else None
    if said:
        history.record(said, "no longer said that nothing is fixed", by=by)
        said.delete()


def _tell_public_members(project: Project, row: InfluenceStatement) -> None:
    for person in public_members(project):
        enqueue(
            notifications.LESS_IS_OPEN,
            to=person,
            subject=row,
            dedupe_key=f"less-is-open:{row.pk}:{person.pk}",
            organisation_id=project.organisation_id,
        )
