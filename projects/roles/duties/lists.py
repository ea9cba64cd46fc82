"""Each time that one person's role asked for something, and what became of it."""

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice, Since
from coproduce.foundation.lists.registry import Column, day, declare
from coproduce.foundation.promises.kinds import Side

WHOSE = [(Side.ORGANISATION, _("What we do")), (Side.CONTRIBUTOR, _("What they do"))]
MINE = [(Side.ORGANISATION, _("What you do for me")), (Side.CONTRIBUTOR, _("What I do"))]


KEPT = declare(
    "roles:kept",
    title=_("How we kept our side"),
    columns=[
        Column(_("Promise"), "promise.words_for_staff"),
        Column(_("What became of it"), "outcome.label"),
        day(_("Due"), "due"),
        day(_("Done"), "promise.kept_at"),
        Column(_("Why it is no longer owed"), "promise.released_why"),
    ],
    filters=[Choice("side", _("Whose"), WHOSE), Since(_("Promised in"), "made_at")],
)
MY_KEPT = declare(
    "my_roles:kept",
    title=_("How we kept what we promised"),
    columns=[
        Column(_("Promise"), "promise.words_for_contributor"),
        Column(_("What became of it"), "outcome.label"),
        day(_("Due"), "due"),
        day(_("Done"), "promise.kept_at"),
        Column(_("Why it is no longer owed"), "promise.released_why"),
    ],
    filters=[Choice("side", _("Whose"), MINE), Since(_("Promised in"), "made_at")],
    own=True,
)
