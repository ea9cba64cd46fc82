"""What an agreed role promises is promised, and nothing is promised for a role that nobody has agreed to."""

from django.db.models import Exists, OuterRef

from coproduce.audit.invariants import EXAMPLES, Finding, invariant, of_rows
from coproduce.foundation.promises.models import Promise
from projects.roles.duties.promises import OWN
from projects.roles.duties.queries import asked_for, projects_with_duties
from projects.roles.models import Assignment, DutyOccasion
from projects.roles.states import AssignmentState


@invariant(
    holds="Every open duty promise belongs to a role that somebody has agreed to and that has not ended.",
    mend="Release the promise with the reason.",
)
def no_duty_without_an_agreement() -> Finding:
    rows = Promise.objects.open().filter(kind__in=[kind.key for kind in OWN])
    in_force = DutyOccasion.objects.filter(promise=OuterRef("pk"), assignment__status=AssignmentState.AGREED)
    return of_rows(rows, rows.filter(~Exists(in_force)))


@invariant(
    holds="What agreed roles ask for is promised, and what they no longer ask for is not.",
    mend="Run the task roles.follow_duties; it makes and ends what is missing.",
)
def duties_are_promised() -> Finding:
    checked, wrong = 0, []
    for project in projects_with_duties():
        wanted, known = asked_for(project)
        checked += len(wanted)
        asked = {(want.line.assignment, want.line.name, want.occasion) for want in wanted}
        missing = [
            want
            for want in wanted
            if not want.only_open and (want.line.assignment, want.line.name, want.occasion) not in known
        ]
        left = [one for key, one in known.items() if key not in asked and _is_own_and_open(one)]
        wrong += [f"{Assignment._meta.label} {want.line.assignment}: {want.line.name}" for want in missing]
        wrong += [f"{DutyOccasion._meta.label} {one.ref}" for one in left]
    return Finding(checked, len(wrong), wrong[:EXAMPLES])


def _is_own_and_open(one: DutyOccasion) -> bool:
    owed = one.promise
    return owed is not None and owed.is_open and owed.subject_type == DutyOccasion._meta.label
