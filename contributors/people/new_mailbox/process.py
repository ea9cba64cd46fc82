"""A new mailbox is a way in: whoever gives one shows that they read it, before anything is changed.

A typing error would shut its owner out, and let a stranger in. What was typed waits in the session.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.core import ratelimit
from django.conf import settings

from contributors.accounts.models import normal_email
from contributors.people.models import Person
from contributors.people.new_mailbox import actions
from coproduce.foundation.pages.requests import PersonRequest

SESSION_KEY = "new_mailbox"


def is_new(person: Person, typed: dict[str, Any]) -> bool:
    """Say whether these answers give a mailbox that nobody has shown yet to be this person's."""
    email = normal_email(typed.get("email") or "")
    return bool(email) and email != normal_email(person.email)


class NewMailbox(AbstractCodeVerificationProcess):
    """A code sent to the new mailbox, and the answers that wait for it."""

    def __init__(self, request: PersonRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(
            max_attempts=settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
            state=state,
            user=request.user,
        )

    @classmethod
    def start(cls, request: PersonRequest, typed: dict[str, Any]) -> "NewMailbox | None":
        """Send a code. Returns None when too many were asked for in a short time."""
        if not ratelimit.consume(request, action="step_up_code"):
            return None
        state = cls.initial_state(user=request.user, email=typed["email"])
        process = cls(request, state | {"typed": typed, "person": request.person.ref})
        process.send()
        process.persist()
        return process

    @classmethod
    def resume(cls, request: PersonRequest) -> "NewMailbox | None":
        """Return what waits in this session, unless it is too old or about another person."""
        state = request.session.get(SESSION_KEY)
        if not state or state.get("person") != request.person.ref:
            return None
        return cls(request, state).abort_if_invalid()

    @property
    def typed(self) -> dict[str, Any]:
        return self.state["typed"]

    def send(self) -> None:
        self.state["code"] = get_adapter().generate_login_code()
        actions.send_code(self.request.person, address=self.state["email"], code=self.state["code"])

    def persist(self) -> None:
        self.request.session[SESSION_KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(SESSION_KEY, None)
