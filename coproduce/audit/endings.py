"""What outlives a role is owed, or over: certificates, the result, pairs, and who wants to hear from us."""

from django.db.models import Exists, OuterRef, Q

from contributors.people.models import Connection
from coproduce.audit.invariants import Finding, invariant, of_rows, together
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.promises.models import Promise
from projects.roles.farewell.states import LetterKind, LetterState
from projects.roles.models import Assignment, KeepInTouch, RoleLetter, RolePair
from projects.roles.promises import LETTER, RESULT
from projects.roles.states import AssignmentState

WISHES = (LETTER.key, RESULT.key)
IN_IT = (AssignmentState.AGREED, AssignmentState.ENDED)


@invariant(
    holds="A certificate, a reference or a result that is waited for is promised, and no other is.",
    mend="Sign it off or end the wish; release a promise that nothing waits for, with the reason.",
)
def wishes_are_promised() -> Finding:
    rows = RoleLetter.objects.filter(status=LetterState.ASKED)
    open_ones = Promise.objects.open().filter(kind__in=WISHES, subject_type=RoleLetter._meta.label)
    owed = open_ones.filter(subject_id=OuterRef("pk"))
    waits = RoleLetter.objects.filter(pk=OuterRef("subject_id"), status=LetterState.ASKED)
    return together(
        of_rows(rows, rows.filter(~Exists(owed) | ~Q(assignment__status__in=IN_IT))),
        of_rows(open_ones, open_ones.filter(~Exists(waits))),
    )


@invariant(
    holds="Whoever's role has ended was told what came of it, waits for it, or need not hear it.",
    mend="Promise the result, or say what came of it.",
)
def every_end_has_a_result() -> Finding:
    ended = HistoryEntry.objects.filter(
        subject_type=Assignment._meta.label, subject_id=OuterRef("pk"), verb="end"
    )
    rows = Assignment.objects.filter(Exists(ended), status=AssignmentState.ENDED)
    result = RoleLetter.objects.filter(assignment=OuterRef("pk"), kind=LetterKind.RESULT)
    return of_rows(rows, rows.filter(~Exists(result)))


@invariant(
    holds="Two people are a pair only while both are in their role.",
    mend="End the pair.",
)
def pairs_are_in_their_roles() -> Finding:
    rows = RolePair.objects.filter(ended_at=None)
    both = {f"{side}__status": AssignmentState.AGREED for side in ("newer", "experienced")}
    return of_rows(rows, rows.exclude(**both))


@invariant(
    holds="Nobody who has left an organisation is down as wanting to hear from it.",
    mend="Take the wish to keep in touch back.",
)
def no_wish_to_hear_after_leaving() -> Finding:
    rows = KeepInTouch.objects.filter(withdrawn_at=None)
    left = Connection.objects.filter(
        person=OuterRef("person"),
        organisation=OuterRef("assignment__role__project__organisation"),
        left_on__isnull=False,
    )
    return of_rows(rows, rows.filter(Exists(left) | ~Q(assignment__status__in=IN_IT)))
