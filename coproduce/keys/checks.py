"""Whether keys and role are those that this database wants: asked at every start."""

import logging
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from coproduce.foundation.database.roles import too_strong
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


@register(Tags.database, deploy=True)
def role_owns_nothing(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[Error]:
    """Refuse to run web or worker as the owner of the tables: `check --deploy --database default`."""
    if DEFAULT_DB_ALIAS not in (databases or ()) or settings.DATABASE_ROLE_MAY_OWN:
        return []
    hint = "Connect web and worker as DATABASE_APP_ROLE (docs/operations.md, Roles of the database)."
    try:
        found = too_strong(connections[DEFAULT_DB_ALIAS])
    except DatabaseError:  # it is away: the health page tells of it
        return []
    words = (f"DATABASE_URL: the role is too strong: {one}." for one in found)
    return [Error(one, hint=hint, id="coproduce.E009") for one in words]


def refuse_at_start() -> None:
    """Stop web or worker at their start when keys or role are not those that they must have.

    Raises ImproperlyConfigured. A database that is away stops nobody: the health page tells of it.
    """
    here = [DEFAULT_DB_ALIAS]
    if problems := keys_fit_the_database(None, databases=here) + role_owns_nothing(None, databases=here):
        raise ImproperlyConfigured(" ".join(str(problem.msg) for problem in problems))
