"""The main project: running, all five steps settled or in hand, promises kept and broken."""

import datetime as dt
from typing import Any

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.demo import duties, scope
from coproduce.demo.cast import Cast
from coproduce.demo.story import ago
from coproduce.foundation import clock
from coproduce.foundation.documents.reading import read_text
from coproduce.foundation.known import known
from projects.checklist import actions as checklist
from projects.checklist.states import View
from projects.diversity import actions as diversity
from projects.resources import actions as resources
from projects.resources.access import actions as access
from projects.resources.models import (
    BudgetLine,
    Funder,
    Milestone,
    PlannedActivity,
    PlannedCost,
    StaffAllocation,
)
from projects.resources.staff_time import actions as staff_time
from projects.resources.staff_time.rules import next_month
from projects.resources.timeline import actions as timeline
from projects.resources.what_if import actions as what_if
from projects.roles.answering import actions as answering
from projects.roles.importing import actions as importing
from projects.roles.importing.rules import pieces_of
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment, RoleDescription, RoleTemplate, StandardTerms
from projects.roles.models.wording import Part
from projects.roles.proposals import actions as proposals
from projects.roles.quick_invite import rules as quick_invite
from projects.roles.rules import Invitee
from projects.roles.standard_terms import actions as standard_terms
from projects.roles.writing import actions as roles
from projects.team import actions as team
from projects.team.models import Project
from projects.team.states import Side

TITLE = "Living well with type 2 diabetes"


def tell(cast: Cast) -> Project:
    """Tell the first three months of the project."""
    priya, tom = cast.user("priya"), cast.user("tom")
    with ago(100) as day:
        project = team.start_project(
            organisation=cast.network,
            title=TITLE,
            summary="People who live with type 2 diabetes and the teams who care for them plan a better first"
            " year after the diagnosis. Together they write what people are told, when, and by whom.",
            starts_on=day,
            ends_on=day + dt.timedelta(days=420),
            lead=known(priya.person),
            by=priya,
            cost_code="T2D-4471",
        )
        team.add_member(
            project, person=known(tom.person), side=Side.PROFESSIONAL, by=priya, does="Project manager"
        )
    with ago(97):
        scope.settle(project, by=priya)
    with ago(95) as day:
        plan_resources(project, day, by=priya)
    with ago(94):
        plan_access(project, by=priya)
    with ago(92):
        role = write_role(project, by=priya, backup=known(tom.person))
    with ago(91):
        ask = [Invitee(person=cast.public[name]) for name in ("meg", "yusuf", "danuta", "sam")]
        inviting.invite(role, invitees=ask, by=priya)
    answer_the_role(cast, role)
    with ago(75):
        team.start_running(project, by=priya)
    with ago(3):
        importing.keep(project, pieces_of(read_text(WRITTEN_BEFORE)), source="", by=priya)
    with ago(2):
        give_hours(project, by=priya)
    return project


WRITTEN_BEFORE = """Reader of the welcome pack

Main duties:
- Read a draft of the welcome pack
- Say which words nobody would use at home

Time commitment
Two hours a month, at home.

Payment
£25 per hour, reading included.

Our kitchen
There is always tea.
"""
"""A description from another project that came in, and is not a draft yet."""


def plan_resources(project: Project, day: dt.date, *, by: User) -> None:
    """Step 2: money, activities, staff time and dates."""
    charity = resources.add(
        Funder, project, by=by, name="Friends of the hospital", starts_on=day, year_starts_in=1,
        ends_on=day + dt.timedelta(days=500), pays_for="venue access training", outside="warn",
    )  # fmt: skip
    for category, pence in (("fees", 480_000), ("expenses", 120_000), ("venue", 60_000), ("access", 50_000)):
        funder = charity if charity.pays(category) else None
        resources.add(
            BudgetLine, project, by=by, category=category, planned_pence=pence, cost_code=project.cost_code,
            funder=funder,
        )  # fmt: skip
    group = resources.add(
        PlannedActivity, project, by=by, title="Project group", on=day + dt.timedelta(days=40), people=5,
        sessions=8, minutes_each=180, fee_pence=3450, expenses_pence=1200,
    )  # fmt: skip
    resources.add(
        PlannedCost, project, by=by, title="Sandwiches and tea", category="venue", number=48, each_pence=650,
        on=group.on, activity=group,
    )  # fmt: skip
    resources.add(
        PlannedActivity, project, by=by, title="Test of the welcome pack", on=day + dt.timedelta(days=200),
        people=12, sessions=1, minutes_each=90, fee_pence=1725, expenses_pence=800,
    )  # fmt: skip
    resources.add(
        StaffAllocation, project, by=by, person=project.lead, hours_a_month=24, months=14, pence_an_hour=2850,
        leads=True,
    )  # fmt: skip
    first = resources.add(
        Milestone, project, by=by, title="Project group has met", on=day + dt.timedelta(days=45)
    )
    resources.add(
        Milestone, project, by=by, title="Welcome pack is ready to test", on=day + dt.timedelta(days=190)
    )
    resources.tick_milestone(first, done=True, by=by)
    cheaper = what_if.copy(project, "Without sandwiches", by=by)
    what_if.leave_out(cheaper.rows.get(part="costs"))


def plan_access(project: Project, *, by: User) -> None:
    """What helps people is costed by kind; one lead time is longer here than elsewhere."""
    access.set_cost(project, "009", pence_each=60_00, meetings=8, by=by)
    timeline.set_lead_time(
        project.organisation,
        kind="interpreter",
        days=21,
        source="What our interpreting service asks for",
        by=by,
    )


def give_hours(project: Project, *, by: User) -> None:
    """The lead has written down the hours of the months that are over, a little more than planned."""
    row, month = project.staff_time.get(leads=True), project.starts_on.replace(day=1)
    for hours in (18, 31, 27):
        if month <= clock.today():
            staff_time.record_hours(row, month=month, minutes=hours * 60, by=by)
        month = next_month(month)


def write_role(project: Project, *, by: User, backup: Person) -> RoleDescription:
    """Step 3: a role written from a template, then offered."""
    standard_terms.change_terms(project.organisation, **TERMS, by=by)
    template = RoleTemplate.objects.get(organisation=project.organisation, title="Lived experience partner")
    words = words_of(template, project) | {"backup": backup}
    role = roles.write_role(project, title="Lived experience partner", words=words, by=by)
    roles.offer(role.versions.get(), by=by)
    return role


# The rates of the policy that the demo's network takes up (demo/money.py), one for each kind of work.
STANDARD, ENHANCED = "Time – standard activity", "Time – enhanced activity"
RATES = [
    {"id": "standard", "what": "Meetings, reading", "rate": STANDARD, "pence": 11_50, "unit": "hour"},
    {"id": "enhanced", "what": "Chairing, training", "rate": ENHANCED, "pence": 15_00, "unit": "hour"},
]
TERMS: dict[str, Any] = {
    "payment": "fee",
    "pay_rates": RATES,
    "expenses": "Travel, care for a child or an adult, a supporter.",
    "concerns_to": "Helen Ward, who is not on the project, 0117 496 0129",
}


def words_of(template: RoleTemplate, project: Project) -> dict[str, Any]:
    """Return the words of a template and of the network's terms, with places and people filled in."""
    terms = StandardTerms.objects.get(organisation=project.organisation)
    words = quick_invite.words_of(template, terms, project, contact=project.lead, places=6)
    return words | duties.CHOSEN | {"starts_on": clock.today()}


def answer_the_role(cast: Cast, role: RoleDescription) -> None:
    """Four agree. A fifth is asked later; she suggests a change first, and we owe her an answer."""
    offers = {offer.person_id: offer for offer in Assignment.objects.filter(role=role)}
    for days, name in ((89, "meg"), (88, "sam"), (86, "yusuf"), (80, "danuta")):
        with ago(days, hour=19):
            offer = offers[cast.public[name].pk]
            answering.agree(offer, content_hash=offer.version.content_hash, by=cast.user(name))
    with ago(12):
        offer = inviting.invite(
            role, invitees=[Invitee(person=cast.public["leanne"])], by=cast.user("priya")
        )[0]
    with ago(9, hour=21):
        answering.suggest(
            offer,
            part=Part.TIME,
            words="Could one meeting a month be in the evening?",
            by=cast.user("leanne"),
        )
        proposals.propose(
            offer,
            field="our_duties",
            wording=f"{offer.version.our_duties}\nWe send papers in large print if you ask.",
            words="I read with a magnifying glass.",
            version_hash=offer.version.content_hash,
            by=cast.user("leanne"),
        )
    take_up_words(cast, offers[cast.public["meg"].pk])


def take_up_words(cast: Cast, meg: Assignment) -> None:
    """Meg has changed the words of her role; they stand in the draft of the next version."""
    with ago(8):
        suggested = proposals.propose(
            meg,
            field="support",
            wording=f"{meg.version.support}\nSomeone rings you after your first meeting.",
            words="My first meeting was hard, and a call would have helped.",
            version_hash=meg.version.content_hash,
            by=cast.user("meg"),
        )
    with ago(6, hour=10):
        proposals.take_up(suggested, answer="Yes, that is a good idea.", by=cast.user("priya"))


def value_difference(cast: Cast, project: Project) -> None:
    """Step 5: who the project is about, and why."""
    with ago(90):
        diversity.add_aim(
            project,
            people="Adults from South Asian and Black communities: more of them get type 2 diabetes, and"
            " younger.",
            area="Bristol, City of",
            characteristics=["ethnic_group_5"],
            why="They are told of it later, and are missing from most panels.",
            how="Through two community centres and a mosque, in person, with interpreters.",
            by=cast.user("priya"),
        )


def sign_off(cast: Cast, project: Project) -> None:
    """Both sides say what they think of the steps; one disagrees, and that stands."""
    with ago(28):
        for step in (1, 2, 3):
            checklist.sign(
                project,
                step=step,
                side=Side.PROFESSIONAL,
                person=project.lead,
                view=View.AGREE,
                by=cast.user("priya"),
            )
    with ago(26, hour=19):
        for step in (1, 3):
            checklist.sign(
                project,
                step=step,
                side=Side.PUBLIC,
                person=cast.public["meg"],
                view=View.AGREE,
                by=cast.user("meg"),
            )
        checklist.sign(
            project, step=2, side=Side.PUBLIC, person=cast.public["sam"], view=View.DISAGREE,
            by=cast.user("sam"),
            words="There is no money for reading between the meetings, and there is a lot of it.",
        )  # fmt: skip
