"""The one table of what a role description says.

The form, the page people read, letters, copies into the next version, the comparison of two versions
and the sealed text all read it. A new field is a column of `RoleVersion` and a row here.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.roles.models.wording import PaymentKind


class Section(models.TextChoices):
    """The parts of the page, in its order, with their headings."""

    PURPOSE = "purpose", _("What the role is for")
    ACTIVITIES = "activities", _("What you would do, and how")
    THEIR_DUTIES = "their_duties", _("What we ask of you")
    OUR_DUTIES = "our_duties", _("What we do for you")
    TIME = "time", _("How much time it takes")
    PAYMENT = "payment", _("Payment and expenses")
    SUPPORT = "support", _("Support and people")
    PEOPLE = "people", _("Who the role is for")
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
    shown: "text", "list" (one item a line), "row" (with its label), "person", "duties" (chosen on a page of
    their own, see `duty_kinds`), or a sentence that
    several fields make together (a key of `sentences.SENTENCES`).
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


ASK_TIME = _("How much time it takes")
ASK_DUTIES = _("What each side does")
ASK_PAYMENT = _("Payment and expenses")
ASK_SUPPORT = _("Support and people")
ASK_PEOPLE = _("Who the role is for")
IF_FEE = ("payment", PaymentKind.FEE)

FIELDS = (
    TextField("purpose", Section.PURPOSE, help=_("Two or three short sentences.")),
    TextField("activities", Section.ACTIVITIES, "list"),
    TextField("places", Section.TIME, "places", down=2),
    TextField("starts_on", Section.TIME, "dates", down=1),
    TextField("ends_on", Section.TIME, "dates", down=1),
    TextField("extendable", Section.TIME, "dates", down=1),
    TextField("quantity_min", Section.TIME, "time", ASK_TIME),
    TextField(
        *("quantity_max", Section.TIME, "time", ASK_TIME),
        help=_("Leave this empty if it is always the same."),
    ),
    TextField("unit", Section.TIME, "time", ASK_TIME),
    TextField("per", Section.TIME, "time", ASK_TIME),
    TextField("includes_prep", Section.TIME, "time", ASK_TIME),
    TextField("flexible", Section.TIME, "time", ASK_TIME),
    TextField("time_note", Section.TIME, "text", ASK_TIME),
    TextField(
        *("their_duties", Section.THEIR_DUTIES, "list", ASK_DUTIES),
        help=_("What do you ask people to do? One on each line."),
    ),
    TextField(
        *("our_duties", Section.OUR_DUTIES, "list", ASK_DUTIES),
        help=_("What does your organisation do for them in return? One on each line."),
    ),
    TextField("their_promises", Section.THEIR_DUTIES, "duties", ASK_DUTIES, titled=True),
    TextField("our_promises", Section.OUR_DUTIES, "duties", ASK_DUTIES, titled=True),
    TextField("payment", Section.PAYMENT, "payment", ASK_PAYMENT),
    TextField("fee_pence", Section.PAYMENT, "payment", ASK_PAYMENT, only_if=IF_FEE),
    TextField("fee_for", Section.PAYMENT, "payment", ASK_PAYMENT, only_if=IF_FEE),
    TextField(
        *("payment_note", Section.PAYMENT, "text", ASK_PAYMENT),
        help=_("How it is paid, and where people get advice about tax and benefits."),
    ),
    TextField(
        *("expenses", Section.PAYMENT, "text", ASK_PAYMENT),
        help=_("For example: travel, care for a child or an adult, a supporter."),
    ),
    TextField("support", Section.SUPPORT, "text", ASK_SUPPORT),
    TextField("contact", Section.SUPPORT, "person", ASK_SUPPORT),
    TextField("accountable_to", Section.SUPPORT, "row", ASK_SUPPORT),
    TextField(
        *("concerns_to", Section.SUPPORT, "row", ASK_SUPPORT),
        help=_("Name someone outside the project team if you can."),
    ),
    TextField(
        *("essential", Section.PEOPLE, "list", ASK_PEOPLE),
        titled=True,
        help=_("Experience and qualities, not qualifications. One on each line."),
    ),
    TextField("desirable", Section.PEOPLE, "list", ASK_PEOPLE, titled=True),
    TextField("cannot_apply", Section.PEOPLE, "list", ASK_PEOPLE, titled=True),
)


def names() -> tuple[str, ...]:
    """Return the columns of a version that hold its text, in the order of the form."""
    return tuple(field.name for field in FIELDS)


def in_the_form() -> tuple[TextField, ...]:
    """Return the fields that are asked in the form of a draft; duties are chosen on a page of their own."""
    return tuple(field for field in FIELDS if field.shown != "duties")


def name_now(name: str) -> str:
    """Return what a field is called today that a sealed text may call by an earlier name."""
    return next((field.name for field in FIELDS if name in field.formerly), name)
