"""Who may score what, what came out, and where it stands. Points of others are read after one's own lock."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from coproduce.foundation.encryption import decrypt
from projects.selection.criteria.models import Criterion, ScoringPlan
from projects.selection.criteria.queries import criteria_of, plan_of
from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity
from projects.selection.panel.models import Declaration, PanelMember
from projects.selection.panel.queries import readable
from projects.selection.panel.states import PanelState, Part
from projects.selection.redaction.models import FileRedaction, Redaction
from projects.selection.scoring import rules
from projects.selection.scoring.models import Lock, Score, ScoringEnd, Talk
from projects.selection.scoring.rules import OnCriterion, Standing

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
class Read:
    """All that the database says of one scoring, in a fixed number of queries."""

    plan: ScoringPlan | None
    criteria: list[Criterion]
    codes: dict[int, str]
    locks: set[Pair]
    points: dict[Pair, list[int | None]]
    talks: dict[Pair, int | None]
    waits: dict[int, int] = field(default_factory=dict)


def scorable(member: PanelMember) -> QuerySet[Expression]:
    """Return what a member scores: what they may read, and never saw with its name.

    Whoever took out names in this opportunity scores nothing here; whoever typed one in does not score it.
    """
    if member.part != Part.SCORES:
        return Expression.objects.none()
    account = member.person.account_id
    if account is None:
        return readable(member)
    here = Q(opportunity=member.opportunity_id)
    saw_words = Redaction.objects.filter(done_by=account, answer__expression__opportunity=member.opportunity_id)
    saw_files = FileRedaction.objects.filter(done_by=account, file__expression__opportunity=member.opportunity_id)
    rows = readable(member).filter(~Exists(saw_words), ~Exists(saw_files), here)
    return rows.exclude(typed_by=account)


def order_of(member: PanelMember) -> list[str]:
    """Return the codes of all that a member scores, in their own random order."""
    return rules.own_order(member.ref, list(scorable(member).values_list("blind_ref", flat=True)))


def locked_codes(member: PanelMember) -> set[str]:
    """Return the codes of what a member has locked."""
    return set(Lock.objects.filter(member=member).values_list("expression__blind_ref", flat=True))


def has_locked(member: PanelMember, row: Expression) -> bool:
    """Say whether a member has locked their scores of one text."""
    return Lock.objects.filter(member=member, expression=row).exists()


def why_of(score: Score) -> str:
    """Return the word why of a score, or nothing. Raises encryption.CannotOpen."""
    if not score.sealed_why:
        return ""
    return decrypt(score.sealed_why, bound_to=Score.encrypted.bound_to(score, "sealed_why"))


def note_of(talk: Talk) -> str:
    """Return what was written down of a talk. Raises encryption.CannotOpen."""
    return decrypt(talk.sealed_note, bound_to=Talk.encrypted.bound_to(talk, "sealed_note"))


def own_scores(member: PanelMember, row: Expression) -> dict[int, tuple[Score, str]]:
    """Return {criterion: (score, word why)} of what a member said so far about one text."""
    return {one.criterion_id: (one, why_of(one)) for one in Score.objects.filter(member=member, expression=row)}


def counting_locks(rows: QuerySet[Lock]) -> QuerySet[Lock]:
    """Return the locks that count: of scorers who have named no conflict with the text."""
    fine = Declaration.objects.filter(member=OuterRef("member"), expression=OuterRef("expression"), conflict=False)
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
    rows = Expression.objects.counted().filter(opportunity=opportunity, forgotten_on=None)
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


def _waits(opportunity: Opportunity, codes: Iterable[int], locked: set[Pair]) -> dict[int, int]:
    """Return {text: how many scorers still have to lock it}. Who declared nothing yet is waited for too."""
    scorers = PanelMember.objects.joined().filter(opportunity=opportunity, part=Part.SCORES)
    members = dict(scorers.values_list("pk", "person_id"))
    said = Declaration.objects.filter(expression__opportunity=opportunity, conflict=True)
    knows = set(said.values_list("member__person_id", "expression_id"))
    typed = Expression.objects.filter(opportunity=opportunity, typed_by__person__in=set(members.values()))
    knows |= set(typed.values_list("typed_by__person__pk", "pk"))
    return {
        row: sum((member, row) not in locked and (person, row) not in knows for member, person in members.items())
        for row in codes
    }


def _stands(read: Read, row: int) -> tuple[Standing, dict[int, OnCriterion]]:
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
    found = rules.standing(
        row,
        read.codes[row],
        [rules.Criterion(one.pk, one.essential) for one in read.criteria],
        scored,
        bar,
        locked=sum(1 for _member, text in read.locks if text == row),
        waits_for=read.waits.get(row, 0),
    )
    return found, scored


def results(opportunity: Opportunity) -> list[tuple[Standing, dict[int, OnCriterion]]]:
    """Return where each text stands and what it has on each criterion, the highest first. Ten queries at most."""
    read = _read(opportunity)
    found = {row: _stands(read, row) for row in read.codes}
    ordered = rules.in_order(standing for standing, _scored in found.values())
    return [found[one.expression_id] for one in ordered]


def standings(opportunity: Opportunity) -> list[Standing]:
    """Return where each text stands, the highest first, in a fixed number of queries."""
    return [standing for standing, _scored in results(opportunity)]


def is_finished(opportunity: Opportunity) -> bool:
    """Say whether all who may score have locked, and each text they are far apart on was talked about."""
    found = standings(opportunity)
    return bool(found) and all(one.settled for one in found)


def is_closed(opportunity: Opportunity) -> bool:
    """Say whether scoring is over: then names stand beside results."""
    return ScoringEnd.objects.filter(opportunity=opportunity).exists()


def few(opportunity: Opportunity) -> list[str]:
    """Return the codes of texts that fewer scored than should."""
    rows = Expression.objects.counted().filter(opportunity=opportunity, forgotten_on=None)
    counted = dict(
        counting_locks(Lock.objects.filter(expression__in=rows.values("pk")))
        .values_list("expression__blind_ref")
        .annotate(n=Count("pk"))
    )
    return [code for code in rows.order_by("blind_ref").values_list("blind_ref", flat=True)
            if counted.get(code, 0) < rules.ENOUGH]  # fmt: skip


def progress(opportunity: Opportunity) -> list[Progress]:
    """Return how far each scorer is, those who have left too. The same queries for three as for thirty."""
    members = PanelMember.objects.filter(opportunity=opportunity, part=Part.SCORES).exclude(
        status__in=(PanelState.ASKED, PanelState.DECLINED)
    )
    rows = Expression.objects.counted().filter(opportunity=opportunity, forgotten_on=None)
    codes = set(rows.values_list("pk", flat=True))
    locks = set(
        counting_locks(Lock.objects.filter(expression__in=rows.values("pk"))).values_list(
            "member_id", "expression_id"
        )
    )
    said = Declaration.objects.filter(expression__in=rows.values("pk"), conflict=True)
    knows = set(said.values_list("member__person_id", "expression_id"))
    typed = rows.filter(typed_by__isnull=False).annotate(who=F("typed_by__person__pk"))
    knows |= set(typed.values_list("who", "pk"))
    found = []
    for one in members.select_related("person").order_by("pk"):
        away = sum((one.person_id, row) in knows for row in codes)
        mine = sum(member == one.pk for member, _row in locks)
        found.append(Progress(one, mine, len(codes) - away if one.has_joined else mine, away))
    return found
