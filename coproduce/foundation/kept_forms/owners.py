"""Whom a form was drawn for: a hidden value that only we can write and read.

A session that has ended no longer says who sat at the screen. The form does: what is kept goes back to
that account and to nobody else, and a form that we did not draw for anybody is never kept.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

from coproduce.foundation.encryption import CannotOpen, decrypt, encrypt
from coproduce.foundation.pages.requests import signed_in

if TYPE_CHECKING:
    from contributors.accounts.models import User

FIELD = "form_for"
BOUND_TO = "kept_forms.owner"
MADE = "_form_for"  # the value of this request: drawn once, however many forms a page has


@dataclass(frozen=True)
class Owner:
    """An account, and the person it acted for: people may share a mailbox, or be helped."""

    account: int
    person: int | None

    @classmethod
    def of(cls, user: "User") -> "Owner":
        return cls(user.pk, user.person.pk if user.person else None)


def written_for(request: HttpRequest | None) -> str:
    """Return the value for the forms of a page, "" when nobody is signed in."""
    if request is None or getattr(request, "user", None) is None or not signed_in(request):
        return ""
    owner = Owner.of(request.user)
    drawn_for, value = getattr(request, MADE, (None, ""))
    if drawn_for != owner:
        value = encrypt(f"{owner.account}:{owner.person or ''}", bound_to=BOUND_TO)
        setattr(request, MADE, (owner, value))
    return value


def owner_of(request: HttpRequest) -> Owner | None:
    """Return whom the form of a post was drawn for. None when it does not say so in our own hand."""
    try:
        account, _colon, person = decrypt(request.POST.get(FIELD, ""), bound_to=BOUND_TO).partition(":")
    except CannotOpen:
        return None
    return Owner(int(account), int(person) if person else None)
