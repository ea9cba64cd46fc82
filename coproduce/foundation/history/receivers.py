from typing import Any

from coproduce.foundation.database import roles


def give_rights(using: str, **kwargs: Any) -> None:
    """After each `migrate`: the role of web and worker may use new tables, and no more."""
    roles.give_rights(using=using)
