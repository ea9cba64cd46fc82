"""Keeping a description that came in, and making a draft of it. Pieces without a place stay."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import transitions
from coproduce.foundation.history import actions as history
from projects.roles import queries
from projects.roles.importing import rules
from projects.roles.importing.rules import Found
from projects.roles.models import ImportedPiece, ImportedRole, RoleDescription, RoleVersion
from projects.roles.models.shapes import SHAPES
from projects.roles.recognising.rules import Fact
from projects.roles.writing import actions as writing
from projects.team.actions import lock_open
from projects.team.models import Project

MOST_PIECES = 200


@transaction.atomic
def keep(project: Project, found: Found, *, source: str, by: User) -> ImportedRole:
    """Keep what a document says, to look at it before a draft is made. Raises TransitionRefused."""
    lock_open(project)
    if not found.pieces:
        raise transitions.TransitionRefused(
            _("There is no text in it that we can read. Paste the text instead.")
        )
    if len(found.pieces) > MOST_PIECES:
        raise transitions.TransitionRefused(
            _("It has more than %(most)s headings. Send only the pages about the role.")
            % {"most": MOST_PIECES}
        )
    imported = ImportedRole.objects.create(
        project=project, title=found.title[: rules.LONGEST_TITLE], source=source[:100], made_by=by
    )
    ImportedPiece.objects.bulk_create(
        ImportedPiece(imported=imported, place=place, heading=one.heading, text=one.text, field=_fitting(one))
        for place, one in enumerate(found.pieces, 1)
    )
    history.record(project, "role description read in", by=by, detail={"pieces": len(found.pieces)})
    return imported


def _fitting(piece: rules.Piece) -> str:
    """Return the field of a piece, none where it has more words than the field takes."""
    if not piece.field:
        return ""
    return "" if rules.too_long(piece.field, rules.joined(piece.field, [piece.text])) else piece.field


@transaction.atomic
def place(
    imported: ImportedRole, *, title: str, places: Mapping[int, str], facts: Iterable[Fact], by: User
) -> RoleDescription:
    """Put pieces into the draft of a role, and the facts that were chosen; the first time, write the role.

    `places` are fields by the key of a piece, "" for none yet. Raises TransitionRefused, and then nothing is
    changed.
    """
    lock_open(imported.project)
    fresh = ImportedRole.objects.select_for_update().get(pk=imported.pk)
    pieces = [one for one in fresh.pieces.order_by("place") if one.pk in places]
    if fresh.role_id:
        pieces = [one for one in pieces if not one.field]
    role = RoleDescription.objects.select_related("project").get(pk=fresh.role_id) if fresh.role_id else None
    draft = _draft_of(role) if role else None
    chosen = list(facts)
    words = _words(pieces, places, draft, without=_told(chosen, pieces)) | _values(chosen, draft)
    if role is None or draft is None:
        first = {"contact": imported.project.lead} | words
        role = writing.write_role(imported.project, title=title, words=first, by=by)
        fresh.role, fresh.title = role, title
        fresh.save(update_fields=["role", "title"])
    elif words:
        writing.edit_draft(draft, words=words, by=by)
    for one in pieces:
        one.field = places[one.pk]
    ImportedPiece.objects.bulk_update(pieces, ["field"])
    return role


def _told(facts: Iterable[Fact], pieces: Iterable[ImportedPiece]) -> set[int]:
    """Return the keys of pieces that say no more than a fact that was chosen: "to be confirmed"."""
    names = {fact.replaces for fact in facts if fact.replaces}
    return {one.pk for one in pieces if one.field in names and rules.is_open(one.text)}


def _draft_of(role: RoleDescription) -> RoleVersion:
    draft = queries.draft(role)
    if draft is None:
        raise transitions.TransitionRefused(
            _("Start the next version of the role first. Then place the rest.")
        )
    return draft


def _words(
    pieces: Iterable[ImportedPiece],
    places: Mapping[int, str],
    draft: RoleVersion | None,
    *,
    without: set[int],
) -> dict[str, Any]:
    """Return the words of each field, below those that stand in it. Raises TransitionRefused if too long."""
    texts: dict[str, list[str]] = {}
    for one in pieces:
        name = places[one.pk]
        if name and one.pk not in without and (said := rules.words_in(name, one.heading, one.text)):
            before = [getattr(draft, name)] if draft and name not in texts else []
            texts.setdefault(name, before).append(said)
    words = {name: rules.joined(name, parts) for name, parts in texts.items()}
    for name, text in words.items():
        if longest := rules.too_long(name, text):
            raise transitions.TransitionRefused(
                _("“%(field)s” takes %(most)s characters at most. Choose another place for some of it.")
                % {"field": RoleVersion.label_of(name), "most": longest}
            )
    return words


def _values(facts: Iterable[Fact], draft: RoleVersion | None) -> dict[str, Any]:
    """Return the facts as columns hold them; rows come below those that are there."""
    values: dict[str, Any] = {}
    for fact in facts:
        for name, value in fact.values.items():
            if name == "to_agree":
                start = values.get(name) or (list(draft.to_agree) if draft else [])
                values[name] = [*start, *(one for one in value if one not in start)]
            elif name in SHAPES:
                start = list(getattr(draft, name)) if draft else []
                rows = [{"id": secrets.token_hex(4), **row} for row in value]
                values[name] = [*values.get(name, start), *rows]
            elif values.setdefault(name, _plain(name, value)) != _plain(name, value):
                raise transitions.TransitionRefused(
                    _("Two of the facts you ticked say different things. Keep one: %(field)s.")
                    % {"field": RoleVersion.label_of(name)}
                )
    return values


def _plain(name: str, value: Any) -> Any:
    column: Any = RoleVersion._meta.get_field(name)
    if value is None:
        return column.get_default() if not column.null else None
    try:
        return column.to_python(value)
    except ValidationError as problem:
        raise transitions.TransitionRefused(" ".join(problem.messages)) from problem


@transaction.atomic
def drop(imported: ImportedRole, *, by: User) -> None:
    """Throw away what came in and has become no role. Raises TransitionRefused."""
    lock_open(imported.project)
    fresh = ImportedRole.objects.select_for_update().get(pk=imported.pk)
    if fresh.role_id:
        raise transitions.TransitionRefused(_("A role was made of it, so it stays with that role."))
    history.record(imported.project, "role description read in, thrown away", by=by)
    fresh.delete()
