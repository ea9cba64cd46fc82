"""Pure decisions about the cookie of a browser that has signed in before.

It holds a random number of its own, and for each address that signed in there a seal over both. Nobody
reads an address out of it, and nothing is looked up, so it costs the same for every address. It opens
nothing: whoever shows it has tries of its own, as few as anyone.
"""

import re
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

from contributors.accounts.models import normal_email

MOST = 5  # addresses of one browser; the newest stay
LASTS = 400 * 24 * 3600  # seconds; browsers keep no cookie for longer
SHAPE = re.compile(r"[0-9a-f]{32}(?:\.[0-9a-f]{32}){1,5}")


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


def with_address(cookie: str, email: str) -> str:
    """Return the cookie once an address has signed in; a new one when it was none of ours."""
    device, *seals = cookie.split(".") if SHAPE.fullmatch(cookie) else [secrets.token_hex(16)]
    new = seal(device, email)
    return ".".join([device, new, *[one for one in seals if one != new][: MOST - 1]])
