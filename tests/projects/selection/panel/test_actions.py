"""A panel: asked, yes or no, whom they know before any text, what shows late, and the beginning."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from contributors.accounts import actions as accounts
from contributors.accounts.models import StaffRole
from contributors.people.models import Person
from contributors.people.signals import organisation_left
from coproduce.foundation import clock
from coproduce.foundation.encryption import decrypt
from coproduce.foundation.notifications.by_hand import queries as by_hand
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.selection.criteria import actions as criteria
from projects.selection.interest import actions as interest
from projects.selection.models import Declaration, Expression, PanelMember, ScoringPlan
from projects.selection.opportunities import actions as opportunities
from projects.selection.panel import actions
from projects.selection.panel.queries import beginning, may_be_asked, may_read, readable, undeclared
from projects.selection.panel.recording import actions as recording
from projects.selection.panel.rules import in_the_way, seal
from tests import builders
from tests.projects.selection.interest.conftest import contact
from tests.projects.selection.panel.conftest import came, closed, declares
from tests.projects.selection.scoring.conftest import redact

pytestmark = pytest.mark.django_db


def asked(opportunity, user, by, part="scores") -> PanelMember:
    day = clock.today() + dt.timedelta(days=5)
    return actions.ask(opportunity, person=user.person, part=part, answer_by=day, by=by)


def joined(opportunity, user, by, part="scores") -> PanelMember:
    return actions.answer(asked(opportunity, user, by, part), yes=True, by=user)


def open_promises(member) -> list[str]:
    return sorted(Promise.objects.open().about(member).values_list("kind", flat=True))


def told(person: Person) -> list[str]:
    rows = Notification.objects.filter(recipient=person, kind__startswith="selection/panel")
    return list(rows.order_by("pk").values_list("kind", flat=True))


def test_asked_yes_and_asked_whom_they_know_when_all_names_are_in(scored, ann, manager):
    member = asked(scored, ann, manager)
    assert (open_promises(member), told(ann.person)) == (["selection.sit"], ["selection/panel_asked"])
    member = actions.answer(member, yes=True, by=ann)
    assert (member.is_public, open_promises(member)) == (True, [])
    came(scored, "Rosa Quill")
    assert undeclared(member) == [], "not before closing: names are still coming in"
    closed(scored)
    assert open_promises(member) == ["selection.declare"]
    assert told(ann.person)[-1] == "selection/panel_declare"
    declares(member)
    assert open_promises(member) == []


def test_a_no_ends_it_and_somebody_can_be_asked_once_at_a_time(scored, ann, manager):
    member = asked(scored, ann, manager)
    with pytest.raises(TransitionRefused, match="asked already"):
        asked(scored, ann, manager)
    member = actions.answer(member, yes=False, by=ann)
    assert (member.status, open_promises(member)) == ("declined", [])
    assert told(manager.person) == ["selection/panel_answered"]
    asked(scored, ann, manager)


def test_a_colleague_is_no_public_member_and_owes_it_themself(scored, sam, manager):
    member = asked(scored, sam, manager)
    promise = Promise.objects.open().about(member).get()
    assert (member.is_public, promise.kind, promise.owner) == (False, "selection.sit_as_staff", sam.person)


def test_nobody_who_works_there_is_a_public_member(scored, manager, ann):
    clerk = builders.staff_user("finance", scored.organisation, name="Fin Ance")
    assert asked(scored, clerk, manager).is_public is False
    assert clerk.person not in may_be_asked(scored, public=True)
    assert may_be_asked(scored, public=True) == [ann.person]


def test_who_cannot_be_asked(scored, opened, ann, manager):
    stranger = builders.contributor_user(builders.organisation("Elsewhere"))
    with pytest.raises(TransitionRefused, match="works with your organisation"):
        asked(scored, stranger, manager)
    with pytest.raises(TransitionRefused, match="Nobody gives points"):
        asked(opened, ann, manager)
    row = came(scored, "Ann Public")[0]
    Expression.objects.filter(pk=row.pk).update(person=ann.person)
    with pytest.raises(TransitionRefused, match="put themselves forward"):
        asked(scored, ann, manager)


def test_who_has_seen_names_does_not_score_later(scored, sam, manager):
    actions.end(joined(scored, sam, manager, part="redacts"), why="Ill", by=manager)
    with pytest.raises(TransitionRefused, match="other part"):
        asked(scored, sam, manager)
    asked(scored, sam, manager, part="redacts")


def test_no_declaration_no_text_and_a_conflict_no_text(scored, ann, sam, manager):
    rosa, tom = came(scored, "Rosa Quill", "Tom Ash")
    closed(scored)
    ann_sits, sam_sits = joined(scored, ann, manager), joined(scored, sam, manager, part="redacts")
    assert list(readable(sam_sits)) == []
    declares(sam_sits, rosa)
    assert list(readable(sam_sits)) == [tom], "who takes out names reads before scoring begins"
    declares(ann_sits, tom, why="My brother")
    assert list(readable(ann_sits)) == [], "who scores reads when scoring has begun"
    ScoringPlan.objects.filter(opportunity=scored).update(begun_at=clock.now(), begun_by=manager)
    assert list(readable(ann_sits)) == [rosa]
    assert (may_read(ann_sits, rosa), may_read(ann_sits, tom)) == (True, False)
    said = Declaration.objects.get(member=ann_sits, expression=tom)
    assert decrypt(said.sealed_why, bound_to=said.bound_to("sealed_why")) == "My brother"
    assert "My brother" not in said.sealed_why
    interest.withdraw(rosa, by=None)
    assert list(readable(ann_sits)) == [], "what was taken back is gone for everybody"


def test_a_conflict_stays_also_for_who_comes_back(scored, ann, manager):
    rosa, tom = came(scored, "Rosa Quill", "Tom Ash")
    closed(scored)
    first = joined(scored, ann, manager)
    declares(first, rosa)
    actions.end(first, why="Away", by=manager)
    again = joined(scored, ann, manager)
    ScoringPlan.objects.filter(opportunity=scored).update(begun_at=clock.now(), begun_by=manager)
    declares(again)
    assert list(readable(again)) == [tom]
    assert list(readable(PanelMember.objects.get(pk=first.pk))) == []


def test_the_database_takes_no_conflict_back(scored, ann, manager):
    rosa, tom = came(scored, "Rosa Quill", "Tom Ash")
    closed(scored)
    declares(joined(scored, ann, manager), rosa)
    for row, change in (
        (rosa, {"conflict": False}),
        (rosa, {"conflict": True, "late": True}),
        (tom, {"conflict": True}),
        (tom, {"late": True}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Declaration.objects.filter(expression=row).update(**change)


def test_nobody_answers_for_a_name_they_were_not_shown(scored, ann, manager):
    came(scored, "Rosa Quill")
    closed(scored)
    member = joined(scored, ann, manager)
    seen = seal(one.ref for one in undeclared(member))
    late(scored, manager)
    with pytest.raises(TransitionRefused, match="has changed"):
        actions.declare(member, knows=[], seen=seen, by=ann)
    assert Declaration.objects.count() == 0


def late(opportunity, by, name="Late Lee", email="lee@example.net") -> Expression:
    return interest.take(
        opportunity,
        contact=contact(name=name, email=email),
        answers=dict.fromkeys(opportunity.questions.all(), "Please"),
        needs="", helper="", came_by="post", late_why="The post was late", by=by,
    )  # fmt: skip


def test_a_late_one_is_spoken_of_too(scored, ann, manager):
    came(scored, "Rosa Quill")
    closed(scored)
    member = joined(scored, ann, manager)
    declares(member)
    assert open_promises(member) == []
    row = late(scored, manager)
    assert open_promises(member) == ["selection.declare"]
    assert undeclared(member) == [row]


def test_one_mailbox_counts_as_known_whatever_is_ticked(scored, ann, manager):
    late_ann = came(scored, "Rosa Quill")[0]
    Person.objects.filter(pk=late_ann.person_id).update(email=ann.person.email)
    closed(scored)
    member = joined(scored, ann, manager)
    assert [one.conflict for one in declares(member)] == [True]


def test_found_out_while_reading(scored, ann, manager):
    rosa, tom = came(scored, "Rosa Quill", "Tom Ash")
    closed(scored)
    member = joined(scored, ann, manager)
    declares(member, tom)
    ScoringPlan.objects.filter(opportunity=scored).update(begun_at=clock.now(), begun_by=manager)
    with pytest.raises(TransitionRefused):
        actions.recognise(member, tom, by=ann)
    actions.recognise(member, rosa, why="Her sister", by=ann)
    said = Declaration.objects.get(member=member, expression=rosa)
    assert (said.conflict, said.late, list(readable(member))) == (True, True, [])
    assert told(manager.person)[-1] == "selection/panel_recognised"


def test_scoring_begins_once_when_nothing_is_in_the_way(scored, ann, sam, manager):
    rosa, tom = came(scored, "Rosa Quill", "Tom Ash")
    with pytest.raises(TransitionRefused, match="has not closed"):
        actions.begin(scored, by=manager)
    closed(scored)
    redact(rosa, by=manager)
    a, s = joined(scored, ann, manager), joined(scored, sam, manager)
    ScoringPlan.objects.filter(opportunity=scored).update(no_public_why="")
    with pytest.raises(TransitionRefused, match="So far: 0"):
        actions.begin(scored, by=manager)
    declares(a, rosa)
    declares(s, rosa)
    assert len(in_the_way(beginning(scored))) == 2, "everyone knows Rosa, and Tom's names are not out"
    redact(tom, by=manager)
    assert len(in_the_way(beginning(scored))) == 1
    other = builders.contributor_user(scored.organisation, name="Ola Other")
    declares(joined(scored, other, manager))
    actions.begin(scored, by=manager)
    with pytest.raises(TransitionRefused, match="begun already"):
        actions.begin(scored, by=manager)


def test_without_a_public_member_there_is_a_reason_for_everyone(scored, sam, manager):
    (rosa,) = came(scored, "Rosa Quill")
    closed(scored)
    redact(rosa, by=manager)
    other = builders.staff_user("project_staff", scored.organisation, name="Pat Staff")
    for user in (sam, other):
        declares(joined(scored, user, manager))
    criteria.say_why_no_public_member(scored, why="", by=manager)
    assert len(in_the_way(beginning(scored))) == 1
    criteria.say_why_no_public_member(scored, why="Two said no.", by=manager)
    actions.begin(scored, by=manager)
    with pytest.raises(TransitionRefused):
        criteria.say_why_no_public_member(scored, why="Another", by=manager)


def test_from_the_beginning_on_who_takes_part_and_what_they_sent_is_fixed(scored, manager):
    rosa, newer = came(scored, "Rosa Quill", "Rosa Quill")
    Person.objects.filter(pk=newer.person_id).update(email=rosa.person.email)
    closed(scored)
    ScoringPlan.objects.filter(opportunity=scored).update(begun_at=clock.now(), begun_by=manager)
    question = scored.questions.get()
    for act in (
        lambda: late(scored, manager),
        lambda: interest.join(rosa, newer=newer, by=manager),
        lambda: interest.save_answer(rosa, question=question, words="Other", by=manager),
        lambda: interest.change(
            rosa, contact=contact(), answers={question: "Other"}, needs=None, helper="", by=manager
        ),
    ):
        with pytest.raises(TransitionRefused, match="begun"):
            act()
    same = {question: "I care about letters."}
    interest.change(rosa, contact=contact(phone="0117"), answers=same, needs=None, helper="", by=manager)
    interest.withdraw(rosa, by=None)


def test_staff_record_what_a_public_member_said(scored, ann, sam, manager):
    rosa = came(scored, "Rosa Quill")[0]
    closed(scored)
    member = asked(scored, ann, manager)
    said = {"how": "phone", "said_on": clock.today(), "read_back": True}
    recording.record_answer(member, yes=True, said=said, by=manager)
    member.refresh_from_db()
    seen = seal([rosa.ref])
    entry = recording.record_names(member, knows=[rosa.ref], seen=seen, why="", said=said, by=manager)
    assert Declaration.objects.get().recorded_by == manager
    assert "Rosa" not in entry.words, "a copy may be opened by others"
    with pytest.raises(TransitionRefused):
        recording.record_answer(asked(scored, sam, manager), yes=True, said=said, by=manager)


@pytest.mark.parametrize("thing", ["project", "opportunity", "staff", "organisation"])
def test_the_end_of_a_thing_ends_the_part_and_its_promises(scored, project, ann, sam, manager, thing):
    user = sam if thing == "staff" else ann
    member = asked(scored, user, manager)
    if thing == "project":
        builders.closed(project, by=manager)
    elif thing == "opportunity":
        opportunities.withdraw(scored, why="No money", by=manager)
    elif thing == "staff":
        accounts.end_role(StaffRole.objects.get(user=sam), by=manager)
    else:
        organisation_left.send(Person, person=ann.person, organisation=scored.organisation, by=ann)
    member.refresh_from_db()
    assert (member.status, open_promises(member)) == ("ended", [])


def test_a_draft_that_is_withdrawn_asks_nobody_any_more(draft, ann, manager):
    criteria.plan(draft, scored=True, bar_essential=2, bar_total=0, by=manager)
    member = asked(draft, ann, manager)
    opportunities.withdraw(draft, why="No money", by=manager)
    member.refresh_from_db()
    assert member.status == "ended"


def test_staff_who_score_see_no_names(scored, sam, manager):
    came(scored, "Rosa Quill")
    editor = builders.staff_user("ppi_manager", scored.organisation, name="Edi Editor")
    assert Expression.objects.visible_to(editor).count() == 1
    member = asked(scored, editor, manager)
    assert Expression.objects.visible_to(editor).count() == 0
    assert Expression.objects.visible_to(manager).count() == 1
    actions.end(member, why="Needed elsewhere", by=manager)
    assert Expression.objects.visible_to(editor).count() == 1


def test_staff_who_score_read_no_copy_of_what_was_typed_for_somebody(scored, manager):
    editor = builders.staff_user("ppi_manager", scored.organisation, name="Edi Editor")
    row = interest.begin(scored, by=manager, came_by="phone")
    reached = {"name": "Peg Phone", "channel": "phone", "phone": "0117 496 0133"}
    interest.save_contact(row, contact=reached, by=manager)
    interest.save_answer(row, question=scored.questions.get(), words="I know these letters.", by=manager)
    interest.send(row, by=manager)
    for user in (editor, manager):
        assert "I know these letters." in by_hand.script_of(by_hand.calls(user)[0])
    member = asked(scored, editor, manager)
    assert [one for one in by_hand.calls(editor) if one.recipient.name == "Peg Phone"] == []
    assert not Notification.objects.visible_to(editor).filter(recipient__name="Peg Phone").exists()
    assert "Peg Phone" in [one.recipient.name for one in by_hand.calls(manager)]
    actions.end(member, why="Needed elsewhere", by=manager)
    assert "Peg Phone" in [one.recipient.name for one in by_hand.calls(editor)]
