from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from expenses.payments.questions.models import Reply
from expenses.payments.runs.notifications import facts


def answered(message: Notification) -> dict[str, Any]:
    """The answer of finance, and the payment it is about."""
    reply = Reply.objects.select_related(
        "confirmation__payment__run__organisation", "confirmation__payment__claim"
    ).get(pk=message.subject_id)
    return facts(reply.confirmation.payment) | {"words": reply.words}


ANSWERED = kinds.register(
    NotificationKind(
        "payments/answered",
        says=_("A question about a payment is answered"),
        context=answered,
        expires=A_FORTNIGHT,
    )
)
