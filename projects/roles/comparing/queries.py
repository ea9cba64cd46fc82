"""Two texts of a role beside each other. Only reads."""

from collections.abc import Iterator
from dataclasses import dataclass

from projects.roles.comparing.rules import entries as sealed_entries
from projects.roles.comparing.rules import facts as said
from projects.roles.comparing.rules.topics import Fact
from projects.roles.comparing.rules.words import Piece, compare, differ
from projects.roles.models import Agreement, Assignment, RoleVersion, sealing
from projects.roles.states import LIVE


@dataclass(frozen=True)
class Reworded:
    """A field whose words are others now."""

    name: str
    title: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Comparison:
    """What one text says otherwise than another: the facts first, the words after them."""

    before: RoleVersion
    after: RoleVersion
    facts: list[Fact]
    words: list[Reworded]

    @property
    def is_empty(self) -> bool:
        return not self.facts and not self.words

    @property
    def topics(self) -> list[str]:
        """What the facts are about, without a word that anybody typed."""
        return list(dict.fromkeys(str(fact.topic.label) for fact in self.facts))


def compared(before: RoleVersion, after: RoleVersion) -> Comparison | None:
    """Return what `after` says otherwise than `before`; None where one of them cannot be read."""
    texts = [version.sealed or sealing.seal(version) for version in (before, after)]
    if not all(version.text_if_readable for version in (before, after)):
        return None
    then, now = (sealed_entries.entries(text) for text in texts)
    return Comparison(before, after, said.facts(then, now), list(reworded(then, now)))


def reworded(then: said.Entries, now: said.Entries) -> Iterator[Reworded]:
    """Yield the fields whose words changed, those that came and went among them, in the order of the page."""
    for name in [*now, *(name for name in then if name not in now)]:
        one = now.get(name) or then[name]
        if not one.is_words:
            continue
        pieces = compare(*(found[name].said if name in found else "" for found in (then, now)))
        if differ(pieces):
            yield Reworded(name, one.title, pieces)


def last_read(assignment: Assignment) -> RoleVersion | None:
    """Return the text somebody knows: what they agreed to last, else what they were first asked to take.

    None where that is the text before them now.
    """
    of_role = RoleVersion.objects.filter(role=assignment.role_id).select_related("role", "contact", "backup")
    agreed = Agreement.objects.filter(person=assignment.person_id, version__role=assignment.role_id)
    mine = of_role.filter(pk__in=agreed.values("version")).order_by("-number").first()
    if mine is None:
        shown = of_role.filter(offered_at__lte=assignment.invited_at, number__lt=assignment.version.number)
        mine = shown.order_by("-number").first()
    return None if mine is None or mine.pk == assignment.version_id else mine


def news_for(assignment: Assignment) -> Comparison | None:
    """Return what the text before somebody says otherwise than the one they know, if it is another one.

    None for who is not asked to take the role and not in it: there is nothing to answer.
    """
    before = last_read(assignment) if assignment.status in LIVE else None
    return compared(before, assignment.version) if before else None


def since(assignment: Assignment, content_hash: str) -> Comparison | None:
    """Return what has changed since somebody read the text with this fingerprint."""
    read = RoleVersion.objects.filter(role=assignment.role_id, content_hash=content_hash or None)
    before = read.select_related("role", "contact", "backup").first()
    return compared(before, assignment.version) if before else None


def with_the_one_before(version: RoleVersion) -> Comparison | None:
    """Return what a version says otherwise than the one before it; None for the first."""
    earlier = RoleVersion.objects.filter(role=version.role_id, number__lt=version.number)
    before = earlier.select_related("role", "contact", "backup").order_by("-number").first()
    return compared(before, version) if before else None
