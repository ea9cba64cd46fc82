"""What of a text people may change or comment on, and what they suggested. Only reads."""

from collections.abc import Iterator

from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _

from projects.roles.comparing.rules import entries
from projects.roles.comparing.rules.words import Piece, compare
from projects.roles.describing.rules import NEEDS
from projects.roles.models import ChangeProposal, RoleVersion, sealing, text_fields
from projects.roles.models import Part as OldPart
from projects.roles.models.sentences import SENTENCES
from projects.roles.proposals.rules import Part, conflicts
from projects.roles.queries import draft
from projects.roles.states import ProposalKind, ProposalState


def column(name: str) -> "models.TextField | models.CharField | None":
    """Return the column of a field that holds words people typed; None for any other, and for none."""
    if name not in text_fields.names():
        return None
    found = RoleVersion._meta.get_field(name)
    if not isinstance(found, models.TextField | models.CharField) or found.choices:
        return None
    return found


def parts_of(version: RoleVersion) -> list[Part]:
    """Return everything a text says, in its order: a sentence of several fields once, what is empty not."""
    if version.text_if_readable is None:
        return []
    found = entries.entries(version.sealed or sealing.seal(version))
    return [part for part in _parts(found) if part.text]


def _parts(found: dict[str, entries.Entry]) -> Iterator[Part]:
    values = {name: entry.value for name, entry in found.items()}
    told = set()
    for name, entry in found.items():
        if entry.shown in SENTENCES and entry.shown not in told:
            told.add(entry.shown)
            text = " ".join(filter(None, SENTENCES[entry.shown](values)))
            yield Part(name, _(entry.heading), _(entry.heading), text, can_word=False)
        elif entry.shown not in SENTENCES and name in text_fields.names():
            can_word = entry.is_words and column(name) is not None
            yield Part(name, _(entry.heading), entry.title, entry.said, can_word)


def part_of(version: RoleVersion, field: str) -> Part:
    """Return one of them, also by another field of the same sentence. Raises Http404."""
    shown = {one.name: one.shown for one in text_fields.FIELDS}
    for part in parts_of(version):
        if part.field == field or (shown.get(field) in SENTENCES and shown[part.field] == shown[field]):
            return part
    raise Http404


def is_needed(field: str) -> bool:
    """Say whether every role says this before it is offered."""
    return any(need.name == field and need.blocks for need in NEEDS)


def old_part(field: str) -> OldPart:
    """Return the part of a description that a field stands in."""
    section = next(one.section for one in text_fields.FIELDS if one.name == field)
    return OldPart(section.value) if section.value in OldPart.values else OldPart.OTHER


def base_words(proposal: ChangeProposal) -> str:
    """Return what the text said that the suggestion changes; "" where it can no longer be read."""
    text = proposal.version.text_if_readable
    return str(text.values.get(proposal.field) or "") if text else ""


def pieces(proposal: ChangeProposal) -> list[Piece]:
    """Return a suggestion as what it takes out and puts in."""
    return compare(*("\n".join(entries.lines(text)) for text in (base_words(proposal), proposal.wording)))


def draft_says_otherwise(proposal: ChangeProposal) -> str | None:
    """Return what the draft says by now, where that is another text than the suggestion is about."""
    if proposal.kind != ProposalKind.WORDING or proposal.status != ProposalState.WAITING:
        return None
    latest = draft(proposal.assignment.role) or proposal.assignment.role.versions.latest("number")
    if column(proposal.field) is None:
        return None
    now = getattr(latest, proposal.field)
    return now if conflicts(base=base_words(proposal), proposed=proposal.wording, now=now) else None
