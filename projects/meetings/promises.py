from django.utils.translation import gettext_lazy as _

from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from projects.meetings import answer_link

PAPERS = kinds.register(
    PromiseKind(
        key="meetings.papers",
        side=Side.ORGANISATION,
        for_contributor=_("Send you the papers for {label}"),
        for_staff=_("Send the papers for {label}"),
        staff_url="meetings:detail",
        portal_url="my_meetings:detail",
    )
)
ANSWER = kinds.register(
    PromiseKind(
        key="meetings.answer",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Tell us if you can come to {label}"),
        for_staff=_("Answer to the invitation to {label}"),
        staff_url="meetings:detail",
        portal_url="my_meetings:detail",
        open_path=answer_link.path_for_promise,
    )
)
NOTES = kinds.register(
    PromiseKind(
        key="meetings.notes",
        side=Side.ORGANISATION,
        for_contributor=_("Share the notes of what staff talked about before {label}"),
        for_staff=_("Share the notes of the talk before {label}"),
        staff_url="meetings:share_notes",
        portal_url="my_meetings:talk",
    )
)
# Who asked for another format is for those who send the papers.
COPY = kinds.register(
    PromiseKind(
        key="meetings.paper_copy",
        side=Side.ORGANISATION,
        for_contributor=_("Get the papers for {label} to you in the way you asked"),
        for_staff=_("Get the papers for {label} to somebody in the way they asked"),
        staff_url="meetings:detail",
        portal_url="my_meetings:detail",
        kept_to="edit_project",
        by_hand=False,
    )
)
# Who helps whom is nobody's business but theirs who arrange it. Its date stands on the arrangement.
ARRANGE = kinds.register(
    PromiseKind(
        key="meetings.arrange",
        side=Side.ORGANISATION,
        for_contributor=_("Arrange what helps you at {label}"),
        for_staff=_("Make an arrangement for {label}"),
        staff_url="meetings:arrangement",
        portal_url="my_meetings:arrangement",
        kept_to="edit_project",
        by_hand=False,
    )
)
DISPUTE = kinds.register(
    PromiseKind(
        key="meetings.dispute",
        side=Side.ORGANISATION,
        for_contributor=_("Answer what you said about how {label} went"),
        for_staff=_("Answer what a public contributor said about how {label} went"),
        staff_url="meetings:answer_dispute",
        portal_url="my_meetings:dispute",
        kept_to="edit_project",
        by_hand=False,
    )
)
WORD = kinds.register(
    PromiseKind(
        key="meetings.word",
        side=Side.ORGANISATION,
        for_contributor=_("Explain the word “{label}” to you"),
        for_staff=_("Explain the word “{label}”"),
        staff_url="meetings:explain_word",
        portal_url="my_meetings:word",
    )
)
