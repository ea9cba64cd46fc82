"""An organisation looks after its templates."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import transitions
from coproduce.foundation.history import actions as history
from projects.roles.models import RoleTemplate, shapes


@transaction.atomic
def add_template(organisation: Organisation, *, title: str, words: dict[str, Any], by: User) -> RoleTemplate:
    """Add a template. `words` are fields of RoleTemplate. Raises TransitionRefused: the title is taken."""
    _check_title(organisation.pk, title)
    template = RoleTemplate.objects.create(organisation=organisation, title=title, **words)
    history.record(template, "role template added", by=by)
    return template


@transaction.atomic
def change_template(template: RoleTemplate, *, by: User, **words: Any) -> RoleTemplate:
    """Change what a template says. Roles that were written from it stay as they are.

    Raises TransitionRefused when the title is taken.
    """
    fresh = transitions.lock(template)
    if words.get("title", fresh.title) != fresh.title:
        _check_title(fresh.organisation_id, words["title"])
    for name, value in shapes.with_keys(words).items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(words))
    history.record(fresh, "role template changed", by=by)
    return fresh


@transaction.atomic
def save_row(template: RoleTemplate, *, part: str, row: dict[str, Any], key: str, by: User) -> RoleTemplate:
    """Add a row to a part that repeats, or change the one of this key."""
    rows = [dict(one) for one in getattr(transitions.lock(template), part)]
    at = next((n for n, one in enumerate(rows) if one.get("id") == key), None)
    if at is None:
        rows.append(row)
    else:
        rows[at] = {"id": key, **row}
    return change_template(template, by=by, **{part: rows})


@transaction.atomic
def drop_row(template: RoleTemplate, *, part: str, key: str, by: User) -> RoleTemplate:
    """Take a row out of a part that repeats."""
    rows = [one for one in getattr(transitions.lock(template), part) if one.get("id") != key]
    return change_template(template, by=by, **{part: rows})


def _check_title(organisation_id: int, title: str) -> None:
    if RoleTemplate.objects.filter(organisation=organisation_id, title=title).exists():
        raise transitions.TransitionRefused(_("There is already a template with this title. Choose another."))
