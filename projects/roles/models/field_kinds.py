"""The sections of a role description, the pages they are written on, and what one field of it is."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Section(models.TextChoices):
    """The parts of the page, in its order, with their headings."""

    PURPOSE = "purpose", _("What the role is for")
    ACTIVITIES = "activities", _("What you would do, and how")
    THEIR_DUTIES = "their_duties", _("What we ask of you")
    OUR_DUTIES = "our_duties", _("What we do for you")
    WHERE = "where", _("Where and how")
    TIME = "time", _("How much time it takes")
    TERM = "term", _("How long it lasts")
    PAYMENT = "payment", _("Payment and expenses")
    SUPPORT = "support", _("Support and people")
    GROUP = "group", _("The group you would join")
    PEOPLE = "people", _("Who the role is for")
    RULES = "rules", _("Privacy, interests and checks")
    APPLYING = "applying", _("How to apply, and how people are chosen")
    ENDING = "ending", _("What happens afterwards")
    FREEDOM = "freedom", _("You can always say no")


# What every role says at the end of a section. It is sealed with the text, as people agree to it too.
CLOSING: dict[Section, list[Any]] = {
    Section.PAYMENT: [
        _(
            "You can say no to payment, or take less. It changes nothing else."
            " Payment can affect benefits, so you may want advice first."
        ),
        _("You are not an employee, a worker or an agent of ours in this role."),
    ],
    Section.FREEDOM: [
        _(
            "You can say no to this role, to any single task, and you can stop at any time."
            " You do not have to say why."
        ),
    ],
}


@dataclass(frozen=True)
class TextField:
    """One field of a role description. Its label is that of its column.

    asked: the heading of the form above it; fields are asked in the order of the table.
    section, down: where the page shows it; a higher `down` stands lower in its section.
    shown: "text", "list" (one item a line), "row" (with its label), "choice" and "day" (rows too), "person",
    "rows" (a part that repeats, see `shapes`), "duties" (see `duty_kinds`), "hidden", or a sentence that
    several fields make together
    (a key of `sentences.SENTENCES`).
    titled: whether the page shows its label as a heading. help: instead of the help of the column.
    only_if: (field, answer) that brings the question up. formerly: its names in texts sealed before.
    """

    name: str
    section: Section
    shown: str = "text"
    asked: Any = ""
    down: int = 0
    titled: bool = False
    help: Any = ""
    only_if: tuple[str, str] | None = None
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class Topic:
    """A page of its own on which a few sections are written."""

    slug: str
    name: Any
    sections: tuple[Section, ...]
    lead: Any = ""


TOPICS = (
    Topic("purpose", _("What the role is for"), (Section.PURPOSE,)),
    Topic(
        "work",
        _("What people do, and what each side does for the other"),
        (Section.ACTIVITIES, Section.THEIR_DUTIES, Section.OUR_DUTIES),
    ),
    Topic("people", _("Who it is for, and how many people"), (Section.PEOPLE,)),
    Topic("where", _("Where and how"), (Section.WHERE,)),
    Topic("time", _("How much time it takes"), (Section.TIME,)),
    Topic("term", _("How long it lasts"), (Section.TERM,)),
    Topic("pay", _("Payment and expenses"), (Section.PAYMENT,)),
    Topic("support", _("Support, training and contacts"), (Section.SUPPORT,)),
    Topic("group", _("The group they join"), (Section.GROUP,)),
    Topic("rules", _("Privacy, interests and checks"), (Section.RULES,)),
    Topic("applying", _("How to apply, and how people are chosen"), (Section.APPLYING,)),
    Topic("ending", _("What happens afterwards"), (Section.ENDING, Section.FREEDOM)),
)
