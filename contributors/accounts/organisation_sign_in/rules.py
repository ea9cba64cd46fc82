"""Whom an organisation's own sign-in server may vouch for. Pure decisions on its settings and what it said.

A server speaks for one organisation and for its mail domains. What it says of anybody else opens nothing:
whoever runs it could otherwise sign in as staff of every organisation here.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from contributors.accounts.models import normal_email

PROOFS = ("email_verified", "xms_edov", "tenant")
"""How a server says that an address is the person's own.

email_verified: the claim of OpenID Connect Core 5.1, true. xms_edov: Entra ID's claim that the domain of
the address is verified in its tenant, true. tenant: the server speaks for one tenant alone, whose own
administrators give out the addresses of these domains.
"""
ANY_TENANT = {"common", "organizations", "consumers"}  # Entra ID: whoever has an account anywhere
ALGORITHMS = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
"""Ways to sign a token that take a public key: with those of a shared secret, whoever knows it could sign."""
ENDS = {"authorization_endpoint", "token_endpoint", "jwks_uri"}
KNOWN_BY_HEART = {"pwd", "pin", "kba", "user", "rba", "geo", "wia"}
"""Values of `amr` (RFC 8176) that are no second step: what somebody knows, that they are there, where."""
TRUE = (True, 1, "1", "true", "True")


def problems(provider: Mapping[str, Any]) -> list[str]:
    """Return what is missing in the settings of a server, in words for whoever installs."""
    said = provider.get("settings") or {}
    found = []
    if not said.get("organisation"):
        found.append("Set settings.organisation to the reference of the organisation it speaks for.")
    if not said.get("domains") or not all(isinstance(one, str) and "." in one for one in said["domains"]):
        found.append("Set settings.domains to the mail domains of that organisation.")
    if said.get("email_proof", "email_verified") not in PROOFS:
        found.append(f"settings.email_proof is one of {', '.join(PROOFS)}.")
    if ANY_TENANT & set(urlsplit(said.get("server_url", "")).path.split("/")):
        found.append("settings.server_url names no tenant: anybody with any account could sign in.")
    return found


def speaks_for_itself(metadata: Mapping[str, Any], server_url: str) -> bool:
    """Say whether metadata are whole and of the server in the settings (OpenID Discovery 1.0, 4.3)."""
    issuer = str(metadata.get("issuer") or "").rstrip("/")
    return issuer == server_url.partition("/.well-known/")[0].rstrip("/") and set(metadata) >= ENDS


def is_identity_token(header: Mapping[str, Any]) -> bool:
    """Say whether the head of a token is that of one about a sign-in, signed in a way of our choice."""
    return header.get("alg") in ALGORITHMS and str(header.get("typ") or "JWT").upper() == "JWT"


def vouched_address(said: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """Return the address that a server vouches for, or nothing: not proved, or of another domain.

    `said` are the settings of the server, `claims` those of the identity token.
    """
    email = normal_email(str(claims.get("email") or ""))
    proof = said.get("email_proof", "email_verified")
    if proof != "tenant" and claims.get(proof) not in TRUE:
        return ""
    if claims.get("email_verified") in (False, 0, "0", "false", "False"):
        return ""
    name, _at, domain = email.rpartition("@")
    return email if name and domain in {one.lower() for one in said.get("domains") or ()} else ""


def second_step_shown(claims: Mapping[str, Any]) -> bool:
    """Say whether a sign-in was more than a password, where the server says how it was done (`amr`).

    One that says nothing of it is trusted to ask for two: whoever sets it up here has to see to that.
    """
    said = claims.get("amr")
    ways = {said} if isinstance(said, str) else {str(one) for one in said or ()}
    return not ways or bool(ways - KNOWN_BY_HEART)


def may_open(roles: set[tuple[str, str]], said: Mapping[str, Any], *, superuser: bool) -> bool:
    """Say whether a server may open an account that holds these roles: (organisation's reference, role).

    Only one whose every role is in the organisation that the server speaks for.
    """
    return not superuser and bool(roles) and {where for where, _role in roles} == {said.get("organisation")}
