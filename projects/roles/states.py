from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.transitions import Transition


class VersionState(TextChoices):
    DRAFT = "draft", _("being written")
    OFFERED = "offered", _("offered")
    SUPERSEDED = "superseded", _("replaced by a later one")


class ProposalState(TextChoices):
    WAITING = "waiting", _("waiting for an answer")
    ACCEPTED = "accepted", _("taken up")
    DECLINED = "declined", _("not taken up")


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
}
ASSIGNMENT_TRANSITIONS = {
    "agree": Transition((AssignmentState.INVITED,), AssignmentState.AGREED),
    "decline": Transition((AssignmentState.INVITED,), AssignmentState.DECLINED),
    "withdraw": Transition((AssignmentState.INVITED,), AssignmentState.WITHDRAWN),
    "end": Transition((AssignmentState.AGREED,), AssignmentState.ENDED),
}
