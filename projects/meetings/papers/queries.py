from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import permissions
from projects.meetings.papers.models import PaperCopy
from projects.meetings.planning.models import Meeting


def get_paper_copy(user: User, ref: str) -> PaperCopy:
    """Return somebody's copy of papers, for those who send them. Raises Http404, or PermissionDenied."""
    seen = PaperCopy.objects.visible_to_staff(user)
    found = permissions.get_visible_or_404(seen.select_related("meeting__project", "message"), ref)
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def copies_of(meeting: Meeting, person: Person | None = None) -> list[PaperCopy]:
    """Return how papers reach each person, or one person; what was sent last first."""
    rows = meeting.paper_copies.select_related("person", "message")
    if person:
        rows = rows.filter(person=person)
    return list(rows.order_by("-sent_at", "id"))
