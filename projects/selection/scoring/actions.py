"""The only writers of scores, locks, talks and the end of scoring."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.encryption import encrypt
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused, lock
from projects.selection.criteria.models import Criterion
from projects.selection.criteria.queries import criteria_of, has_begun
from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity
from projects.selection.panel.models import PanelMember
from projects.selection.panel.states import Part
from projects.selection.scoring import notifications, promises, queries, rules
from projects.selection.scoring.models import Lock, Score, ScoringEnd, Talk

Said = Mapping[Criterion, tuple[int | None, bool, str]]
"""{criterion: (points, or None; whether they cannot say; a word why)}"""


@transaction.atomic
def keep_draft(member: PanelMember, row: Expression, *, said: Said, by: User) -> None:
    """Keep a draft, whole or not. Nobody else reads it. Raises TransitionRefused once it is locked."""
    fresh = _to_score(member, row)
    for criterion, (points, abstained, why) in said.items():
        blank = Score(member=fresh, expression=row, criterion=criterion)
        bound_to = Score.encrypted.bound_to(blank, "sealed_why")
        Score.objects.update_or_create(
            member=fresh,
            expression=row,
            criterion=criterion,
            defaults={
                "points": None if abstained else points,
                "abstained": abstained,
                "sealed_why": encrypt(why, bound_to=bound_to) if why else "",
            },
        )


@transaction.atomic
def lock_scores(member: PanelMember, row: Expression, *, said: Said, by: User) -> Lock:
    """Finish one text: the points stay from now on. Raises TransitionRefused while something is missing."""
    keep_draft(member, row, said=said, by=by)
    told = {one: (None if abstained else points, why) for one, (points, abstained, why) in said.items()}
    silent = [one for one, (points, abstained, _why) in said.items() if points is None and not abstained]
    if missing := [*silent, *rules.missing(criteria_of(row.opportunity), told)]:
        titles = "; ".join(dict.fromkeys(one.title for one in missing))
        raise TransitionRefused(
            _("Give points and say why, or say that you cannot: %(what)s") % {"what": titles}
        )
    made = Lock.objects.create(member=member, expression=row)
    history.record(member, "scores locked", by=by, detail={"text": row.blind_ref})
    if not queries.left_for(member):
        keep(member, by=by)
    return made


def _to_score(member: PanelMember, row: Expression) -> PanelMember:
    """Return the member, locked, where they may score the text now. Raises TransitionRefused."""
    lock(member.opportunity)
    fresh = lock(member)
    if queries.is_closed(fresh.opportunity) or not queries.scorable(fresh).filter(pk=row.pk).exists():
        raise TransitionRefused(_("You can no longer score this one. Nothing was changed."))
    if queries.has_locked(fresh, row):
        raise TransitionRefused(_("You have locked your points for this one, so they stay as they are."))
    return fresh


@transaction.atomic
def talk(row: Expression, criterion: Criterion, *, note: str, settled: int | None, by: User) -> Talk:
    """Write down what the panel said where its points are far apart. All points stay.

    `settled`: the points that count, between those given; None where the middle stands. Raises
    TransitionRefused before all have locked, where there is nothing to talk about, and after the end.
    """
    opportunity = lock(row.opportunity)
    if queries.is_closed(opportunity):
        raise TransitionRefused(_("Scoring has closed. Nothing was changed."))
    found = queries.talk_about(opportunity, row, criterion)
    if found is None:
        raise TransitionRefused(_("There is nothing to talk about here yet. Nothing was changed."))
    if not rules.may_settle(found.points, settled):
        raise TransitionRefused(_("Choose points between those that were given. Nothing was changed."))
    blank = Talk(expression=row, criterion=criterion)
    sealed = encrypt(note, bound_to=Talk.encrypted.bound_to(blank, "sealed_note"))
    said = {"sealed_note": sealed, "settled_points": settled, "written_by": by, "written_at": clock.now()}
    made, _new = Talk.objects.update_or_create(expression=row, criterion=criterion, defaults=said)
    history.record(opportunity, "scores talked about", by=by, detail={"text": row.blind_ref})
    return made


@transaction.atomic
def close(opportunity: Opportunity, *, few_why: str = "", by: User) -> ScoringEnd:
    """End scoring: names stand beside results from now on. A second time changes nothing.

    `few_why`: why fewer than two scored some texts. Raises TransitionRefused before all is finished, and for
    whoever scores here.
    """
    fresh = lock(opportunity)
    if ended := ScoringEnd.objects.filter(opportunity=fresh).first():
        return ended
    if not has_begun(fresh) or not queries.is_finished(fresh):
        raise TransitionRefused(_("Not all scores are locked and talked about yet. Nothing was changed."))
    if queries.few(fresh) and not few_why.strip():
        raise TransitionRefused(_("Say why fewer than two people scored some texts. Nothing was changed."))
    ended = ScoringEnd.objects.create(opportunity=fresh, closed_by=by, few_why=few_why.strip())
    history.record(fresh, "scores closed", by=by, why=few_why.strip())
    for member in PanelMember.objects.filter(opportunity=fresh, part=Part.SCORES):
        release(member, by=by, why=_("Scoring is over."))
    return ended


@transaction.atomic
def ask_for_scores(opportunity: Opportunity, *, day: dt.date, by: User | None, why: str = "") -> int:
    """Ask each scorer who is not done to score by a day, or move the day they know. Returns how many.

    Raises TransitionRefused before scoring has begun, after its end, and for a day that has passed.
    """
    fresh = lock(opportunity)
    if not has_begun(fresh) or queries.is_closed(fresh):
        raise TransitionRefused(_("There is nothing to score now. Nothing was changed."))
    if not rules.day_fits(day, today=clock.today(), hear_by=known(fresh.hear_by)):
        raise TransitionRefused(_("Choose a day from tomorrow on, before the day by which everyone hears."))
    waiting = [one.member for one in queries.progress(fresh) if one.member.has_joined and not one.is_done]
    for member in waiting:
        _ask(member, day=day, by=by, why=why)
    history.record(fresh, "scores asked for", by=by, why=why, detail={"day": day.isoformat()})
    return len(waiting)


def _ask(member: PanelMember, *, day: dt.date, by: User | None, why: str) -> None:
    kind = promises.kind_of(member)
    due_at = clock.end_of_day(day)
    if not promise.move(kind, subject=member, due_at=due_at, by=by, why=why):
        promise.make(
            kind,
            subject=member,
            due_at=due_at,
            owner=member.opportunity.project.lead if member.is_public else member.person,
            by=by,
            organisation_id=member.opportunity.organisation_id,
            project_id=member.opportunity.project_id,
            person=member.person,
            label=member.opportunity.title,
        )
    enqueue(
        notifications.SCORES_WANTED,
        to=member.person,
        subject=member,
        dedupe_key=f"selection/scores_wanted:{member.pk}:{day.isoformat()}",
        organisation_id=member.opportunity.organisation_id,
    )


def keep(member: PanelMember, *, by: User | None) -> None:
    """A scorer has scored all that was theirs: what they promised is kept. Call it in a transaction."""
    promise.keep(promises.kind_of(member), subject=member, by=by)


def release(member: PanelMember, *, by: User | None, why: str) -> None:
    """Nobody waits for a scorer any more: scoring or their part in it is over. Call it in a transaction."""
    promise.release(promises.kind_of(member), subject=member, by=by, why=why)


def settle(opportunity: Opportunity, *, by: User | None) -> None:
    """End what scorers promised who have nothing left, after a text went. Call it in a transaction."""
    for one in queries.progress(opportunity):
        if one.is_done and one.member.has_joined:
            if one.locked:
                keep(one.member, by=by)
            else:
                release(one.member, by=by, why=_("Nothing is left to score."))


def forget(row: Expression) -> None:
    """Delete all that was said about a text which is taken back or forgotten. Call it in a transaction."""
    row.talks.all().delete()
    row.scores.all().delete()
    row.locks.all().delete()
