"""How a meeting went, line by line, and who says it was different."""

from projects.meetings.feedback.models import Dispute, MeetingFeedback
from projects.meetings.feedback.rules import NOBODY, told
from projects.meetings.feedback.states import FeedbackLine

BREAKS, TIME = FeedbackLine.BREAKS, FeedbackLine.TIME


def test_each_line_counts_the_people_who_dispute_it_and_shows_ones_own_words():
    disputes = [
        Dispute(line=line, person_id=person)
        for line, person in ((BREAKS, 1), (BREAKS, 1), (BREAKS, 2), (TIME, 2))
    ]
    how = MeetingFeedback(items_public=1, items_all=4)

    def shown(person_id: int | None) -> dict[str, tuple[int, int]]:
        return {row.line: (row.differ, len(row.mine)) for row in told(how, disputes, person_id) if row.differ}

    assert shown(None) == {BREAKS: (2, 3), TIME: (1, 1)}
    assert shown(1) == {BREAKS: (2, 2), TIME: (1, 0)}
    assert shown(NOBODY) == {BREAKS: (2, 0), TIME: (1, 0)}
