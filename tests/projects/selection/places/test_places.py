"""From the rule to the role: what everyone read is what happens, and everyone who was told yes is offered it."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import words
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.roles.answering import actions as answering
from projects.selection.drawing import actions as drawing
from projects.selection.drawing import queries as choosing_queries
from projects.selection.drawing.models import ChoosingRule, Draw, Lot
from projects.selection.drawing.rules import check_draw
from projects.selection.interest import actions as interest
from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity
from projects.selection.places import actions, queries
from projects.selection.places.models import Place
from projects.selection.places.rules import lines
from projects.selection.replies import actions as replies
from projects.selection.replies import queries as reply_queries
from projects.selection.replies import rules as reply_rules
from projects.selection.scoring.rules import Standing
from projects.team.models import TeamMember
from tests import builders
from tests.projects.selection.interest.conftest import DAY, close, contact, opened, sent
from tests.projects.selection.places.conftest import SEED, applied, drawn, listed, ruled

pytestmark = pytest.mark.django_db


@pytest.fixture
def traveller():
    with time_machine.travel(clock.now(), tick=False) as moved:
        yield moved


def answer_all(opportunity, manager):
    for outcome in ("yes", "reserve", "no"):
        replies.write(opportunity, outcome=outcome, words=f"Words for {outcome}.", by=manager)
    seal = reply_rules.seal(reply_queries.waiting(opportunity), reply_queries.words(opportunity))
    replies.send_all(opportunity, seen=seal, by=manager)


def told(kind):
    return [message.recipient.name for message in Notification.objects.filter(kind=kind).order_by("pk")]


def stands(opportunity):
    rows = Place.objects.filter(opportunity=opportunity).order_by("was_reserve", "number")
    return [(row.was_reserve, row.number, row.status) for row in rows]


def test_the_rule_stays_as_everyone_read_it(opportunity):
    for change in (
        lambda: ChoosingRule.objects.filter(opportunity=opportunity).update(reserves=5),
        lambda: ChoosingRule.objects.filter(opportunity=opportunity).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_list_out_before_the_seed_and_the_seed_on_its_day_set_everyones_outcome(
    opportunity, manager, traveller
):
    applied(opportunity, 6)
    with pytest.raises(TransitionRefused):  # it is open still
        actions.publish(opportunity, by=manager)
    made = listed(opportunity, manager)
    with pytest.raises(TransitionRefused):  # nobody can know the numbers yet
        actions.draw(opportunity, seed=SEED, by=manager)
    with pytest.raises(TransitionRefused):  # and nobody joins the list
        interest.take(
            opportunity, contact=contact("Late"), answers={}, needs="", helper="", came_by="phone",
            late_why="The post was late.", by=manager,
        )  # fmt: skip
    traveller.move_to(clock.end_of_day(made.seed_on))
    made = actions.draw(opportunity, seed=f" {SEED}  ", by=manager)
    by_code = {lot.code: lot.expression for lot in Lot.objects.select_related("expression")}
    assert check_draw.draw(made.document, SEED) == (made.result["chosen"], made.result["reserve"])
    assert [by_code[code].outcome for code in made.result["chosen"]] == ["yes"] * 2
    assert [by_code[code].outcome for code in made.result["reserve"]] == ["reserve"] * 2
    assert sorted(by_code[code].outcome for code in by_code) == ["no"] * 2 + ["reserve"] * 2 + ["yes"] * 2
    with pytest.raises(TransitionRefused):  # never a second time
        actions.draw(opportunity, seed="1 2 3", by=manager)
    for change in ({"seed": "1 2 3"}, {"result": {"chosen": [], "reserve": []}}, {"document": {}}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Draw.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(TransitionRefused):  # and nobody decides by hand against it
        replies.decide(by_code[made.result["chosen"][0]], outcome="no", by=manager)


def test_the_command_makes_it_again(opportunity, manager, traveller, tmp_path, capsys):
    applied(opportunity, 4)
    made = drawn(opportunity, manager, traveller)
    call_command("draw", verify=made.ref)
    assert made.result["chosen"][0] in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("draw", verify=made.ref, seed="1 2 3")
    with pytest.raises(CommandError):
        call_command("draw", verify="nowhere")


def test_a_list_that_is_late_gets_another_day_with_a_reason(opportunity, manager, traveller):
    applied(opportunity, 3)
    close(opportunity)
    day = opportunity.choosing_rule.seed_on
    traveller.move_to(clock.end_of_day(day))
    for wrong in ({}, {"seed_on": day, "why": "Ill"}, {"seed_on": day + DAY}):
        with pytest.raises(TransitionRefused):
            actions.publish(opportunity, by=manager, **wrong)
    made = actions.publish(opportunity, by=manager, seed_on=day + DAY, why="Scoring took longer.")
    assert made.document["seed_on"] == (day + DAY).isoformat()


def test_who_takes_it_back_before_the_answers_is_followed_by_the_first_reserve(
    opportunity, manager, traveller
):
    applied(opportunity, 5)
    drawn(opportunity, manager, traveller)
    first = Place.objects.get(number=1, was_reserve=False)
    next_one = Place.objects.get(number=1, was_reserve=True)
    interest.withdraw(first.expression, by=None)
    next_one.refresh_from_db()
    assert (next_one.status, next_one.instead_of, next_one.expression.outcome) == ("chosen", first, "yes")
    assert stands(opportunity) == [
        (False, 1, "dropped"), (False, 2, "chosen"), (True, 1, "chosen"), (True, 2, "reserve"),
    ]  # fmt: skip
    assert told("selection/place_free") == []  # the answer says it


def test_yes_means_the_role_is_offered_and_agreed_and_who_declines_is_followed(
    opportunity, manager, traveller
):
    applied(opportunity, 5)
    drawn(opportunity, manager, traveller)
    first, second = Place.objects.filter(was_reserve=False).order_by("number")
    with pytest.raises(TransitionRefused):  # everyone hears first
        actions.offer_role(first, by=manager)
    answer_all(opportunity, manager)
    owed = Promise.objects.open().filter(kind="selection.offer_role")
    assert {one.subject_id for one in owed.all()} == {first.pk, second.pk}
    assert Promise.objects.open().filter(kind="selection.reserve").count() == 2
    made = actions.offer_role(first, by=manager)
    assert owed.count() == 1
    answering.agree(made, content_hash=made.version.content_hash, by=manager)
    first.refresh_from_db()
    assert first.status == "taken"
    assert TeamMember.objects.current().filter(person=first.expression.person, side="public").exists()

    answering.decline(actions.offer_role(second, by=manager), by=manager)
    second.refresh_from_db()
    assert second.status == "dropped"
    actions.look_after()
    actions.look_after()  # may run twice
    reserve = Place.objects.get(number=1, was_reserve=True)
    assert (reserve.status, reserve.instead_of) == ("chosen", second)
    assert told("selection/place_free") == [reserve.expression.person.name]
    assert [one.subject_id for one in owed.all()] == [reserve.pk]
    actions.drop_out(reserve, why="Has other plans", by=manager)
    assert stands(opportunity)[2:] == [(True, 1, "dropped"), (True, 2, "chosen")]
    assert owed.exclude(subject_id=Place.objects.get(number=2, was_reserve=True).pk).count() == 0


def test_no_more_people_have_a_place_than_there_are(opportunity, manager, traveller):
    applied(opportunity, 5)
    drawn(opportunity, manager, traveller)
    reserve = Place.objects.filter(status="reserve").first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=reserve.pk).update(status="chosen")


def test_a_reserve_hears_when_it_is_over(opportunity, manager, traveller):
    applied(opportunity, 3)
    drawn(opportunity, manager, traveller)
    answer_all(opportunity, manager)
    reserve = Place.objects.get(status="reserve")
    traveller.move_to(clock.end_of_day(reserve.until))
    actions.look_after()
    assert stands(opportunity)[-1] == (True, 1, "reserve")  # its last day
    traveller.shift(dt.timedelta(hours=2))
    actions.look_after()
    assert stands(opportunity)[-1] == (True, 1, "over")
    assert told("selection/place_over") == [reserve.expression.person.name]
    assert not Promise.objects.open().filter(kind="selection.reserve").exists()
    interest_place = Place.objects.filter(status="chosen").first()
    actions.drop_out(interest_place, why="Moves away", by=manager)  # nobody is left to follow
    assert stands(opportunity)[-1] == (True, 1, "over")


def test_a_project_that_closes_ends_what_waits_and_asks_nobody_new(opportunity, manager, traveller, project):
    applied(opportunity, 4)
    drawn(opportunity, manager, traveller)
    answer_all(opportunity, manager)
    actions.offer_role(Place.objects.get(number=1, was_reserve=False), by=manager)
    builders.closed(project, by=manager)
    actions.look_after()
    assert {status for _reserve, _n, status in stands(opportunity)} == {"dropped"}
    assert told("selection/place_free") == []
    assert len(told("selection/place_over")) == 3
    assert not Promise.objects.open().filter(kind__startswith="selection.").exists()


def test_kept_places_are_filled_also_when_someone_drops_out(manager, project, traveller):
    opportunity = opened(project, manager, places=2)
    ruled(opportunity, method="kept", reserves=4, groups=[1])
    applied(opportunity, 6, groups={0: [1], 1: [1]})
    drawn(opportunity, manager, traveller)

    def of_group():
        rows = Place.objects.held().filter(opportunity=opportunity)
        return {row.expression_id for row in rows} & group

    group = {row.pk for row in Expression.objects.order_by("pk")[:2]}
    assert of_group()
    answer_all(opportunity, manager)
    gone = Place.objects.get(expression_id=min(of_group()))
    others = of_group() - {gone.expression_id}
    actions.drop_out(gone, why="Ill", by=manager)
    assert others or of_group() == group - {gone.expression_id}


def test_where_staff_decide_yes_is_owed_the_role_too_and_no_more_than_there_are_places(manager, project):
    opportunity = opened(project, manager, places=1)
    rows = [sent(opportunity, name=f"P {n}", email=f"p{n}@example.org") for n in range(2)]
    for row in rows:
        replies.decide(row, outcome="yes", by=manager)
    close(opportunity)
    with pytest.raises(TransitionRefused):
        answer_all(opportunity, manager)
    replies.decide(rows[1], outcome="reserve", by=manager)
    answer_all(opportunity, manager)
    assert stands(opportunity) == [(False, 1, "chosen"), (True, 1, "reserve")]
    assert Promise.objects.open().get(kind="selection.offer_role").person == rows[0].person


def test_feedback_is_in_the_answer_of_who_asked_and_promised_to_who_asks_later(manager, project):
    opportunity = opened(project, manager)
    asks, later = (sent(opportunity, name=f"P {n}", email=f"p{n}@example.org") for n in range(2))
    drawing.save_wishes(asks, groups=[], feedback=True, by=None)
    close(opportunity)
    for row in (asks, later):
        replies.decide(row, outcome="no", by=manager)
    with pytest.raises(TransitionRefused):  # someone asked, and it is not written
        answer_all(opportunity, manager)
    replies.give_feedback(asks, words="Your first answer was strong.", by=manager)
    other = opened(project, manager, title="Help with the website")
    answer_all(opportunity, manager)
    said = {message.recipient.name: words(message)[1] for message in _answers()}
    assert "Your first answer was strong." in said["P 0"]
    assert "Your first answer was strong." not in said["P 1"]
    assert all(
        f"/opportunities/{other.ref}/" in body and "/opportunities/news/" in body for body in said.values()
    )

    replies.ask_feedback(later, by=manager)
    assert Promise.objects.open().filter(kind="selection.feedback").count() == 1
    replies.give_feedback(later, words="Say more about you.", by=manager)
    assert not Promise.objects.open().filter(kind="selection.feedback").exists()
    assert told("selection/feedback_given") == ["P 1"]
    with pytest.raises(TransitionRefused):
        replies.give_feedback(later, words="Again", by=manager)


def _answers():
    return Notification.objects.filter(kind="selection/answered").select_related("recipient")


def test_a_record_says_no_number_that_tells_of_one_person(manager, project):
    opportunity = opened(project, manager)
    rows = [sent(opportunity, name=f"P {n}", email=f"p{n}@example.org") for n in range(9)]
    interest.withdraw(rows[0], by=None)
    shown = dict(lines(queries.record(opportunity)))
    assert shown["Came in"] == "9"
    assert not {"8", "1"} & set(shown.values())
    assert shown["In the list of the draw"] == "0"


def test_a_rule_is_written_while_it_is_a_draft_alone(opportunity, manager):
    with pytest.raises(TransitionRefused):
        drawing.set_rule(opportunity, words={}, groups=[], by=manager)
    with pytest.raises(TransitionRefused):
        drawing.drop_rule(opportunity, by=manager)
    with pytest.raises(TransitionRefused):
        drawing.publish(opportunity, by=manager)


def standing(row, total, *, meets_bar=True):
    return Standing(row.pk, row.blind_ref, Decimal(total), Decimal(total), meets_bar, settled=True)


def test_only_who_meets_the_bar_is_chosen_and_the_most_points_come_first(
    manager, project, traveller, monkeypatch
):
    opportunity = opened(project, manager, places=2)
    ruled(opportunity, method="ranking", reserves=1)
    rows = applied(opportunity, 5)
    points = [standing(row, total) for row, total in zip(rows, (3, 8, 5, 5, 1), strict=True)]
    points[4] = standing(rows[4], 9, meets_bar=False)
    monkeypatch.setattr(choosing_queries, "is_scored", lambda _opportunity: True)
    monkeypatch.setattr(choosing_queries, "standings", lambda _opportunity: points)
    with pytest.raises(TransitionRefused):  # the panel has not finished
        listed(opportunity, manager)
    monkeypatch.setattr(choosing_queries, "is_closed", lambda _opportunity: True)
    drawn(opportunity, manager, traveller)
    outcomes = [Expression.objects.get(pk=row.pk).outcome for row in rows]
    assert (outcomes[0], outcomes[1], outcomes[4]) == ("no", "yes", "no")
    assert sorted(outcomes[2:4]) == ["reserve", "yes"]
    assert Place.objects.get(number=1, was_reserve=False).expression == rows[1]


def test_where_nobody_meets_the_bar_everyone_can_be_answered(manager, project, monkeypatch):
    opportunity = opened(project, manager)
    ruled(opportunity, method="ranking")
    rows = applied(opportunity, 2)
    monkeypatch.setattr(choosing_queries, "is_scored", lambda _opportunity: True)
    monkeypatch.setattr(choosing_queries, "is_closed", lambda _opportunity: True)
    monkeypatch.setattr(
        choosing_queries,
        "standings",
        lambda _opportunity: [standing(row, 1, meets_bar=False) for row in rows],
    )
    assert listed(opportunity, manager).is_drawn  # nothing is left to chance
    assert {row.outcome for row in Expression.objects.all()} == {"no"}
    assert not Place.objects.exists()


def test_a_project_that_closes_before_the_draw_leaves_the_answers_to_staff(opportunity, manager, project):
    (row,) = applied(opportunity, 1)
    close(opportunity)
    Opportunity.objects.filter(pk=opportunity.pk).update(status="closed", ended_at=clock.now())
    with pytest.raises(TransitionRefused):
        replies.decide(row, outcome="no", by=manager)
    builders.closed(project, by=manager)
    assert replies.decide(row, outcome="no", by=manager).outcome == "no"


def test_pages_lead_from_the_rule_to_the_role(opportunity, manager, traveller):
    applied(opportunity, 4)
    client = builders.sign_in(Client(), manager)
    close(opportunity)
    page = f"/choosing/of/{opportunity.ref}/"
    assert f"{page}list/" in client.get(page).text
    client.post(f"{page}list/", {"another": "no"})
    public = f"/opportunities/{opportunity.ref}/draw/"
    made = Draw.objects.get(opportunity=opportunity)
    said = client.get(public).text
    assert made.document["list_hash"] in said
    assert "Person" not in said
    traveller.move_to(clock.end_of_day(made.seed_on))
    client = builders.sign_in(Client(), manager)
    refused = client.post(f"{page}draw/", {"seed": ""})
    assert "Error" in refused.text
    client.post(f"{page}draw/", {"seed": SEED})
    answer_all(opportunity, manager)
    place = Place.objects.filter(status="chosen").first()
    assert "Person" in client.get(page).text
    client.post(f"/places/{place.ref}/offer/")
    place.refresh_from_db()
    assert place.status == "offered"
    assert client.get(f"/places/of/{opportunity.ref}/record/").status_code == 200
    document = client.get(f"/opportunities/{opportunity.ref}/draw.json").json()
    assert check_draw.problems(document) == []
    assert client.get("/opportunities/check-draw.py").text == Path(check_draw.__file__).read_text()


def test_a_rule_that_does_not_fit_comes_back_with_what_was_typed(project, manager):
    draft = builders.opportunity(builders.role(project, offered_by=manager), by=manager, is_open=False)
    client = builders.sign_in(Client(), manager)
    day = draft.closes_at.date() if draft.closes_at else clock.today()
    typed = {
        "way": "kept", "seed_from": "Lotto", "reserves": "x", "label1": "Carers",
        "seed_on_0": day.day, "seed_on_1": day.month, "seed_on_2": day.year,
    }  # fmt: skip
    page = client.post(f"/choosing/of/{draft.ref}/rule/", typed)
    assert "Error" in page.text
    assert "Carers" in page.text
    assert not ChoosingRule.objects.filter(opportunity=draft).exists()
