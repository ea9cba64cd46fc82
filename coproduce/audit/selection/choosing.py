"""Who was drawn was drawn: the list and the seed give the same people, and each has what was said."""

from django.db.models import Count, Exists, F, OuterRef, Q

from coproduce.audit.invariants import Finding, invariant, of_each, of_rows
from coproduce.foundation.promises.models import Promise
from projects.selection.drawing.rules import check_draw
from projects.selection.interest.states import ExpressionState, Outcome
from projects.selection.models import Draw, Expression, Lot, Opportunity, Place
from projects.selection.places.states import HOLDS, PlaceState


def _codes(draw: Draw) -> set[str]:
    return {code for band in draw.document["bands"] for code in band}


@invariant(
    holds="Each draw comes out again from its list and its seed, and each code in it is somebody’s.",
    mend="Run manage.py draw --verify REFERENCE, compare with the file people took, and say so in public.",
)
def draws_come_out_again() -> Finding:
    return of_each(
        Draw.objects.order_by("pk"),
        lambda draw: (
            not check_draw.problems(draw.published)
            and _codes(draw) == set(Lot.objects.filter(draw=draw).values_list("code", flat=True))
        ),
    )


@invariant(
    holds="Whoever a draw chose has a place, or left it; whoever has one without an answer hears yes.",
    mend="Compare the places with the draw: somebody wrote past the application.",
)
def places_follow_the_draw() -> Finding:
    def holds(draw: Draw) -> bool:
        result = draw.result or {"chosen": [], "reserve": []}
        rows = Place.objects.filter(opportunity=draw.opportunity_id).values_list(
            "expression__lot__code", "was_reserve", "number", "status", "expression__status",
            "expression__outcome",
        )  # fmt: skip
        drawn = [(code, False, n) for n, code in enumerate(result["chosen"], 1)]
        drawn += [(code, True, n) for n, code in enumerate(result["reserve"], 1)]
        said: dict[str, str] = {PlaceState.CHOSEN: Outcome.YES, PlaceState.RESERVE: Outcome.RESERVE}
        said[PlaceState.DROPPED] = Outcome.NO
        return sorted(row[:3] for row in rows) == sorted(drawn) and all(
            sent != ExpressionState.SENT or outcome == said.get(status)
            for *_same, status, sent, outcome in rows
        )

    return of_each(Draw.objects.order_by("pk"), holds)


@invariant(
    holds="No more people have a place than there are.",
    mend="Talk with the people it is about, and record who drops out.",
)
def no_place_above_the_number() -> Finding:
    rows = Opportunity.objects.annotate(held=Count("place_rows", filter=Q(place_rows__status__in=HOLDS)))
    return of_rows(rows, rows.filter(held__gt=F("places")))


@invariant(
    holds="Whoever was told yes has a place or left it, and is promised the role until it is offered.",
    mend="Offer the role, or record that they drop out.",
)
def yes_means_a_role() -> Finding:
    rows = Expression.objects.filter(status=ExpressionState.ANSWERED, outcome=Outcome.YES)
    places = Place.objects.filter(expression=OuterRef("pk"))
    waits = Place.objects.filter(status=PlaceState.CHOSEN, expression=OuterRef("pk"))
    promised = Promise.objects.open().filter(
        kind="selection.offer_role",
        subject_type=Place._meta.label,
        subject_id__in=Place.objects.filter(expression=OuterRef(OuterRef("pk"))).values("pk"),
    )
    return of_rows(rows, rows.filter(~Exists(places) | (Exists(waits) & ~Exists(promised))))
