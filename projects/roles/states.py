from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.workflow import Move


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

VERSION_MOVES = {
    "offer": Move((VersionState.DRAFT,), VersionState.OFFERED),
    "replace": Move((VersionState.OFFERED,), VersionState.SUPERSEDED),
}
PROPOSAL_MOVES = {
    "accept": Move((ProposalState.WAITING,), ProposalState.ACCEPTED),
    "decline": Move((ProposalState.WAITING,), ProposalState.DECLINED),
}
ASSIGNMENT_MOVES = {
    "agree": Move((AssignmentState.INVITED,), AssignmentState.AGREED),
    "decline": Move((AssignmentState.INVITED,), AssignmentState.DECLINED),
    "withdraw": Move((AssignmentState.INVITED,), AssignmentState.WITHDRAWN),
    "end": Move((AssignmentState.AGREED,), AssignmentState.ENDED),
}
