"""Writing and offering a role. What people answer is in answering.py."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.undo import actions as undo
from coproduce.foundation.undo import kinds as undo_kinds
from projects.roles import notifications, promises, queries, rules
from projects.roles.comparing.rules import entries
from projects.roles.describing import rules as described
from projects.roles.describing.queries import policy_of
from projects.roles.models import (
    Agreement,
    Assignment,
    RoleDescription,
    RoleVersion,
    policy_rates,
    sealing,
    shapes,
    text_fields,
)
from projects.roles.states import AssignmentState, VersionState
from projects.roles.terms.queries import why_not_longer
from projects.team.actions import lock_open
from projects.team.models import Project
from projects.team.owners.queries import has_left
from projects.team.queries import still_edits
from projects.team.states import Side


@dataclass(frozen=True)
class Dropped:
    """What became of a draft that was thrown away: whether its role is gone too, how to put it back."""

    role_is_gone: bool
    undo_ref: str


@transaction.atomic
def write_role(project: Project, *, title: str, words: dict[str, Any], by: User) -> RoleDescription:
    """Write the first draft of a new role. `words` are fields of RoleVersion. Raises TransitionRefused."""
    lock_open(project)
    if RoleDescription.objects.filter(project=project, title=title).exists():
        raise transitions.TransitionRefused(
            _("This project already has a role with this title. Choose another title.")
        )
    role = RoleDescription.objects.create(project=project, title=title)
    RoleVersion.objects.create(role=role, number=1, **shapes.with_keys(words))
    history.record(role, "role written", by=by)
    return role


@transaction.atomic
def edit_draft(version: RoleVersion, *, words: dict[str, Any], by: User) -> RoleVersion:
    """Change the words of a draft. Raises TransitionRefused once it was offered."""
    lock_open(version.role.project)
    fresh = transitions.lock(version)
    if fresh.status != VersionState.DRAFT:
        raise transitions.TransitionRefused(
            _("This version was offered to people, so it cannot be changed. Start a new one.")
        )
    for name, value in shapes.with_keys(words).items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(words))
    history.record(fresh.role, "draft changed", by=by, detail={"version": fresh.number})
    return fresh


@transaction.atomic
def rename(role: RoleDescription, *, title: str, by: User) -> RoleDescription:
    """Give a role another title before anybody was offered it. Raises TransitionRefused."""
    lock_open(role.project)
    fresh = transitions.lock(role)
    _never_offered(fresh)
    if RoleDescription.objects.filter(project=fresh.project_id, title=title).exclude(pk=fresh.pk).exists():
        raise transitions.TransitionRefused(
            _("This project already has a role with this title. Choose another title.")
        )
    before, fresh.title = fresh.title, title
    fresh.save(update_fields=["title"])
    history.record(fresh, "role renamed", by=by, detail={"from": before})
    return fresh


def _never_offered(role: RoleDescription) -> None:
    if role.versions.exclude(status=VersionState.DRAFT).exists():
        raise transitions.TransitionRefused(
            _(
                "People have been offered this role, so it keeps its title. Write the next version of its "
                "text."
            )
        )


@transaction.atomic
def drop_draft(role: RoleDescription, *, by: User) -> Dropped:
    """Throw the draft of a role away, and the role with it when nothing else of it was written.

    For a while it can be put back. Raises TransitionRefused when there is no draft, or something rests on
    it: a suggestion we said yes to, or how the role is taxed.
    """
    lock_open(role.project)
    fresh = transitions.lock(role)
    draft = queries.draft(fresh)
    if draft is None:
        raise transitions.TransitionRefused(_("There is no draft. Nothing was changed."))
    is_all = fresh.versions.count() == 1
    detail = {"version": draft.number, "title": fresh.title}
    history.record(fresh, "role dropped" if is_all else "draft dropped", by=by, detail=detail)
    try:
        with transaction.atomic():
            removal = undo.remove(fresh, by=by, before=[draft]) if is_all else undo.remove(draft, by=by)
    except ProtectedError as error:
        raise transitions.TransitionRefused(
            _(
                "This draft cannot go yet: it has a suggestion you said yes to, or a note on how the role "
                "is taxed."
            )
        ) from error
    return Dropped(is_all, removal.undo_ref)


def _page_of(role: RoleDescription) -> str:
    return reverse("roles:detail", args=[role.ref])


undo_kinds.register(
    undo_kinds.UndoKind(
        "roles.RoleDescription",
        page=_page_of,
        check=lambda role: lock_open(role.project),
        may=lambda role, by: still_edits(by, role.project),
    )
)
undo_kinds.register(
    undo_kinds.UndoKind(
        "roles.RoleVersion",
        page=lambda draft: _page_of(draft.role),
        check=lambda draft: lock_open(draft.role.project),
        may=lambda draft, by: still_edits(by, draft.role.project),
    )
)


@transaction.atomic
def start_draft(role: RoleDescription, *, by: User) -> RoleVersion:
    """Copy the latest version into a new draft; a draft that is there already stays the one."""
    lock_open(role.project)
    transitions.lock(role)
    latest = role.versions.latest("number")  # a role is written with its first version
    if latest.status == VersionState.DRAFT:
        return latest
    words = {name: getattr(latest, name) for name in text_fields.names()}
    draft = RoleVersion.objects.create(role=role, number=latest.number + 1, **words)
    history.record(role, "new draft", by=by, detail={"version": draft.number})
    return draft


@transaction.atomic
def offer(version: RoleVersion, *, by: User) -> RoleVersion:
    """Seal a draft for ever and stand by it: it becomes what people are asked to agree to.

    The staff side agrees here. People invited, or in the role, get the new text to read.
    Raises TransitionRefused.
    """
    role = version.role
    lock_open(role.project)
    transitions.lock(role)
    if by.person is None:
        raise transitions.TransitionRefused(
            _("Your account is not linked to a person, so it cannot agree to a role for the team.")
        )
    earlier = queries.offered(role)
    _no_longer_than_agreed(role, version)
    sealed = sealing.seal(_checked(transitions.lock(version)))
    if earlier and earlier.pk != version.pk:
        _says_something_new(earlier, sealed)
        transitions.transition(earlier, "replace", by=by)
    content_hash = sealing.fingerprint(sealed)
    offered = transitions.transition(
        version, "offer", by=by, sealed=sealed, content_hash=content_hash, offered_at=clock.now()
    )
    Agreement.objects.create(
        person=by.person, side=Side.PROFESSIONAL, version=offered, content_hash=content_hash
    )
    for assignment in queries.live(role).select_for_update(of=("self",)):
        _put_before(assignment, offered, by=by)
    return offered


def _no_longer_than_agreed(role: RoleDescription, version: RoleVersion) -> None:
    """Nobody is offered a longer time than the limits they agreed to. Raises TransitionRefused."""
    for assignment in queries.live(role).select_related("role"):
        if why := why_not_longer(assignment, version):
            words = _("%(name)s cannot be in this role that long. %(why)s %(do)s")
            do = _("Choose an earlier end, or first agree on another limit with the same end.")
            said = words % {"name": assignment.person.name, "why": why, "do": do}
            raise transitions.TransitionRefused(said)


def _says_something_new(earlier: RoleVersion, sealed: str) -> None:
    """Nobody is asked to read as changed what they have read already. Raises TransitionRefused."""
    if entries.same(earlier.sealed, sealed):
        raise transitions.TransitionRefused(
            _("This text is the same as version %(number)s, which is offered now. Change something first.")
            % {"number": earlier.number}
        )


def _checked(version: RoleVersion) -> RoleVersion:
    """Compare the pay of a draft with the policy once more, and ask if it says what people have to know."""
    if version.status != VersionState.DRAFT:
        return version
    if version.pay_rates:
        version.pay_rates = policy_rates.compared(version.pay_rates, policy_of(version))
        version.save(update_fields=["pay_rates"])
    _names_people_in_post(version)
    values = sealing.values_of(version)
    needs = [version.label_of(need.name) for need in described.missing(values) if need.blocks]
    wrong = described.contradictions(values)
    if needs:
        raise transitions.TransitionRefused(
            _("Say this before you offer it: %(what)s.") % {"what": "; ".join(needs)}
        )
    if wrong:
        raise transitions.TransitionRefused(
            _("This does not fit together yet: %(what)s") % {"what": " ".join(wrong)}
        )
    return version


def _names_people_in_post(version: RoleVersion) -> None:
    """Nobody is told to ask somebody who works here no more. Raises TransitionRefused."""
    named = [one for one in (version.contact, version.backup) if one]
    gone = [one.name for one in named if has_left(one, version.role.project.organisation_id)]
    if gone:
        raise transitions.TransitionRefused(
            _("%(name)s does not work here any more. Choose someone else as the contact, or to step in.")
            % {"name": gone[0]}
        )


def _put_before(assignment: Assignment, version: RoleVersion, *, by: User) -> None:
    """Ask somebody to read a changed role; what they agreed to before stands until they answer."""
    assignment.version = version
    assignment.save(update_fields=["version"])
    project = version.role.project
    kind = promises.ANSWER if assignment.status == AssignmentState.INVITED else promises.READ_CHANGES
    promise.make(
        kind,
        subject=assignment,
        due_at=max(assignment.answer_by, rules.answer_due(None)),
        owner=project.lead,
        by=by,
        organisation_id=project.organisation_id,
        project_id=project.pk,
        person=assignment.person,
        label=version.role.title,
    )
    enqueue(
        notifications.CHANGED,
        to=assignment.person,
        subject=assignment,
        params={"version": version.pk},
        dedupe_key=f"roles-changed:{assignment.pk}:{version.pk}",
        organisation_id=project.organisation_id,
    )
