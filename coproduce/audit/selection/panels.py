"""Nobody reads or scores whom they know; who is asked to a panel is promised for; what was fixed stays."""

from django.db.models import Exists, F, OuterRef, Q

from coproduce.audit.invariants import Finding, invariant, of_rows, together
from coproduce.foundation.promises.models import Promise
from projects.selection.models import Declaration, Expression, Opportunity, PanelMember, ScoringPlan
from projects.selection.opportunities.states import OpportunityState
from projects.selection.panel.promises import DECLARE, DECLARE_AS_STAFF, SIT, SIT_AS_STAFF
from projects.selection.panel.states import LIVE, PanelState
from projects.team.states import ProjectState

ASKS = (SIT.key, SIT_AS_STAFF.key)
NAMES = (DECLARE.key, DECLARE_AS_STAFF.key)


def _promised(kinds: tuple[str, ...]) -> Exists:
    about = Promise.objects.open().filter(kind__in=kinds, subject_type=PanelMember._meta.label)
    return Exists(about.filter(subject_id=OuterRef("pk")))


@invariant(
    holds="Whoever is asked to a panel is asked by a day, and whoever has answered is not asked any more.",
    mend="Ask them again, or release the promise with the reason.",
)
def panel_asks_are_promises() -> Finding:
    rows = PanelMember.objects.all()
    asked, others = rows.filter(status=PanelState.ASKED), rows.exclude(status=PanelState.ASKED)
    return together(
        of_rows(asked, asked.filter(~_promised(ASKS))), of_rows(others, others.filter(_promised(ASKS)))
    )


@invariant(
    holds="Nobody is asked to, or on, the panel of a withdrawn opportunity or of a closed project.",
    mend="End their part, with the reason.",
)
def no_panel_on_what_is_over() -> Finding:
    rows = PanelMember.objects.filter(status__in=LIVE)
    over = Q(opportunity__status=OpportunityState.WITHDRAWN) | Q(
        opportunity__project__status=ProjectState.CLOSED
    )
    return of_rows(rows, rows.filter(over))


@invariant(
    holds="Only who is on a panel owes it to say whom they know.",
    mend="Release the promise, with the reason.",
)
def only_members_declare() -> Finding:
    rows = PanelMember.objects.exclude(status=PanelState.JOINED)
    return of_rows(rows, rows.filter(_promised(NAMES)))


@invariant(
    holds="Whoever is on a panel speaks of people who put themselves forward there.",
    mend="Find out who wrote past the application.",
)
def declarations_are_of_their_opportunity() -> Finding:
    rows = Declaration.objects.all()
    return of_rows(rows, rows.exclude(member__opportunity=F("expression__opportunity")))


@invariant(
    holds="How somebody on a panel knows someone is deleted with what that person sent.",
    mend="Run the task selection.forget_expressions, and find out who wrote past the application.",
)
def no_words_about_whom_is_gone() -> Finding:
    rows = Declaration.objects.all()
    gone = Expression.objects.filter(pk=OuterRef("expression")).filter(person=None)
    return of_rows(rows, rows.filter(Exists(gone)).exclude(sealed_why=""))


@invariant(
    holds="Whatever is open says what counts, and whether a panel gives points.",
    mend="Withdraw it, and find out who wrote past the application.",
)
def what_is_open_says_what_counts() -> Finding:
    rows = Opportunity.objects.filter(status=OpportunityState.OPEN)
    plans = ScoringPlan.objects.filter(opportunity=OuterRef("pk"))
    return of_rows(rows, rows.filter(~Exists(plans) | Q(criteria=None)))


@invariant(
    holds="Where scoring has begun, nobody came in afterwards.",
    mend="Find out who wrote past the application, and tell the panel.",
)
def nobody_comes_after_the_beginning() -> Finding:
    rows = Expression.objects.exclude(sent_at=None)
    begun = rows.filter(opportunity__scoring_plan__begun_at__isnull=False)
    return of_rows(begun, begun.filter(sent_at__gt=F("opportunity__scoring_plan__begun_at")))
