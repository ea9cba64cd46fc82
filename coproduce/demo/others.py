"""The other projects: one being planned, one just begun and empty, one closed with everything kept."""

import datetime as dt
from typing import Any

from contributors.accounts.models import User
from coproduce.demo.cast import Cast
from coproduce.demo.diabetes import words_of
from coproduce.demo.scope import decide
from coproduce.demo.story import ago
from coproduce.foundation.known import known
from projects.checklist.closing import actions as closing
from projects.roles.answering import actions as answering
from projects.roles.describing.queries import with_policy
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment, RoleTemplate
from projects.roles.rules import Invitee
from projects.roles.writing import actions as roles
from projects.scope import actions as scope
from projects.scope.states import Aspect, Involvement
from projects.team import actions as team
from projects.team.models import Project
from projects.team.states import Side


def begin(cast: Cast, title: str, summary: str, day: dt.date, days: int) -> Project:
    """Start a project led by Priya."""
    priya = cast.user("priya")
    return team.start_project(
        organisation=cast.network, title=title, summary=summary, starts_on=day,
        ends_on=day + dt.timedelta(days=days), lead=known(priya.person), by=priya,
    )  # fmt: skip


def letters(cast: Cast) -> None:
    """Being planned: half scoped, a role offered to people with and without e-mail."""
    priya = cast.user("priya")
    with ago(16) as day:
        summary = "Letters before an operation frighten people or say nothing. We write new ones together."
        project = begin(cast, "Better letters before an operation", summary, day, 240)
        team.add_member(project, person=cast.person("tom"), side=Side.PROFESSIONAL, by=priya, does="Writer")
    with ago(14):
        piece = scope.add_piece(
            project,
            title="The letter that says when to stop eating",
            aspects=[Aspect.DESIGN, Aspect.EVALUATION],
            by=priya,
        )
        decide(
            piece, Aspect.DESIGN, Involvement.CO_DESIGN, why="Rules on safety stay with the ward.", by=priya
        )
    with ago(9):
        template = RoleTemplate.objects.get(organisation=project.organisation, title="Public reviewer")
        role = roles.write_role(
            project, title="Public reviewer of letters", words=words_of(template, project), by=priya
        )
        roles.offer(role.versions.get(), by=priya)
        ask = [Invitee(person=cast.public[name]) for name in ("aled", "carys", "joan")]
        inviting.invite(role, invitees=ask, by=priya)
    with ago(8):
        write_a_draft(project, priya)
    with ago(7, hour=20):
        offer = Assignment.objects.get(role=role, person=cast.public["aled"])
        answering.agree(offer, content_hash=offer.version.content_hash, by=cast.user("aled"))


def write_a_draft(project: Project, by: User) -> None:
    """A role that is still written: much is known, some is not, and it says so."""
    template = RoleTemplate.objects.get(
        organisation=project.organisation, title="Public member of a committee"
    )
    said: dict[str, Any] = {
        "group_name": "Letters group",
        "chaired_by": "Two chairs, one of them a public member",
        "commitments": [
            {"what": "Meetings of the group", "amount": "exactly", "least": "4", "per": "year",
             "each": "2 hours", "mode": "hybrid", "expected": "3 of 4"},
        ],
        "venues": [{"what": "Severn House", "address": "Bristol", "used_for": "twice a year"}],
        "term_kind": "at_least",
        "term_least": 12,
        "term_unit": "month",
        "renewal": "yes",
        "renewal_times": 1,
        "pay_way": "Into a bank account, or by voucher",
        "to_agree": ["mentor", "choosing_steps"],
    }  # fmt: skip
    words = words_of(template, project) | {"places_amount": "up_to", "places": 3} | said
    words = with_policy(words, project.organisation_id)
    roles.write_role(project, title="Public member of the letters group", words=words, by=by)


def sleep(cast: Cast) -> None:
    """Begun yesterday: every page in its first, empty state."""
    with ago(1) as day:
        begin(cast, "Sleep and shift work", "What helps people who work nights to sleep by day?", day, 365)


def falls(cast: Cast) -> None:
    """Closed: nothing is owed any more."""
    priya = cast.user("priya")
    with ago(330) as day:
        project = begin(
            cast, "Falls at home", "Older people and paramedics planned what happens after a fall.", day, 300
        )
        scope.say_nothing_is_fixed(project, by=priya)
    with ago(320):
        team.add_member(
            project, person=cast.public["will"], side=Side.PUBLIC, by=priya, does="Advises on safe homes"
        )
        team.start_running(project, by=priya)
    with ago(25):
        closing.close(
            project,
            by=priya,
            why="What we set out to do is done.",
            came_of_it="The new leaflet is in use in every ambulance. Its pictures are those Will asked for.",
            their_data="We keep claims and payments for six years, and delete your access needs now.",
            in_touch="Ring Priya, or look at our other projects.",
            why_unsigned="We began before we used the five steps.",
        )
