"""What a role still has to say, where it contradicts itself, and how its pay stands to the policy.

Values are plain, by the name of the field, as in a sealed text. A draft is saved whatever comes out here;
only offering asks.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.roles.models import RoleWords, policy_rates, row_sentences, sealing, sentences, text_fields
from projects.roles.models.choices import (
    Amount,
    Mode,
    Paid,
    PaymentKind,
    Renewal,
    TermKind,
    TravelTime,
)
from projects.roles.models.policy_rates import PolicyRates
from projects.roles.models.shapes import SHAPES
from projects.roles.models.text_fields import TOPICS, Topic
from projects.roles.terms.rules import is_over_its_limit

Values = Mapping[str, Any]
Address = Callable[[str, str], str]
UNKNOWN = ("unknown", "to_be_agreed")
OUTSIDE = ("above", "below", "other")


@dataclass(frozen=True)
class Need:
    """Something a role should say. why: for whom it matters; blocks: whether it is not offered without."""

    name: str
    said: Callable[[Values], bool]
    why: Any
    blocks: bool = False


def _has(*names: str) -> Callable[[Values], bool]:
    """Whether one of these is said, or said to be still agreed."""

    def said(values: Values) -> bool:
        to_agree = values.get("to_agree") or ()
        return any(values.get(name) not in (None, "", []) or name in to_agree for name in names)

    return said


def _is_there(name: str) -> Callable[[Values], bool]:
    """Whether this is said: what people cannot do without is not left to be agreed."""
    return lambda values: values.get(name) not in (None, "")


def _time_said(values: Values) -> bool:
    kind, counted = values.get("time_amount"), values.get("quantity_min") or values.get("quantity_max")
    whole = bool(counted and values.get("unit") and values.get("per"))
    return whole or kind == Amount.TO_BE_AGREED or _has("commitments")(values)


def _fee_said(values: Values) -> bool:
    return values.get("payment") != PaymentKind.FEE or _has("pay_rates")(values)


def _expenses_said(values: Values) -> bool:
    return values.get("payment") == PaymentKind.NOTHING or _has("expenses")(values)


def _reason_said(values: Values) -> bool:
    return not is_outside_policy(values) or bool(values.get("fee_reason"))


def _places_said(values: Values) -> bool:
    return values.get("places_amount") == Amount.TO_BE_AGREED or _has("places", "places_most")(values)


def _travel_said(values: Values) -> bool:
    return values.get("mode") in (Mode.ONLINE, Mode.REMOTE) or _has("includes_travel")(values)


def _way_said(values: Values) -> bool:
    return values.get("payment") != PaymentKind.FEE or _has("pay_way")(values)


def _one_votes(values: Values) -> bool:
    return not values.get("seats") or _has("public_votes")(values)


def _why_there(values: Values) -> bool:
    return not values.get("residence") or _has("residence_why")(values)


L = gettext_lazy
NEEDS = (
    Need("purpose", _is_there("purpose"), L("People decide by it if the role is for them."), True),
    Need("activities", _has("activities"), L("People need to know what they would do."), True),
    Need("their_duties", _is_there("their_duties"), L("It says plainly what is expected of people."), True),
    Need("our_duties", _is_there("our_duties"), L("A role has two sides: people can count on it."), True),
    Need("mode", _has("mode"), L("For many people it decides if they can take part at all.")),
    Need("quantity_min", _time_said, L("People plan their lives, and some benefits, by it."), True),
    Need("includes_prep", _has("includes_prep"), L("Reading often takes longer than the meeting.")),
    Need("includes_travel", _travel_said, L("A long way can take a whole day.")),
    Need("starts_on", _has("starts_on", "starts_note"), L("People need to know when it begins.")),
    Need("term_kind", _has("term_kind", "ends_on"), L("People agree to a length, not to for ever.")),
    Need("review_on", _has("review_on", "review_note"), L("A day to say what works and what does not.")),
    Need(
        "payment",
        _is_there("payment"),
        L("People must know it before they say yes."),
        True,
    ),
    Need("pay_rates", _fee_said, L("You say that you pay a fee, and not how much."), True),
    Need("fee_reason", _reason_said, L("The fee is not one of your policy. Say why, or change it."), True),
    Need("expenses", _expenses_said, L("Nobody should pay to take part without knowing it."), True),
    Need("pay_way", _way_said, L("Not everyone has a bank account or can take money.")),
    Need("support", _has("support"), L("People ask who helps them when they are new or stuck."), True),
    Need("contact", _is_there("contact"), L("People need a name of someone who answers."), True),
    Need("accountable_to", _has("accountable_to"), L("People need to know who they work with."), True),
    Need("concerns_to", _has("concerns_to"), L("People need someone else to go to."), True),
    Need("public_votes", _one_votes, L("A member without a vote should know it before.")),
    Need("essential", _has("essential", "suits"), L("People see if they are meant.")),
    Need("residence_why", _why_there, L("People see that the limit is fair.")),
    Need("places", _places_said, L("It tells people if they would be on their own.")),
    Need("confidentiality", _has("confidentiality"), L("People need to know what they may talk about.")),
    Need("chosen_how", _has("chosen_how"), L("People see that choosing is fair.")),
    Need("input_use", _has("input_use"), L("People give their time to change something.")),
    Need("at_end", _has("at_end"), L("People should not be left with silence.")),
)


def missing(values: Values) -> list[Need]:
    """Return what is not said yet, in the order of the page; what stops an offer is marked."""
    return [need for need in NEEDS if not need.said(values)]


def is_outside_policy(values: Values) -> bool:
    """Whether a fee is paid that the policy in force has not."""
    rates = values.get("pay_rates") or ()
    return values.get("payment") == PaymentKind.FEE and any(row.get("against") in OUTSIDE for row in rates)


def contradictions(values: Values) -> list[str]:
    """Return where two answers cannot both be true, in words. Whoever offers settles them first."""
    return [*_about_time(values), *_about_term(values), *_about_pay(values)]


def _about_time(values: Values) -> Iterator[str]:
    far = values.get("mode") in (Mode.ONLINE, Mode.REMOTE)
    if far and values.get("includes_travel") in (TravelTime.YES, TravelTime.NO):
        yield _("People take part from home, but there is travelling time.")
    if values.get("mode") == Mode.IN_PERSON and values.get("includes_travel") == TravelTime.NONE:
        yield _("People come in person, but there is no travelling.")
    if values.get("public_votes") == "no" and any(
        row.get("votes") == "yes" and "public" in str(row.get("who", "")).lower()
        for row in values.get("seats") or ()
    ):
        yield _("Public members may not vote, but in the list of the group they do.")


def _about_term(values: Values) -> Iterator[str]:
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and ends < starts:
        yield _("The role ends before it starts.")
    if ends and values.get("term_kind") == TermKind.ONGOING:
        yield _("The role has no set end, but it ends on a day.")
    if values.get("renewal") == Renewal.NO and (values.get("renewal_times") or values.get("renewal_length")):
        yield _("The role cannot go on for longer, but there is a renewal.")
    if is_over_its_limit(values):
        yield _("The role lasts longer than the longest it can be in all.")
    review = values.get("review_on")
    if review and ((starts and review < starts) or (ends and review > ends)):
        yield _("You look at the role together on a day when it does not run.")
    closes = values.get("closes_on")
    if closes and starts and closes > starts:
        yield _("People can still apply after the role has started.")


def _about_pay(values: Values) -> Iterator[str]:
    fee = values.get("payment") == PaymentKind.FEE
    if values.get("pay_rates") and values.get("payment") and not fee:
        yield _("There is no fee, but there are rates of pay.")
    if values.get("payment") == PaymentKind.NOTHING and values.get("expenses"):
        yield _("There is no money for expenses, but it says which expenses you pay.")
    if fee and values.get("travel_paid") == Paid.YES and values.get("includes_travel") == TravelTime.NONE:
        yield _("Travelling time is paid, but there is no travelling.")


@dataclass(frozen=True)
class Gap:
    """What is not said yet: the question, why it matters, where it is answered."""

    label: str
    why: Any
    url: str
    blocks: bool


@dataclass(frozen=True)
class TopicState:
    """One line of the contents: how much a topic says, what is open in it, what is missing."""

    topic: Topic
    url: str
    said: int
    to_agree: list[str]
    gaps: list[Gap]

    @property
    def blocks(self) -> bool:
        """Whether something here stops the role from being offered."""
        return any(gap.blocks for gap in self.gaps)


@dataclass(frozen=True)
class Contents:
    """All that the contents page of a draft shows."""

    topics: list[TopicState]
    wrong: list[str] = field(default_factory=list)

    @property
    def gaps(self) -> list[Gap]:
        """What is missing, what stops an offer first."""
        found = [gap for state in self.topics for gap in state.gaps]
        return sorted(found, key=lambda gap: not gap.blocks)

    @property
    def is_ready(self) -> bool:
        """Whether it may be offered."""
        return not self.wrong and not any(gap.blocks for gap in self.gaps)


def contents_of(words: RoleWords, url_of: Callable[[str], str]) -> Contents:
    """Return the contents page of a version or a template."""
    values = sealing.values_of(words)
    needs = missing(values)
    return Contents([_state(topic, words, values, needs, url_of) for topic in TOPICS], contradictions(values))


def _state(
    topic: Topic, words: RoleWords, values: Values, needs: list[Need], url_of: Callable[[str], str]
) -> TopicState:
    there = {column.name for column in words._meta.get_fields()}
    names = [one.name for one in text_fields.of_topic(topic) if one.name in there]
    url = url_of(topic.slug)
    still_open = [name for name in names if is_open(values, name)]
    return TopicState(
        topic,
        url,
        said=sum(values.get(name) not in (None, "", [], False) and name not in still_open for name in names),
        to_agree=[words.label_of(name) for name in still_open],
        gaps=[
            Gap(words.label_of(need.name), need.why, url, need.blocks) for need in needs if need.name in names
        ],
    )


def is_open(values: Values, name: str) -> bool:
    """Whether people read "to be agreed" for a field."""
    return sentences.is_open(values, name) or values.get(name) in UNKNOWN


@dataclass(frozen=True)
class Repeating:
    """A part that repeats, as the page of its topic lists it: (what a row says, change it, take it out)."""

    add: Any
    add_url: str
    label: str
    rows: list[tuple[str, str, str]]


def rows_of(
    words: RoleWords, topic: Topic, row_url: Address, drop_url: Address, policy: PolicyRates | None = None
) -> list[Repeating]:
    """Return the parts of a topic that repeat, with their rows; rates beside those of the policy in force."""
    found = []
    for one in text_fields.of_topic(topic):
        if shape := SHAPES.get(one.name):
            stored = getattr(words, one.name)
            said = policy_rates.compared(stored, policy) if one.name == "pay_rates" else stored
            rows = [
                (
                    _row_words(shape.said(row), row),
                    row_url(one.name, row["id"]),
                    drop_url(one.name, row["id"]),
                )
                for row in said
            ]
            found.append(Repeating(shape.add, row_url(one.name, "new"), words.label_of(one.name), rows))
    return found


def _row_words(said: str, row: Mapping[str, Any]) -> str:
    return " ".join(part for part in (said + ".", row_sentences.against_policy(row)) if part)
