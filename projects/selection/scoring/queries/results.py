"""What came out, and where it stands. Points of others are read after one's own lock."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, QuerySet

from coproduce.foundation.encryption import decrypt
from projects.selection.criteria.models import Criterion, ScoringPlan
from projects.selection.criteria.queries import criteria_of, plan_of
from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity
from projects.selection.panel.models import Declaration, PanelMember
from projects.selection.panel.queries import conflicted, scorers, taking_part
from projects.selection.panel.states import Part
from projects.selection.redaction.models import FileRedaction, Redaction
from projects.selection.scoring import rules
from projects.selection.scoring.models import Lock, Score, ScoringEnd, Talk
from projects.selection.scoring.queries.of_member import locked_codes, why_of
from projects.selection.scoring.rules import OnCriterion, Result, Standing

Pair = tuple[int, int]


@dataclass(frozen=True)
class Progress:
    """How far one scorer is. `conflicts`: texts they do not read, as they know who wrote them."""

    member: PanelMember
    locked: int
    of: int
    conflicts: int

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to score."""
        return self.locked >= self.of


@dataclass(frozen=True)
class Given:
    """What one scorer said by one criterion, once it may be read."""

    member: PanelMember
    points: int | None
    why: str


@dataclass(frozen=True)
class TalkOf:
    """A text and a criterion by which scorers are far apart."""

    code: str
    criterion: Criterion
    is_over: bool


@dataclass(frozen=True)
class Said:
    """What was written down of a talk, and the points that count; empty where the middle stands."""

    note: str
    settled: str


@dataclass(frozen=True)
class Read:
    """All that the database says of one scoring, in a fixed number of queries."""

    plan: ScoringPlan | None
    criteria: list[Criterion]
    codes: dict[int, str]
    locks: set[Pair]
    points: dict[Pair, list[int | None]]
    talks: dict[Pair, int | None]
    waits: dict[int, int] = field(default_factory=dict)


def note_of(talk: Talk) -> str:
    """Return what was written down of a talk. Raises encryption.CannotOpen."""
    return decrypt(talk.sealed_note, bound_to=Talk.encrypted.bound_to(talk, "sealed_note"))


def counting_locks(rows: QuerySet[Lock]) -> QuerySet[Lock]:
    """Return the locks that count: of scorers who have named no conflict with the text."""
    fine = Declaration.objects.filter(
        member=OuterRef("member"), expression=OuterRef("expression"), conflict=False
    )
    knows = Declaration.objects.filter(
        member__person=OuterRef("member__person"), expression=OuterRef("expression"), conflict=True
    )
    return rows.filter(Exists(fine), ~Exists(knows))


def given_on(row: Expression) -> dict[int, list[Given]]:
    """Return {criterion: what each scorer said} of the scores of one text that count.

    Only for whoever has locked their own, and for who runs the scoring once all are locked.
    """
    locks = set(counting_locks(Lock.objects.filter(expression=row)).values_list("member_id", flat=True))
    scores = Score.objects.filter(expression=row, member__in=locks).select_related("member__person")
    found: dict[int, list[Given]] = defaultdict(list)
    for one in scores.order_by("member_id"):
        found[one.criterion_id].append(Given(one.member, one.points, why_of(one)))
    return found


def _read(opportunity: Opportunity) -> Read:
    rows = taking_part(opportunity)
    codes = dict(rows.values_list("pk", "blind_ref"))
    locks = counting_locks(Lock.objects.filter(expression__opportunity=opportunity))
    pairs: set[Pair] = set(locks.values_list("member_id", "expression_id"))
    points: dict[Pair, list[int | None]] = defaultdict(list)
    scores = Score.objects.filter(expression__opportunity=opportunity).order_by("pk")
    for member, row, criterion, given in scores.values_list(
        "member_id", "expression_id", "criterion_id", "points"
    ):
        if (member, row) in pairs:
            points[row, criterion].append(given)
    talks = Talk.objects.filter(expression__opportunity=opportunity)
    settled = talks.values_list("expression_id", "criterion_id", "settled_points")
    return Read(
        plan=plan_of(opportunity),
        criteria=criteria_of(opportunity),
        codes=codes,
        locks=pairs,
        points=points,
        talks={(row, criterion): value for row, criterion, value in settled},
        waits=_waits(opportunity, codes, pairs),
    )


def _barred(opportunity: Opportunity, members: Iterable[PanelMember]) -> set[Pair]:
    """Return (member, text) of what members never score: they know its author, or saw names here.

    A conflict holds for the person, in whichever part of the panel they named it.
    """
    there = Expression.objects.filter(opportunity=opportunity)
    knows = conflicted(opportunity)
    typed = set(there.filter(typed_by__isnull=False).values_list("typed_by_id", "pk"))
    words = Redaction.objects.filter(answer__expression__in=there.values("pk"))
    files = FileRedaction.objects.filter(file__expression__in=there.values("pk"))
    saw = set(words.values_list("done_by_id", flat=True)) | set(files.values_list("done_by_id", flat=True))
    rows = list(there.values_list("pk", flat=True))
    return {
        (one.pk, row)
        for one in members
        for row in rows
        if (one.person_id, row) in knows
        or (one.person.account_id, row) in typed
        or one.person.account_id in saw
    }


def _waits(opportunity: Opportunity, codes: Iterable[int], locked: set[Pair]) -> dict[int, int]:
    """Return {text: how many scorers still have to lock it}. Who declared nothing yet is waited for too."""
    members = list(scorers(opportunity))
    away = locked | _barred(opportunity, members)
    return {row: sum((one.pk, row) not in away for one in members) for row in codes}


def _result(read: Read, row: int) -> Result:
    scored = {
        one.pk: rules.on_criterion(
            one.pk,
            read.points.get((row, one.pk), []),
            talked=(row, one.pk) in read.talks,
            settled=read.talks.get((row, one.pk)),
        )
        for one in read.criteria
    }
    plan = read.plan
    bar = rules.Bar(Decimal(plan.bar_essential if plan else 0), Decimal(plan.bar_total if plan else 0))
    criteria = [rules.Criterion(one.pk, one.essential) for one in read.criteria]
    locked = sum(1 for _member, text in read.locks if text == row)
    waits_for = read.waits.get(row, 0)
    found = rules.standing(row, read.codes[row], criteria, scored, bar, locked=locked, waits_for=waits_for)
    return Result(found, scored, locked, waits_for)


def results(opportunity: Opportunity) -> list[Result]:
    """Return where each text stands and what it has by each criterion, the highest first."""
    read = _read(opportunity)
    found = {row: _result(read, row) for row in read.codes}
    ordered = rules.in_order(one.standing for one in found.values())
    return [found[one.expression_id] for one in ordered]


def talk_about(opportunity: Opportunity, row: Expression, criterion: Criterion) -> OnCriterion | None:
    """Return what there is to talk about by one criterion, once all have locked; else None.

    What was talked about already may be written down anew until the end.
    """
    found = next((one for one in results(opportunity) if one.standing.expression_id == row.pk), None)
    if found is None or not found.all_locked:
        return None
    scored = found.scored.get(criterion.pk)
    return scored if scored and rules.must_talk(scored.points) else None


def to_talk_about(opportunity: Opportunity) -> list[TalkOf]:
    """Return where all have locked and points are far apart, by code; those talked about too."""
    criteria = criteria_of(opportunity)
    return [
        TalkOf(one.standing.code, criterion, not one.scored[criterion.pk].to_talk)
        for one in sorted(results(opportunity), key=lambda one: one.standing.code)
        for criterion in criteria
        if one.all_locked and rules.must_talk(one.scored[criterion.pk].points)
    ]


def talks_of(member: PanelMember) -> list[TalkOf]:
    """Return what one scorer talks about with the others: of texts that they have locked."""
    locked = locked_codes(member)
    return [one for one in to_talk_about(member.opportunity) if one.code in locked]


def talked(row: Expression, criterion: Criterion) -> Said | None:
    """Return what was written down of a talk; None before. Raises encryption.CannotOpen."""
    found = Talk.objects.filter(expression=row, criterion=criterion).first()
    if found is None:
        return None
    settled = "" if found.settled_points is None else str(found.settled_points)
    return Said(note_of(found), settled)


def standings(opportunity: Opportunity) -> list[Standing]:
    """Return where each text stands, the highest first, in a fixed number of queries."""
    return [one.standing for one in results(opportunity)]


def is_finished(opportunity: Opportunity) -> bool:
    """Say whether all who may score have locked, and each text they are far apart on was talked about."""
    found = standings(opportunity)
    return bool(found) and all(one.settled for one in found)


def is_closed(opportunity: Opportunity) -> bool:
    """Say whether scoring is over: then names stand beside results."""
    return ScoringEnd.objects.filter(opportunity=opportunity).exists()


def end_of(opportunity: Opportunity) -> ScoringEnd | None:
    """Return when and by whom scoring was closed; None before."""
    return ScoringEnd.objects.filter(opportunity=opportunity).select_related("closed_by").first()


def names_of(opportunity: Opportunity) -> dict[int, Expression]:
    """Return {text: whose it is}. Only once scoring is closed. Raises ValueError before."""
    if not is_closed(opportunity):
        raise ValueError("names stand beside results once scoring is closed")
    rows = taking_part(opportunity)
    return {one.pk: one for one in rows.select_related("person")}


def few(opportunity: Opportunity) -> list[str]:
    """Return the codes of texts that fewer scored than should."""
    rows = taking_part(opportunity)
    counted = dict(
        counting_locks(Lock.objects.filter(expression__in=rows.values("pk")))
        .values_list("expression__blind_ref")
        .annotate(n=Count("pk"))
    )
    return [code for code in rows.order_by("blind_ref").values_list("blind_ref", flat=True)
            if counted.get(code, 0) < rules.ENOUGH]  # fmt: skip


def progress(opportunity: Opportunity) -> list[Progress]:
    """Return how far each scorer is, those who have left too. The same queries for three as for thirty."""
    there = PanelMember.objects.filter(opportunity=opportunity, part=Part.SCORES)
    members = list(there.exclude(said_yes_at=None).select_related("person").order_by("pk"))
    rows = taking_part(opportunity)
    codes = set(rows.values_list("pk", flat=True))
    locks = counting_locks(Lock.objects.filter(expression__in=rows.values("pk")))
    locked = Counter(locks.values_list("member_id", flat=True))
    away = Counter(member for member, row in _barred(opportunity, members) if row in codes)
    return [
        Progress(
            one, locked[one.pk], len(codes) - away[one.pk] if one.has_joined else locked[one.pk], away[one.pk]
        )
        for one in members
    ]
