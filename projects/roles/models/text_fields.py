"""The one table of what a role description says.

The form, the page people read, letters, copies into the next version, the comparison of two versions
and the sealed text all read it. A new field is a column of `RoleWords` and a row here.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.roles.models.choices import PaymentKind
from projects.roles.models.field_kinds import CLOSING, TOPICS, Section, TextField, Topic

__all__ = ["CLOSING", "FIELDS", "TOPICS", "Section", "TextField", "Topic", "name_now", "names", "of_topic"]

ASK_DUTIES = _("What each side does")
ASK_PLACES = _("How many people")
ASK_LIMITS = _("Where people need to live or work")
ASK_AROUND = _("Reading, travelling and times of day")
ASK_RENEWAL = _("Going on for longer")
ASK_REVIEW = _("Looking at it again")
ASK_HOW_PAID = _("How and when it is paid")
ASK_TRAINING = _("Training and guidance")
ASK_CONTACTS = _("Contacts and worries")
ASK_VOTES = _("Chair and votes")
ASK_CHECKS = _("Checks")
ASK_CHOICE = _("How people are chosen")
ONE_A_LINE = _("One on each line.")
ELSEWHERE = ("hidden", "duties")
"""Not written on the page of a topic: duties are chosen on a page of their own."""
IF_FEE = ("payment", PaymentKind.FEE)


def _block(name: str, section: Section, asked: Any = "", help: Any = "") -> TextField:
    """A longer answer under a heading of its own."""
    return TextField(name, section, "text", asked, titled=True, help=help)


def _list(name: str, section: Section, asked: Any = "", help: Any = ONE_A_LINE) -> TextField:
    return TextField(name, section, "list", asked, titled=True, help=help)


def _row(name: str, section: Section, asked: Any = "", help: Any = "", shown: str = "row") -> TextField:
    return TextField(name, section, shown, asked, help=help)


S = Section
FIELDS = (
    TextField("purpose", S.PURPOSE, help=_("Two or three short sentences.")),
    _block("about", S.PURPOSE, help=_("For people who know nothing about it yet.")),
    _block("benefits", S.PURPOSE, help=_("For example: training, a reference, new skills, people to meet.")),
    TextField("activities", S.ACTIVITIES, "list"),
    _list("not_asked", S.ACTIVITIES, help=_("What people may fear and need not. One on each line.")),
    TextField(
        *("their_duties", S.THEIR_DUTIES, "list", ASK_DUTIES),
        help=_("What do you ask people to do? One on each line."),
    ),
    TextField(
        *("our_duties", S.OUR_DUTIES, "list", ASK_DUTIES),
        help=_("What does your organisation do for them in return? One on each line."),
    ),
    TextField("their_promises", S.THEIR_DUTIES, "duties", titled=True),
    TextField("our_promises", S.OUR_DUTIES, "duties", titled=True),
    _row(
        "mode",
        S.WHERE,
        shown="choice",
        help=_("Think of people who cannot travel, and of those without a computer."),
    ),
    TextField("venues", S.WHERE, "rows", titled=True),
    _block("equipment", S.WHERE, help=_("And what you lend people who do not have it.")),
    _block("where_note", S.WHERE, help=_("For example: parking, lifts, the nearest bus.")),
    _row("residence", S.WHERE, ASK_LIMITS, _("For example: live in Leeds, or be with a GP there.")),
    _row("residence_why", S.WHERE, ASK_LIMITS, help=_("A limit without a reason keeps good people away.")),
    TextField(
        "time_amount", S.TIME, "time", help=_("“About” and “up to” are honest. “To be agreed” is too.")
    ),
    TextField("quantity_min", S.TIME, "time", help=_("A number. Half hours are fine, for example 1.5")),
    TextField("quantity_max", S.TIME, "time", help=_("Only where it is between two numbers.")),
    TextField("unit", S.TIME, "time"),
    TextField("per", S.TIME, "time"),
    TextField("commitments", S.TIME, "rows", titled=True, down=1),
    TextField("includes_prep", S.TIME, "time", ASK_AROUND),
    TextField("includes_travel", S.TIME, "time", ASK_AROUND),
    TextField("flexible", S.TIME, "time", ASK_AROUND),
    TextField("time_of_day", S.TIME, "choice", ASK_AROUND),
    TextField("notice", S.TIME, "row", ASK_AROUND, help=_("For example: 4 weeks before, or a year ahead.")),
    TextField(
        "time_note",
        S.TIME,
        "text",
        ASK_AROUND,
        down=2,
        help=_("For example: busy months, how long a meeting is."),
    ),
    TextField("starts_on", S.TERM, "dates"),
    _row("starts_note", S.TERM, help=_("For example: as soon as possible, or in spring 2027.")),
    TextField("ends_on", S.TERM, "dates"),
    TextField(
        "term_kind", S.TERM, "dates", help=_("“Fixed” and “at least” bind people; “usually” does not.")
    ),
    TextField("term_least", S.TERM, "dates", help=_("A number.")),
    TextField("term_most", S.TERM, "dates", help=_("Only where it is between two numbers.")),
    TextField("term_unit", S.TERM, "dates"),
    TextField("renewal", S.TERM, "dates", ASK_RENEWAL, help=_("Say so early: people plan with it.")),
    TextField("renewal_times", S.TERM, "dates", ASK_RENEWAL, help=_("A number. Empty: not limited.")),
    TextField("renewal_length", S.TERM, "dates", ASK_RENEWAL),
    TextField("renewal_unit", S.TERM, "dates", ASK_RENEWAL),
    TextField("longest", S.TERM, "dates", ASK_RENEWAL, help=_("With every renewal. A number.")),
    TextField("longest_unit", S.TERM, "dates", ASK_RENEWAL),
    TextField("review_on", S.TERM, "dates", ASK_REVIEW),
    _row("review_note", S.TERM, ASK_REVIEW, _("For example: after 6 months, then once a year.")),
    TextField("term_note", S.TERM, "text", ASK_REVIEW, down=2),
    TextField("payment", S.PAYMENT, "payment", help=_("Say it plainly, also if it is nothing.")),
    TextField("pay_rates", S.PAYMENT, "payment", only_if=IF_FEE),
    TextField("fee_reason", S.PAYMENT, titled=True, help=_("People read this too.")),
    TextField(
        "prep_paid",
        S.PAYMENT,
        "payment",
        ASK_HOW_PAID,
        only_if=IF_FEE,
        help=_("Often more time than the meeting itself."),
    ),
    TextField(
        "travel_paid",
        S.PAYMENT,
        "payment",
        ASK_HOW_PAID,
        only_if=IF_FEE,
        help=_("Time on the way. Fares are expenses."),
    ),
    _row("pay_way", S.PAYMENT, ASK_HOW_PAID, _("For example: into a bank account, or by voucher.")),
    _row("pay_when", S.PAYMENT, ASK_HOW_PAID, _("For example: within 30 days of a claim.")),
    _block("pay_conditions", S.PAYMENT, ASK_HOW_PAID, _("What has to be there before you can pay.")),
    TextField(
        *("payment_note", S.PAYMENT, "text", ASK_HOW_PAID),
        help=_("Where people get advice about tax and benefits, and anything else."),
    ),
    TextField(
        "expenses", S.PAYMENT, help=_("For example: travel, care for a child or an adult, a supporter.")
    ),
    TextField("support", S.SUPPORT, "text", help=_("Who helps before, during and after a meeting.")),
    _block("access", S.SUPPORT, help=_("For example: interpreters, easy read, breaks, step-free places.")),
    _block(
        "induction",
        S.SUPPORT,
        ASK_TRAINING,
        help=_("For example: a first talk, who is who, what the words mean."),
    ),
    _block("training", S.SUPPORT, ASK_TRAINING, _("What there is, and what everyone has to do.")),
    _block(
        "supervision",
        S.SUPPORT,
        ASK_TRAINING,
        help=_("For example: a talk with the lead every three months."),
    ),
    _block(
        "mentor",
        S.SUPPORT,
        ASK_TRAINING,
        help=_("For example: someone who has done it before sits beside them."),
    ),
    TextField(
        "contact",
        S.SUPPORT,
        "person",
        ASK_CONTACTS,
        help=_("Someone of your staff who answers within a few days."),
    ),
    _row(
        "contact_details",
        S.SUPPORT,
        ASK_CONTACTS,
        help=_("A phone number, an email address, the best time to call."),
    ),
    TextField(
        *("backup", S.SUPPORT, "person", ASK_CONTACTS),
        help=_("Someone else of your staff. When they leave, people hear who it is then."),
    ),
    _row("backup_contact", S.SUPPORT, ASK_CONTACTS, help=_("How to reach them, or someone outside.")),
    _row("accountable_to", S.SUPPORT, ASK_CONTACTS, help=_("A name or a role.")),
    _block(
        "we_answer_to",
        S.SUPPORT,
        ASK_CONTACTS,
        help=_("For example: what you report to the group, and when."),
    ),
    _row("concerns_to", S.SUPPORT, ASK_CONTACTS, _("Name someone outside the project team if you can.")),
    _row("group_name", S.GROUP, help=_("As it is called in the minutes.")),
    TextField("seats", S.GROUP, "rows", titled=True),
    _row("other_public", S.GROUP, help=_("How many there are, and how new people meet them.")),
    _row("chaired_by", S.GROUP, ASK_VOTES, _("For example: two chairs, one of them a public member.")),
    _row(
        "public_votes",
        S.GROUP,
        ASK_VOTES,
        shown="choice",
        help=_("A member without a vote should know it before."),
    ),
    _block(
        "group_note",
        S.GROUP,
        ASK_VOTES,
        help=_("For example: how many have to be there, how agenda points arise."),
    ),
    TextField("suits", S.PEOPLE, titled=True, help=_("In one or two warm sentences.")),
    _list("essential", S.PEOPLE, help=_("Experience and qualities, not qualifications. One on each line.")),
    _list("desirable", S.PEOPLE),
    _list("cannot_apply", S.PEOPLE),
    TextField("places_amount", S.PEOPLE, "places", ASK_PLACES, 1),
    TextField("places", S.PEOPLE, "places", ASK_PLACES, 1, help=_("A number.")),
    TextField(
        *("places_most", S.PEOPLE, "places", ASK_PLACES, 1), help=_("Only where it is between two numbers.")
    ),
    TextField("places_note", S.PEOPLE, "text", ASK_PLACES, 1),
    _block("confidentiality", S.RULES, help=_("What stays in the group, and what people may tell others.")),
    _block("interests", S.RULES, help=_("And what happens when someone has one.")),
    _block(
        "conduct", S.RULES, help=_("For example: everyone is heard; nobody has to share their own story.")
    ),
    _row("check_level", S.RULES, ASK_CHECKS, _("Only where the role itself needs one."), "choice"),
    _block("checks", S.RULES, ASK_CHECKS, _("For example: two references.")),
    TextField("closes_on", S.APPLYING, "closing"),
    TextField("closes_time", S.APPLYING, "closing", help=_("For example: 12 noon, 5pm or 23:59. UK time.")),
    _row("closes_note", S.APPLYING, help=_("For example: open until both places are filled.")),
    _block("how_to_apply", S.APPLYING, help=_("What to send, to whom, and how long it takes.")),
    _row("other_formats", S.APPLYING, help=_("For example: by phone, by video, in large print.")),
    _row("ask_first", S.APPLYING, help=_("A name, and how to reach them.")),
    _block("chosen_how", S.APPLYING, ASK_CHOICE, help=_("What you look for, and how you compare.")),
    _row("chosen_by", S.APPLYING, ASK_CHOICE, _("Say how many of them are public members.")),
    TextField("choosing_steps", S.APPLYING, "rows", ASK_CHOICE, titled=True),
    _row("hear_by", S.APPLYING, ASK_CHOICE, help=_("A day, or how long it takes.")),
    _block("hear_how", S.APPLYING, ASK_CHOICE, _("Also for those who are not chosen.")),
    _block("input_use", S.ENDING, help=_("And how people hear what changed because of it.")),
    _block("at_end", S.ENDING, help=_("For example: a talk, a thank you, what else they could do.")),
    _block("more", S.ENDING, help=_("What fits nowhere else.")),
    TextField("to_agree", S.ENDING, "hidden"),
)


def names() -> tuple[str, ...]:
    """Return the columns of a version that hold its text, in the order of the form."""
    return tuple(field.name for field in FIELDS)


def of_topic(topic: Topic) -> tuple[TextField, ...]:
    """Return the fields that are written on the page of a topic, in its order."""
    return tuple(one for one in FIELDS if one.section in topic.sections and one.shown not in ELSEWHERE)


def topic_of(name: str) -> Topic:
    """Return the topic on whose page a field is written. Raises KeyError for no field of the text."""
    section = {one.name: one.section for one in FIELDS}[name]
    return next(topic for topic in TOPICS if section in topic.sections)


def name_now(name: str) -> str:
    """Return what a field is called today that a sealed text may call by an earlier name."""
    return next((field.name for field in FIELDS if name in field.formerly), name)
