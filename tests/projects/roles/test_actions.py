import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from coproduce.foundation import clock
from coproduce.foundation.history.models import Unchangeable
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.roles import queries
from projects.roles.answering import actions as answering
from projects.roles.data.role_templates import TEMPLATES, seed_templates
from projects.roles.inviting import actions as inviting
from projects.roles.models import Agreement, Assignment, RoleTemplate, RoleVersion, sealing, text_fields
from projects.roles.rules import Invitee
from projects.roles.states import AssignmentState, ProposalState, VersionState
from projects.roles.writing import actions
from projects.team.states import Side
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Priya")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters")


@pytest.fixture
def role(project, manager):
    return builders.role(project, "Partner", offered_by=manager, places=3)


@pytest.fixture
def ada(trust):
    return builders.contributor_user(trust, name="Ada")


def invited(role, user, manager) -> Assignment:
    return inviting.invite(role, invitees=[Invitee(person=user.person)], by=manager)[0]


def agree(assignment, user) -> Agreement:
    return answering.agree(assignment, content_hash=assignment.version.content_hash, by=user)


def offer_changed(role, manager) -> None:
    """Offer the next version of a role, with another purpose."""
    draft = actions.start_draft(role, by=manager)
    actions.edit_draft(draft, words={"purpose": f"Purpose {draft.number}."}, by=manager)
    actions.offer(draft, by=manager)


def promises(person) -> list[tuple]:
    rows = Promise.objects.filter(person=person).order_by("id")
    return [(one.kind, "kept" if one.kept_at else "released" if one.released_at else "open") for one in rows]


def mail(person) -> list[str]:
    return list(Notification.objects.filter(recipient=person).order_by("id").values_list("kind", flat=True))


def test_offering_fixes_the_text_and_is_the_agreement_of_the_team(project, manager):
    role = builders.role(project)
    version = actions.offer(role.versions.get(), by=manager)
    assert (version.status, version.is_as_offered) == (VersionState.OFFERED, True)
    agreed = Agreement.objects.values_list("person", "side", "version", "content_hash")
    assert list(agreed) == [
        (manager.person.pk, Side.PROFESSIONAL, version.pk, sealing.fingerprint(version.sealed))
    ]


def test_an_offered_version_is_never_changed_by_an_action_a_save_or_the_database(role, manager):
    version = role.versions.get()
    before = version.content()
    with pytest.raises(TransitionRefused):
        actions.edit_draft(version, words={"purpose": "Other"}, by=manager)
    version.purpose = "Other"
    with pytest.raises(Unchangeable):
        version.save()
    with pytest.raises(Unchangeable):
        version.delete()
    changes = [{"purpose": "Other"}, {"pay_rates": []}, {"content_hash": "0" * 64}, {"status": "draft"}]
    for change in [*changes, {"sealed": "{}"}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleVersion.objects.filter(pk=version.pk).update(**change)
    assert RoleVersion.objects.get().content() == before


def test_every_word_of_a_version_is_in_the_hash(role):
    version = role.versions.get()
    stored = {field.name for field in RoleVersion._meta.local_concrete_fields}
    not_content = {"id", "role", "status", "sealed", "content_hash", "offered_at"}
    assert stored - not_content == {*text_fields.names(), "number"}
    first = version.content_hash
    assert sealing.fingerprint(sealing.seal(version)) == first
    version.our_duties += "\nMore."
    assert sealing.fingerprint(sealing.seal(version)) != first
    assert len(first) == 64


def as_offered(role, **changes) -> dict:
    """The columns of a draft as the database would have them in an offer that no action made."""
    return {
        "status": "offered",
        "sealed": "{}",
        "content_hash": "0" * 64,
        "offered_at": clock.now(),
    } | changes


def test_an_offered_role_has_both_lists_of_duties_and_a_draft_may_have_none(project):
    role = builders.role(project)
    for duties in ("their_duties", "our_duties"):
        with pytest.raises(IntegrityError), transaction.atomic():
            role.versions.update(**as_offered(role, **{duties: ""}))
    role.versions.update(their_duties="", our_duties="")


@pytest.mark.parametrize("payment", [{"payment": "fee", "pay_rates": []}, {"payment": "expenses_only"}])
def test_an_offered_fee_has_an_amount_and_expenses_only_has_none(project, payment):
    role = builders.role(project)
    with pytest.raises(IntegrityError), transaction.atomic():
        role.versions.update(**as_offered(role, **payment))
    role.versions.update(**payment)
    role.versions.update(**as_offered(role, payment="expenses_only", pay_rates=[]))


def test_inviting_promises_an_answer_and_sends_one_message_each(role, manager, ada, trust):
    ben = builders.person("Ben", organisation=trust)
    made = inviting.invite(
        role,
        invitees=[
            Invitee(person=ada.person),
            Invitee(person=ben),
            Invitee(name="Cy", email="cy@example.org"),
        ],
        by=manager,
    )
    assert [(one.person.name, one.status) for one in made] == [
        ("Ada", "invited"),
        ("Ben", "invited"),
        ("Cy", "invited"),
    ]
    made[2].person.refresh_from_db()
    assert made[2].person.account.email == "cy@example.org"
    assert promises(ada.person) == [("roles.answer", "open")]
    due = Promise.objects.get(person=ada.person).due_at
    assert due == clock.end_of_day(clock.today() + dt.timedelta(days=14))
    assert mail(ada.person) == ["roles/invitation"]
    by_hand = Notification.objects.by_hand().values_list("recipient__name", "channel")
    assert list(by_hand) == [("Ben", "post")]


def test_the_invitation_holds_the_link_time_and_payment_and_no_other_name(role, manager, ada, trust):
    ben = builders.contributor_user(trust, name="Benjamin")
    assignment = invited(role, ada, manager)
    invited(role, ben, manager)
    subject, body = render(Notification.objects.get(recipient=ada.person))
    assert "Letters" not in subject
    assert "£" not in subject
    assert f"/my/roles/{assignment.ref}/" in body
    assert "2 hours a month" in body
    assert "£25.00 for each meeting" in body
    assert "Benjamin" not in body


def test_discreet_people_get_no_role_and_no_project_in_a_message(role, manager, trust):
    user = builders.contributor_user(trust, discreet=True)
    invited(role, user, manager)
    words = " ".join(render(Notification.objects.get(recipient=user.person)))
    assert "Letters" not in words
    assert "Partner" not in words


def test_all_or_none_are_invited(role, manager, ada, trust):
    invited(role, ada, manager)
    with pytest.raises(TransitionRefused, match="Ada has already been invited"):
        inviting.invite(
            role,
            invitees=[Invitee(name="Cy", email="cy@example.org"), Invitee(person=ada.person)],
            by=manager,
        )
    assert Assignment.objects.count() == 1
    assert list(Notification.objects.values_list("recipient__name", flat=True)) == ["Ada"]


def test_no_more_people_than_places(project, manager, ada, trust):
    role = builders.role(project, offered_by=manager, places=1)
    invited(role, ada, manager)
    with pytest.raises(TransitionRefused, match="0 places left"):
        inviting.invite(role, invitees=[Invitee(name="Cy", email="cy@example.org")], by=manager)


def test_nobody_is_invited_to_a_draft_and_no_staff_of_the_project(project, role, manager, ada):
    with pytest.raises(TransitionRefused, match="Offer the role first"):
        inviting.invite(builders.role(project), invitees=[Invitee(person=ada.person)], by=manager)
    with pytest.raises(TransitionRefused, match="as staff"):
        inviting.invite(role, invitees=[Invitee(person=manager.person)], by=manager)


def test_agreeing_keeps_the_promise_joins_the_project_and_tells_the_contact(role, project, manager, ada):
    assignment = invited(role, ada, manager)
    agreement = agree(assignment, ada)
    version = role.versions.get()
    assert (agreement.person, agreement.version, agreement.content_hash) == (
        ada.person,
        version,
        version.content_hash,
    )
    assert promises(ada.person) == [("roles.answer", "kept")]
    member = project.members.get(person=ada.person)
    assert (member.side, member.does) == (Side.PUBLIC, "Partner")
    assert mail(manager.person) == ["roles/answered"]
    assert "Ada" in render(Notification.objects.get(recipient=manager.person))[1]
    assert [entry.verb for entry in entries_about(agreement)] == ["agreed to the role"]


@pytest.mark.parametrize(("role_starts_in", "begins_in"), [(-10, 0), (0, 0), (10, 10), (None, 0)])
def test_somebody_begins_when_the_role_does_and_never_before_they_agreed(
    project, manager, ada, role_starts_in, begins_in
):
    today = clock.today()
    starts_on = None if role_starts_in is None else today + dt.timedelta(days=role_starts_in)
    assignment = invited(builders.role(project, offered_by=manager, starts_on=starts_on), ada, manager)
    agree(assignment, ada)
    assignment.refresh_from_db()
    assert assignment.starts_on == today + dt.timedelta(days=begins_in)


def test_agreeing_twice_changes_nothing(role, manager, ada):
    assignment = invited(role, ada, manager)
    first = agree(assignment, ada)
    assert agree(assignment, ada) == first
    assert Agreement.objects.filter(side=Side.PUBLIC).count() == 1
    assert mail(manager.person) == ["roles/answered"]


def test_nobody_agrees_to_a_text_they_have_not_read(role, manager, ada):
    assignment = invited(role, ada, manager)
    read = assignment.version.content_hash
    draft = actions.start_draft(role, by=manager)
    actions.edit_draft(draft, words={"purpose": "Something else."}, by=manager)
    actions.offer(draft, by=manager)
    with pytest.raises(TransitionRefused, match="changed since"):
        answering.agree(assignment, content_hash=read, by=ada)
    assert not Agreement.objects.filter(person=ada.person).exists()


def test_no_thank_you_needs_no_reason_and_keeps_the_promise(role, project, manager, ada):
    assignment = answering.decline(invited(role, ada, manager), by=ada)
    assert assignment.status == AssignmentState.DECLINED
    assert promises(ada.person) == [("roles.answer", "kept")]
    assert mail(manager.person) == ["roles/answered"]
    assert not project.members.filter(person=ada.person).exists()
    with pytest.raises(TransitionRefused):
        agree(assignment, ada)


def test_a_changed_role_is_put_before_those_who_have_it_and_the_old_agreement_stands(role, manager, ada):
    assignment = invited(role, ada, manager)
    first = agree(assignment, ada)
    draft = actions.start_draft(role, by=manager)
    assert actions.start_draft(role, by=manager) == draft
    actions.edit_draft(draft, words={"purpose": "Something else."}, by=manager)
    actions.offer(draft, by=manager)
    assert [v.status for v in role.versions.order_by("number")] == [
        VersionState.SUPERSEDED,
        VersionState.OFFERED,
    ]
    assignment.refresh_from_db()
    assert (assignment.version, queries.needs_answer(assignment)) == (draft, True)
    assert promises(ada.person) == [("roles.answer", "kept"), ("roles.read_changes", "open")]
    assert mail(ada.person) == ["roles/invitation", "roles/changed"]
    answering.keep_earlier(assignment, by=ada)
    assignment.refresh_from_db()
    assert (assignment.version, queries.needs_answer(assignment)) == (first.version, False)
    assert promises(ada.person)[1] == ("roles.read_changes", "kept")
    assert list(Agreement.objects.filter(person=ada.person)) == [first]


@pytest.mark.parametrize(("answer_in", "then"), [(40, 40), (2, 14), (14, 14)])
def test_a_changed_role_leaves_at_least_fourteen_days_and_takes_none_away(
    role, manager, ada, answer_in, then
):
    today = clock.today()
    days = {"answer_by": today + dt.timedelta(days=answer_in)}
    inviting.invite(role, invitees=[Invitee(person=ada.person)], by=manager, **days)
    assert Promise.objects.get(person=ada.person).due_at == clock.end_of_day(days["answer_by"])
    offer_changed(role, manager)
    due = Promise.objects.get(person=ada.person).due_at
    assert due == clock.end_of_day(today + dt.timedelta(days=then))


def test_both_texts_stay_agreed_when_somebody_says_yes_to_the_next(role, manager, ada):
    assignment = invited(role, ada, manager)
    agree(assignment, ada)
    offer_changed(role, manager)
    assignment.refresh_from_db()
    agree(assignment, ada)
    numbers = (
        Agreement.objects.filter(person=ada.person).order_by("id").values_list("version__number", flat=True)
    )
    assert list(numbers) == [1, 2]


def test_a_suggestion_is_owed_an_answer_in_seven_days_and_stops_the_clock_for_the_person(role, manager, ada):
    assignment = inviting.invite(
        role,
        invitees=[Invitee(person=ada.person)],
        by=manager,
        answer_by=clock.today() + dt.timedelta(days=2),
    )[0]
    proposal = answering.suggest(assignment, part="time", words="Fewer hours.", by=ada)
    ours = Promise.objects.get(kind="roles.answer_suggestion")
    assert ours.due_at == clock.end_of_day(clock.today() + dt.timedelta(days=7))
    assert Promise.objects.get(kind="roles.answer").due_at == ours.due_at + dt.timedelta(days=7)
    answered = answering.accept(proposal, answer="", by=manager)
    assert (answered.status, answered.became) == (ProposalState.ACCEPTED, queries.draft(role))
    ours.refresh_from_db()
    assert ours.kept_at is not None
    assert mail(ada.person) == ["roles/invitation", "roles/suggestion_answered"]
    with pytest.raises(TransitionRefused):
        answering.turn_down(proposal, answer="No", by=manager)


def test_turning_a_suggestion_down_needs_a_reason_in_the_database_too(role, manager, ada):
    proposal = answering.suggest(invited(role, ada, manager), part="other", words="Tea.", by=ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        answering.turn_down(proposal, answer="", by=manager)
    answering.turn_down(proposal, answer="There is tea.", by=manager)
    assert queries.draft(role) is None


def test_taking_back_and_ending_tell_the_person_why(role, manager, ada, trust):
    ben = builders.contributor_user(trust)
    back = inviting.withdraw(invited(role, ada, manager), why="The project was cut.", by=manager)
    assert (back.status, promises(ada.person)) == (AssignmentState.WITHDRAWN, [("roles.answer", "released")])
    assert "The project was cut." in render(Notification.objects.get(kind="roles/taken_back"))[1]
    assignment = invited(role, ben, manager)
    agree(assignment, ben)
    ended = inviting.end(assignment, why="You asked to stop.", by=manager)
    assert (ended.status, ended.ends_on) == (AssignmentState.ENDED, clock.today())
    with pytest.raises(TransitionRefused):
        inviting.end(assignment, why="Again.", by=manager)


def test_an_agreement_is_written_once(role, manager, ada):
    agreement = agree(invited(role, ada, manager), ada)
    with pytest.raises(Unchangeable):
        agreement.save()
    with pytest.raises(Unchangeable):
        Agreement.objects.filter(pk=agreement.pk).update(content_hash="x")


def test_every_installation_has_the_templates_and_keeps_what_administrators_changed():
    trust = builders.organisation()
    assert trust.role_templates.count() == len(TEMPLATES) == 4
    trust.role_templates.filter(title=TEMPLATES[0]["title"]).update(purpose="Ours.")
    assert seed_templates(trust, RoleTemplate) == 0
    assert trust.role_templates.get(title=TEMPLATES[0]["title"]).purpose == "Ours."


def test_where_step_three_stands(project, manager, ada):
    assert queries.state(project).missing == ["Write the first role description"]
    role = builders.role(project, "Partner")
    assert queries.state(project).missing == ["Offer the role “Partner”"]
    actions.offer(role.versions.get(), by=manager)
    assert queries.state(project).missing == ["Nobody has agreed to the role “Partner” yet"]
    assignment = invited(role, ada, manager)
    agree(assignment, ada)
    assert (queries.state(project).done, queries.state(project).missing) == (True, [])
    answering.suggest(assignment, part="other", words="Tea.", by=ada)
    assert queries.state(project).missing == ["Answer 1 suggested change"]
