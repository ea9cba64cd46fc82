"""How long a role may last with its renewals: asked when a text is offered, and when somebody says yes."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.roles.answering import actions as answering
from projects.roles.describing.rules import contradictions
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment
from projects.roles.rules import Invitee
from projects.roles.tasks import look_at_terms
from projects.roles.terms import rules
from projects.roles.terms.queries import how_it_goes_on
from projects.roles.writing import actions as writing
from tests import builders

pytestmark = pytest.mark.django_db
WEEK, DAY = dt.timedelta(weeks=1), dt.timedelta(days=1)


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters", status="running")


@pytest.fixture
def ada(trust):
    return builders.contributor_user(trust, name="Ada")


def says_yes(assignment, user) -> Assignment:
    assignment.refresh_from_db()
    answering.agree(assignment, content_hash=assignment.version.content_hash, by=user)
    assignment.refresh_from_db()
    return assignment


def agreed(project, ada, manager, **fields) -> Assignment:
    role = builders.role(project, "Partner", offered_by=manager, **fields)
    [one] = inviting.invite(role, invitees=[Invitee(person=ada.person)], by=manager)
    return says_yes(one, ada)


def offer(role, manager, **words):
    draft = writing.start_draft(role, by=manager)
    return writing.offer(writing.edit_draft(draft, words=words, by=manager), by=manager)


def in_weeks(weeks: int) -> dt.date:
    return clock.today() + weeks * WEEK


def at(day: dt.date) -> time_machine.travel:
    return time_machine.travel(dt.datetime.combine(day, dt.time(8), tzinfo=clock.UK), tick=False)


LIMITS = {
    "no renewal": ({"renewal": "no"}, 40, "It was agreed that it cannot go on for longer."),
    "longest": (
        {"renewal": "yes", "longest": 30, "longest_unit": "week"},
        31,
        "With every renewal it can last until",
    ),
    "each time": (
        {"renewal": "yes", "renewal_length": 4, "renewal_unit": "week"},
        25,
        "It can be renewed until",
    ),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_longer_time_than_was_agreed_is_not_offered(project, ada, manager, name):
    limits, weeks, why = LIMITS[name]
    role = agreed(project, ada, manager, ends_on=in_weeks(20), **limits)
    with pytest.raises(TransitionRefused) as refused:
        offer(role.role, manager, ends_on=in_weeks(weeks), renewal="yes", longest=None, longest_unit="")
    assert str(refused.value).startswith(f"Ada cannot be in this role that long. {why}")
    assert "first agree on another limit with the same end" in str(refused.value)
    role.refresh_from_db()
    assert role.version.number == 1


def test_the_last_day_of_a_limit_is_still_within_it(project, ada, manager):
    role = agreed(
        project, ada, manager, ends_on=in_weeks(20), renewal="yes", renewal_length=4, renewal_unit="week"
    )
    offer(role.role, manager, ends_on=in_weeks(24))
    assert says_yes(role, ada).ends_on == in_weeks(24)


def test_it_is_renewed_as_often_as_agreed_and_no_more(project, ada, manager):
    role = agreed(project, ada, manager, ends_on=in_weeks(20), renewal="yes", renewal_times=1)
    offer(role.role, manager, ends_on=in_weeks(30))
    says_yes(role, ada)
    assert how_it_goes_on(role) == "It cannot go on for longer."
    with pytest.raises(TransitionRefused, match="renewed 1 time at most, and it has been"):
        offer(role.role, manager, ends_on=in_weeks(40))
    offer(role.role, manager, ends_on=in_weeks(30), purpose="Other words, the same end.")  # no renewal
    says_yes(role, ada)


def test_another_limit_is_agreed_on_first(project, ada, manager):
    role = agreed(project, ada, manager, ends_on=in_weeks(20), renewal="no")
    offer(role.role, manager, renewal="yes")
    says_yes(role, ada)
    offer(role.role, manager, ends_on=in_weeks(40))
    assert says_yes(role, ada).ends_on == in_weeks(40)


def test_a_limit_is_an_end_where_none_is_named(project, ada, manager):
    role = agreed(project, ada, manager, renewal="yes", longest=2, longest_unit="year")
    assert role.ends_on == rules.after(role.starts_on, 2, "year")
    with pytest.raises(TransitionRefused, match="With every renewal it can last until"):
        offer(role.role, manager, longest=None, longest_unit="")
    assert Promise.objects.open().filter(kind="roles.review").exists()


def test_who_says_yes_is_asked_about_the_limit_once_more(project, ada, manager):
    """The text was put before them past the check, by whatever way."""
    role = agreed(project, ada, manager, ends_on=in_weeks(20))
    offer(role.role, manager, ends_on=in_weeks(40))
    role.refresh_from_db()
    longer = role.version
    offer(role.role, manager, ends_on=in_weeks(20), renewal="no")
    says_yes(role, ada)
    Assignment.objects.update(version=longer)
    with pytest.raises(TransitionRefused, match="This text would last longer than you agreed"):
        says_yes(role, ada)
    role.refresh_from_db()
    assert role.ends_on == in_weeks(20)


def test_a_limit_counts_from_the_first_day_where_one_time_follows_the_other(project, ada, manager):
    limit = {"term_kind": "fixed", "term_least": 4, "term_unit": "week", "longest": 6, "longest_unit": "week"}
    role = agreed(project, ada, manager, **limit)
    with at(role.ends_on + DAY):
        look_at_terms()
        with pytest.raises(TransitionRefused, match="Ada has been in this role until now"):
            inviting.invite(role.role, invitees=[Invitee(person=ada.person)], by=manager)
    with at(role.ends_on + 9 * WEEK):  # after a break they begin anew
        assert inviting.invite(role.role, invitees=[Invitee(person=ada.person)], by=manager)


@pytest.mark.parametrize(
    "words",
    [
        {"term_kind": "fixed", "term_least": 25, "term_unit": "month", "longest": 2, "longest_unit": "year"},
        {"term_kind": "usually", "term_least": 12, "term_most": 36, "term_unit": "month", "longest": 2,
         "longest_unit": "year"},
        {"starts_on": "2027-03-01", "ends_on": "2029-03-01", "longest": 2, "longest_unit": "year"},
    ],
    ids=["fixed", "at most", "days"],
)  # fmt: skip
def test_a_text_that_breaks_its_own_limit_does_not_fit_together(words):
    said = "The role lasts longer than the longest it can be in all."
    assert said in contradictions(words)
    assert said not in contradictions(words | {"longest": 4})


def test_both_sides_hear_before_each_end_and_talk_before_each(client, project, ada, manager):
    role = agreed(project, ada, manager, ends_on=in_weeks(20), renewal="yes", renewal_times=2, longest=1,
                  longest_unit="year")  # fmt: skip
    for end, later in ((in_weeks(20), in_weeks(40)), (in_weeks(40), None)):
        with at(end - 4 * WEEK):
            for _twice in range(2):
                look_at_terms()
            told = Notification.objects.filter(params__ends_on=end.isoformat())
            assert sorted(told.values_list("kind", "recipient__name")) == [
                ("roles/ends_soon", "Ada"),
                ("roles/ends_soon_staff", "Mo Manager"),
            ]
            for one in told:
                body = render(one)[1]
                assert "It can go on until" in body
                assert "if you both agree" in body
            talk = Promise.objects.open().get(kind="roles.review")
            assert talk.due_at >= clock.now()
            builders.sign_in(client, manager)
            page = client.get(reverse("roles:assignment", args=[role.ref])).text
            assert "It can go on until" in page
            client.post(reverse("roles:talked", args=[role.ref]))
            if later:
                offer(role.role, manager, ends_on=later)
                says_yes(role, ada)
    assert Promise.objects.filter(kind="roles.review", kept_at__isnull=False).count() == 2
