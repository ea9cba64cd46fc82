"""Where staff take down what somebody answers to a message on the phone. Each app registers its pages."""

from collections.abc import Callable
from typing import Any

from django.apps import apps

from coproduce.foundation.notifications.models import Notification

Page = Callable[[Any, Any], str]
_pages: dict[str, Page] = {}


def register(label: str, page: Page) -> None:
    """Name the page for messages about rows of a model: `page(row, person)` returns its address."""
    _pages[label] = page


def page_for(message: Notification) -> str:
    """Return where an answer to a message is recorded, "" where nothing is asked.

    A reminder of a promise leads to what the promise is about.
    """
    row = message.subject
    if row is not None and hasattr(row, "subject_type"):
        row = apps.get_model(row.subject_type)._base_manager.filter(pk=row.subject_id).first()
    page = _pages.get(row._meta.label) if row is not None else None
    return page(row, message.recipient) if page else ""
