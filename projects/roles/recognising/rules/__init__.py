"""Facts in the words of a description: amounts, days, times, places. They are offered, never taken over."""

from projects.roles.recognising.rules.finding import Fact, facts_of

__all__ = ["Fact", "facts_of"]
