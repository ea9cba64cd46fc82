"""The audit finds nothing in a world that was made by its actions, and each fault once somebody makes it.

Faults are written past the actions, as a bug, a bad script or a hand in the database would.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import Client

from contributors.accounts.models import StaffRole
from contributors.people.importing.models import PeopleImport, PersonSource
from contributors.people.models import Connection, Person, PersonNote
from coproduce.audit import actions, invariants
from coproduce.audit.models import AuditRun
from coproduce.foundation import clock
from coproduce.foundation.database import outside
from coproduce.foundation.history import actions as history
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import WaitReason
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.promises.waits.actions import set_waits
from coproduce.keys.models import KeyMark
from expenses.claims.models import Claim
from expenses.payees.models import BankDetails
from expenses.payments.files.models import BankFile
from expenses.payments.ledger.models import JournalEntry, JournalLine
from expenses.payments.runs.models import Payment, PaymentLine
from projects.power_balance.concerns.models import Concern
from projects.roles.models import (
    Assignment,
    DutyOccasion,
    KeepInTouch,
    RoleLetter,
    RolePair,
    RoleVersion,
)
from projects.selection.models import (
    Alert,
    Declaration,
    Draw,
    Expression,
    Lock,
    Opportunity,
    PanelMember,
    Place,
    Redaction,
    Score,
    ScoringEnd,
    ScoringPlan,
)
from projects.team.models import Project, TeamMember
from tests import builders, triggers
from tests.architecture.world import World, standing

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])
A_FILE = kinds.register_reason(WaitReason("tests.a_file", "a file", "a file"))
DAY = dt.timedelta(days=1)
BREAK: dict[str, Callable[[], object]] = {}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with standing(django_db_blocker) as world:
        yield world


def broken() -> dict[str, int]:
    return {row["invariant"]: row["broken"] for row in actions.audit() if row["broken"]}


@pytest.fixture(autouse=True)
def evidence(settings, tmp_path) -> None:
    settings.EVIDENCE_DIR = str(tmp_path / "evidence")


@pytest.fixture(autouse=True)
def checks_back_on() -> Iterator[None]:
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def let_deferred_triggers_run() -> None:
    """PostgreSQL changes no table whose rows still wait for a check at the end of the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def breaks(name: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    def register(fault: Callable[[], object]) -> Callable[[], object]:
        BREAK[name] = fault
        return fault

    return register


def an_open(**of: object) -> Promise:
    return Promise.objects.open().filter(**of).earliest("pk")


@breaks("promises.owner_in_post")
def somebody_leaves() -> None:
    promise = an_open(side="organisation", kind="meetings.papers")
    StaffRole.objects.filter(user=promise.owner.account).update(
        since=clock.today() - 2 * DAY, until=clock.today() - DAY
    )


@breaks("promises.owner_is_not_the_other_side")
def owner_owes_themself() -> None:
    promise = an_open(side="organisation", person__isnull=False)
    Promise.objects.filter(pk=promise.pk).update(owner=promise.person)


@breaks("promises.waits_are_true")
def the_wait_was_forgotten() -> None:
    promise = set_waits(an_open(side="organisation"), {A_FILE: None}, by=None)
    promise.waits.update(ended_at=clock.now())


@breaks("promises.nothing_waits_for_what_is_done")
def nobody_went_on() -> None:
    first, second = Promise.objects.open().order_by("pk")[:2]
    set_waits(first, {A_FILE: second}, by=None)
    Promise.objects.filter(pk=second.pk).update(kept_at=clock.now(), remind_at=None)


@breaks("promises.none_open_on_a_closed_project")
def closed_past_the_action() -> None:
    promise = an_open(kind="meetings.papers")
    Project.objects.filter(pk=promise.project_id).update(status="closed")


@breaks("promises.subject_is_there")
def the_subject_is_gone() -> None:
    promise = an_open(kind="meetings.papers")
    Promise.objects.filter(pk=promise.pk).update(subject_id=999_999_999)


@breaks("duties.duties_are_promised")
def what_a_role_asks_for_is_forgotten() -> None:
    DutyOccasion.objects.open().own().earliest("pk").delete()


@breaks("duties.no_duty_without_an_agreement")
def a_role_ends_past_the_action() -> None:
    owed = DutyOccasion.objects.open().own().earliest("pk")
    Assignment.objects.filter(pk=owed.assignment_id).update(status="ended")


@breaks("endings.wishes_are_promised")
def a_certificate_is_forgotten() -> None:
    letter = RoleLetter.objects.filter(status="asked").earliest("pk")
    Promise.objects.about(letter).update(kept_at=clock.now(), remind_at=None)


@breaks("endings.every_end_has_a_result")
def nobody_says_what_came_of_it() -> None:
    agreed = Assignment.objects.filter(status="agreed").earliest("pk")
    with transaction.atomic():
        history.record(agreed, "end", by=None)
    Assignment.objects.filter(pk=agreed.pk).update(status="ended")


@breaks("endings.pairs_are_in_their_roles")
def a_pair_outlives_a_role() -> None:
    pair = RolePair.objects.filter(ended_at=None).earliest("pk")
    Assignment.objects.filter(pk=pair.newer_id).update(status="ended")


@breaks("endings.no_wish_to_hear_after_leaving")
def somebody_left_is_written_to() -> None:
    wish = KeepInTouch.objects.filter(withdrawn_at=None).earliest("pk")
    Connection.objects.filter(person=wish.person).update(left_on=clock.today())


@breaks("offers.no_role_on_a_closed_project")
@breaks("offers.no_meeting_to_come_on_a_closed_project")
def a_project_with_everything_closes() -> None:
    Project.objects.filter(roles__assignments__status="agreed", meetings__status="invited").update(
        status="closed"
    )


@breaks("offers.every_offer_is_a_promise")
def an_offer_nobody_asks_about() -> None:
    offered = Assignment.objects.filter(status="invited").values("pk")
    Promise.objects.filter(subject_type="roles.Assignment", subject_id__in=offered).update(
        kept_at=clock.now(), remind_at=None
    )


@breaks("offers.no_role_after_leaving")
def left_with_a_role() -> None:
    held = Assignment.objects.filter(status="agreed").earliest("pk")
    TeamMember.objects.filter(person=held.person, project=held.role.project).update(
        left_on=clock.today() - DAY
    )


@breaks("offers.agreements_hold")
def somebody_changes_an_agreed_text() -> None:
    agreed = RoleVersion.objects.filter(agreements__isnull=False).earliest("pk")
    RoleVersion.objects.filter(pk=agreed.pk).update(sealed=agreed.sealed.replace("help", "do"))


def an_open_opportunity() -> Opportunity:
    return Opportunity.objects.filter(status="open").earliest("pk")


@breaks("opportunities.an_open_one_has_someone_to_ask")
def whom_to_ask_has_gone() -> None:
    StaffRole.objects.filter(user=an_open_opportunity().contact.account).update(
        since=clock.today() - 2 * DAY, until=clock.today() - DAY
    )


@breaks("opportunities.an_open_one_closes_in_time")
def nobody_closes_it() -> None:
    opened = clock.now() - 3 * DAY
    Opportunity.objects.filter(pk=an_open_opportunity().pk).update(opens_at=opened, closes_at=opened + DAY)


@breaks("opportunities.none_on_a_closed_project")
def its_project_closes_past_the_action() -> None:
    Project.objects.filter(pk=an_open_opportunity().project_id).update(status="closed")


@breaks("opportunities.each_is_of_its_project")
def it_is_moved_to_another_project() -> None:
    row = an_open_opportunity()
    Opportunity.objects.filter(pk=row.pk).update(
        project=Project.objects.exclude(pk=row.project_id).earliest("pk")
    )


@breaks("opportunities.who_hears_said_so")
def nobody_knows_who_hears() -> None:
    row = an_open_opportunity()
    Alert.objects.create(
        person=Person.objects.create(name="Nobody", channel="phone"),
        organisation=row.organisation,
        recorded_by=row.made_by,
        status="live",
    )


@breaks("people.everybody_asked_can_be_reached")
def nothing_is_left_to_reach_them() -> None:
    person = an_open(side="contributor").person
    type(person).objects.filter(pk=person.pk).update(channel="phone", email="", phone="", address="")


@breaks("post.every_message_has_a_state")
def a_state_of_tomorrow() -> None:
    """The database refuses that by itself, so its rule goes first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            table = Notification._meta.db_table
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT message_state_known")
    Notification.objects.filter(pk=Notification.objects.earliest("pk").pk).update(state="later", sent_at=None)


@breaks("post.nothing_due_stands_still")
def the_worker_is_dead() -> None:
    row = Notification.objects.filter(channel="email").earliest("pk")
    Notification.objects.filter(pk=row.pk).update(
        state="waiting", sent_at=None, due_at=clock.now() - actions.post.STUCK_AFTER * 2
    )


@breaks("post.every_kind_is_known")
def a_kind_of_tomorrow() -> None:
    row = Notification.objects.earliest("pk")
    Notification.objects.filter(pk=row.pk).update(state="waiting", sent_at=None, kind="claims/tomorrow")


@breaks("money.every_claim_is_promised")
def a_claim_nobody_promised_to_pay() -> None:
    claim = Claim.objects.filter(status="sent").earliest("pk")
    Promise.objects.filter(kind="claims.pay", subject_id=claim.pk).update(kept_at=clock.now(), remind_at=None)


@breaks("money.claim_and_promise_name_one_day")
def the_claim_says_another_day() -> None:
    Claim.objects.filter(status="sent").update(pay_by=clock.today() + DAY * 300)


@breaks("money.pay_waits_for_what_is_missing")
def the_details_are_gone() -> None:
    claim = Claim.objects.filter(status="sent", pay_waits="").earliest("pk")
    BankDetails.objects.filter(person=claim.person).update(status="superseded")


@breaks("money.ledger_balances")
def an_entry_has_one_side() -> None:
    one = JournalLine.objects.earliest("pk")
    JournalLine.objects.filter(pk=one.pk)._raw_delete("default")


@breaks("money.payments_stand_in_the_journal")
def paid_but_not_entered() -> None:
    entry = JournalEntry.objects.filter(kind="paid").earliest("pk")
    past_the_model = QuerySet(JournalEntry)
    past_the_model.filter(pk=entry.pk).update(kind="bounced")


@breaks("money.payment_is_the_sum_of_its_lines")
@breaks("money.runs_add_up")
def a_penny_more() -> None:
    payment = Payment.objects.filter(live=True).earliest("pk")
    Payment.objects.filter(pk=payment.pk).update(amount_pence=payment.amount_pence + 1)


@breaks("money.no_line_is_paid_twice")
def one_line_twice() -> None:
    """The database refuses that by itself, so its rule goes first."""
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_live_payment_a_claim_line")
    first, second = PaymentLine.objects.filter(live=True).order_by("pk")[:2]
    PaymentLine.objects.filter(pk=second.pk).update(claim_line=first.claim_line)


@breaks("secrets.bank_details_open")
def a_number_is_copied_to_another_row() -> None:
    first, second = BankDetails.objects.order_by("pk")[:2]
    BankDetails.objects.filter(pk=second.pk).update(sealed_account_number=first.sealed_account_number)


def one_who_waits() -> Expression:
    return Expression.objects.filter(status="sent").earliest("pk")


def the_draw() -> Draw:
    return Draw.objects.exclude(seed="").earliest("pk")


@breaks("choosing.draws_come_out_again")
def somebody_else_is_written_into_a_draw() -> None:
    made = the_draw()
    result = {**made.result, "chosen": made.result["reserve"]}
    with triggers.disabled(connection):
        Draw.objects.filter(pk=made.pk).update(result=result)


@breaks("choosing.places_follow_the_draw")
def two_reserves_change_their_order() -> None:
    rows = Place.objects.filter(opportunity=the_draw().opportunity_id, was_reserve=True).order_by("number")
    first, second = rows[:2]
    Place.objects.filter(pk=first.pk).update(number=90)
    Place.objects.filter(pk=second.pk).update(number=first.number)


@breaks("choosing.no_place_above_the_number")
def one_place_fewer() -> None:
    Opportunity.objects.filter(pk=the_draw().opportunity_id).update(places=1)


@breaks("choosing.yes_means_a_role")
def nobody_owes_the_role_any_more() -> None:
    Promise.objects.open().filter(kind="selection.offer_role").update(kept_at=clock.now())


def on_the_panel(**of: object) -> QuerySet[PanelMember]:
    key = PanelMember.objects.filter(**of).earliest("pk").pk
    return PanelMember.objects.filter(pk=key)


@breaks("panels.panel_asks_are_promises")
def somebody_is_asked_without_a_promise() -> None:
    member = on_the_panel(status="asked").get()
    Promise.objects.open().about(member).update(kept_at=clock.now())


@breaks("panels.no_panel_on_what_is_over")
def a_panel_outlives_its_project() -> None:
    Project.objects.filter(pk=on_the_panel(status="joined").get().opportunity.project_id).update(
        status="closed"
    )


@breaks("panels.only_members_declare")
def somebody_owes_names_after_leaving() -> None:
    promise = Promise.objects.open().filter(kind="selection.declare").earliest("pk")
    PanelMember.objects.filter(pk=promise.subject_id).update(status="ended", ended_at=clock.now())


@breaks("panels.declarations_are_of_their_opportunity")
def somebody_speaks_of_people_elsewhere() -> None:
    said = Declaration.objects.earliest("pk")
    other = Expression.objects.exclude(opportunity=said.member.opportunity).earliest("pk")
    Declaration.objects.create(member=said.member, expression=other)


@breaks("panels.no_words_about_whom_is_gone")
def how_they_knew_them_stays() -> None:
    said = Declaration.objects.earliest("pk")
    gone = Expression.objects.filter(status="withdrawn").earliest("pk")
    Declaration.objects.create(member=said.member, expression=gone, conflict=True, sealed_why="kept")


@breaks("panels.what_is_open_says_what_counts")
def nobody_says_what_counts() -> None:
    with triggers.disabled(connection):
        ScoringPlan.objects.filter(opportunity=an_open_opportunity()).delete()


@breaks("panels.nobody_comes_after_the_beginning")
def somebody_comes_after_the_beginning() -> None:
    row = ScoringPlan.objects.filter(begun_at__isnull=False).earliest("pk")
    Expression.objects.filter(opportunity=row.opportunity).update(sent_at=clock.now() + DAY)


@breaks("scoring.points_are_given_by_who_may")
def points_without_a_word_about_whom_they_know() -> None:
    score = Score.objects.earliest("pk")
    Declaration.objects.filter(member=score.member, expression=score.expression).delete()


@breaks("scoring.who_saw_names_gave_no_points")
def a_scorer_took_out_names() -> None:
    Redaction.objects.update(done_by=Lock.objects.earliest("pk").member.person.account)


@breaks("scoring.locks_are_whole")
def half_of_a_lock_is_gone() -> None:
    Score.objects.filter(pk=Score.objects.earliest("pk").pk).delete()


@breaks("scoring.scoring_closed_when_finished")
def closed_before_all_was_locked() -> None:
    plan = ScoringPlan.objects.get(opportunity__title__startswith="Help to test an app")
    ScoringEnd.objects.create(opportunity=plan.opportunity, closed_by=plan.begun_by)


@breaks("scoring.nothing_is_left_of_points_of_what_is_gone")
def points_of_what_is_gone_stay() -> None:
    gone = Expression.objects.filter(status="withdrawn").earliest("pk")
    Lock.objects.create(member=PanelMember.objects.earliest("pk"), expression=gone)


@breaks("scoring.only_scorers_owe_points")
def who_has_left_owes_points() -> None:
    owed = Promise.objects.open().filter(kind__startswith="selection.score")
    theirs = PanelMember.objects.filter(pk=owed.earliest("pk").subject_id)
    theirs.update(status="ended", ended_at=clock.now())


@breaks("opportunities.nobody_waits_without_a_promise")
def an_answer_counts_as_given() -> None:
    about = Promise.objects.open().filter(kind="selection.answer", subject_id=one_who_waits().pk)
    about.update(kept_at=clock.now(), remind_at=None)


@breaks("opportunities.answered_means_told")
def answered_and_nobody_wrote() -> None:
    row = Expression.objects.filter(pk=one_who_waits().pk)
    row.update(status="answered", outcome="no", answered_at=clock.now())


@breaks("opportunities.expressions_go_on_their_day")
def the_nightly_task_was_down() -> None:
    answered_and_nobody_wrote()
    Expression.objects.filter(status="answered").update(delete_on=clock.today() - 30 * DAY)


@breaks("opportunities.nothing_is_left_of_what_is_gone")
def words_are_left() -> None:
    gone = Expression.objects.filter(status="withdrawn").earliest("pk")
    question = gone.opportunity.questions.earliest("pk")
    gone.answers.create(question=question, sealed_words="left")


@breaks("secrets.concerns_open")
def a_concern_is_cut_short() -> None:
    one = Concern.objects.earliest("pk")
    Concern.objects.filter(pk=one.pk).update(sealed_words=one.sealed_words[:-4])


@breaks("secrets.other_values_open")
def a_token_is_spoiled() -> None:
    Person.objects.filter(name="Meg Hughes").update(equality_token="demo:AAAA")


@breaks("secrets.keys_are_those_in_use")
def a_key_that_rows_need_is_gone() -> None:
    KeyMark.objects.create(setting="FIELD_ENCRYPTION_KEYS", key_id="gone", proof="")


@breaks("evidence.chain_is_whole")
def history_is_deleted() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM history_historyentry WHERE id = %s", [HistoryEntry.objects.earliest("id").pk]
        )


@breaks("evidence.heads_outside_fit")
def the_chain_was_cut_off() -> None:
    outside.note(outside.HEADS, position=1_000_000, hash="0" * 64)


@breaks("secrets.bank_files_open")
def a_file_is_changed() -> None:
    BankFile.objects.filter(pk=BankFile.objects.earliest("pk").pk).update(sha256="0" * 64)


@breaks("people.power_has_a_second_person")
def power_given_by_one() -> None:
    role = StaffRole.objects.filter(role="finance", waits=False).first()
    giver = StaffRole.objects.exclude(user=role.user).filter(user__is_superuser=False).first().user
    StaffRole.objects.filter(pk=role.pk).update(asked_by=giver)


@breaks("people.account_and_mailbox_agree")
def mailbox_typed_past_the_actions() -> None:
    Person.objects.filter(name="Meg Hughes").update(email="typed@example.org")


@breaks("evidence.nothing_outlives_its_time")
def a_note_is_three_years_old() -> None:
    person = Person.objects.get(name="Meg Hughes")
    PersonNote.objects.create(
        person=person,
        organisation=Project.objects.earliest("pk").organisation,
        written_by=person.account,
        written_at=clock.now() - 3 * 366 * DAY,
        shared=True,
        words="Old",
    )


@breaks("people.imports_are_whole")
def a_person_came_from_a_file_that_was_never_brought_in() -> None:
    person = Person.objects.get(name="Meg Hughes")
    PersonSource.objects.create(
        person=person,
        organisation=Project.objects.earliest("pk").organisation,
        recorded_by=person.account,
        imported=a_file(person, status="ready"),
    )


@breaks("people.imports_go_on")
def a_file_waits_for_two_days() -> None:
    a_file(Person.objects.get(name="Meg Hughes"), status="checking", status_since=clock.now() - 2 * DAY)


def a_file(person: Person, **fields: object) -> PeopleImport:
    return PeopleImport.objects.create(
        organisation=Project.objects.earliest("pk").organisation,
        kind="people",
        made_by=person.account,
        file_name="people.csv",
        sha256="0" * 64,
        head_row=1,
        rows_read=1,
        **fields,
    )


def test_every_invariant_is_broken_on_purpose_here():
    assert sorted(BREAK) == [one.name for one in invariants.registered()]


def test_nothing_is_broken_in_a_world_made_by_its_actions(world):
    report = actions.audit()
    assert [row for row in report if row["broken"]] == []
    empty = {"offers.no_role_on_a_closed_project", "offers.no_meeting_to_come_on_a_closed_project"}
    empty |= {"promises.none_open_on_a_closed_project", "promises.nothing_waits_for_what_is_done"}
    empty |= {"evidence.heads_outside_fit"}  # no night has passed
    empty |= {"people.imports_go_on"}  # no file waits for the machine
    assert {row["invariant"] for row in report if not row["checked"]} <= empty


@pytest.mark.parametrize("name", sorted(BREAK))
def test_the_fault_is_found(world, name):
    with transaction.atomic():
        let_deferred_triggers_run()
        with triggers.disabled(connection):
            BREAK[name]()
            found = broken()
        transaction.set_rollback(True)
    assert found.get(name, 0) > 0


def test_what_cannot_be_checked_is_reported_and_stops_nothing(world, monkeypatch):
    monkeypatch.setattr(actions.secrets.BankDetails.objects, "iterator", lambda _size: 1 / 0)
    assert broken() == {"secrets.bank_details_open": 1}


def test_the_command_prints_json_and_ends_with_one_when_something_is_wrong(world):
    said = StringIO()
    call_command("audit", stdout=said)
    assert {row["broken"] for row in json.loads(said.getvalue())} == {0}
    with transaction.atomic():
        the_worker_is_dead()
        with pytest.raises(SystemExit) as ended:
            call_command("audit", "--keep", stdout=StringIO())
        kept = AuditRun.objects.get()
        transaction.set_rollback(True)
    assert (ended.value.code, kept.broken) == (1, 1)


def test_administrators_read_what_was_found_and_no_name_stands_in_it(world):
    with transaction.atomic():
        the_worker_is_dead()
        run = actions.keep_audit()
        client = builders.sign_in(Client(), world.users["administrator"])
        page = client.get(f"/admin/audit/auditrun/{run.pk}/change/").content.decode()
        transaction.set_rollback(True)
    assert "Is a worker running" in page
    assert "Meg Hughes" not in json.dumps(run.report)
