"""Making an opportunity from a role, opening it to everyone, and its end."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from projects.roles.models import RoleVersion
from projects.roles.states import VersionState
from projects.selection import signals
from projects.selection.opportunities import queries
from projects.selection.opportunities.models import Opportunity
from projects.selection.opportunities.states import OpportunityState, Region
from projects.team.actions import lock_open
from projects.team.models import Project
from projects.team.queries import staff_of

COPIED = ("expenses", "access", "chosen_how", "chosen_by")
"""What the role may say already, and the opportunity may say in other words."""
LONGEST_LINE = 300


@transaction.atomic
def make(version: RoleVersion, *, by: User) -> Opportunity:
    """Start a draft from a role that was offered, with what the role says. Raises TransitionRefused."""
    project = lock_open(version.role.project)
    fresh = transitions.lock(version)
    if fresh.status != VersionState.OFFERED:
        raise transitions.TransitionRefused(
            _("Offer the role first: an opportunity says what your team stands by.")
        )
    row = Opportunity.objects.create(
        organisation_id=project.organisation_id, project=project, version=fresh, made_by=by, **_words(fresh)
    )
    history.record(row, "opportunity made", by=by)
    return row


def _words(version: RoleVersion) -> dict[str, Any]:
    """Return what a role says of an opportunity made from it."""
    text = version.text
    copied = {name: getattr(version, name) for name in COPIED}
    copied["chosen_by"] = copied["chosen_by"][:LONGEST_LINE]
    contact_words = "; ".join(one for one in (version.ask_first, version.contact_details) if one)
    return copied | {
        "title": version.role.title,
        "summary": version.purpose,
        "places": version.places,
        "contact": version.contact,
        "contact_words": contact_words[:LONGEST_LINE],
        "other_ways": version.other_formats,
        "mode": version.mode,
        "region": Region.ANYWHERE if version.mode in ("online", "remote") else "",
        "time_of_day": version.time_of_day,
        "time_words": text.time_words,
        "payment": version.payment,
        "pay_words": text.payment_words,
    }


@transaction.atomic
def write(row: Opportunity, *, words: dict[str, Any], by: User) -> Opportunity:
    """Change what a draft says. Raises TransitionRefused once it was opened."""
    lock_open(row.project)
    fresh = transitions.lock(row)
    transitions.check(fresh, "open")
    for name, value in words.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(words))
    history.record(fresh, "opportunity written", by=by)
    return fresh


@transaction.atomic
def open_to_everyone(row: Opportunity, *, by: User) -> Opportunity:
    """Let everyone see it from its opening moment on. Raises TransitionRefused while something is missing."""
    lock_open(row.project)
    fresh = transitions.lock_for(row, "open")
    if fresh.version.status != VersionState.OFFERED:
        raise transitions.TransitionRefused(
            _("The role has a newer text. Withdraw this draft and start again from the role.")
        )
    now = clock.now().replace(second=0, microsecond=0)
    found = [one for one in queries.check_list(fresh, now) if not one.done]
    if found:
        labels = "; ".join(str(one.wrong or one.label) for one in found)
        raise transitions.TransitionRefused(_("Say this before it opens: %(what)s") % {"what": labels})
    opens_at = max(fresh.opens_at or now, now)
    return transitions.transition(fresh, "open", by=by, opens_at=opens_at, opened_at=clock.now())


@transaction.atomic
def close(row: Opportunity, *, by: User | None) -> Opportunity:
    """Close it, from its closing moment on. Raises TransitionRefused before what everyone was told."""
    fresh = transitions.lock_for(row, "close")
    if fresh.closes_at is None or fresh.closes_at > clock.now():
        raise transitions.TransitionRefused(
            _("It stays open until the time that everyone was told. Or withdraw it, and say why.")
        )
    closed = transitions.transition(fresh, "close", by=by, ended_at=clock.now())
    signals.names_are_in.send(Opportunity, opportunity=closed, by=by)
    return closed


@transaction.atomic
def close_due(opportunity_id: int) -> None:
    """Close one whose moment has come, unless somebody was first. May run twice."""
    row = Opportunity.objects.get(pk=opportunity_id)
    if row.status == OpportunityState.OPEN:
        close(row, by=None)


@transaction.atomic
def withdraw(row: Opportunity, *, why: str, by: User) -> list[Person]:
    """Take it back, with the reason that its page then says. Returns who heard of it.

    Raises TransitionRefused when it is over already.
    """
    fresh = transitions.lock_for(row, "withdraw")
    ended = transitions.transition(fresh, "withdraw", by=by, why=why, ended_at=clock.now(), ended_why=why)
    answers: Any = signals.opportunity_withdrawn.send(Opportunity, opportunity=ended, by=by, why=why)
    return [person for _receiver, told in answers for person in told or ()]


def withdraw_all(project: Project, *, by: User, why: str) -> list[Person]:
    """Take back all that a project still asks for, as it closes. Returns who heard of it."""
    rows = project.opportunities.filter(status__in=(OpportunityState.DRAFT, OpportunityState.OPEN))
    return [person for row in rows.order_by("pk") for person in withdraw(row, why=why, by=by)]


@transaction.atomic
def another_contact(row: Opportunity, *, by: User | None) -> Opportunity:
    """Name the project's contact where whom to ask has left, reached by the organisation's help line.

    What stood there, the former colleague's own number, reaches nobody any more.
    """
    fresh = transitions.lock(row)
    lead, body = fresh.project.lead, fresh.organisation
    able = staff_of([fresh.organisation_id]).filter(pk=lead.pk).first() or (
        staff_of([fresh.organisation_id]).first()
    )
    if able is None or fresh.contact_id == able.pk:
        return fresh
    fresh.contact = able
    ways = [way for way in (body.help_phone, body.help_email) if way]
    fresh.contact_words = ", ".join([able.name, *ways])[:LONGEST_LINE]
    fresh.save(update_fields=["contact", "contact_words"])
    history.record(fresh, "opportunity has another contact", by=by)
    return fresh
