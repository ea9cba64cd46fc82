"""What was claimed, approved, paid and booked on a project. The floor above registers the answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spend:
    """Whole pence. Each sum holds the next: what is paid was approved, what is approved was claimed.

    `parts` is the same for each kind of money, in words: fees and expenses stay apart for ever.
    """

    claimed: int = 0
    approved: int = 0
    paid: int = 0
    parts: tuple[tuple[str, "Spend"], ...] = ()


Source = Callable[[Sequence[int]], Mapping[int, Spend]]
BookedSource = Callable[[Sequence[int]], Mapping[int, int]]
_sources: list[Source] = []
_booked: list[BookedSource] = []


def register(source: Source) -> Source:
    """Make the source known: a function of project ids that returns {project id: Spend}.

    Raises ValueError for a second one: two sources would count claims twice.
    """
    if _sources and _sources != [source]:
        raise ValueError("spend has a source already")
    _sources[:] = [source]
    return source


def of(project_id: int) -> Spend:
    """Return what was spent on a project; nothing where nobody has claimed."""
    found = _sources[0]([project_id]) if _sources else {}
    return found.get(project_id, Spend())


def register_booked(source: BookedSource) -> BookedSource:
    """Make known who says what was booked and paid without a claim: {project id: pence}. One source."""
    if _booked and _booked != [source]:
        raise ValueError("booked costs have a source already")
    _booked[:] = [source]
    return source


def booked(project_id: int) -> int:
    """Return what the organisation booked and paid itself on a project, in pence."""
    return _booked[0]([project_id]).get(project_id, 0) if _booked else 0
