"""Step 1 of the demo: pieces of work scoped aspect by aspect, what can change, and what people said."""

from contributors.accounts.models import User
from coproduce.demo.cast import Cast
from coproduce.demo.story import ago
from coproduce.foundation import clock
from projects.scope import actions as scope
from projects.scope.aspects import actions as aspects
from projects.scope.comments import actions as comments
from projects.scope.data.questions import QUESTIONS
from projects.scope.models import PieceOfWork
from projects.scope.scales.queries import scale_of
from projects.scope.states import Aspect, CommentKind, CommentState, Involvement, Openness, ScreenReply
from projects.team.models import Project

PIECES = [
    (
        "What people are told in the first week",
        [
            ("definition", "co_design", ""),
            ("design", "co_produce", ""),
            ("evaluation", "co_produce", ""),
        ],
    ),
    ("A peer support group in each town", [("delivery", "co_produce", ""), ("decisions", "co_design", "")]),
    (
        "The choice of medicines",
        [("decisions", "inform_only", "National guidance decides this. We explain it well.")],
    ),
]
WHAT_CAN_CHANGE = [
    ("open", "What goes into the welcome pack, and how it looks.", "The project group", ""),
    (
        "limited",
        "How many people can join a peer group.",
        "The network",
        "There is money for six groups.",
    ),
    (
        "fixed",
        "Which medicines are offered.",
        "National guidance",
        "Safety rules decide this, not the project.",
    ),
]


def settle(project: Project, *, by: User) -> None:
    """Step 1: three pieces of work, and what is open, limited and fixed."""
    for title, parts in PIECES:
        piece = scope.add_piece(project, title=title, aspects=[Aspect(one) for one, *_rest in parts], by=by)
        told_only = all(outcome == "inform_only" for _aspect, outcome, _why in parts)
        replies = {
            q.key: (ScreenReply.NO if told_only and q.key == "decision_open" else ScreenReply.YES, "")
            for q in QUESTIONS
        }
        scope.screen_piece(piece, replies=replies, by=by)
        for aspect, outcome, why in parts:
            decide(piece, Aspect(aspect), Involvement(outcome), why=why, by=by)
    for kind, statement, who_decides, why in WHAT_CAN_CHANGE:
        scope.state_influence(
            project, kind=Openness(kind), statement=statement, who_decides=who_decides, why=why, by=by
        )


def decide(piece: PieceOfWork, aspect: Aspect, outcome: Involvement, *, why: str = "", by: User) -> None:
    """Decide one aspect on the scale of the organisation."""
    levels = scale_of(piece.project.organisation_id).levels
    aspects.decide(
        piece.aspects.get(aspect=aspect),
        planned=levels.filter(stands_for=outcome).last(),
        who_decided="The project group",
        decided_on=clock.today(),
        why=why,
        by=by,
    )


def talk(cast: Cast, project: Project) -> None:
    """Contributors say what they think, one is answered; and what was achieved in one aspect."""
    open_now = project.influence.current().order_by("id")
    first, second = open_now[0], open_now[1]
    sam, meg, priya = cast.public["sam"], cast.public["meg"], cast.user("priya")
    with ago(30):
        said = comments.say(
            project,
            person=sam,
            kind=CommentKind.PROPOSAL,
            statement=first,
            words="Put one page with pictures at the front. Not everyone reads a whole pack.",
            by=cast.user("sam"),
        )
    with ago(27):
        words = "Thank you. We will do that, and show you the page before it is printed."
        comments.answer(said, how=CommentState.TAKEN_UP, answer=words, by=priya)
        row = project.pieces.get(title="What people are told in the first week").aspects.get(
            aspect="definition"
        )
        aspects.record_achieved(
            row,
            achieved=scale_of(project.organisation_id).levels.filter(stands_for=Involvement.INVOLVE)[0],
            why="Two meetings were called off, so we asked by letter instead.",
            by=priya,
        )
    with ago(2):
        comments.say(
            project,
            person=meg,
            kind=CommentKind.COMMENT,
            statement=second,
            words="Why six groups? Ours has a waiting list.",
            by=cast.user("meg"),
        )
