"""What a changed role means, said first and in plain sentences: money, time, place, term, duties.

Fields that make one sentence together (a key of `sentences.SENTENCES`) are compared as one. What has no
sentence of its own here gets the usual one, so a field that comes, goes or is renamed needs nothing here.
"""

from collections.abc import Callable, Iterator, Mapping

from django.utils.translation import gettext as _

from projects.roles.comparing.rules.amounts import now_says, of_dates, of_money, of_time
from projects.roles.comparing.rules.entries import Entry, lines
from projects.roles.comparing.rules.topics import Fact, Topic
from projects.roles.models.sentences import SENTENCES, Values

Entries = Mapping[str, Entry]

SPOKEN: dict[str, tuple[Topic, Callable[[Values, Values], Iterator[str]]]] = {
    "payment": (Topic.MONEY, of_money),
    "time": (Topic.TIME, of_time),
    "dates": (Topic.TERM, of_dates),
}
"""The groups of fields that have sentences of their own."""
TOPICS = {
    "Payment and expenses": Topic.MONEY,
    "How much time it takes": Topic.TIME,
    "Where and how": Topic.PLACE,
    "How long it lasts": Topic.TERM,
}
"""What a field is about that has none, by the sealed heading of its section."""
ROWS = (
    lambda: _("No longer said: %(line)s"),
    lambda: _("Now also said: %(line)s"),
    lambda: _("Before: %(was)s Now: %(now)s"),
)
THEIRS = (
    lambda: _("We no longer ask this of you: %(line)s"),
    lambda: _("We now also ask this of you: %(line)s"),
    lambda: _("We asked this of you: %(was)s Now we ask: %(now)s"),
)
OURS = (
    lambda: _("We no longer promise this: %(line)s"),
    lambda: _("We now also promise this: %(line)s"),
    lambda: _("We promised this: %(was)s Now we promise: %(now)s"),
)
DUTIES = {"their_duties": THEIRS, "our_duties": OURS, "their_promises": THEIRS, "our_promises": OURS}
ALIKE = 0.5
"""How much two lines have to have in common to be one duty in other words."""

MOST_PAIRS = 2500
"""With more lines on both sides nobody looks for pairs: it would take long, and all is new."""


def facts(before: Entries, after: Entries) -> list[Fact]:
    """Return what is no longer as it was, but for words, in the order people are told."""
    found = [*_of_groups(before, after), *_of_duties(before, after), *_of_the_rest(before, after)]
    order = list(Topic)
    return sorted(found, key=lambda fact: order.index(fact.topic))


def _of_groups(before: Entries, after: Entries) -> Iterator[Fact]:
    then, now = _values(before), _values(after)
    for shown, sentence in SENTENCES.items():
        if shown in SPOKEN:
            topic, say = SPOKEN[shown]
            yield from (Fact(topic, words) for words in say(then, now))
        else:
            words = (" ".join(filter(None, sentence(values))) for values in (then, now))
            yield from (Fact(Topic.OTHER, said) for said in now_says(*words))


def _values(found: Entries) -> Values:
    return {name: entry.value for name, entry in found.items()}


def _of_duties(before: Entries, after: Entries) -> Iterator[Fact]:
    for name, sentences in DUTIES.items():
        was, now = (lines(found[name].said) if name in found else [] for found in (before, after))
        yield from (Fact(Topic.DUTIES, words) for words in _of_lines(was, now, sentences))


def _of_lines(was: list[str], now: list[str], sentences: tuple[Callable[[], str], ...]) -> Iterator[str]:
    """Say which lines went and came; two that are much alike are one line in other words."""
    no_longer, also, other_words = sentences
    gone = [line for line in was if line not in now]
    new = [line for line in now if line not in was]
    few = len(gone) * len(new) <= MOST_PAIRS
    for line in gone:
        closest = max(new, key=lambda one: _alike(line, one), default="") if few else ""
        if closest and _alike(line, closest) >= ALIKE:
            new.remove(closest)
            yield other_words() % {"was": ended(line), "now": ended(closest)}
        else:
            yield no_longer() % {"line": ended(line)}
    for line in new:
        yield also() % {"line": ended(line)}


def _alike(one: str, other: str) -> float:
    """Return which share of their words two lines have in common, from 0 to 1."""
    mine, theirs = (set(line.lower().rstrip(".").split()) for line in (one, other))
    return len(mine & theirs) / len(mine | theirs)


def ended(words: str) -> str:
    """Return words as a sentence: with a full stop unless something ends them."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _of_the_rest(before: Entries, after: Entries) -> Iterator[Fact]:
    """Say in the usual words what is no text and has no sentence of its own: a person, a choice, a number."""
    for name in [*after, *(name for name in before if name not in after)]:
        was, now = before.get(name), after.get(name)
        one = now or was
        if one is None or name in DUTIES or one.shown in SENTENCES or one.is_words:
            continue
        if was and was.is_words:  # what was a text is a fact now
            continue
        if not _is_same(was, now):
            yield from _as_usual(one, was.said if was else "", now.said if now else "")


def _as_usual(one: Entry, was: str, now: str) -> Iterator[Fact]:
    """Say that a field is another now; of a part that repeats, which of its rows went and came."""
    topic = TOPICS.get(one.heading, Topic.OTHER)
    said = _of_lines(lines(was), lines(now), ROWS) if one.shown == "rows" else _usual(was, now)
    yield from (Fact(topic, f"{one.title}: {words[:1].lower()}{words[1:]}") for words in said)


def _is_same(was: Entry | None, now: Entry | None) -> bool:
    """Say whether nothing changed: people are the same under whatever name."""
    refs = [one.value.get("ref") if one and isinstance(one.value, dict) else None for one in (was, now)]
    if refs[0] and refs[0] == refs[1]:
        return True
    return (was.said if was else "") == (now.said if now else "")


def _usual(was: str, now: str) -> Iterator[str]:
    """Say what is new, what the text no longer says, or both."""
    if was and now:
        words = _("Now %(now)s Before: %(was)s")
    else:
        words = (
            _("Now %(now)s Before, the text did not say.") if now else _("No longer said. Before: %(was)s")
        )
    yield words % {"was": ended(was), "now": ended(now)}
