"""The demo's story with a few strangers: everybody the matrix asks about, something at every address."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client, override_settings

from contributors.accounts import rules as sign_in_rules
from contributors.accounts.models import Organisation, StaffRole, User
from contributors.accounts.roles import Role
from contributors.availability.models import Away
from contributors.people.importing.actions import receiving as importing
from contributors.people.importing.actions.answering import answer_all
from contributors.people.importing.actions.working import send_in
from contributors.people.importing.models import PeopleImport
from contributors.people.models import AccessNeed, Person
from contributors.people.notes import actions as notes
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.same_person.models import MaybeSamePerson
from contributors.people.supporters import actions as supporters
from coproduce.demo import world as story
from coproduce.demo.diabetes import TITLE
from coproduce.demo.money import fee
from coproduce.foundation import clock
from coproduce.foundation.documents.tables import read_table
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.states import State
from coproduce.foundation.promises.models import Absence, Promise
from coproduce.foundation.uploads.files import PDF, CleanFile
from coproduce.rights import actions as rights
from expenses.claims.lines.actions import add_line
from expenses.claims.models import Claim, ClaimLine, Receipt
from expenses.claims.occasions.actions import start_claim
from expenses.payees.models import BankDetails
from expenses.payees.recording.models import RecordedRoute
from expenses.payments.files.models import FileSettings
from expenses.payments.results.models import BankReport
from expenses.payments.runs.models import PaymentRun
from expenses.policies import actions as policies
from expenses.policies.models import Policy
from projects.meetings.calendar import actions as calendar
from projects.meetings.models import Meeting
from projects.meetings.planning import rules as planning_rules
from projects.power_balance.concerns import actions as concerns
from projects.power_balance.decisions import actions as decisions
from projects.power_balance.reviews import actions as reviewing
from projects.resources.models import WhatIfRow
from projects.roles.answering import actions as answering
from projects.roles.ending import actions as ending
from projects.roles.farewell import actions as farewell
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment, DutyOccasion, RoleDescription, SignedPaper
from projects.roles.rules import Invitee
from projects.scope import actions as scope
from projects.scope.states import Aspect
from projects.selection.criteria import actions as writing
from projects.selection.drawing.rules import choosing
from projects.selection.models import (
    Alert,
    Draw,
    Expression,
    ExpressionFile,
    Lot,
    Opportunity,
    PanelMember,
    Place,
    ScoringPlan,
)
from projects.selection.panel.queries import readable
from projects.selection.scoring.queries import to_talk_about
from projects.team.models import Project
from tests import builders
from tests.architecture.addresses import Address

# Each is somebody of the main project's organisation, but for the outsider.
ROLES = [
    "anonymous",
    "contributor",  # Meg: on the project; hers are the claim, the role, the payment, the needs
    "neighbour",  # a public contributor of the same organisation who is not on the project
    "ppi_manager",
    "project_staff",  # on the project
    "colleague",  # project staff, not on the project
    "approver",
    "finance",
    "reporting",
    "read_only",
    "administrator",  # a superuser: looks after the whole installation
    "own_administrator",  # an administrator of the organisation, and no more
    "in_both",  # reads only here, and is PPI manager of another organisation
    "outsider",  # PPI manager of another organisation
]


REPORT_PAGES = ["report", "report_record", "report_match", "report_aside", "report_line"]


@dataclass
class World:
    """Who asks, and one of everything."""

    users: dict[str, User]
    things: dict[str, Any]
    clients: dict[str, Client] = field(default_factory=dict)

    def parts_for(self, address: Address) -> dict[str, Any]:
        """Return the values of an address's parts. Raises KeyError for one nobody has thought of."""
        if not address.parts:
            return {}
        if address.name.startswith("admin:"):
            return {part: self.admin_value(address.name, part) for part in address.parts}
        space = address.name.partition(":")[0]
        return {part: self.value(address.name, space, part) for part in address.parts}

    def value(self, name: str, space: str, part: str) -> Any:
        for key in (f"{name}.{part}", f"{space}.{part}", part):
            if key in self.things:
                found = self.things[key]
                return found.ref if hasattr(found, "ref") else found
        raise KeyError(f"tests/architecture/world.py has nothing for {part} of {name}")

    def admin_value(self, name: str, part: str) -> Any:
        if name == "admin:view_on_site":
            return 1
        if part != "object_id":
            return {"app_label": "accounts", "content_type_id": 1, "url": "x"}[part]
        app, model = (
            name.removeprefix("admin:").rsplit("_", 1)[0].rsplit("_", 1)
        )  # no model has one in its name
        row = apps.get_model(app, model)._base_manager.order_by("pk").first()
        return row.pk if row else 1


def put_forward(project: Project) -> dict[str, Any]:
    """Somebody who put themselves forward and waits, with a file, and what leads to them."""
    closed = Opportunity.objects.get(project=project, title__startswith="Help to choose pictures")
    waits = closed.expressions.filter(status="sent")
    one, newer = waits.order_by("pk").first(), waits.latest("pk")
    sent = ExpressionFile.of(CleanFile(b"%PDF-1.4", PDF, "letter.pdf", "clean"), expression=one)
    sent.save()
    drawn = Draw.objects.earliest("pk")
    listed = choosing.document(
        about="", bands=[["AAAA"]], lottery=[], places=1, reserves=0, seed_from="Lotto", seed_on=clock.today()
    )
    made = Draw.objects.create(
        opportunity=closed, document=listed, seed_on=clock.today(), listed_by=drawn.listed_by
    )
    Lot.objects.create(draw=made, expression=one, code="AAAA")
    asks = waits.latest("pk")
    Expression.objects.filter(pk=asks.pk).update(wants_feedback=True)
    lists = ("list", "take", "questions", "reading", "answers", "send_answers", "write_answer")
    return {
        "choosing.ref": closed,
        "choosing:rule.ref": Opportunity.objects.get(title="Read our letters out loud"),
        "choosing:publish.ref": Opportunity.objects.filter(
            choosing_rule__method="ranking", draw=None
        ).earliest("pk"),
        "choosing:draw.ref": closed,
        "places.ref": Place.objects.filter(status="chosen").earliest("pk"),
        "places:record.ref": closed,
        "opportunities:draw.ref": drawn.opportunity,
        "opportunities:draw_document.ref": drawn.opportunity,
        "expressions:feedback.ref": asks,
        "expressions.ref": one,
        **{f"expressions:{name}.ref": closed for name in lists},
        "expressions:read.ref": one.blind_ref,
        "expressions:read_file.ref": one.blind_ref,
        "expressions:file.ref": sent,
        "newer_ref": newer,
        "outcome": "yes",
        "interest.ref": one,
        "interest:start.ref": Opportunity.objects.filter(project=project, status="open").latest("pk"),
        "file_ref": sent,
    }


def on_a_panel(meg: Person) -> dict[str, Any]:
    """A panel that scores, Meg on it; somebody who has not answered, and somebody who has not said whom
    they know."""
    member = PanelMember.objects.get(person=meg)
    opportunity = member.opportunity
    ScoringPlan.objects.filter(opportunity=opportunity).update(
        begun_at=clock.now(), begun_by=opportunity.made_by
    )
    draft = Opportunity.objects.get(title="Read our letters out loud")
    writing.add(draft, title="Interest", looks_for="Say why", essential=True, by=draft.made_by)
    return {
        "criteria.ref": draft,
        "criterion": draft.criteria.get(),
        "criteria:no_public_member.ref": opportunity,
        **{f"panels:{name}.ref": opportunity for name in ("overview", "ask_public", "ask_staff", "begin")},
        "panels.ref": member,
        "panels:record_answer.ref": opportunity.panel.get(status="asked"),
        "panels:record_names.ref": opportunity.panel.get(person__name="Leanne Brown"),
        "my_panels.ref": member,
        "blind_ref": readable(member).first().blind_ref,
        "my_scoring.ref": member,
        "my_scoring.code": readable(member).first().blind_ref,
        "my_scoring.criterion_ref": opportunity.criteria.first(),
    }


def scored() -> dict[str, Any]:
    """A panel that has given points, far apart on one text; another one whose names are still in."""
    opportunity = Opportunity.objects.get(title__startswith="Help to test an app")
    talk = to_talk_about(opportunity)[0]
    named = Opportunity.objects.get(title__startswith="Help to choose pictures")
    return {
        "scoring.ref": opportunity,
        "scoring:member.ref": opportunity.panel.first(),
        "scoring.code": talk.code,
        "scoring.criterion_ref": talk.criterion,
        "redaction.ref": named,
        "redaction.code": named.expressions.filter(status="sent").order_by("pk").first().blind_ref,
    }


DAY = dt.timedelta(days=1)


@contextmanager
def standing(django_db_blocker: Any) -> Iterator[World]:
    """Build the world for many tests: the changes of each are undone, and at the end the world itself.

    Its people sign in once; a slow machine may take longer over the tests than their proof would last.
    """
    with (
        django_db_blocker.unblock(),
        override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=DAY.total_seconds()),
        mock.patch.multiple(sign_in_rules, CONTRIBUTOR_PROOF_LASTS=DAY, READING_PROOF_LASTS=DAY),
        transaction.atomic(),
        transaction.atomic("monitoring"),
    ):
        yield build()
        transaction.set_rollback(True)
        transaction.set_rollback(True, "monitoring")


def build() -> World:
    """Tell the story, add the strangers, pick one of everything."""
    builders.what_every_installation_has()
    story.tell()
    project = Project.objects.get(title=TITLE)
    organisation = project.organisation
    meg = Person.objects.get(name="Meg Hughes")

    def of(name: str) -> User:
        return Person.objects.get(name=name).account

    users = {
        "contributor": meg.account,
        "neighbour": builders.contributor_user(organisation, name="Nia Neighbour"),
        "ppi_manager": of("Priya Shah"),
        "project_staff": of("Tom Ellis"),
        "colleague": builders.staff_user(Role.PROJECT_STAFF, organisation, name="Col League"),
        "approver": of("Grace Mensah"),
        "finance": of("Ruth Owen"),
        "reporting": of("Helen Ward"),
        "read_only": builders.staff_user(Role.READ_ONLY, organisation, name="Rea Donly"),
        "administrator": of("Alex Reed"),
        "own_administrator": own_administrator(organisation),
        "in_both": in_both(organisation),
        "outsider": builders.staff_user(Role.PPI_MANAGER, builders.organisation(), name="Out Sider"),
    }
    found = things(project, meg, users["neighbour"])
    return World({role: User.objects.get(pk=user.pk) for role, user in users.items()}, found)


def own_administrator(organisation: Organisation) -> User:
    """An administrator as an organisation has them: no superuser."""
    user = builders.staff_user(Role.ADMINISTRATOR, organisation, name="Own Administrator")
    User.objects.filter(pk=user.pk).update(is_staff=True)
    return user


def in_both(organisation: Organisation) -> User:
    """Somebody with little power here and much in another organisation."""
    user = builders.staff_user(Role.READ_ONLY, organisation, name="In Both")
    StaffRole.objects.create(user=user, organisation=builders.organisation(), role=Role.PPI_MANAGER)
    return user


def a_role_that_waits(organisation: Organisation, by: User) -> StaffRole:
    """A role that a second person has to confirm, beside one that a second person has confirmed."""
    holder = builders.contributor_user(organisation, name="Wanda Waits")
    second = builders.contributor_user(organisation, name="Sec Ond")
    held = {"user": builders.contributor_user(organisation, name="Had Two"), "role": Role.ADMINISTRATOR}
    StaffRole.objects.create(organisation=organisation, asked_by=by, confirmed_by=second, **held)
    return StaffRole.objects.create(
        user=holder, organisation=organisation, role=Role.FINANCE, waits=True, asked_by=by
    )


def things(project: Project, meg: Person, nia: User) -> dict[str, Any]:
    """Return one of everything, by the full name of the part, by its app, or by the part alone."""
    role, organisation = project.roles.get(), project.organisation
    hers = role.assignments.get(person=meg)
    coming = Meeting.objects.filter(project=project, status="invited").latest("starts_at")
    held = Meeting.objects.filter(project=project, status="held").latest("starts_at")
    paid = Claim.objects.filter(person=meg, status="paid").latest("id")
    sent = Claim.objects.filter(person=meg, status="sent").latest("id")
    draft = a_draft(meg, project)
    run = PaymentRun.objects.latest("id")
    action = project.power_actions.latest("id")
    review = reviewing.open_review(project, rate_by=clock.today(), by=project.lead.account)
    helen = Person.objects.get(name="Helen Ward").account  # the concerns contact: no role opens these pages
    concern = concerns.raise_concern(project, words="A worry", contact=helen, person=meg)
    decision = project.decisions.latest("id")
    dispute = decisions.dispute(decision, words="Not so.", person=meg, by=meg.account)
    aim = project.diversity_aims.latest("id")
    waits = a_role_that_waits(project.organisation, project.lead.account)
    row: Callable[[str], Any] = lambda name: getattr(project, name).order_by("id").first()  # noqa: E731
    return {
        "ref": project,
        **{f"{name}.pk": waits.pk for name in ("confirm_role", "refuse_role")},
        "prove_mailbox.token": "nobody-sent-this" + "-" * 27,
        "member_ref": meg,
        "piece_ref": row("pieces"),
        "row_ref": row("budget_lines"),
        "scope.row_ref": row("influence"),
        "copy_ref": row("what_ifs"),
        "resources:change_what_if_row.row_ref": WhatIfRow.objects.filter(what_if=row("what_ifs")).first(),
        "resources:add_what_if_row.part": "costs",
        **{f"resources:{name}_cost.row_ref": row("planned_costs") for name in ("change", "remove")},
        **{f"resources:{name}_funder.row_ref": row("funders") for name in ("change", "remove")},
        "aspect_ref": row("pieces").aspects.get(aspect="evaluation"),
        "scales.organisation": organisation,
        "scope_comments.ref": project.scope_comments.get(person=meg),
        "my_scope:say_about.ref": row("influence"),
        "my_scope:comment.ref": project.scope_comments.get(person=meg),
        "my_scope:withdraw.ref": project.scope_comments.get(person=meg),
        "resources:change_activity.row_ref": row("planned_activities"),
        "resources:move_activity.row_ref": row("planned_activities"),
        "resources:change_staff_time.row_ref": row("staff_time"),
        "resources:remove_staff_time.row_ref": row("staff_time"),
        "resources:change_milestone.row_ref": row("milestones"),
        "resources:remove_milestone.row_ref": row("milestones"),
        "resources:tick_milestone.row_ref": row("milestones"),
        "resources:new_date_of_milestone.row_ref": project.milestones.filter(done_at=None).first(),
        "resources:new_date_of_activity.row_ref": row("planned_activities"),
        "resources:record_hours.row_ref": row("staff_time"),
        "resources:change_lead_time.kind": "notice",
        "resources:access_cost.category": "009",
        "notifications.ref": Notification.objects.filter(state=State.SENT, recipient=meg).latest("id"),
        "promises.ref": Promise.objects.filter(project=project, kind="meetings.papers", kept_at=None).latest(
            "id"
        ),
        "owners:hand_over.ref": project.lead,
        "owners:end_absence.ref": Absence.objects.create(
            organisation=project.organisation,
            person=project.lead,
            deputy=helen.person,
            first_day=clock.today(),
            last_day=clock.today(),
        ),
        "people.ref": meg,
        "rights.ref": meg,
        "rights:decide.ref": rights.ask(meg, organisation, by=meg.account),
        "my_data.key": "contact",
        "my_data.kind": "json",
        "people.need": AccessNeed.objects.filter(person=meg).latest("id"),
        "my_details.ref": AccessNeed.objects.filter(person=meg).latest("id"),
        **recorded(meg, project.lead.account, project.organisation_id),
        "notes:write.ref": meg,
        "notes:remove.ref": notes.write_note(
            meg,
            organisation_id=organisation.pk,
            words="Likes mornings.",
            shared=True,
            by=project.lead.account,
        ),
        "undo.ref": scope.remove_piece(
            scope.add_piece(project, title="Typo", aspects=[Aspect.DESIGN], by=project.lead.account),
            why="It was a typo.",
            by=project.lead.account,
        ),
        "my_helpers.ref": supporters.ask(
            meg,
            name="Nia Neighbour",
            email=nia.email,
            claims=True,
            dates=True,
            by=meg.account,
        ),
        "people.helper": meg.supporters.get(),
        "people:answer_same_person.ref": two_accounts(organisation),
        **brought_in(organisation, project.lead.account),
        "my_details:share.ref": meg.connections.get().organisation,
        "topic": "name",
        "availability.ref": meg,
        "availability:record.topic": "weekly",
        "availability.row_ref": Away.objects.create(
            person=meg, first_day="2027-02-04", last_day="2027-02-05"
        ),
        "my_details:leave.ref": meg.connections.get().organisation,
        "my_availability.ref": Away.objects.create(person=meg, first_day="2027-01-04", last_day="2027-01-05"),
        "kind": "away",
        "key": "sex",
        "roles.ref": role,
        "roles:overview.ref": project,
        "roles:new.ref": project,
        **described(project),
        **around_a_role(project, hers, by=project.lead.account),
        "selection.ref": Opportunity.objects.filter(project=project, status="open").latest("pk"),
        "selection:overview.ref": project,
        "selection:make.ref": role,
        "opportunities.ref": Opportunity.objects.filter(project=project, status="open").latest("pk"),
        "opportunities.organisation": organisation,
        **put_forward(project),
        **on_a_panel(meg),
        **scored(),
        "alerts:prove.token": "nobody-sent-this" + "-" * 27,
        "alerts:stop.ref": Alert.objects.create(
            person=meg, organisation=organisation, status="live", recorded_by=project.lead.account
        ),
        "record_alerts.ref": meg,
        "roles:assignment.ref": hers,
        "roles:take_back.ref": hers,
        "roles:talked.ref": hers,
        "roles:record_answer.ref": hers,
        "roles:kept.ref": hers,
        "roles:record_part.ref": hers,
        "roles:record_parts.ref": hers,
        "roles:print_agreement.ref": hers,
        "roles:file_signed.ref": hers,
        "roles:signed.ref": hers,
        "paper": signed_paper(hers),
        "my_roles:signed.ref": signed_paper(hers),
        "roles:proposal.ref": proposal(role),
        "number": 1,
        "my_promises.ref": Promise.objects.filter(project=project, kind="meetings.papers").latest("pk"),
        "my_roles.ref": hers,
        "my_projects:closing.ref": an_end(project, meg),
        "my_roles:suggestion.ref": proposal(role),
        "my_roles:agreed.ref": agreement(meg),
        "meetings.ref": coming,
        "meetings:overview.ref": project,
        "meetings:call_off_series.ref": builders.meeting(
            project, series=project.meeting_series.create(title="A series")
        ),
        "meetings:plan.ref": project,
        "meetings:series.ref": project,
        "meetings:series_times.ref": project,
        "meetings:take_series.ref": project,
        "person_ref": meg,
        "meetings:record_how_it_was.ref": held,
        "meetings:record_why_not.ref": held,
        "meetings:record_why_not.person_ref": somebody_absent(held),
        "meetings:record_word.ref": project,
        "meetings:attendance.ref": held,
        "meetings:paper.ref": held,
        "meetings:remove_paper.ref": held,
        "meetings:answer.token": planning_rules.token_of(coming.invitations.get(person=meg)),
        "meetings:feed.secret": calendar.make_feed(meg, by=meg.account),
        "meetings:record_met.ref": coming.arrangements.get(need__person=meg),
        "meetings:arrangement.ref": coming.arrangements.get(need__person=meg),
        "meetings:tick_arrangement.ref": coming.arrangements.get(need__person=meg),
        "my_meetings:arrangement.ref": coming.arrangements.get(need__person=meg),
        "meetings:how_it_went.ref": held,
        "meetings:answer_dispute.ref": held.disputes.get(person=meg),
        "my_meetings:dispute.ref": held.disputes.get(person=meg),
        "my_meetings:say_how_it_was.ref": held,
        "line": "chair",
        "meetings:school_holidays.ref": project,
        "meetings:add_school_holidays.ref": project,
        "meetings:remove_school_holidays.ref": project,
        "meetings:words.ref": project,
        "meetings:add_word.ref": project,
        "meetings:explain_word.ref": project.words.get(word="Baseline"),
        "my_meetings:words.ref": project,
        "my_meetings:ask_word.ref": project,
        "my_meetings:word.ref": project.words.get(word="Baseline"),
        "meetings:share_notes.ref": coming.talks_before.get(),
        "my_meetings:talk.ref": coming.talks_before.get(),
        "meetings:take_out_word.ref": project.words.get(word="Baseline"),
        "meetings:take_back_papers.ref": held.paper_copies.get(person=meg),
        "meetings:give_papers.ref": held.paper_copies.get(person=meg),
        "paper_ref": held.papers.latest("id"),
        "meetings:add_format.ref": held.papers.latest("id"),
        "meetings:paper_format.ref": held.papers.latest("id").versions.get(),
        "meetings:remove_format.ref": held.papers.latest("id").versions.get(),
        "my_meetings:paper_format.ref": held.papers.latest("id").versions.get(),
        "meetings:file.token": planning_rules.file_token_of(coming.invitations.get(person=meg)),
        "meetings:reminders.organisation": project.organisation,
        "my_meetings.ref": coming,
        "my_meetings:paper.ref": held,
        "power_balance:action.ref": action,
        "power_balance:answer.ref": action,
        "power_balance:change_plan.ref": action,
        "power_balance:do.ref": action,
        "power_balance:set_aside.ref": action,
        "power_balance:record_done.ref": action,
        "power_balance:record_disputed.ref": decision,
        "power_balance:record_ratings.ref": review,
        "power_balance:correct_decision.ref": decision,
        "my_power_balance:dispute_decision.ref": decision,
        "power_balance:dispute.ref": dispute,
        "my_power_balance:dispute.ref": dispute,
        "meetings:remove_school_holidays.row_ref": project.organisation.school_holidays.create(
            area="Anywhere",
            name="A week",
            first_day=clock.today(),
            last_day=clock.today(),
            published="A page",
        ),
        "my_power_balance:action.ref": action,
        "my_power_balance:confirm.ref": action,
        "my_power_balance:not_yet.ref": action,
        "power_balance:review.ref": review,
        "power_balance:rate.ref": review,
        "power_balance:change_review_day.ref": review,
        "power_balance:close_review.ref": review,
        "power_balance:call_off_review.ref": review,
        "my_power_balance:review.ref": review,
        "my_power_balance:rate.ref": review,
        "power_balance:concern.ref": concern,
        "power_balance:answer_concern.ref": concern,
        "power_balance:finish_concern.ref": concern,
        "theme": "times",
        "power_balance:evidence_rows.number": "late-ours",
        "diversity:change.ref": aim,
        "diversity:remove.ref": aim,
        "step": 2,
        "my_checklist:asked.ref": project.sign_off_asks.create(
            step=2, answer_by=clock.today(), by=project.lead.account
        ),
        "checklist:sign_off.ref": project.sign_offs.order_by("-id").first(),
        "my_checklist:sign_off.ref": project.sign_offs.order_by("-id").first(),
        "policies.ref": Policy.objects.filter(organisation=project.organisation).latest("id"),
        "policies:adopt.ref": Policy.objects.examples().order_by("id").first(),
        **a_draft_policy(project),
        "payees.ref": BankDetails.objects.filter(person=meg).latest("id"),
        "determinations.ref": role,
        "payees:talked.ref": meg,
        "payees:record_bank.ref": meg,
        "payees:record_route.ref": meg,
        "payees:record_choice.ref": meg,
        "payees:record_limit.ref": meg,
        "payees:check_route.ref": RecordedRoute.objects.create(
            person=meg, route="cheque", made_by=project.lead.account, usable_from=clock.now()
        ),
        "file_ref": role.determinations.latest("id").evidence,
        "my_recognition.ref": hers,
        "my_recognition:meeting.ref": coming,
        "claims.ref": sent,
        "organisation": project.organisation,
        "claims:start_for.ref": meg,
        "claims:receipt.ref": Receipt.objects.latest("id"),
        "my_claims.ref": draft,
        "my_claims:receipt.ref": Receipt.objects.latest("id"),
        "my_lines.ref": draft,
        "line_ref": ClaimLine.objects.filter(claim=draft).latest("id"),
        "category": "mileage",
        "bookings.ref": meg.booking_requests.latest("id"),
        "bookings:ask_for.ref": meg,
        "my_bookings.ref": meg.booking_requests.latest("id"),
        "advances:ask_for.ref": meg,
        "advances.ref": meg.advances.latest("id"),
        "my_advances.ref": meg.advances.latest("id"),
        "payments.ref": run,
        "payments:file_check.ref": FileSettings.objects.latest("id"),
        "format": "own",
        **{f"payments:{name}.kind": "results" for name in ("report_upload", "report_columns")},
        **{f"payments:{name}.ref": BankReport.objects.latest("id") for name in REPORT_PAGES},
        "month": f"{clock.today():%Y-%m}",
        "payments:month_file.kind": "csv",
        "payments:report_line.number": BankReport.objects.latest("id").line_count + 1,
        "claim": paid,
        "my_payments.ref": paid,
        "provider_id": "nobody",
        "pk": 1,
        "uidb36": "1",
        "account_reset_password_from_key.key": "abc-def",
        **asked_for(project, meg),
    }


def in_the_role(role: RoleDescription) -> Assignment:
    """Return somebody new who has agreed to a role."""
    user = builders.contributor_user(role.project.organisation)
    offer = builders.assignment(role, user.person)
    answering.agree(offer, content_hash=offer.version.content_hash, by=user)
    return Assignment.objects.get(pk=offer.pk)


def around_a_role(project: Project, hers: Assignment, *, by: User) -> dict[str, Any]:
    """Return what comes in to a role and what comes after it: an import, a certificate, a pair."""
    of = lambda name: apps.get_model("roles", name).objects  # noqa: E731
    brought = [of("ImportedRole").create(project=project, title=f"Import {n}", made_by=by) for n in "ab"]
    for one in brought:
        of("ImportedPiece").create(imported=one, place=1, heading="Purpose", text="Read.", field="purpose")
    asked, wish = (
        farewell.ask(hers, kind=kind, with_hours=False, by=hers.person.account)
        for kind in ("certificate", "reference")
    )
    facts = {
        **{"kind": "certificate", "name": "M", "organisation": "N", "role": "R", "project": "P"},
        **{
            "from": "",
            "to": "",
            "purpose": "",
            "activities": [],
            "signed_by": "L",
            "signed_on": "2027-01-04",
        },
    }
    signed = of("RoleLetter").create(
        assignment=hers,
        kind="certificate",
        status="signed",
        signed_at=clock.now(),
        signed_by=by,
        facts=json.dumps(facts),
    )
    other, over = (in_the_role(hers.role) for _two in "ab")
    with transaction.atomic():
        ending.stop(over, by=by, why="It is over.")
    farewell.keep_in_touch(hers, wanted=True, by=hers.person.account)
    pair = of("RolePair").create(newer=hers, experienced=other, kind="buddies", made_by=by)
    return {
        **{f"{name}.kind": "pdf" for name in ("roles", "my_roles")},
        **{f"roles:{name}.ref": hers for name in ("person_file", "record_letter", "pair")},
        "roles:bring_in.ref": project,
        "roles:imported.ref": brought[0],
        "roles:drop_imported.ref": brought[1],
        "roles:part.ref": pair,
        "roles:letter.ref": asked,
        "my_roles:letter.ref": asked,
        "my_roles:drop_letter.ref": wish,
        **{f"{name}:letter_file.ref": signed for name in ("roles", "my_roles")},
    }


def proposal(role: Any) -> Any:
    """Return the newest suggestion about a role."""
    return apps.get_model("roles", "ChangeProposal").objects.filter(assignment__role=role).latest("id")


def recorded(person: Person, by: User, organisation_id: int) -> dict[str, Any]:
    """Return what was written down for somebody, right and wrong."""

    def entry() -> Any:
        return on_behalf.record(
            person=person,
            organisation_id=organisation_id,
            how="phone",
            said_on=clock.today(),
            read_back=True,
            by=by,
            what="role: agree",
            words=lambda: "Yes to the role.",
            act=lambda: None,
        )

    right, wrong = entry(), on_behalf.say_wrong(entry(), words="Not so.", by=by)
    return {
        "on_behalf.ref": right,
        "on_behalf:put_right.ref": wrong,
        "my_records.ref": right,
        "my_records:objection.ref": wrong,
    }


def agreement(person: Person) -> Any:
    """Return what somebody agreed to."""
    return apps.get_model("roles", "Agreement").objects.filter(person=person).latest("id")


def a_draft(person: Person, project: Project) -> Claim:
    """Return a draft with one line."""
    by = person.account
    claim = start_claim(
        person=person, organisation=project.organisation, by=by, project=project, about="Draft"
    )
    add_line(claim, entry=fee(claim, clock.today(), 60), by=by)
    return claim


def an_end(project: Project, person: Person) -> Any:
    """Return how another project ended that somebody was on."""
    other = builders.project(project.organisation, lead=project.lead)
    builders.team_member(other, person)
    return builders.closed(other, by=project.lead.account).closings.get()


def signed_paper(assignment: Assignment) -> SignedPaper:
    """A scan of what somebody agreed to."""
    return SignedPaper.objects.create(
        assignment=assignment,
        version=assignment.version,
        signed_on=clock.today(),
        filed_by=assignment.role.project.lead.account,
        file=ContentFile(b"x", name="scan.jpg"),
        display_name="scan.jpg",
        content_type="image/jpeg",
        size=1,
        sha256="0" * 64,
        scanned="clean",
    )


def somebody_absent(meeting: Meeting) -> Person:
    """Somebody who was asked to a meeting and did not come."""
    absent = builders.person(organisation=meeting.project.organisation)
    meeting.invitations.create(person=absent, side="public")
    meeting.attendance.create(person=absent, came=False, confirmed_by=meeting.project.lead.account)
    return absent


DUTY_PAGES = ("duties", "add_duty", "remove_duty")


def asked_for(project: Project, meg: Person) -> dict[str, DutyOccasion]:
    """Two open duties of a role that Meg agrees to: training is hers, an induction ours."""
    role = builders.role(
        project,
        "Buddy",
        payment="expenses_only",
        offered_by=project.lead.account,
        our_promises=[{"kind": "induction"}],
        their_promises=[{"kind": "training", "days": 30}],
    )
    [offer] = inviting.invite(role, invitees=[Invitee(person=meg)], by=project.lead.account)
    answering.agree(offer, content_hash=offer.version.content_hash, by=meg.account)
    ours, theirs = (offer.duty_occasions.open().get(line=line) for line in ("induction", "training"))
    return {"roles:duty.ref": ours, "roles:record_duty.ref": theirs, "my_roles:duty.ref": theirs}


ROWS = ("row", "drop_row", "template_row", "template_drop_row")


def described(project) -> dict[str, Any]:
    """A draft with one row of a part that repeats, and where the pages of its topics find it."""
    draft = builders.role(project, "Described", venues=[{"id": "a1", "what": "Harbour House"}])
    pages = dict.fromkeys(("edit", "topic", "row", "drop_row", *DUTY_PAGES), draft)
    template = project.organisation.role_templates.get(title="Public reviewer")
    template.venues = [{"id": "a1", "what": "Harbour House"}]
    template.save()
    of_templates = ("template", "name_template", "template_topic", "template_row", "template_drop_row")
    pages |= dict.fromkeys(of_templates, template)
    return {f"roles:{page}.ref": role for page, role in pages.items()} | {
        "roles:template_topic.slug": "purpose",
        "roles:topic.slug": "purpose",
        "roles:remove_duty.key": "a1",
        **{f"roles:{page}.part": "venues" for page in ROWS},
        **{f"roles:{page}.key": "a1" for page in ROWS},
        **{f"{page}.field": "purpose" for page in ("roles:record_part", "my_roles:part")},
    }


def brought_in(organisation: Organisation, by: User) -> dict[str, Any]:
    """A file of people that waits to be looked at, and one that was brought in."""

    def read(who: str) -> PeopleImport:
        content = f"Name,Email\n{who},{who}@people.example\nMeg Hughes,other@people.example\n".encode()
        row = importing.receive(
            read_table(content, f"{who}.csv"), organisation=organisation, kind="people", by=by
        )
        return importing.say_columns(
            row, by=by, mapping=row.mapping, source="A list", consent="They said yes"
        )

    ready, done = read("Quinn"), read("Robin")
    answer_all(done, choice="out")
    done = send_in(done, by=by)
    acts = ("detail", "columns", "row", "answer_all", "bring_in", "stop")
    return {
        **{f"people:import_{act}.ref": ready for act in acts},
        **{f"people:import_{act}.ref": done for act in ("undo", "tell")},
        "people:import_row.row": ready.rows.get(number=2),
        **{f"people:{name}.kind": "people" for name in ("import_sample", "export", "export_sheet")},
        **{f"people:{name}.organisation": organisation for name in ("export", "export_sheet")},
    }


def two_accounts(organisation: Organisation) -> MaybeSamePerson:
    """Two accounts of colleagues that may belong to one person."""
    one, other = (builders.staff_user("read_only", organisation, name="Twice Here") for _ in range(2))
    return MaybeSamePerson.objects.create(one=one, other=other, sign="device")


def a_draft_policy(project: Project) -> dict[str, Any]:
    """A policy that is being changed, for the pages that change it."""
    ours = Policy.objects.filter(organisation=project.organisation).latest("id")
    draft = policies.adopt(
        ours, organisation=project.organisation, effective_from=clock.today(), by=project.lead.account
    )
    pages = ("edit", "edit_terms", "add_line", "edit_line", "remove_line", "ask")
    return {
        **{f"policies:{name}.ref": draft for name in pages},
        **{f"policies:{name}.kind": "rate" for name in pages},
        "policies.row": draft.rates.order_by("id").first().pk,
    }
