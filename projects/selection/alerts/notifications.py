"""What is said about new opportunities: the link that asks a mailbox, and the news themselves."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import THREE_DAYS, After
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.selection.alerts.models import LINK_LASTS, Alert
from projects.selection.alerts.states import AlertState
from projects.selection.opportunities.models import Opportunity


def link_facts(message: Notification) -> dict[str, Any]:
    """Return for how long the link works; the link itself is sealed."""
    return {"days": LINK_LASTS.days}


def no_longer_waits(message: Notification) -> str:
    """Say why a mailbox need not be asked any more."""
    waits = Alert.objects.filter(pk=message.subject_id, status=AlertState.WAITING).exists()
    return "" if waits else "answered or ended"


def news_facts(message: Notification) -> dict[str, Any]:
    """Return what is new and still open, read afresh, and the one step that ends these messages."""
    alert = Alert.objects.get(pk=message.subject_id)
    return {
        "news": [(row, reverse("opportunities:detail", args=[row.ref])) for row in _still_open(message)],
        "stop_path": reverse("alerts:stop", args=[alert.ref]),
    }


def no_news(message: Notification) -> str:
    """Say why nobody needs to hear: they ended it, or all of it has closed."""
    if not Alert.objects.filter(pk=message.subject_id, status=AlertState.LIVE).exists():
        return "ended"
    return "" if _still_open(message) else "closed"


def _still_open(message: Notification) -> list[Opportunity]:
    rows = Opportunity.objects.taking().filter(pk__in=message.params.get("opportunities", ()))
    return list(rows.select_related("organisation").order_by("closes_at", "id"))


PROVE = kinds.register(
    NotificationKind(
        "selection/alert_link",
        says=_("A link to say yes to news of opportunities"),
        context=link_facts,
        not_wanted=no_longer_waits,
        expires=After(hours=24 * LINK_LASTS.days),
    )
)
NEWS = kinds.register(
    NotificationKind(
        "selection/alert_news",
        says=_("News of opportunities"),
        context=news_facts,
        not_wanted=no_news,
        expires=THREE_DAYS,
        lapses=True,
    )
)
