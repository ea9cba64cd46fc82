"""Whether the settings hold the keys that this database was used with: asked at every start."""

import logging
from typing import Any

from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, DatabaseError

from coproduce.keys.queries import wrong_keys

log = logging.getLogger(__name__)


@register(Tags.database)
def keys_fit_the_database(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[Error]:
    """Refuse settings that lack a key which rows may need, or hold another one under its name."""
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    try:
        return [Error(words, id="coproduce.E008") for words in wrong_keys()]
    except DatabaseError:  # before the first `migrate`
        return []


def refuse_wrong_keys() -> None:
    """Stop web or worker at their start when the keys are not those of the database.

    Raises ImproperlyConfigured. A database that is away stops nobody: the health page tells of it.
    """
    if problems := keys_fit_the_database(None, databases=[DEFAULT_DB_ALIAS]):
        raise ImproperlyConfigured(" ".join(str(problem.msg) for problem in problems))
