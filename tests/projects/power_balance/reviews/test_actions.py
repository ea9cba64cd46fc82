"""A review is promised by each member of both sides, rated, closed for good, and promised anew."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from coproduce.foundation import clock
from coproduce.foundation.history.models import HistoryEntry, Unchangeable
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending.delivery import deliver_due
from coproduce.foundation.promises.kinds import Side as Owed
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.power_balance.reviews import actions as reviewing
from projects.power_balance.reviews.models import PowerRating, PowerReview, ReviewResult
from projects.power_balance.reviews.states import Equal, ReviewState, Theme
from tests import builders
from tests.projects.power_balance.reviews import builders as reviews

pytestmark = pytest.mark.django_db


def open_promises() -> list[tuple]:
    rows = Promise.objects.open().order_by("id").select_related("person", "owner")
    return [(row.kind, row.side, row.person and row.person.name, row.owner.name) for row in rows]


def test_opening_promises_it_for_each_member_of_each_side(project, manager, member):
    review = reviews.opened(project, manager)
    due = clock.end_of_day(review.rate_by)
    assert sorted(open_promises()) == [
        ("power_balance.rate", Owed.CONTRIBUTOR, "Amina Ali", "Mo Manager"),
        ("power_balance.rate_as_staff", Owed.ORGANISATION, "Mo Manager", "Mo Manager"),
    ]
    assert set(Promise.objects.values_list("due_at", flat=True)) == {due}
    assert sorted(Notification.objects.values_list("kind", "recipient__name")) == [
        ("power_balance/review_opened", "Amina Ali"),
        ("power_balance/review_opened", "Mo Manager"),
    ]


def test_one_review_is_open_at_a_time_and_needs_both_sides(project, manager):
    with pytest.raises(TransitionRefused, match="both sides"):
        reviews.opened(project, manager)
    reviews.public_contributors(project, 1)
    reviews.opened(project, manager)
    with pytest.raises(TransitionRefused, match="open already"):
        reviews.opened(project, manager)


def test_the_database_too_allows_one_open_review(project, manager):
    given = {"project": project, "rate_by": clock.today(), "opened_by": manager}
    PowerReview.objects.create(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        PowerReview.objects.create(**given)


def test_answering_every_theme_keeps_the_promise_and_history_tells_no_answer(project, manager, member):
    review = reviews.opened(project, manager)
    for theme in list(Theme)[:-1]:
        reviewing.rate(
            review, person=member.person, theme=theme, equal=Equal.A_LITTLE, words="Hush", by=member
        )
    assert Promise.objects.get(person=member.person).is_open
    reviewing.rate(review, person=member.person, theme=Theme.FEEDBACK, equal=Equal.CANNOT_SAY, by=member)
    assert Promise.objects.get(person=member.person).kept_at is not None
    rated = HistoryEntry.objects.get(verb="rated")
    assert (rated.by, rated.why, rated.detail) == (member, "", {})


def test_an_answer_can_be_changed_until_the_review_closes(project, manager, member):
    review = reviews.opened(project, manager)
    reviews.rate_all(review, member, 2)
    reviewing.rate(review, person=member.person, theme=Theme.TIMES, equal=Equal.FULLY, by=member)
    times = PowerRating.objects.get(rater__person=member.person, theme=Theme.TIMES)
    assert (times.equal, PowerRating.objects.count()) == (Equal.FULLY, len(Theme))
    reviews.rate_all(review, manager, 4)
    reviews.close(review, manager)
    with pytest.raises(TransitionRefused):
        reviewing.rate(review, person=member.person, theme=Theme.TIMES, equal=Equal.PARTLY, by=member)


@pytest.mark.parametrize("who", ["stranger", "somebody who joined later", "somebody who left"])
def test_who_is_not_asked_cannot_rate(project, manager, member, who):
    leaver = reviews.public_contributors(project, 1)[0]
    review = reviews.opened(project, manager)
    user = builders.contributor_user(project.organisation)
    if who == "somebody who joined later":
        builders.team_member(project, user.person)
    if who == "somebody who left":
        user = leaver
        project.members.filter(person=user.person).update(left_on=clock.today())
    with pytest.raises(TransitionRefused):
        reviewing.rate(review, person=user.person, theme=Theme.TIMES, equal=Equal.PARTLY, by=user)
    assert PowerRating.objects.count() == 0


def test_a_review_does_not_close_while_a_side_is_missing(project, manager, member):
    review = reviews.opened(project, manager)
    reviews.rate_all(review, manager, 4)
    with pytest.raises(TransitionRefused, match="Wait until both sides"):
        reviews.close(review, manager)
    reviews.the_day_is_over(review)
    with pytest.raises(TransitionRefused, match="Wait until both sides"):
        reviews.close(review, manager)
    assert (ReviewResult.objects.count(), PowerRating.objects.count()) == (0, len(Theme))


def test_after_the_day_two_of_each_side_are_enough(project, manager):
    public, colleagues = reviews.public_contributors(project, 3), reviews.staff(project, 1)
    review = reviews.opened(project, manager)
    for user in (*public[:2], manager, *colleagues):
        reviews.rate_all(review, user, 3)
    with pytest.raises(TransitionRefused):
        reviews.close(review, manager)
    reviews.the_day_is_over(review)
    assert reviews.close(review, manager).status == ReviewState.CLOSED
    late = Promise.objects.get(person=public[2].person)
    assert (late.kept_at, late.released_why) == (None, "The review is closed.")


def test_closing_keeps_only_what_may_be_shown_and_promises_the_next(project, manager, member):
    others, colleagues = reviews.public_contributors(project, 2), reviews.staff(project, 1)
    review = reviews.opened(project, manager)
    for user in (member, *others):
        reviews.rate_all(review, user, 1, papers=3, words=f"From {user.person.name}")
    for user in (manager, *colleagues):
        reviews.rate_all(review, user, 5, words="Staff words")
    closed = reviews.close(review, manager)
    kept = {
        (row.theme, row.side): (row.answered, row.shown_as, row.halves, len(row.words))
        for row in ReviewResult.objects.filter(theme__in=("times", "papers"))
    }
    assert kept == {
        ("times", "public"): (3, "average", 2, 3),
        ("times", "professional"): (2, "coarse", 9, 0),
        ("papers", "public"): (3, "average", 6, 3),
        ("papers", "professional"): (2, "coarse", 9, 0),
    }
    assert PowerRating.objects.count() == 0
    assert open_promises() == [("power_balance.next_review", Owed.ORGANISATION, None, "Mo Manager")]
    assert Promise.objects.open().get().due_at == clock.end_of_day(closed.next_due_on)
    assert Notification.objects.filter(kind="power_balance/review_closed").count() == 5


def test_results_are_written_once(project, manager, member):
    review = reviews.opened(project, manager)
    reviews.rate_all(review, member, 2)
    reviews.rate_all(review, manager, 4)
    reviews.close(review, manager)
    with pytest.raises(TransitionRefused):
        reviews.close(review, manager)
    row = ReviewResult.objects.first()
    with pytest.raises(Unchangeable):
        row.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewResult._base_manager.filter(pk=row.pk).update(answered=9)
    assert ReviewResult.objects.count() == 2 * len(Theme)


def test_the_next_review_keeps_the_promise_when_it_is_closed(project, manager, member):
    for _time in range(2):
        review = reviews.opened(project, manager)
        reviews.rate_all(review, member, 2)
        reviews.rate_all(review, manager, 4)
        reviews.close(review, manager)
    kept = Promise.objects.filter(kind="power_balance.next_review").order_by("id")
    assert [row.is_open for row in kept] == [False, True]


def test_another_day_moves_what_is_still_promised(project, manager, member):
    review = reviews.opened(project, manager)
    reviews.rate_all(review, member, 2)
    later = clock.today() + dt.timedelta(days=30)
    reviewing.change_day(review, rate_by=later, why="Holidays", by=manager)
    assert [row.due_at for row in Promise.objects.open()] == [clock.end_of_day(later)]
    assert entries_about(review).first().why == "Holidays"


def test_a_review_called_off_deletes_what_people_said(project, manager, member):
    review = reviews.opened(project, manager)
    reviews.rate_all(review, member, 2)
    called_off = reviewing.call_off(review, why="The project pauses.", by=manager)
    assert (called_off.status, called_off.called_off_why) == (ReviewState.CALLED_OFF, "The project pauses.")
    assert (PowerRating.objects.count(), open_promises()) == (0, [])
    with pytest.raises(TransitionRefused):
        reviews.close(review, manager)


def test_mail_leads_each_side_to_its_own_page_and_tells_no_answer(project, manager, member, mailoutbox):
    review = reviews.opened(project, manager)
    reviews.rate_all(review, member, 1, words="Secret words")
    reviews.rate_all(review, manager, 5, words="Other words")
    reviews.close(review, manager)
    deliver_due()
    mails = {mail.to[0]: mail.body for mail in mailoutbox}
    assert f"/my/projects/power_balance/reviews/{review.ref}/" in mails[member.email]
    assert f"/projects/power_balance/reviews/{review.ref}/" in mails[manager.email]
    assert not any("words" in body.replace("In their words", "") for body in mails.values())


def test_a_closed_project_holds_no_review(project, manager, member):
    review = reviews.opened(project, manager)
    type(project).objects.filter(pk=project.pk).update(status="closed")
    attempts = [
        lambda: reviewing.rate(review, person=member.person, theme=Theme.TIMES, equal=Equal.FULLY, by=member),
        lambda: reviewing.call_off(review, why="x", by=manager),
        lambda: reviewing.change_day(review, rate_by=clock.today(), why="x", by=manager),
        lambda: reviews.close(review, manager),
        lambda: reviews.opened(project, manager),
    ]
    for attempt in attempts:
        with pytest.raises(TransitionRefused):
            attempt()
    assert PowerRating.objects.count() == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"answered": 1, "shown_as": "coarse", "halves": 3},
        {"answered": 2, "shown_as": "average", "halves": 4},
        {"answered": 2, "shown_as": "coarse", "halves": 4},
        {"answered": 1, "shown_as": "nothing", "halves": 4},
        {"answered": 3, "shown_as": "average", "halves": 11},
    ],
)
def test_the_database_itself_protects_small_groups(project, manager, fields):
    review = PowerReview.objects.create(project=project, rate_by=clock.today(), opened_by=manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewResult.objects.create(review=review, theme="times", side="public", **fields)
