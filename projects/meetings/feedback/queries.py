from django.db.models import QuerySet

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.promises.models import Promise
from projects.meetings.feedback import rules
from projects.meetings.feedback.models import Dispute, FeedbackConfirmation, MeetingFeedback
from projects.meetings.feedback.rules import NOBODY, Told
from projects.meetings.feedback.states import FeedbackLine
from projects.meetings.planning.models import Meeting


def get_dispute(user: User, ref: str) -> Dispute:
    """Return what somebody said about a meeting, for who may answer. Raises Http404, or PermissionDenied."""
    seen = Dispute.objects.visible_to_staff(user)
    found = permissions.get_visible_or_404(seen.select_related("meeting__project", "person"), ref)
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def get_my_dispute(person: Person, ref: str) -> Dispute:
    """Return what a public contributor said about a meeting. Raises Http404."""
    return permissions.get_visible_or_404(
        Dispute.objects.filter(person=person).select_related("meeting__project"), ref
    )


def feedback_on(meeting: Meeting) -> MeetingFeedback | None:
    """Return what staff noted about a meeting, if anything."""
    return MeetingFeedback.objects.filter(meeting=meeting).first()


def is_noted(meeting: Meeting, line: str, person: Person) -> bool:
    """Say whether staff have noted what a line is about; for "were you there", about this person."""
    if line == FeedbackLine.THERE:
        return meeting.attendance.filter(person=person).exists()
    return feedback_on(meeting) is not None


def about_being_there(meeting: Meeting, person: Person) -> Dispute | None:
    """Return what a person last said about having been there, or not."""
    return meeting.disputes.filter(person=person, line=FeedbackLine.THERE).last()


def told_of(meeting: Meeting, person_id: int | None = None, *, words: bool = True) -> list[Told]:
    """Return how a meeting went; nothing before it is noted. Without `words`, no dispute itself."""
    how = feedback_on(meeting)
    if how is None:
        return []
    disputes = list(meeting.disputes.select_related("person"))
    return rules.told(how, disputes, person_id if words else NOBODY)


def may_confirm(meeting: Meeting, person: Person) -> bool:
    """Say whether a person waits for no answer to a dispute about the meeting."""
    open_now = meeting.disputes.filter(person=person, answered_at=None)
    return not open_now.exclude(line=FeedbackLine.THERE).exists()


def standing(meeting: Meeting) -> QuerySet[FeedbackConfirmation]:
    """Return who says yes to what is noted now. What they said of an earlier note does not count."""
    noted = MeetingFeedback.objects.filter(meeting=meeting).values("noted_at")
    return FeedbackConfirmation.objects.filter(meeting=meeting, said_at__gte=noted[:1])


def is_owed(dispute: Dispute) -> bool:
    """Say whether we still owe an answer to what somebody said."""
    return Promise.objects.open().about(dispute).exists()
