"""Who may write down what somebody says of power."""


def may_write_ratings(*, writer: int, opened_by: int, contact: int | None) -> bool:
    """Say whether an account may take down how equal it feels to somebody.

    Not the named contact, whom the answers may be about, nor who opened the review and will close it.
    """
    return writer not in (opened_by, contact)
