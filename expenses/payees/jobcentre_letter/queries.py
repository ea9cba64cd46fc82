from coproduce.foundation import clock
from expenses.payees.jobcentre_letter import rules
from expenses.payees.jobcentre_letter.rules import Letter
from expenses.payees.recognition.queries import choice_for, current_choice
from projects.meetings.models import Meeting
from projects.meetings.planning.states import MeetingState
from projects.roles.models import Assignment

MEETINGS = 20


def letter_for(assignment: Assignment) -> Letter:
    """Return the letter about one person in one role, from what stands in the role and in meetings."""
    person = assignment.person
    choice = current_choice(person, assignment=assignment) or choice_for(person.pk, None, None)
    coming = Meeting.objects.visible_to_member(person).filter(
        project=assignment.role.project_id, status=MeetingState.INVITED, ends_at__gte=clock.now()
    )
    return rules.write(assignment, choice, list(coming.order_by("starts_at", "id")[:MEETINGS]))
