"""How pages of this room reach a meeting: through the person, or not at all."""

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import permissions
from projects.meetings.models import Arrangement, Dispute, Invitation, Meeting, PaperCopy, TalkBefore, Word


def meeting(user: User, ref: str, *, change: bool = False) -> Meeting:
    """Return a meeting the user may see as staff. Raises Http404, or PermissionDenied for onlookers."""
    seen = Meeting.objects.visible_to_staff(user).select_related(
        "project__organisation", "project__lead", "organiser"
    )
    found = permissions.get_visible_or_404(seen, ref)
    if change:
        permissions.allow(user, "edit_project", found.organisation_id)
    return found


def invitation(person: Person, ref: str) -> Invitation:
    """Return a public contributor's invitation to a meeting. Raises Http404."""
    seen = Meeting.objects.visible_to_member(person).select_related("project__organisation", "organiser")
    found = permissions.get_visible_or_404(seen, ref)
    mine = found.invitations.select_related("person").get(person=person)
    mine.meeting = found
    return mine


def arrangement(user: User, ref: str) -> Arrangement:
    """Return an arrangement for those who arrange its meeting. Raises Http404, or PermissionDenied."""
    seen = Arrangement.objects.visible_to_staff(user)
    found = permissions.get_visible_or_404(
        seen.select_related("meeting__project", "need__person", "owner", "done_by"), ref
    )
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def my_arrangement(person: Person, ref: str) -> Arrangement:
    """Return what is arranged for a person, for themselves. Raises Http404."""
    seen = Arrangement.objects.visible_to_member(person)
    return permissions.get_visible_or_404(
        seen.select_related("meeting__project", "meeting__organiser", "need", "owner"), ref
    )


def paper_copy(user: User, ref: str) -> PaperCopy:
    """Return somebody's copy of papers, for those who send them. Raises Http404, or PermissionDenied."""
    seen = PaperCopy.objects.visible_to_staff(user)
    found = permissions.get_visible_or_404(seen.select_related("meeting__project", "message"), ref)
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def talk(user: User, ref: str) -> TalkBefore:
    """Return a talk of staff before a meeting, for who may change it. Raises Http404, or PermissionDenied."""
    found = permissions.get_visible_or_404(
        TalkBefore.objects.visible_to_staff(user).select_related("meeting__project"), ref
    )
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def my_talk(person: Person, ref: str) -> TalkBefore:
    """Return a talk of staff before a meeting of one of a public contributor's projects. Raises Http404."""
    return permissions.get_visible_or_404(
        TalkBefore.objects.visible_to_member(person).select_related("meeting__project"), ref
    )


def dispute(user: User, ref: str) -> Dispute:
    """Return what somebody said about a meeting, for who may answer. Raises Http404, or PermissionDenied."""
    seen = Dispute.objects.visible_to_staff(user)
    found = permissions.get_visible_or_404(seen.select_related("meeting__project", "person"), ref)
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def my_dispute(person: Person, ref: str) -> Dispute:
    """Return what a public contributor said about a meeting. Raises Http404."""
    return permissions.get_visible_or_404(
        Dispute.objects.filter(person=person).select_related("meeting__project"), ref
    )


def word(user: User, ref: str) -> Word:
    """Return a word of a project, for who may explain it. Raises Http404, or PermissionDenied."""
    found = permissions.get_visible_or_404(Word.objects.visible_to_staff(user).select_related("project"), ref)
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def my_word(person: Person, ref: str) -> Word:
    """Return a word of one of a public contributor's projects. Raises Http404."""
    return permissions.get_visible_or_404(
        Word.objects.visible_to_member(person).select_related("project"), ref
    )
