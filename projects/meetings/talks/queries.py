from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import permissions
from projects.meetings.talks.models import TalkBefore


def get_talk(user: User, ref: str) -> TalkBefore:
    """Return a talk of staff before a meeting, for who may change it. Raises Http404, or PermissionDenied."""
    found = permissions.get_visible_or_404(
        TalkBefore.objects.visible_to_staff(user).select_related("meeting__project"), ref
    )
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def get_my_talk(person: Person, ref: str) -> TalkBefore:
    """Return a talk of staff before a meeting of one of a public contributor's projects. Raises Http404."""
    return permissions.get_visible_or_404(
        TalkBefore.objects.visible_to_member(person).select_related("meeting__project"), ref
    )
