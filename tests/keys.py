"""Keys for tests: new ones in front of those in use, and rows made anew by them."""

import base64

from coproduce.foundation.encrypted_fields import registry
from coproduce.keys.actions import rotate_model


def key(letter: str) -> str:
    """Return a key as the settings write it."""
    return base64.b64encode(letter.encode() * 32).decode()


def again(model) -> int:
    """Make the rows of one model anew by the newest keys. Returns how many."""
    return rotate_model(model, registry()[model])
