import datetime as dt

from projects.scope.states import CommentKind, CommentState

ANSWER_WITHIN = dt.timedelta(days=7)
"""How long somebody waits for our answer."""

VERBS = {
    CommentState.ANSWERED: "answer",
    CommentState.TAKEN_UP: "take_up",
    CommentState.PARTLY: "take_up_partly",
    CommentState.NOT_TAKEN: "turn_down",
}
"""How each answer moves a comment."""


def answers_to(kind: str) -> list[CommentState]:
    """Return what can become of a comment: a proposal is taken up or not, a comment is answered."""
    if kind == CommentKind.PROPOSAL:
        return [CommentState.TAKEN_UP, CommentState.PARTLY, CommentState.NOT_TAKEN]
    return [CommentState.ANSWERED]
