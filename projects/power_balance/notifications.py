from django.urls import reverse

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.presenters import uk_date
from projects.power_balance.models import DecisionDispute, PowerAction, ReviewRater
from projects.power_balance.states import ActionState, DisputeState, ReviewState
from projects.team.states import Side


def about(message: Notification) -> dict[str, str]:
    """Return which action a message is about. Never its words: they stay on the page."""
    return {"ref": PowerAction.objects.get(pk=message.subject_id).ref}


def answered_already(message: Notification) -> str:
    """Say why a public member's finding needs no message any more."""
    still = PowerAction.objects.filter(pk=message.subject_id, status=ActionState.RAISED).exists()
    return "" if still else "answered already"


def done_again(message: Notification) -> str:
    """Say why "not yet" needs no message any more."""
    still = PowerAction.objects.filter(pk=message.subject_id, status=ActionState.OPEN).exists()
    return "" if still else "no longer open"


RAISED = kinds.register(NotificationKind("power_balance/raised", context=about, not_wanted=answered_already))
NOT_YET = kinds.register(NotificationKind("power_balance/not_yet", context=about, not_wanted=done_again))
ANSWERED = kinds.register(NotificationKind("power_balance/answered", context=about))


def review_path(message: Notification) -> dict[str, str]:
    """Return where somebody who was asked in a review finds it, on their side. Never what anybody said."""
    rater = ReviewRater.objects.select_related("review").get(pk=message.subject_id)
    name = "my_power_balance:review" if rater.side == Side.PUBLIC else "power_balance:review"
    return {"path": reverse(name, args=[rater.review.ref]), "day": uk_date(rater.review.rate_by)}


def rated_already(message: Notification) -> str:
    """Say why somebody need not be asked to rate any more."""
    still = ReviewRater.objects.filter(
        pk=message.subject_id, rated_at=None, review__status=ReviewState.OPEN
    ).exists()
    return "" if still else "rated or no longer open"


REVIEW_OPENED = kinds.register(
    NotificationKind("power_balance/review_opened", context=review_path, not_wanted=rated_already)
)
REVIEW_CLOSED = kinds.register(NotificationKind("power_balance/review_closed", context=review_path))

# Both are about a person, not about a concern, and belong to no organisation: staff who look after
# messages see neither of them.
REPLY = kinds.register(NotificationKind("power_balance/reply"))
TO_READ = kinds.register(NotificationKind("power_balance/to_read"))


def about_dispute(message: Notification) -> dict[str, str]:
    """Return which dispute a message is about. Never its words."""
    return {"ref": DecisionDispute.objects.get(pk=message.subject_id).ref}


def dispute_answered(message: Notification) -> str:
    """Say why nobody needs to hear of a dispute any more."""
    waits = DecisionDispute.objects.filter(pk=message.subject_id, status=DisputeState.WAITING).exists()
    return "" if waits else "answered already"


DISPUTED = kinds.register(
    NotificationKind("power_balance/disputed", context=about_dispute, not_wanted=dispute_answered)
)
DISPUTE_ANSWERED = kinds.register(NotificationKind("power_balance/dispute_answered", context=about_dispute))
