"""Builders: one call makes one thing with good defaults, so that a test says only what matters to it.

One section for each app. They write rows directly; what the actions do is for the tests of the actions.
"""

import datetime as dt
import itertools
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import transaction

from contributors.accounts.models import Organisation, StaffRole, User
from contributors.availability.models import Circumstances
from contributors.people.models import AccessNeed, Connection, Person
from coproduce.bench.visitors import second_factor as second_factor
from coproduce.bench.visitors import sign_in as sign_in
from coproduce.foundation import clock
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.promises import PAY, promise_to
from expenses.claims.queries import looks_after
from expenses.payees import actions as payees
from expenses.payees.models import BankDetails
from expenses.payees.rules import ClearDetails
from expenses.payments.waits.actions import settle
from expenses.policies.models import MileageRate, Policy, Rate
from expenses.policies.states import Band, Period, PolicyState, Unit, Vehicle
from projects.checklist.closing import actions as closing
from projects.checklist.models import SignOff
from projects.diversity.models import DiversityAim
from projects.meetings.models import Invitation, Meeting
from projects.power_balance.decisions.models import Decision
from projects.power_balance.power_actions.models import PowerAction
from projects.resources.models import BudgetLine, Funder, Milestone, PlannedActivity, PlannedCost
from projects.roles.models import Assignment, RoleDescription, RoleVersion, StandardTerms
from projects.roles.writing import actions as role_actions
from projects.scope.aspects import actions as aspects_actions
from projects.scope.models import InfluenceStatement, PieceAspect, PieceOfWork
from projects.scope.scales.queries import scale_of
from projects.selection.models import Criterion, Opportunity, PanelMember, ScoringPlan
from projects.selection.opportunities import actions as opportunities
from projects.team.models import Project, TeamMember
from projects.team.states import Side

_count = itertools.count(1)

# --- contributors --------------------------------------------------------------------------------


def organisation(name: str = "", **fields: Any) -> Organisation:
    """An organisation; every call makes another one."""
    name = name or f"Trust {next(_count)}"
    return Organisation.objects.create(**{"name": name, "statement_name": name[:18].upper(), **fields})


def person(
    name: str = "", *, email: str = "", organisation: Organisation | None = None, **fields: Any
) -> Person:
    """A person without an account. Without an e-mail they are reached by post."""
    number = next(_count)
    if not email:
        fields = {"channel": "post", "address": f"{number} Harbour Street\nBristol\nBS1 1AA", **fields}
    made = Person.objects.create(name=name or f"Person {number}", email=email, **fields)
    if organisation:
        connect(made, organisation)
    return made


def connect(person: Person, organisation: Organisation) -> Connection:
    """Let an organisation know a person."""
    return Connection.objects.get_or_create(person=person, organisation=organisation)[0]


def account(person: Person) -> User:
    """The account of a person's mailbox; a person without one gets an address first."""
    if not person.email:
        person.email = f"person{next(_count)}@example.org"
    user = User.objects.filter(email=person.email.lower()).first() or User.objects.create_user(person.email)
    person.account = user
    person.save()
    for asked in ("person", "first_people"):  # the account may have been asked before it had this person
        vars(user).pop(asked, None)
    return user


def staff_user(role: str, organisation: Organisation, *, name: str = "", **fields: Any) -> User:
    """An account with a person and one staff role. `fields` go to the person."""
    name = name or f"Staff {next(_count)}"
    email = fields.pop("email", f"staff{next(_count)}@trust.example.org")
    user = account(person(name, email=email, organisation=organisation, **fields))
    StaffRole.objects.create(user=user, organisation=organisation, role=role)
    return user


def contributor_user(organisation: Organisation, *, name: str = "", **fields: Any) -> User:
    """An account of a public contributor whom the organisation knows. `fields` go to the person."""
    name = name or f"Contributor {next(_count)}"
    email = fields.pop("email", f"contributor{next(_count)}@example.org")
    return account(person(name, email=email, organisation=organisation, **fields))


def access_need(person: Person, words: str = "A break every hour.", **fields: Any) -> AccessNeed:
    """Something a person needs to take part."""
    return AccessNeed.objects.create(**{"person": person, "category": "011", "words": words, **fields})


def any_time(*people: Person) -> None:
    """They told us that any time is fine, but for what their list says."""
    for one in people:
        Circumstances.objects.update_or_create(person=one, defaults={"told_at": clock.now()})


# --- projects ------------------------------------------------------------------------------------


def project(organisation: Organisation, *, lead: Person | None = None, **fields: Any) -> Project:
    """A project being planned; its lead is on it as staff."""
    lead = lead or person(organisation=organisation)
    today = clock.today()
    made = Project.objects.create(
        organisation=organisation,
        lead=lead,
        **{
            "title": f"Project {next(_count)}",
            "summary": "Better letters before an operation.",
            "starts_on": today,
            "ends_on": today + dt.timedelta(days=365),
            **fields,
        },
    )
    team_member(made, lead, Side.PROFESSIONAL)
    return made


def team_member(project: Project, person: Person, side: str = Side.PUBLIC, **fields: Any) -> TeamMember:
    """Somebody on a project."""
    return TeamMember.objects.create(project=project, person=person, side=side, **fields)


def piece_of_work(project: Project, title: str = "", aspects: Iterable[str] = ("design",)) -> PieceOfWork:
    """A piece of work nobody has decided on, with these aspects."""
    piece = PieceOfWork.objects.create(project=project, title=title or f"Piece {next(_count)}")
    for aspect in aspects:
        PieceAspect.objects.create(piece=piece, aspect=aspect)
    return piece


def decided(piece: PieceOfWork, stands_for: str, *, by: User, why: str = "", aspect: str = "") -> PieceAspect:
    """Decide an aspect of a piece (the first, unless named) on the organisation's scale: as staff do."""
    rows = piece.aspects.filter(aspect=aspect) if aspect else piece.aspects.all()
    levels = scale_of(piece.project.organisation_id).levels.filter(stands_for=stands_for)
    return aspects_actions.decide(
        rows.order_by("id")[0],
        planned=levels.first(),
        who_decided="The team",
        decided_on=clock.today(),
        why=why,
        by=by,
    )


def influence(project: Project, by: User, kind: str = "open", **fields: Any) -> InfluenceStatement:
    """Something people can change; of another kind, with a reason."""
    given = {"project": project, "made_by": by, "kind": kind, "who_decides": "The board", **fields}
    given.setdefault("statement", f"Statement {next(_count)}")
    given.setdefault("why", "" if kind == "open" else "The law says so.")
    return InfluenceStatement.objects.create(**given)


def budget_line(project: Project, pence: int = 500_00, **fields: Any) -> BudgetLine:
    """Money put aside, for fees."""
    given = {"category": "fees", **fields}
    return BudgetLine.objects.create(project=project, planned_pence=pence, **given)


def planned_activity(project: Project, title: str = "", **fields: Any) -> PlannedActivity:
    """A workshop: 4 people, 2 sessions, £25 and £5 each time: £240 in all."""
    return PlannedActivity.objects.create(
        **{
            "project": project,
            "title": title or f"Workshop {next(_count)}",
            "on": clock.today() + dt.timedelta(days=30),
            "people": 4,
            "sessions": 2,
            "minutes_each": 120,
            "fee_pence": 25_00,
            "expenses_pence": 5_00,
            **fields,
        }
    )


def planned_cost(project: Project, title: str = "", **fields: Any) -> PlannedCost:
    """Something that is bought in 30 days: food for 8, at £5 each."""
    return PlannedCost.objects.create(
        **{
            "project": project,
            "title": title or f"Cost {next(_count)}",
            "category": "venue",
            "on": clock.today() + dt.timedelta(days=30),
            "number": 8,
            "each_pence": 5_00,
            **fields,
        }
    )


def funder(project: Project, name: str = "", **fields: Any) -> Funder:
    """Somebody who gives money for two years from the start of the project, for anything."""
    return Funder.objects.create(
        **{
            "project": project,
            "name": name or f"Funder {next(_count)}",
            "starts_on": project.starts_on,
            "ends_on": project.starts_on + dt.timedelta(days=730),
            **fields,
        }
    )


def milestone(project: Project, title: str = "", **fields: Any) -> Milestone:
    """A date by which something is reached, in 60 days."""
    on = clock.today() + dt.timedelta(days=60)
    title = title or f"Milestone {next(_count)}"
    return Milestone.objects.create(**{"project": project, "title": title, "on": on, **fields})


def said_by_phone(day: dt.date | None = None) -> dict[str, Any]:
    """What every page asks on which staff record what somebody told them, as a browser sends it."""
    day = day or clock.today()
    said_on = {f"said_on_{n}": part for n, part in enumerate((day.day, day.month, day.year))}
    return {"how": "phone", "read_back": "yes", **said_on}


def role(
    project: Project, title: str = "", *, offered_by: User | None = None, **fields: Any
) -> RoleDescription:
    """A role with a first draft; with `offered_by` it is offered."""
    number = next(_count)
    made = RoleDescription.objects.create(project=project, title=title or f"Partner {number}")
    role_version(made, **fields)
    if offered_by:
        role_actions.offer(made.versions.get(), by=offered_by)
    return made


def role_version(role: RoleDescription, number: int = 1, **fields: Any) -> RoleVersion:
    """A draft that says everything a role has to say: 2 hours a month, £25 for each meeting.

    `fee_pence` and `fee_for` are a short way to say one rate of pay.
    """
    pence, paid_for = fields.pop("fee_pence", 25_00), fields.pop("fee_for", "each meeting")
    if fields.get("payment", "fee") == "fee":
        fields = {
            "pay_rates": [{"id": "a", "pence": pence, "unit": "other", "for_words": paid_for}],
            **fields,
        }
    return RoleVersion.objects.create(
        role=role,
        number=number,
        **{
            "purpose": "You help to plan the work.",
            "activities": "Meet the team.\nRead drafts.",
            "their_duties": "Come to meetings.",
            "our_duties": "We send papers early.\nWe pay you in time.",
            "quantity_min": 2,
            "unit": "hour",
            "per": "month",
            "includes_prep": "unknown",
            "places": 2,
            "support": "A named contact.",
            "payment": "fee",
            "expenses": "Travel and care.",
            "contact": role.project.lead,
            "accountable_to": "The project lead",
            "concerns_to": "The complaints team",
            **fields,
        },
    )


def opportunity(
    role: RoleDescription, *, by: User, is_open: bool = True, scored: bool = False, **fields: Any
) -> Opportunity:
    """An opportunity that says all it has to; open since an hour ago and for two weeks more, or a draft.

    Staff decide without points, unless it is `scored`. Two criteria: "Interest" (essential), "Other views".
    """
    made = opportunities.make(role.versions.get(status="offered"), by=by)
    now = clock.now().replace(second=0, microsecond=0)
    words: dict[str, Any] = {
        "summary": "You help us to plan care.",
        "topic": "diabetes",
        "region": "south_west",
        "town": "Bristol",
        "mode": "hybrid",
        "time_of_day": "evening",
        "opens_at": now - dt.timedelta(hours=1),
        "closes_at": now + dt.timedelta(days=14),
        "hear_by": clock.today() + dt.timedelta(days=40),
        "chosen_how": "We read every answer against four questions.",
        "chosen_by": "Two of our staff and one public member.",
        "contact_words": "Mo, 0117 496 0100",
        "other_ways": "Ring us or write a letter.",
        "access": "Breaks, and papers in large print.",
    }
    for name, value in (words | fields).items():
        setattr(made, name, value)
    made.save()
    criterion(made, "Interest", essential=True)
    criterion(made, "Other views")
    ScoringPlan.objects.create(opportunity=made, scored=scored, no_public_why="Nobody could come.")
    if is_open:
        made.status, made.opened_at = "open", made.opens_at
        made.save()
    return made


def criterion(opportunity: Opportunity, title: str, *, essential: bool = False) -> Criterion:
    """One thing that counts, at the end of what counts so far. Only for an opportunity that is not open."""
    return opportunity.criteria.create(
        title=title, looks_for=f"{title}, in your own words", essential=essential,
        place=opportunity.criteria.count() + 1,
    )  # fmt: skip


def panel_member(opportunity: Opportunity, person: Person, *, by: User, **fields: Any) -> PanelMember:
    """Somebody who is on a panel to score; `status="asked"` for somebody who has not answered."""
    fields = {"part": "scores", "status": "joined", "answer_by": clock.today()} | fields
    if fields["status"] == "joined":
        fields.setdefault("said_yes_at", clock.now())
    return PanelMember.objects.create(opportunity=opportunity, person=person, asked_by=by, **fields)


def standard_terms(organisation: Organisation, **fields: Any) -> StandardTerms:
    """What an organisation's roles begin with: expenses only, when nothing else is said."""
    terms = {
        "payment": "fee" if "fee_pence" in fields else "expenses_only",
        "expenses": "Travel and the care of others.",
        "concerns_to": "The involvement lead, 0117 496 0130",
    }
    return StandardTerms.objects.create(organisation=organisation, **(terms | fields))


def assignment(role: RoleDescription, person: Person, **fields: Any) -> Assignment:
    """Somebody invited to an offered role, without the promise and the message of the action."""
    version = role.versions.get(status="offered")
    answer_by = clock.now() + dt.timedelta(days=14)
    fields = {"answer_by": answer_by, **fields}
    return Assignment.objects.create(role=role, person=person, version=version, **fields)


def meeting(project: Project, *people: Person, **fields: Any) -> Meeting:
    """A meeting of two hours in three weeks at 10am, being planned, with people of the project asked."""
    day = clock.today() + dt.timedelta(days=21)
    starts_at = dt.datetime.combine(day, dt.time(10), tzinfo=clock.UK)
    made = Meeting.objects.create(
        project=project,
        organiser=project.lead,
        **{
            "title": f"Meeting {next(_count)}",
            "starts_at": starts_at,
            "ends_at": starts_at + dt.timedelta(hours=2),
            "place": "Room 2, Harbour House",
            **fields,
        },
    )
    sides = dict(project.members.values_list("person", "side"))
    for one in people:
        Invitation.objects.create(meeting=made, person=one, side=sides.get(one.pk, Side.PUBLIC))
    return made


def power_action(project: Project, **fields: Any) -> PowerAction:
    """An open action against a power imbalance, due in 30 days, without its promise."""
    return PowerAction.objects.create(
        **{
            "project": project,
            "found": f"Meetings start at 8am ({next(_count)}).",
            "plan": "Start at 11am.",
            "owner": project.lead,
            "due_on": clock.today() + dt.timedelta(days=30),
            **fields,
        }
    )


def decision(project: Project, by: User, **fields: Any) -> Decision:
    """A decision that went as public members wanted."""
    return Decision.objects.create(
        **{
            "project": project,
            "made_by": by,
            "title": f"Decision {next(_count)}",
            "decided_on": clock.today(),
            "options": "A letter or a call.",
            "took_part": "All members.",
            "public_view": "A call.",
            "followed": "yes",
            **fields,
        }
    )


def census_figures() -> None:
    """The published shares again, where a test with real transactions has emptied the tables."""
    import_module("projects.diversity.migrations.0002_census_figures").seed(apps)


def diversity_aim(project: Project, **fields: Any) -> DiversityAim:
    """Some of the people a project is about, with the figures of Bristol on disability."""
    return DiversityAim.objects.create(
        **{
            "project": project,
            "people": f"Carers {next(_count)}",
            "area": "Bristol, City of",
            "characteristics": ["disability"],
            "why": "They read the letters too.",
            "how": "Through the carers' café.",
            **fields,
        }
    )


def sign_off(project: Project, person: Person, step: int = 1, view: str = "agree", **fields: Any) -> SignOff:
    """A view on a step; staff by `side`. Without the promise of the action."""
    words = "" if view == "agree" else "Look again at this."
    given = {"project": project, "person": person, "step": step, "view": view, "words": words}
    return SignOff.objects.create(**{"side": Side.PUBLIC, **given, **fields})


def closed(project: Project, *, by: User, **words: str) -> Project:
    """A project that has ended, with all that belonged to it, by the action."""
    given = {
        "why": "The money has run out.",
        "came_of_it": "Three letters are in use.",
        "their_data": "We keep your claims for six years.",
        "in_touch": "Ring Mo on 0117 496 0000.",
        "why_unsigned": "We stop early.",
    }
    return closing.close(project, by=by, **{**given, **words})


# --- expenses ------------------------------------------------------------------------------------


def published_policies() -> None:
    """The published examples, put back where a test's clean-up emptied the tables."""
    import_module("expenses.policies.migrations.0002_published_rates").seed(apps)


def what_every_installation_has() -> None:
    """Everything the migrations seed, put back where a test's clean-up emptied the tables."""
    if not apps.get_model("diversity", "Benchmark").objects.exists():
        census_figures()
    if not Policy.objects.examples().exists():
        published_policies()


def policy(organisation: Organisation, *, approved: bool = True, **fields: Any) -> Policy:
    """An organisation's policy: £12 an hour for time, £25 a review, £5 from home, 45p then 25p a mile.

    In force since 2020 unless said otherwise; made and approved by two different accounts.
    """
    made = Policy.objects.create(
        organisation=organisation,
        made_by=staff_user("administrator", organisation),
        **{
            "name": "Payment policy",
            "effective_from": dt.date(2020, 1, 1),
            "source": "Our own policy, 2020",
            "check_before_use": False,
            "pay_within_days": 14,
            **fields,
        },
    )
    common = {"policy": made, "source": made.source}
    Rate.objects.create(label="Meeting", unit=Unit.HOUR, amount_pence=12_00, **common)
    Rate.objects.create(label="Review of a document", unit=Unit.TASK, amount_pence=25_00, **common)
    Rate.objects.create(label="Meeting joined from home", unit=Unit.ALLOWANCE, amount_pence=5_00, **common)
    miles = {"vehicle": Vehicle.CAR, "threshold_miles": 10_000, "period": Period.TAX_YEAR, **common}
    MileageRate.objects.create(band=Band.UP_TO, pence_per_mile=45, **miles)
    MileageRate.objects.create(band=Band.ABOVE, pence_per_mile=25, **miles)
    MileageRate.objects.create(vehicle=Vehicle.PASSENGER, pence_per_mile=5, **common)
    if approved:
        approver = staff_user("ppi_manager", organisation)
        made.status, made.approved_by, made.approved_at = PolicyState.APPROVED, approver, clock.now()
        made.save()
    return made


def claim(person: Person, organisation: Organisation, **fields: Any) -> Claim:
    """A claim being written, without lines. A sent one comes from `sent_claim`."""
    fields = {"about": "Panel meeting", **fields}
    return Claim.objects.create(person=person, organisation=organisation, **fields)


def claim_line(claim: Claim, amount_pence: int = 8_40, **fields: Any) -> ClaimLine:
    """A line of a claim: a train fare whose ticket was lost, unless said otherwise."""
    return ClaimLine.objects.create(
        claim=claim,
        amount_pence=amount_pence,
        **{
            "kind": "expense",
            "category": "public_transport",
            "activity_date": clock.today() - dt.timedelta(days=3),
            "description": "Train to Bristol",
            "no_receipt_because": "The machine kept the ticket.",
            **fields,
        },
    )


def sent_claim(person: Person, organisation: Organisation, *amounts: int, **fields: Any) -> Claim:
    """A claim that was sent, with one train fare for each amount in pence (£8.40)."""
    today = clock.today()
    made = claim(
        person,
        organisation,
        **{"status": "sent", "sent_at": clock.now(), "pay_by": today + dt.timedelta(days=14), **fields},
    )
    for amount in amounts or (8_40,):
        claim_line(made, amount)
    return made


def promise_pay(claim: Claim) -> None:
    """Promise to pay a claim that was made past the actions, as sending it would have done."""
    with transaction.atomic():
        promise_to(claim, PAY, claim.pay_by, owner=looks_after(claim), by=None)
        settle(pk=claim.pk, by=None, tell=False)


def approved_claim(person: Person, organisation: Organisation, *amounts: int, **fields: Any) -> Claim:
    """A claim that waits to be paid: every line approved by somebody else."""
    decided = {"decided_by": staff_user("approver", organisation), "decided_at": clock.now()}
    made = sent_claim(person, organisation, *amounts, **{"status": "approved", **decided, **fields})
    made.lines.update(status="approved", **decided)
    return made


def bank_details(person: Person, *, account_number: str = "", by: User | None = None) -> BankDetails:
    """The first bank details of a person, typed by themselves and in use."""
    number = account_number or f"{next(_count):08d}"
    clear = ClearDetails(account_name=person.name, sort_code="010203", account_number=number)
    return payees.save_details(person, clear=clear, by=by or person.account or account(person))
