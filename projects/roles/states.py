from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.transitions import Transition


class VersionState(TextChoices):
    DRAFT = "draft", _("being written")
    OFFERED = "offered", _("offered")
    SUPERSEDED = "superseded", _("replaced by a later one")


class ProposalState(TextChoices):
    WAITING = "waiting", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("not accepted")
    ANSWERED = "answered", _("answered")
    LAPSED = "lapsed", _("no longer needed")


class ProposalKind(TextChoices):
    """Other words for a field, or something said about it."""

    WORDING = "wording", _("other words")
    COMMENT = "comment", _("a comment")


class AssignmentState(TextChoices):
    INVITED = "invited", _("invited")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("said no thank you")
    WITHDRAWN = "withdrawn", _("invitation taken back")
    ENDED = "ended", _("ended")


LIVE = (AssignmentState.INVITED, AssignmentState.AGREED)

VERSION_TRANSITIONS = {
    "offer": Transition((VersionState.DRAFT,), VersionState.OFFERED),
    "replace": Transition((VersionState.OFFERED,), VersionState.SUPERSEDED),
}
PROPOSAL_TRANSITIONS = {
    "accept": Transition((ProposalState.WAITING,), ProposalState.ACCEPTED),
    "decline": Transition((ProposalState.WAITING,), ProposalState.DECLINED),
    "reply": Transition((ProposalState.WAITING,), ProposalState.ANSWERED),
    "lapse": Transition((ProposalState.WAITING,), ProposalState.LAPSED),
}
ASSIGNMENT_TRANSITIONS = {
    "agree": Transition((AssignmentState.INVITED,), AssignmentState.AGREED),
    "decline": Transition((AssignmentState.INVITED,), AssignmentState.DECLINED),
    "withdraw": Transition((AssignmentState.INVITED,), AssignmentState.WITHDRAWN),
    "end": Transition((AssignmentState.AGREED,), AssignmentState.ENDED),
}


@dataclass(frozen=True)
class AssignmentFacts:
    """What pages say of somebody asked to take a role.

    `listed` is for the person, in a list; `said` at the top of the role's page; `take_back` is for staff, the
    words that end it. Where a day belongs to the words they are empty, and the page has them.
    """

    listed: LazyStr = ""
    said: LazyStr = ""
    take_back: LazyStr = ""
    is_invited: bool = False
    is_agreed: bool = False


ASSIGNMENT_FACTS = {
    AssignmentState.INVITED: AssignmentFacts(take_back=_("Take the invitation back"), is_invited=True),
    AssignmentState.AGREED: AssignmentFacts(
        listed=_("you agreed to this role."),
        said=_("You agreed to this role. Thank you."),
        take_back=_("End the role"),
        is_agreed=True,
    ),
    AssignmentState.DECLINED: AssignmentFacts(
        listed=_("you said no thank you."),
        said=_("You said no thank you to this role. That is fine."),
    ),
    AssignmentState.WITHDRAWN: AssignmentFacts(
        listed=_("we took the invitation back."),
        said=_("We took this invitation back. You do not need to do anything."),
    ),
    AssignmentState.ENDED: AssignmentFacts(listed=_("this role has ended.")),
}


@dataclass(frozen=True)
class ProposalFacts:
    """What the person who suggested a change reads about our answer."""

    theirs: LazyStr
    is_waiting: bool = False


PROPOSAL_FACTS = {
    ProposalState.WAITING: ProposalFacts(_("We will answer you within 7 days."), is_waiting=True),
    ProposalState.ACCEPTED: ProposalFacts(
        _("Yes. We will put it in the next version, and ask you to read it.")
    ),
    ProposalState.DECLINED: ProposalFacts(_("We did not make this change. This is why:")),
    ProposalState.ANSWERED: ProposalFacts(_("Thank you for telling us what you think. This is our answer:")),
    ProposalState.LAPSED: ProposalFacts(
        _("You no longer have this role or offer, so we did not decide on this.")
    ),
}
