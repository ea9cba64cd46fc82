"""What becomes of opportunities when a project closes, or whom to ask leaves."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from contributors.accounts.signals import staff_changed
from contributors.people.models import Person
from contributors.people.signals import Panel, organisation_left, panels_asked
from coproduce.foundation import clock
from coproduce.foundation.known import known
from projects.roles.models import Assignment
from projects.roles.signals import offer_agreed, offer_over
from projects.selection.alerts import actions as alerts
from projects.selection.alerts.models import Alert
from projects.selection.alerts.queries import of_person
from projects.selection.criteria.queries import checks as criteria_checks
from projects.selection.drawing.queries import checks as choosing_checks
from projects.selection.interest.models import Expression
from projects.selection.opportunities import actions
from projects.selection.opportunities.models import Opportunity
from projects.selection.opportunities.queries import contact_lives
from projects.selection.opportunities.rules import Check
from projects.selection.opportunities.states import OpportunityState
from projects.selection.panel import actions as panel
from projects.selection.panel.models import PanelMember
from projects.selection.panel.queries import colleagues, live_in, live_of, live_on
from projects.selection.panel.states import LIVE as PANEL
from projects.selection.places import actions as places
from projects.selection.places.models import Place
from projects.selection.replies import actions as replies
from projects.selection.scoring import actions as scoring
from projects.selection.scoring.rules import usual_day
from projects.selection.signals import (
    checks_asked,
    expression_gone,
    names_are_in,
    opportunity_withdrawn,
    part_ended,
    recognised,
    scoring_begun,
)
from projects.team.models import Project
from projects.team.signals import project_closing

LIVE = (OpportunityState.DRAFT, OpportunityState.OPEN)


@receiver(project_closing, dispatch_uid="selection.project_closing")
def withdraw_opportunities(*, project: Project, by: User, why: str, **_kwargs: Any) -> list[Person]:
    """Nobody is asked for a project that has ended."""
    told = actions.withdraw_all(project, by=by, why=why)
    panel.end_all(live_in(project), why=why, by=by)
    return told


@receiver(checks_asked, dispatch_uid="selection.criteria")
def check_criteria(*, opportunity: Opportunity, **_kwargs: Any) -> list[Check]:
    """Before it opens it says what counts, and how that is used."""
    return criteria_checks(opportunity)


@receiver(checks_asked, dispatch_uid="selection.choosing")
def check_choosing(*, opportunity: Opportunity, **_kwargs: Any) -> list[Check]:
    """Before it opens it says who is chosen among all who meet the bar."""
    return choosing_checks(opportunity)


@receiver(names_are_in, dispatch_uid="selection.names_are_in")
def ask_whom_they_know(*, opportunity: Opportunity, by: User | None, **_kwargs: Any) -> None:
    """Whoever is on the panel says whom they know, before they read."""
    panel.ask_to_declare(opportunity.pk, by=by)


@receiver(scoring_begun, dispatch_uid="selection.scoring_begun")
def ask_for_points(*, opportunity: Opportunity, by: User, **_kwargs: Any) -> None:
    """Texts are there to be read: each scorer is asked, with a day that leaves time to answer everyone."""
    day = usual_day(today=clock.today(), hear_by=known(opportunity.hear_by))
    scoring.ask_for_scores(opportunity, day=day, by=by)


@receiver(part_ended, dispatch_uid="selection.part_ended")
def wait_for_them_no_more(*, member: PanelMember, by: User | None, why: str, **_kwargs: Any) -> None:
    """Whoever has left a panel owes it no points."""
    scoring.release(member, by=by, why=why or _("Their part here has ended."))


@receiver(recognised, dispatch_uid="selection.recognised")
def settle_points(*, member: PanelMember, by: User, **_kwargs: Any) -> None:
    """Whoever knows the writer of their last text has nothing left to score."""
    scoring.settle(member.opportunity, by=by)


@receiver(staff_changed, dispatch_uid="selection.panel_staff_changed")
def end_panels_of_staff(*, user: User, organisation_ids: Sequence[int], by: User, **_kwargs: Any) -> None:
    """Who no longer works there is on none of its panels as staff."""
    theirs = PanelMember.objects.of_user(user).filter(is_public=False, status__in=PANEL)
    for member in theirs.filter(opportunity__organisation__in=organisation_ids).order_by("pk"):
        if not colleagues(member.organisation_id).filter(pk=member.person_id).exists():
            panel.end(member, why=_("Their work here has changed."), by=by)


@receiver(staff_changed, dispatch_uid="selection.staff_changed")
def name_another_contact(*, user: User, organisation_ids: Sequence[int], by: User, **_kwargs: Any) -> None:
    """Whom to ask about an opportunity is someone who works there."""
    theirs = Opportunity.objects.filter(
        contact__account=user, organisation__in=organisation_ids, status__in=LIVE
    )
    for row in theirs.select_related("project__lead", "organisation").order_by("pk"):
        if not contact_lives(row):
            actions.another_contact(row, by=by)


@receiver(opportunity_withdrawn, dispatch_uid="selection.opportunity_withdrawn")
def answer_who_waits(*, opportunity: Opportunity, by: User, why: str, **_kwargs: Any) -> list[Person]:
    """Whoever put themselves forward hears that it is called off, and why. The panel ends."""
    places.end_all(Place.objects.filter(opportunity=opportunity), by=by, why=opportunity.ended_why)
    replies.call_off(opportunity, by=by)
    panel.end_all(live_on(opportunity), why=why, by=by)
    return []


@receiver(project_closing, dispatch_uid="selection.places_closing")
def end_places(*, project: Project, by: User, why: str, **_kwargs: Any) -> list[Person]:
    """Nobody gets a place, or waits for one, in a project that has ended."""
    return places.end_all(Place.objects.filter(opportunity__project=project), by=by, why=why)


@receiver(expression_gone, dispatch_uid="selection.expression_gone")
def give_up_place(*, expression: Expression, by: User | None, why: str, **_kwargs: Any) -> None:
    """Whoever is no longer there holds no place; the rule says who follows."""
    places.leave(expression, by=by, why=why)


@receiver(offer_agreed, dispatch_uid="selection.offer_agreed")
def they_take_it(*, assignment: Assignment, by: User, **_kwargs: Any) -> None:
    """Whoever agrees to the role they were chosen for has taken their place."""
    places.follow_role(assignment, by=by, agreed=True)


@receiver(offer_over, dispatch_uid="selection.offer_over")
def they_do_not(*, assignment: Assignment, by: User | None, why: str, **_kwargs: Any) -> None:
    """Whoever turns the role down, or leaves it, holds no place any more."""
    places.follow_role(assignment, by=by, agreed=False, why=why)


@receiver(organisation_left, dispatch_uid="selection.organisation_left")
def stop_telling(*, person: Person, organisation: Organisation, by: User, **_kwargs: Any) -> None:
    """Who does not want to work with an organisation hears of none of its opportunities."""
    alerts.stop_all(Alert.objects.live().filter(person=person, organisation=organisation), by=by)


@receiver(organisation_left, dispatch_uid="selection.panel_organisation_left")
def end_their_panels(*, person: Person, organisation: Organisation, by: User, **_kwargs: Any) -> None:
    """Who does not want to work with an organisation any more helps it to choose nobody."""
    theirs = live_of(person).filter(opportunity__organisation=organisation)
    panel.end_all(list(theirs), why=_("They no longer work with us."), by=by)


@receiver(panels_asked, dispatch_uid="selection.alerts")
def show_what_they_hear(*, person: Person, user: User, **_kwargs: Any) -> Panel | None:
    """Say on a person's page whether staff recorded that they hear of new opportunities."""
    rows = of_person(person, user) if user.organisation_ids("edit_people") else []
    return Panel("selection/alert_panel.html", {"person": person, "rows": rows}) if rows else None
