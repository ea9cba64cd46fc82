from typing import Any

from django.db import DEFAULT_DB_ALIAS

from coproduce.keys import actions


def mark_keys(using: str, **kwargs: Any) -> None:
    """After each `migrate`: write down which keys are in use."""
    if using == DEFAULT_DB_ALIAS:
        actions.mark_keys()
