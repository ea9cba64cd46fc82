from contributors.accounts.models import User
from coproduce.foundation import clock
from projects.meetings.calendar import actions as calendar
from projects.meetings.planning.models import Invitation
from projects.team.leaving import when_somebody_leaves
from projects.team.models import TeamMember


@when_somebody_leaves
def stop_the_calendar(member: TeamMember, by: User) -> None:
    """Stop the address of who is on no project any more and is asked to no meeting to come."""
    person = member.person
    if TeamMember.objects.current().filter(person=person).exists():
        return
    asked = Invitation.objects.visible_to_member(person).filter(meeting__ends_at__gte=clock.now())
    if not asked.exists():
        calendar.stop_feed(person, by=by)
