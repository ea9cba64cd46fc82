"""Pure decisions about the cookie of a browser that has signed in before.

It holds a random number of its own, and for each address that signed in there a seal over both. Nobody
reads an address out of it, and nothing is looked up, so it costs the same for every address. It opens
nothing: whoever shows it has tries of its own, as few as anyone.
"""

import hashlib
import re
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

from contributors.accounts.models import normal_email
from coproduce.foundation.refs import ALPHABET

MOST = 5  # addresses of one browser; the newest stay
LASTS = 400 * 24 * 3600  # seconds; browsers keep no cookie for longer
SHAPE = re.compile(r"[0-9a-f]{32}(?:\.[0-9a-f]{32}){1,5}")
CODE_LENGTH = 12  # some 59 bits: nobody guesses it while it works
CODE_WORKS = 30 * 60  # seconds
SENT_EVERY = 10 * 60  # seconds: whoever makes others wait sends them one message in this time


def seal(device: str, email: str) -> str:
    """Return what proves that this device signed in with this address."""
    text = f"{device}:{normal_email(email)}"
    return salted_hmac("contributors.accounts.known_device", text, algorithm="sha256").hexdigest()[:32]


def device_of(cookie: str, email: str) -> str:
    """Return the number of the device when its cookie proves that it signed in with an address; else ""."""
    if not SHAPE.fullmatch(cookie):
        return ""
    device, *seals = cookie.split(".")
    wanted = seal(device, email)
    fits = [constant_time_compare(one, wanted) for one in seals]  # all of them, in the same time
    return device if True in fits else ""


def number_of(cookie: str) -> str:
    """Return the number of the device, whoever signed in there; a new one when the cookie is none of ours."""
    return cookie.partition(".")[0] if SHAPE.fullmatch(cookie) else secrets.token_hex(16)


def mark_of(device: str) -> str:
    """Return what stands for a device in our records. It cannot be turned back into its number."""
    return salted_hmac("people.seen_device", device, algorithm="sha256").hexdigest()


def with_address(cookie: str, email: str, *, device: str) -> str:
    """Return the cookie of a device once an address has been proved there."""
    seals = cookie.split(".")[1:] if SHAPE.fullmatch(cookie) else []
    new = seal(device, email)
    return ".".join([device, new, *[one for one in seals if one != new][: MOST - 1]])


def new_code() -> str:
    """Return a code for a device that has to wait, in groups that are easy to type."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def kept_as(code: str) -> str:
    """Return under what a code is kept: its hash, however it was typed."""
    typed = re.sub(r"[^0-9a-z]", "", code.lower())
    return f"new-device:{hashlib.sha256(typed.encode()).hexdigest()}"
