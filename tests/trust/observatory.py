"""The twelve checks of the MDN HTTP Observatory, as numbers: start at 100, bonuses count from 90.

Weights are the Observatory's own (src/grader of mdn/mdn-http-observatory, read 2026-08), for the
outcomes that can happen here; whatever is not understood counts as the worst outcome.
"""

import re
from collections.abc import Mapping
from http.cookies import SimpleCookie

SIX_MONTHS = 15_768_000
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
Headers = Mapping[str, str]


def directives(policy: str) -> dict[str, list[str]]:
    """Return a content security policy as {directive: sources}."""
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}


def policy_score(headers: Headers) -> int:
    said = directives(headers.get("Content-Security-Policy", ""))
    if not said:
        return -25
    sources = [source for name in said for source in said[name]]
    if any(word in sources for word in ("'unsafe-inline'", "'unsafe-eval'", "data:", "https:", "http:", "*")):
        return -20
    strict = said.get("default-src") == ["'none'"] and set(said.get("form-action", ["*"])) <= {
        "'self'",
        "'none'",
    }
    return 10 if strict else 5


def cookies_score(cookies: SimpleCookie) -> int:
    if not cookies:
        return 0
    for cookie in cookies.values():
        if not cookie["secure"] or cookie["samesite"] not in ("Lax", "Strict"):
            return -40
        if "session" in cookie.key and not cookie["httponly"]:
            return -30
    return 5


def referrer_score(headers: Headers) -> int:
    said = headers.get("Referrer-Policy", "")
    return 0 if not said else 5 if said in PRIVATE_REFERRERS else -5


def framing_score(headers: Headers) -> int:
    if directives(headers.get("Content-Security-Policy", "")).get("frame-ancestors") in (
        ["'none'"],
        ["'self'"],
    ):
        return 5
    return 0 if headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20


def transport_score(headers: Headers) -> int:
    age = re.search(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    return -20 if not age else 0 if int(age[1]) >= SIX_MONTHS else -10


def redirection_score(location: str, host: str) -> int:
    return 0 if location.startswith(f"https://{host}/") else -20


def sharing_score(headers: Headers) -> int:
    universal = headers.get("Access-Control-Allow-Credentials") == "true"
    return -50 if universal else 0


def scripts_score(page: str) -> int:
    """Scripts from another host need a fingerprint; from this one they need none."""
    foreign = re.findall(r"<script[^>]+src=[\"'](?:https?:)?//", page)
    return -50 if foreign else 0


def isolation_score(headers: Headers, name: str, wanted: str) -> int:
    said = headers.get(name, "")
    return 10 if said == wanted else 0 if not said else -5


def score(*, headers: Headers, cookies: SimpleCookie, page: str, http_location: str, host: str) -> int:
    """Return the Observatory's number for one page and what plain HTTP answers."""
    results = [
        policy_score(headers),
        cookies_score(cookies),
        referrer_score(headers),
        framing_score(headers),
        transport_score(headers),
        redirection_score(http_location, host),
        sharing_score(headers),
        scripts_score(page),
        0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        isolation_score(headers, "Cross-Origin-Resource-Policy", "same-origin"),
        isolation_score(headers, "Cross-Origin-Opener-Policy", "same-origin"),
        isolation_score(headers, "Cross-Origin-Embedder-Policy", "require-corp"),
    ]
    base = 100 + sum(result for result in results if result < 0)
    return base + (sum(result for result in results if result > 0) if base >= 90 else 0)
