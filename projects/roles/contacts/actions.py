"""Who was named in a role leaves: whoever is in the role hears who is there now. The text stays as it is."""

from collections.abc import Iterable

from django.db import transaction

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from projects.roles.contacts import queries
from projects.roles.contacts.notifications import ASK_NOW
from projects.roles.contacts.rules import AskNow
from projects.roles.contacts.states import TOLD
from projects.roles.models import Assignment
from projects.team.models import Project


@transaction.atomic
def tell(project: Project, *, by: User | None, also: Iterable[Person] = ()) -> int:
    """Tell everybody with a role on a project whom to ask now. Safe to call again. Returns how many heard.

    `also`: who counts as gone, though they work here still.
    """
    heard = 0
    live = queries.live_on(project)
    list(live.select_for_update(of=("self",)).values_list("pk", flat=True))
    side = queries.our_side(project, also=also)
    for assignment in live:
        news = [one for one in queries.ask_now(assignment, side) if one.now_pk and not one.is_told]
        for one in news:
            _tell_one(assignment, one, by=by)
        heard += bool(news)
    return heard


def _tell_one(assignment: Assignment, one: AskNow, *, by: User | None) -> None:
    detail = {"was": one.was.pk, "now": one.now_pk}
    told = history.record(assignment, TOLD, by=by, detail=detail)
    enqueue(
        ASK_NOW,
        to=assignment.person,
        subject=assignment,
        params=detail,
        dedupe_key=f"{ASK_NOW.key}:{assignment.pk}:{told.pk}",
        organisation_id=assignment.organisation_id,
    )
