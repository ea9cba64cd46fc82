"""Reads of places: who has one, who follows, what waits for staff."""

from typing import Any

from django.db.models import Count, Min, Q

from contributors.accounts.models import User
from contributors.people.models import Connection, Person
from coproduce.foundation import clock, permissions
from projects.selection.drawing import queries as drawing
from projects.selection.drawing.models import Lot
from projects.selection.drawing.rules import fair
from projects.selection.drawing.states import Method
from projects.selection.interest.models import Expression
from projects.selection.interest.states import COUNTED, ENDED, ExpressionState
from projects.selection.opportunities.models import Opportunity
from projects.selection.places.models import Place
from projects.selection.places.states import PlaceState


def place_for(user: User, ref: str) -> Place:
    """Return a place the user looks after. Raises Http404."""
    rows = Place.objects.visible_to(user).select_related(
        "opportunity__organisation", "opportunity__version__role__project__lead", "expression__person",
        "assignment",
    )  # fmt: skip
    return permissions.get_visible_or_404(rows, ref)


def free(opportunity: Opportunity) -> int:
    """Return how many places nobody holds. Ask it with the opportunity locked."""
    return (opportunity.places or 0) - Place.objects.held().filter(opportunity=opportunity).count()


def next_reserve(opportunity: Opportunity) -> Place | None:
    """Return who follows by the rule: in order, and where places are kept, so that fewest stay empty."""
    waiting = Place.objects.reserves().filter(opportunity=opportunity, expression__person__isnull=False)
    today = clock.today()
    able = [one for one in waiting.select_related("expression") if one.until is None or one.until >= today]
    rule = drawing.rule_of(opportunity)
    if not able or rule is None or rule.method != Method.KEPT:
        return able[0] if able else None
    held = Place.objects.held().filter(opportunity=opportunity).select_related("expression")
    stay = [one.expression for one in held]
    said = drawing.said_by([*stay, *(one.expression for one in able)], rule)
    codes = {Lot.objects.get(expression=one.expression).code: one for one in able}
    least = [group.least for group in rule.groups.all()]
    kept = Lot.objects.filter(expression__in=stay).values_list("code", flat=True)
    code = fair.replacement(list(codes), stay=list(kept), said=said, least=least)
    return codes[code] if code else None


def known_person(place: Place) -> Person | None:
    """Return whom the organisation knows already under the same name and mailbox, or who applied."""
    person = place.expression.person
    if person is None or not person.email:
        return person
    here = Connection.objects.filter(organisation=place.opportunity.organisation_id, left_on=None)
    same = Person.objects.filter(email=person.email, name=person.name, pk__in=here.values("person"))
    return same.order_by("pk").first() or person


def waiting_for_staff(opportunity: Opportunity) -> dict[str, Any]:
    """Return how many who were told yes have no offer of the role yet, and since when."""
    rows = Place.objects.filter(
        opportunity=opportunity,
        status=PlaceState.CHOSEN,
        expression__status=ExpressionState.ANSWERED,
    )
    return rows.aggregate(n=Count("pk"), since=Min("expression__answered_at"))


def record(opportunity: Opportunity) -> dict[str, Any]:
    """Return the facts of an appointment record: numbers alone, of nobody in particular."""
    rows = Expression.objects.filter(opportunity=opportunity).exclude(status=ExpressionState.DRAFT)
    counts = rows.aggregate(
        came=Count("pk"),
        ended=Count("pk", filter=Q(status__in=ENDED)),
        counted=Count("pk", filter=Q(status__in=COUNTED)),
        answered=Count("pk", filter=Q(status=ExpressionState.ANSWERED)),
        late=Count("pk", filter=~Q(late_why="")),
        by_others=Count("pk", filter=Q(typed_by__isnull=False)),
        feedback=Count("pk", filter=Q(wants_feedback=True)),
    )
    places = Place.objects.filter(opportunity=opportunity)
    return {
        "counts": counts,
        "in_role": places.filter(status=PlaceState.TAKEN).count(),
        "chosen": places.held().count(),
        "reserves": places.filter(was_reserve=True).count(),
        "dropped": places.filter(status=PlaceState.DROPPED).count(),
        "moved_up": places.filter(instead_of__isnull=False).count(),
        "on_list": Lot.objects.filter(draw__opportunity=opportunity).count(),
        "answered_on": rows.aggregate(first=Min("answered_at"))["first"],
        "deleted_from": rows.aggregate(first=Min("delete_on"))["first"],
    }
