"""The hints to a draft: what its writers may want to look at once more. Only reads; nothing waits for it."""

from dataclasses import dataclass

from coproduce.foundation import clock
from projects.roles.hints.rules.clashes import of_clashes
from projects.roles.hints.rules.hint import Hint, Known, Values
from projects.roles.hints.rules.money import of_money
from projects.roles.hints.rules.reading import of_reading, of_short_words
from projects.roles.models import RoleVersion, RoleWords, policy_rates, sealing, text_fields
from projects.roles.models.policy_rates import PolicyRates
from projects.roles.models.shapes import SHAPES
from projects.roles.models.text_fields import Topic, of_topic, topic_of
from projects.roles.signals import explained_asked


@dataclass(frozen=True)
class ShownHint:
    """A hint with the question it belongs to: its label, the page it is asked on, its box there."""

    hint: Hint
    label: str
    slug: str

    @property
    def anchor(self) -> str:
        """Where the question stands on its page; "" for a part that repeats, which has pages of its own."""
        return "" if self.hint.name in SHAPES else f"#id_{self.hint.name}"


def hints_to(
    words: RoleWords, policy: PolicyRates | None, topic: Topic | None = None, *, without: tuple[str, ...] = ()
) -> list[ShownHint]:
    """Return the hints to a draft or a template in the order of its pages, of one topic when it is named.

    `without` names kinds that the page shows already. One query, to the glossary of the project.
    """
    values = sealing.values_of(words)
    shown = {one.name for one in (of_topic(topic) if topic else text_fields.FIELDS)}
    order = list(text_fields.names())
    found = [one for one in _hints(words, values, policy) if one.name in shown and one.kind not in without]
    found.sort(key=lambda one: order.index(one.name))
    return [ShownHint(one, words.label_of(one.name), topic_of(one.name).slug) for one in found]


def _hints(words: RoleWords, values: Values, policy: PolicyRates | None) -> list[Hint]:
    texts = texts_of(values)
    known = Known(
        explained=explained(words),
        rates=tuple(policy_rates.compared(values.get("pay_rates") or (), policy)),
        floor_pence=policy.floor_pence if policy else None,
        policy=policy.name if policy else "",
    )
    everything = "\n".join(texts.values())
    found = [*of_money(values, known), *of_clashes(values, texts, clock.today())]
    for name, text in texts.items():
        found += [*of_reading(name, text), *of_short_words(name, text, everything, known.explained)]
    return found


def texts_of(values: Values) -> dict[str, str]:
    """Return the answers that are words people typed, by their field: texts, lines, rows that repeat."""
    found = {}
    for one in text_fields.FIELDS:
        value = values.get(one.name)
        if one.name == "pay_rates" or not value:
            continue
        if one.shown in ("text", "list", "row") and isinstance(value, str):
            found[one.name] = value
        elif one.shown == "rows":
            found[one.name] = "\n".join(SHAPES[one.name].said(row) for row in value)
    return found


def explained(words: RoleWords) -> frozenset[str]:
    """Return the words that the project of a draft explains, in small letters; none for a template."""
    if not isinstance(words, RoleVersion):
        return frozenset()
    answers = explained_asked.send(sender=None, project_id=words.role.project_id)
    return frozenset().union(*(found for _receiver, found in answers if found))
