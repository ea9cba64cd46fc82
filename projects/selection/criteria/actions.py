"""The only writers of criteria and of the plan for scoring."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import transitions
from coproduce.foundation.history import actions as history
from projects.selection.criteria import rules
from projects.selection.criteria.models import Criterion, ScoringPlan
from projects.selection.opportunities.models import Opportunity
from projects.team.actions import lock_open


@transaction.atomic
def add(opportunity: Opportunity, *, title: str, looks_for: str, essential: bool, by: User) -> Criterion:
    """Say one more thing that counts. Raises TransitionRefused once it is open, and for too many."""
    fresh = _draft(opportunity)
    if fresh.criteria.count() >= rules.MOST_CRITERIA:
        words = _("Name up to %(n)s things that count. More cannot be weighed fairly.")
        raise transitions.TransitionRefused(words % {"n": rules.MOST_CRITERIA})
    last = fresh.criteria.aggregate(last=Max("place"))["last"] or 0
    made = fresh.criteria.create(title=title, looks_for=looks_for, essential=essential, place=last + 1)
    history.record(fresh, "criterion", by=by, detail={"criterion": made.ref})
    return made


@transaction.atomic
def change(criterion: Criterion, *, title: str, looks_for: str, essential: bool, by: User) -> Criterion:
    """Say one thing that counts in other words. Raises TransitionRefused once it is open."""
    opportunity = _draft(criterion.opportunity)
    fresh = transitions.lock(criterion)
    fresh.title, fresh.looks_for, fresh.essential = title, looks_for, essential
    fresh.save(update_fields=["title", "looks_for", "essential"])
    history.record(opportunity, "criterion", by=by, detail={"criterion": fresh.ref})
    return fresh


@transaction.atomic
def remove(criterion: Criterion, *, by: User) -> None:
    """Take one out. Raises TransitionRefused once it is open, and while a question is asked for it."""
    opportunity = _draft(criterion.opportunity)
    fresh = transitions.lock(criterion)
    if fresh.questions.exists():
        raise transitions.TransitionRefused(
            _("A question is asked for “%(title)s”. Change what you ask first.") % {"title": fresh.title}
        )
    history.record(opportunity, "criterion", by=by, detail={"removed": fresh.ref})
    fresh.delete()


@transaction.atomic
def plan(
    opportunity: Opportunity, *, scored: bool, bar_essential: int, bar_total: int, by: User
) -> ScoringPlan:
    """Say whether a panel gives points, and how many somebody needs. Raises TransitionRefused once open."""
    fresh = _draft(opportunity)
    bar = {"bar_essential": bar_essential, "bar_total": bar_total} if scored else {}
    made, _new = ScoringPlan.objects.update_or_create(opportunity=fresh, defaults={"scored": scored, **bar})
    history.record(fresh, "scoring", by=by, detail={"scored": scored, **bar})
    return made


@transaction.atomic
def say_why_no_public_member(opportunity: Opportunity, *, why: str, by: User) -> None:
    """Write, for everyone to read, why no public member is on the panel; empty words take it back.

    Raises TransitionRefused once scoring has begun, and where nobody scores.
    """
    fresh = transitions.lock(opportunity)
    lock_open(fresh.project)
    found = ScoringPlan.objects.select_for_update().filter(opportunity=fresh, scored=True).first()
    if found is None or found.begun_at:
        raise transitions.TransitionRefused(_("This can no longer be changed. Nothing was changed."))
    found.no_public_why = why
    found.save(update_fields=["no_public_why"])
    history.record(fresh, "no public member", by=by, why=why)


def _draft(opportunity: Opportunity) -> Opportunity:
    lock_open(opportunity.project)
    fresh = transitions.lock(opportunity)
    transitions.check(fresh, "open")
    return fresh
