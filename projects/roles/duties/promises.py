"""Every duty that no other app promises anyway has a kind of promise of its own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side


def _kind(line: str, side: Side, for_contributor: Any, for_staff: Any) -> PromiseKind:
    return kinds.register(
        PromiseKind(
            key=f"roles.duty_{line}",
            side=side,
            for_contributor=for_contributor,
            for_staff=for_staff,
            staff_url="roles:duty",
            portal_url="my_roles:duty",
            kept_to="edit_project" if side == Side.CONTRIBUTOR else "",
            by_hand=True,
            reminder_expires=THREE_DAYS,
        )
    )


def _ours(line: str, for_contributor: Any, for_staff: Any) -> PromiseKind:
    return _kind(line, Side.ORGANISATION, for_contributor, for_staff)


def _theirs(line: str, for_contributor: Any, for_staff: Any) -> PromiseKind:
    return _kind(line, Side.CONTRIBUTOR, for_contributor, for_staff)


OF_LINES = {
    "notice": _ours("notice", _("Ask you early to {label}"), _("Ask people early to {label}")),
    "feedback": _ours(
        "feedback",
        _("Tell you what came of what you said at {label}"),
        _("Tell someone what came of what they said at {label}"),
    ),
    "induction": _ours(
        "induction",
        _("Show you how we work, before {label}"),
        _("Show someone how we work, before {label}"),
    ),
    "debrief": _ours(
        "debrief", _("Talk with you about how {label} went"), _("Talk with someone about how {label} went")
    ),
    "contact": _ours(
        "contact",
        _("Tell you who your contact is, and who steps in: {label}"),
        _("Tell someone who their contact is, and who steps in: {label}"),
    ),
    "read_papers": _theirs("read_papers", _("Read the papers for {label}"), _("Papers read for {label}")),
    "cannot_come": _theirs(
        "cannot_come",
        _("Tell us early if you cannot come to {label}"),
        _("Told us early that they cannot come to {label}"),
    ),
    "interests": _theirs(
        "interests",
        _("Tell us about anything that could sway you: {label}"),
        _("Interests declared: {label}"),
    ),
    "confidence": _theirs(
        "confidence",
        _("Read our rules on keeping things private, and agree to them: {label}"),
        _("Agreed to keep things private: {label}"),
    ),
    "training": _theirs(
        "training", _("Do the training that everyone does: {label}"), _("Training done: {label}")
    ),
}
FREE_OURS = _ours("free_ours", "{label}", "{label}")
FREE_THEIRS = _theirs("free_theirs", "{label}", "{label}")
OWN = (*OF_LINES.values(), FREE_OURS, FREE_THEIRS)


def kind_of(line: str, side: str) -> PromiseKind:
    """Return the kind of promise that a duty makes by itself."""
    return OF_LINES.get(line) or (FREE_OURS if side == Side.ORGANISATION else FREE_THEIRS)
