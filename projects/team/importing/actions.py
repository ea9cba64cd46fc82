"""Putting people on projects from rows, and taking them off again. Nobody is told until somebody says so."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from contributors.accounts.models import User
from contributors.people.importing.models import ImportRow, PeopleImport
from contributors.people.importing.rules import kinds
from contributors.people.importing.rules.kinds import RowKind, Telling
from contributors.people.importing.states import Outcome
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.history import event_types
from coproduce.foundation.notifications.outbox import enqueue_all
from projects.team import notifications
from projects.team.importing import rules
from projects.team.importing.queries import (
    MembersJudge,
    export_members,
    member_of,
    projects_of,
    stands_on,
    untold,
)
from projects.team.models import Project, TeamMember
from projects.team.states import Side

event_types.register({"membership changed": _lazy("A file changed what it says of somebody’s time on it")})
BATCH = 200


def write(imported: PeopleImport, rows: Sequence[ImportRow], by: User) -> None:
    """Put people on projects, and mend what rows change. Called inside the transaction of the import."""
    places = _places(imported, by)
    new = [row for row in rows if row.outcome == Outcome.NEW]
    if new:
        _put_on(new, places, by)
    _change(rows, places, by)


def _put_on(rows: Sequence[ImportRow], places: rules.Teams, by: User) -> None:
    made = TeamMember.objects.bulk_create([_member(row, places) for row in rows])
    for row, member in zip(rows, made, strict=True):
        row.made_id = member.pk
    ImportRow.objects.bulk_update(rows, ["made_id"], batch_size=BATCH)
    history.record_all(
        TeamMember.objects.filter(pk__in=[one.pk for one in made]), "joined the project", by=by
    )


def _places(imported: PeopleImport, by: User) -> rules.Teams:
    """Return the projects rows may be about, locked: none closes while people are put on it."""
    mine = projects_of(imported.organisation, imported.made_by).values_list("pk", flat=True)
    locked = Project.objects.select_for_update().filter(pk__in=list(mine)).order_by("pk")
    return rules.Teams([rules.Place(one.pk, one.ref, one.title, one.is_closed) for one in locked])


def _project(row: ImportRow, places: rules.Teams) -> int:
    place, _problems = places.place(row.values)
    if place is None:
        raise ValueError(row)
    return place.pk


def _member(row: ImportRow, places: rules.Teams) -> TeamMember:
    values = row.values
    if row.person_id is None:
        raise ValueError(row)
    return TeamMember(
        project_id=_project(row, places),
        person_id=row.person_id,
        side=values.get(rules.SIDE, Side.PUBLIC),
        does=values.get(rules.DOES, ""),
        joined_on=_day(values.get(rules.JOINED)) or clock.today(),
        left_on=_day(values.get(rules.LEFT)),
    )


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _change(rows: Sequence[ImportRow], places: rules.Teams, by: User) -> None:
    changed = [row for row in rows if row.outcome == Outcome.CHANGED]
    people = {row.person_id for row in changed}
    members = list(
        TeamMember.objects.select_for_update().filter(person__in=people).order_by("joined_on", "pk")
    )
    touched = []
    for row in changed:
        pair = (row.person_id, _project(row, places))
        held = [one for one in members if (one.person_id, one.project_id) == pair]
        joined, left = _day(row.values.get(rules.JOINED)), _day(row.values.get(rules.LEFT))
        found = rules.match([member_of(one) for one in held], joined, left)
        member = next(one for one in held if found and one.pk == found.pk)
        row.before = {"pk": member.pk, "does": member.does, "joined_on": member.joined_on.isoformat()}
        member.does = row.values.get(rules.DOES) or member.does
        member.joined_on = joined or member.joined_on
        touched.append(member)
    ImportRow.objects.bulk_update(changed, ["before"], batch_size=BATCH)
    _keep(touched, by)


def _keep(members: Sequence[TeamMember], by: User) -> None:
    if members:
        TeamMember.objects.bulk_update(members, ["does", "joined_on"], batch_size=BATCH)
        rows = TeamMember.objects.filter(pk__in=[one.pk for one in members])
        history.record_all(rows, "membership changed", by=by)


def undo(imported: PeopleImport, rows: Sequence[ImportRow], by: User) -> dict[int, str]:
    """Take people off again. Who left, who was told and on whom something stands since stays, and says so."""
    stays: dict[int, str] = {}
    keys = {row.pk: row.made_id or row.before.get("pk") for row in rows}
    locked = TeamMember.objects.select_for_update().filter(pk__in=[key for key in keys.values() if key])
    members = {one.pk: one for one in locked.order_by("pk")}
    busy = stands_on([(one.person_id, one.project_id) for one in members.values() if one.left_on is None])
    waiting = set(untold(imported).filter(pk__in=members).values_list("pk", flat=True))
    gone, back = [], []
    for row in rows:
        member = members.get(keys[row.pk] or 0)
        if member is None:
            continue
        if row.outcome == Outcome.NEW and not (why := _why_stays(member, row, busy, waiting)):
            gone.append(member.pk)
        elif row.outcome == Outcome.CHANGED and not (why := _why_changed(member, row)):
            member.does, member.joined_on = row.before["does"], dt.date.fromisoformat(row.before["joined_on"])
            back.append(member)
        else:
            stays[row.number] = why % {"name": row.title}
    TeamMember.objects.filter(pk__in=gone).delete()
    _keep(back, by)
    return stays


def _why_stays(member: TeamMember, row: ImportRow, busy: set[tuple[int, int]], waiting: set[int]) -> str:
    """Return why somebody stays on a project, or nothing. What is over holds nobody."""
    values = row.values
    if member.does != values.get(rules.DOES, "") or member.left_on != _day(values.get(rules.LEFT)):
        return _("%(name)s: this has changed since, so it stays.")
    if member.left_on:
        return ""
    if member.side == Side.PUBLIC and member.pk not in waiting:
        return _("%(name)s stays: they have been told. Take them off on the page of the project.")
    if (member.person_id, member.project_id) in busy:
        return _("%(name)s stays: something on this project stands on it. See the page of the project.")
    return ""


def _why_changed(member: TeamMember, row: ImportRow) -> str:
    now = member_of(member).facts
    if any(now[key] != row.values[key] for key in (rules.DOES, rules.JOINED) if key in row.values):
        return _("%(name)s: this has changed since, so it stays.")
    return ""


@transaction.atomic
def tell(imported: PeopleImport, by: User, refs: Sequence[str] | None = None) -> int:
    """Tell all or some of the people who were put on a project, each once. Returns how many."""
    rows = untold(imported).select_related("person", "project").order_by("pk")
    some = list(rows.filter(person__ref__in=list(refs)) if refs is not None else rows)
    if some:
        enqueue_all(
            notifications.ADDED,
            about=some,
            to=lambda member: member.person,
            dedupe="team-added",
            organisation_id=imported.organisation_id,
        )
        history.record(imported, "told", by=by, detail={"people": len(some)})
    return len(some)


MEMBERS = kinds.register(
    RowKind(
        "memberships",
        _lazy("Who is on which project"),
        _lazy(
            "People you know already, and projects that are here. Nobody joins a role: that takes their yes."
        ),
        rules.COLUMNS,
        judge=MembersJudge,
        write=write,
        undo=undo,
        export=export_members,
        capability="edit_project",
        telling=Telling(
            untold, tell, _lazy("The message says which project they are on now, and where to see it.")
        ),
    )
)
