"""Which choice counts: that for the meeting, else for the role in the project, else for everything.

The rooms above ask here, by the names of their own columns, and nowhere else.
"""

from typing import Any

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from expenses.payees.recognition.models import RecognitionChoice


def choice_id(*, person: Any = "person", meeting: Any = "meeting", project: Any = "project") -> Coalesce:
    """Return the id of the choice that counts, as an expression over rows with these columns."""
    mine = RecognitionChoice.objects.current().filter(person=OuterRef(person)).order_by("-id")
    return Coalesce(
        Subquery(mine.filter(meeting=OuterRef(meeting)).values("pk")[:1]),
        Subquery(mine.filter(assignment__role__project=OuterRef(project)).values("pk")[:1]),
        Subquery(mine.filter(meeting=None, assignment=None).values("pk")[:1]),
    )


def chosen(field: str) -> Coalesce:
    """Return a text of the choice that counts, "" without one; the rows carry `recognition`, its id."""
    found = RecognitionChoice.objects.filter(pk=OuterRef("recognition"))
    return Coalesce(Subquery(found.values(field)[:1]), Value(""), output_field=CharField())


def choice_for(person_id: int, meeting_id: int | None, project_id: int | None) -> RecognitionChoice | None:
    """Return the choice that counts for one claim; None when nothing was chosen."""
    mine = RecognitionChoice.objects.current().filter(person=person_id)
    ranked = [
        mine.filter(meeting=meeting_id) if meeting_id else mine.none(),
        mine.filter(assignment__role__project=project_id) if project_id else mine.none(),
        mine.filter(meeting=None, assignment=None),
    ]
    found = (rows.order_by("-id").first() for rows in ranked)
    return next((one for one in found if one), None)
