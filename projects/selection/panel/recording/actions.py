"""What a public member of a panel told us by phone, by post or in person, recorded for them."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from contributors.accounts.models import User
from contributors.people.on_behalf import actions as on_behalf
from contributors.people.on_behalf.models import OnBehalf
from projects.selection.panel import actions as panel
from projects.selection.panel.models import Declaration, PanelMember
from projects.selection.panel.recording.states import ANSWER, NAMES, NO, SAID, YES


@transaction.atomic
def record_answer(member: PanelMember, *, yes: bool, said: dict[str, Any], by: User) -> OnBehalf:
    """Record whether they help to choose people. Raises TransitionRefused."""
    return on_behalf.record(
        person=member.person,
        organisation_id=member.organisation_id,
        **said,
        by=by,
        what=ANSWER,
        words=lambda: str((YES if yes else NO) % {"title": member.opportunity.title}),
        act=lambda: panel.answer(member, yes=yes, by=by),
        asked=[member],
    )


@transaction.atomic
def record_names(
    member: PanelMember, *, knows: Collection[str], seen: str, why: str, said: dict[str, Any], by: User
) -> OnBehalf:
    """Record whom they know, from the list that was read to them. Raises TransitionRefused."""
    made: list[Declaration] = []

    def declare() -> PanelMember:
        made.extend(panel.declare(member, knows=knows, seen=seen, why=why, by=by))
        return member

    def in_words() -> str:
        facts = {"n": sum(one.conflict for one in made), "of": len(made), "title": member.opportunity.title}
        return str(SAID % facts)

    return on_behalf.record(
        person=member.person,
        organisation_id=member.organisation_id,
        **said,
        by=by,
        what=NAMES,
        words=in_words,
        act=declare,
        asked=[member],
    )
