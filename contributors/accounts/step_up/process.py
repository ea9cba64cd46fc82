"""A fresh code for somebody who is signed in already."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from django.conf import settings

from contributors.accounts import actions
from coproduce.foundation.pages.requests import AuthenticatedRequest

SESSION_KEY = "step_up_code"


class StepUpCode(AbstractCodeVerificationProcess):
    """A fresh code for somebody who is signed in already; kept in their session, like the first one."""

    def __init__(self, request: AuthenticatedRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(
            max_attempts=settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
            state=state,
            user=request.user,
        )

    @classmethod
    def start(cls, request: AuthenticatedRequest) -> "StepUpCode | None":
        """Send a code. Returns None when too many were asked for in a short time."""
        if not ratelimit.consume(request, action="step_up_code"):
            return None
        process = cls(request, cls.initial_state(user=request.user, email=request.user.email))
        process.send()
        process.persist()
        return process

    @classmethod
    def resume(cls, request: AuthenticatedRequest) -> "StepUpCode | None":
        """Return the code that was sent to this session, unless it is too old or another account's."""
        state = request.session.get(SESSION_KEY)
        if not state or state.get("user_id") != str(request.user.pk):
            return None
        return cls(request, state).abort_if_invalid()

    def send(self) -> None:
        self.state["code"] = get_adapter().generate_login_code()
        actions.send_code(self.request.user, self.state["code"])

    def persist(self) -> None:
        self.request.session[SESSION_KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(SESSION_KEY, None)

    def finish(self) -> None:
        """Record the proof and change the session's key."""
        self.abort()
        record_authentication(
            self.request,
            self.request.user,
            method="code",
            email=self.request.user.email,
            reauthenticated=True,
        )
        self.request.session.cycle_key()
