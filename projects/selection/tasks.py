"""Thin Celery entry points of finding people."""

from celery import shared_task

from projects.selection.alerts import actions as alerts
from projects.selection.alerts import queries as alert_queries
from projects.selection.forgetting import actions as forgetting
from projects.selection.opportunities import actions, queries
from projects.selection.places import actions as places


@shared_task(name="selection.close_due")
def close_due() -> None:
    """Close what has come to its moment. Pages know the moment themselves, so this may be late."""
    for opportunity_id in queries.due_to_close():
        actions.close_due(opportunity_id)


@shared_task(name="selection.forget_expressions")
def forget_expressions() -> None:
    """Delete expressions on their promised day, and drafts nobody sent. May run twice."""
    forgetting.forget_due()
    forgetting.forget_drafts()


@shared_task(name="selection.tell_news")
def tell_news() -> None:
    """Tell everyone who asked what has opened since they heard last; end wishes nobody said yes to.

    Once a day, so that each person gets one message at most. May run twice.
    """
    for alert_id in alert_queries.links_that_ended():
        alerts.forget_link(alert_id)
    since = alert_queries.oldest_news()
    news = alert_queries.new_since(since) if since else []
    if not news:
        return
    for alert_id in alert_queries.to_tell():
        alerts.tell(alert_id, news)


@shared_task(name="selection.look_after_places")
def look_after_places() -> None:
    """Give free places to reserves by the rule, and end reserves after their last day. May run twice."""
    places.look_after()
