import datetime as dt

EXPLAIN_WITHIN = dt.timedelta(days=14)


def letters_of(word: str) -> str:
    """Return a word as the glossary sorts and compares it."""
    return " ".join(word.casefold().split())
