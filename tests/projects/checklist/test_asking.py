"""One public member does not speak for four: they are asked by a day, and it says how many have answered."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.checklist import actions
from projects.checklist.queries import five_steps, glance
from projects.checklist.states import Stand, View
from projects.team import actions as team
from projects.team.states import Side
from tests import builders

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def four(project, member):
    """Amina and three more public members."""
    more = [builders.contributor_user(project.organisation) for _n in range(3)]
    for user in more:
        builders.team_member(project, user.person)
    return [member, *more]


def say(project, user, view=View.AGREE, side=Side.PUBLIC, words=""):
    actions.sign(project, step=1, side=side, person=user.person, view=view, words=words, by=user)


def stands(project) -> tuple[str, str]:
    row = glance([project])[project.pk][0]
    assert five_steps(project)[0].row == row
    return row.state, row.label


def test_both_sides_agree_when_everybody_has_answered(project, manager, four):
    say(project, manager, side=Side.PROFESSIONAL)
    for number, user in enumerate(four[:3], 1):
        say(project, user)
        words = f"staff agree, waiting for public members, {number} of 4 public members have answered"
        assert stands(project) == (Stand.OURS, words)
    say(project, four[3])
    assert stands(project) == (Stand.AGREED, "both sides agree, 4 of 4 public members have answered")


def test_it_waits_for_those_who_were_asked_until_the_day_given(project, manager, four):
    say(project, manager, side=Side.PROFESSIONAL)
    say(project, four[0])
    ask = actions.ask(project, step=1, answer_by=clock.today() + 7 * DAY, by=manager)
    open_now = Promise.objects.open().about(ask)
    assert set(open_now.values_list("person", flat=True)) == {user.person.pk for user in four[1:]}
    assert set(open_now.values_list("due_at", flat=True)) == {clock.end_of_day(ask.answer_by)}
    assert Notification.objects.filter(kind="checklist/asked").count() == 3
    for days, state in ((0, Stand.OURS), (7, Stand.OURS), (8, Stand.AGREED)):
        with time_machine.travel(clock.now() + days * DAY, tick=False):
            assert stands(project)[0] == state
            assert "1 of 4 public members have answered" in stands(project)[1]
    say(project, four[1], view=View.DISAGREE, words="No.")
    with time_machine.travel(clock.now() + 8 * DAY, tick=False):
        assert stands(project)[0] == Stand.OURS
    assert not open_now.filter(person=four[1].person).exists()  # kept by saying it


def test_the_day_passing_makes_no_yes_of_silence(project, manager, four):
    say(project, manager, side=Side.PROFESSIONAL)
    actions.ask(project, step=1, answer_by=clock.today(), by=manager)
    with time_machine.travel(clock.now() + DAY, tick=False):
        assert stands(project)[0] == Stand.OURS


def test_asking_again_takes_the_place_of_the_first_question(project, manager, four):
    first = actions.ask(project, step=1, answer_by=clock.today() + DAY, by=manager)
    second = actions.ask(project, step=1, answer_by=clock.today() + 9 * DAY, by=manager)
    assert Promise.objects.open().about(first).count() == 0
    assert Promise.objects.open().about(second).count() == 4
    assert five_steps(project)[0].answer_by == second.answer_by
    for user in four:
        say(project, user)
    with pytest.raises(TransitionRefused):
        actions.ask(project, step=1, answer_by=clock.today() + DAY, by=manager)


def test_who_has_left_is_not_waited_for(project, manager, four):
    say(project, manager, side=Side.PROFESSIONAL)
    for user in four[:3]:
        say(project, user)
    team.leave(project, person=four[3].person, by=four[3])
    assert stands(project) == (Stand.AGREED, "both sides agree, 3 of 3 public members have answered")


def test_the_pages_ask_and_lead_to_the_answer(client, project, manager, member):
    builders.sign_in(client, manager)
    overview = reverse("checklist:overview", args=[project.ref])
    ask = reverse("checklist:ask", args=[project.ref, 1])
    assert ask in client.get(overview).content.decode()
    by = clock.today() + DAY
    day = {"answer_by_0": by.day, "answer_by_1": by.month, "answer_by_2": by.year}
    assert client.post(ask, day).status_code == 302
    assert "asked to answer by" in client.get(overview).content.decode()
    builders.sign_in(client, member)
    page = reverse("my_checklist:asked", args=[project.sign_off_asks.get().ref])
    assert client.get(page).url == reverse("my_checklist:say", args=[project.ref, 1])
    stranger = builders.contributor_user(project.organisation)
    builders.sign_in(client, stranger)
    assert client.get(page).status_code == 404
