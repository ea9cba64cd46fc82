"""From where on an indicator says "Look at this": an organisation's own value, else practice."""

from dataclasses import dataclass

from projects.meetings.planning.rules import LONGEST, NOTICE, PAPERS_BEFORE


@dataclass(frozen=True)
class Limits:
    """The values that count. The defaults are practice (domain/level-playing-field.md, section 1)."""

    public_members: int = 2  # "never one alone": LANLINKS, indicator 6
    notice_days: int = NOTICE.days
    papers_days: int = PAPERS_BEFORE.days
    late_percent: int = 0
    left_out_percent: int = 0
    without_percent: int = 0
    public_in_room: int = 2  # "never one alone": LANLINKS, RDSNW, indicator 6
    longest_minutes: int = int(LONGEST.total_seconds()) // 60  # POHWER, indicator 12
    not_kept_percent: int = 0
    own: frozenset[str] = frozenset()

    def too_many(self, name: str, part: int, all_of_them: int) -> bool:
        """Say whether a part is more than the percentage of that name allows."""
        return part * 100 > getattr(self, name) * all_of_them
