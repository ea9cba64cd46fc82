"""Which answers somebody can give to a role."""

from projects.roles.recording.states import Answer


def answers_to(*, invited: bool, waits: bool) -> list[Answer]:
    """Return what somebody may say, `invited` or in the role; `waits`: a text waits for their answer."""
    if invited:
        return [Answer.AGREE, Answer.DECLINE, Answer.SUGGEST]
    if waits:
        return [Answer.AGREE, Answer.KEEP, Answer.SUGGEST, Answer.STOP]
    return [Answer.SUGGEST, Answer.STOP]
