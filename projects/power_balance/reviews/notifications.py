from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.pages.presenters import uk_date
from projects.power_balance.reviews.models import ReviewRater
from projects.power_balance.reviews.queries import still_asked
from projects.power_balance.reviews.states import ReviewState
from projects.team.states import Side


def review_path(message: Notification) -> dict[str, str]:
    """Return where somebody who was asked in a review finds it, on their side. Never what anybody said."""
    rater = ReviewRater.objects.select_related("review").get(pk=message.subject_id)
    name = "my_power_balance:review" if rater.side == Side.PUBLIC else "power_balance:review"
    return {"path": reverse(name, args=[rater.review.ref]), "day": uk_date(rater.review.rate_by)}


def rated_already(message: Notification) -> str:
    """Say why somebody need not be asked to rate any more."""
    rater = ReviewRater.objects.select_related("review").get(pk=message.subject_id)
    if rater.rated_at or rater.review.status != ReviewState.OPEN:
        return "rated or no longer open"
    return "" if still_asked(rater.review).filter(pk=rater.pk).exists() else "left the project"


REVIEW_OPENED = kinds.register(
    NotificationKind(
        "power_balance/review_opened",
        says=_("A power review has begun"),
        context=review_path,
        not_wanted=rated_already,
        expires=A_FORTNIGHT,
    )
)
REVIEW_CLOSED = kinds.register(
    NotificationKind(
        "power_balance/review_closed",
        says=_("A power review is closed"),
        context=review_path,
        expires=A_FORTNIGHT,
    )
)
