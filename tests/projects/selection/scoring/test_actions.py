"""Each scores alone, what is locked stays, others are read after one's own lock, and talks keep all points."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from coproduce.foundation import clock
from coproduce.foundation.encryption import encrypt
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.selection.interest import actions as interest
from projects.selection.interest.models import Expression
from projects.selection.panel.models import Declaration
from projects.selection.redaction.models import Redaction
from projects.selection.scoring import actions, queries
from projects.selection.scoring.models import Lock, Score, ScoringEnd, Talk
from tests import builders
from tests.projects.selection.scoring.conftest import DAY, lock, said

pytestmark = pytest.mark.django_db


def test_a_draft_is_kept_and_counts_for_nothing(opportunity, rows, scorers):
    cal, _pat = scorers
    actions.keep_draft(cal, rows[0], said=said(opportunity, 3, None), by=cal.person.account)
    assert [(one.points, one.abstained) for one in Score.objects.order_by("criterion")] == [
        (3, False),
        (None, True),
    ]
    assert [one.total for one in queries.standings(opportunity)] == [0, 0]
    actions.keep_draft(cal, rows[0], said=said(opportunity, 4, 1), by=cal.person.account)
    assert [one.points for one in Score.objects.order_by("criterion")] == [4, 1]


def test_a_lock_needs_points_and_a_word_why_and_then_stays(opportunity, rows, scorers):
    cal, _pat = scorers
    interest_, views = opportunity.criteria.all()
    for missing in ({interest_: (3, False, "Yes")}, {interest_: (3, False, "Yes"), views: (2, False, "")},
                    {interest_: (3, False, "Yes"), views: (None, False, "Hm")}):  # fmt: skip
        with pytest.raises(TransitionRefused, match="Other views"):
            actions.lock_scores(cal, rows[0], said=missing, by=cal.person.account)
    assert not Score.objects.exists()
    lock(cal, rows[0], 3, None)
    with pytest.raises(TransitionRefused, match="locked"):
        actions.keep_draft(cal, rows[0], said=said(opportunity, 1, 1), by=cal.person.account)


def test_the_database_keeps_what_is_locked(opportunity, rows, scorers):
    cal, pat = scorers
    lock(cal, rows[0], 3, 2)
    score = Score.objects.first()
    spare = {"member": pat, "expression": rows[0]}
    for act in (
        lambda: Score.objects.filter(pk=score.pk).update(points=4),
        lambda: Score.objects.filter(pk=score.pk).update(points=None, abstained=True),
        lambda: score.delete(),
        lambda: Lock.objects.update(locked_at=clock.now()),
        lambda: Lock.objects.all().delete(),
        lambda: Lock.objects.create(**spare),  # nothing said yet
        lambda: Score.objects.create(**spare, criterion=score.criterion, points=5),
        lambda: Score.objects.create(**spare, criterion=score.criterion, points=1, abstained=True),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    Score.objects.filter(pk=score.pk).update(
        sealed_why=encrypt("x", bound_to=Score.encrypted.bound_to(score, ""))
    )


def test_nobody_scores_whom_they_know_or_where_they_saw_names(opportunity, rows, scorers, manager):
    cal, pat = scorers
    criterion = opportunity.criteria.first()
    Declaration.objects.filter(member=cal, expression=rows[0]).update(conflict=True, late=True)
    mo = builders.panel_member(
        opportunity, manager.person, by=manager, status="declined", ended_at=clock.now()
    )
    for row in rows:
        Declaration.objects.create(member=mo, expression=row)
    Expression.objects.filter(pk=rows[1].pk).update(typed_by=pat.person.account)
    barred = [(cal, rows[0]), (mo, rows[0]), (pat, rows[1])]
    for member, row in barred:
        with pytest.raises(TransitionRefused, match="no longer score"):
            actions.keep_draft(member, row, said=said(opportunity, 1, 1), by=manager)
        with pytest.raises(IntegrityError), transaction.atomic():
            Score.objects.create(member=member, expression=row, criterion=criterion, points=1)
    Declaration.objects.filter(member=pat, expression=rows[0]).delete()
    with pytest.raises(IntegrityError), transaction.atomic():  # who declared nothing has no row
        Score.objects.create(member=pat, expression=rows[0], criterion=criterion, points=1)
    with pytest.raises(IntegrityError), transaction.atomic():  # and who scores takes out no names
        Redaction.objects.update(done_by=cal.person.account)


def test_a_conflict_that_shows_late_takes_the_scores_out_and_keeps_that_they_were(opportunity, rows, scorers):
    cal, pat = scorers
    lock(cal, rows[0], 4, 4)
    lock(pat, rows[0], 1, 1)
    Declaration.objects.filter(member=cal, expression=rows[0]).update(conflict=True, late=True)
    found = next(one for one in queries.standings(opportunity) if one.expression_id == rows[0].pk)
    assert (found.total, found.settled) == (Decimal(2), True)
    assert Score.objects.filter(member=cal).count() == 2
    assert [given.member for given in queries.given_on(rows[0])[opportunity.criteria.first().pk]] == [pat]


def test_far_apart_is_talked_about_and_both_scores_stay(opportunity, rows, scorers, manager):
    cal, pat = scorers
    criterion, other = opportunity.criteria.all()
    lock(cal, rows[0], 4, 2)
    with pytest.raises(TransitionRefused, match="nothing to talk"):  # not all have locked
        actions.talk(rows[0], criterion, note="We talked.", settled=None, by=manager)
    lock(pat, rows[0], 1, 3)
    with pytest.raises(TransitionRefused, match="nothing to talk"):  # not far apart
        actions.talk(rows[0], other, note="We talked.", settled=None, by=manager)
    with pytest.raises(TransitionRefused, match="between"):
        actions.talk(rows[0], criterion, note="We talked.", settled=0, by=manager)
    before = next(one for one in queries.results(opportunity) if one.standing.expression_id == rows[0].pk)
    assert (before.standing.settled, before.standing.total) == (False, Decimal(5))
    actions.talk(rows[0], criterion, note="Pat saw what Cal missed.", settled=3, by=manager)
    after = next(one for one in queries.results(opportunity) if one.standing.expression_id == rows[0].pk)
    assert (after.standing.settled, after.standing.total) == (True, Decimal("5.5"))
    assert after.scored[criterion.pk].points == (1, 4)
    assert queries.note_of(Talk.objects.get()) == "Pat saw what Cal missed."


def test_it_closes_when_all_is_finished_and_then_nothing_moves(opportunity, rows, scorers, manager):
    cal, pat = scorers
    with pytest.raises(TransitionRefused, match="Not all"):
        actions.close(opportunity, by=manager)
    for row in rows:
        lock(cal, row, 3, 2)
    assert not queries.is_finished(opportunity)
    Declaration.objects.filter(member=pat, expression=rows[0]).update(conflict=True, late=True)
    lock(pat, rows[1], 3, 2)
    assert queries.is_finished(opportunity)
    with pytest.raises(TransitionRefused, match="fewer than two"):
        actions.close(opportunity, by=manager)
    ended = actions.close(opportunity, few_why="One knew them.", by=manager)
    assert actions.close(opportunity, by=manager) == ended
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.create(
            expression=rows[0], criterion=opportunity.criteria.first(), sealed_note="x", written_by=manager
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ScoringEnd.objects.all().delete()


def test_scorers_are_asked_for_a_day_and_owe_nothing_once_done(opportunity, rows, scorers, manager):
    cal, pat = scorers
    day = clock.today() + 5 * DAY
    assert actions.ask_for_scores(opportunity, day=day, by=manager) == 2
    assert queries.asked_by(pat) == day
    assert Notification.objects.filter(kind="selection/scores_wanted").count() == 2
    owed = Promise.objects.filter(kind__startswith="selection.score").open()
    assert {(one.kind, one.person) for one in owed} == {
        ("selection.score", pat.person),
        ("selection.score_as_staff", cal.person),
    }
    actions.ask_for_scores(opportunity, day=day + DAY, why="More time", by=manager)
    assert queries.asked_by(cal) == day + DAY
    with pytest.raises(TransitionRefused, match="from tomorrow"):
        actions.ask_for_scores(opportunity, day=clock.today(), by=manager)
    lock(cal, rows[0], 3, 2)
    assert owed.count() == 2
    lock(cal, rows[1], 3, 2)
    assert [one.person for one in owed.all()] == [pat.person]
    lock(pat, rows[0], 3, 2)
    interest.withdraw(rows[1], by=manager)  # nothing is left for Pat
    assert not owed.all().exists()
    assert Promise.objects.filter(person=pat.person, kept_at__isnull=False).exists()


def test_all_that_was_said_goes_with_the_text(opportunity, rows, scorers, manager):
    cal, pat = scorers
    for member, points in ((cal, 4), (pat, 0)):
        lock(member, rows[0], points, 2)
    actions.talk(rows[0], opportunity.criteria.first(), note="We talked.", settled=None, by=manager)
    interest.withdraw(rows[0], by=manager)
    assert not any(model.objects.filter(expression=rows[0]).exists() for model in (Score, Lock, Talk))
    assert [one.expression_id for one in queries.standings(opportunity)] == [rows[1].pk]


def test_more_texts_and_scorers_cost_no_more_queries(opportunity, rows, scorers, django_assert_num_queries):
    with django_assert_num_queries(12):
        queries.standings(opportunity)
    for row in rows:
        for member in scorers:
            lock(member, row, 3, 2)
    with django_assert_num_queries(12):
        assert all(one.settled for one in queries.standings(opportunity))
