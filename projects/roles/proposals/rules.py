"""What may become of words that somebody suggested. Pure."""

from dataclasses import dataclass

from projects.roles.comparing.rules.entries import lines


@dataclass(frozen=True)
class Part:
    """One thing a role says, that people may change the words of or comment on."""

    field: str
    heading: str
    title: str
    text: str
    can_word: bool


def equal(one: str, other: str) -> bool:
    """Say whether two texts say the same to who reads them: spaces that nobody sees do not count."""
    return lines(one) == lines(other)


def conflicts(*, base: str, proposed: str, now: str, over: str | None = None) -> bool:
    """Say whether the draft says something else by now than the text that was suggested for.

    `base` is what the suggestion changes, `now` what the draft says. Whoever has seen the draft says so by
    its words (`over`): then there is no conflict while it still says that.
    """
    if equal(now, base) or equal(now, proposed):
        return False
    return over is None or not equal(now, over)
