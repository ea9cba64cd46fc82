"""Setting up and looking after the second step of staff: an app, passkeys, recovery codes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy

from contributors.accounts import actions, rules


def for_staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to accounts that need a second factor; contributors sign in by code and get 404."""

    @wraps(view)
    def for_staff_accounts(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not rules.counts_as_staff(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return for_staff_accounts


class SetUpApp(totp.ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        shown(self.request, "totp")
        return response


class AddPasskey(webauthn.AddWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        shown(self.request, "webauthn")
        return response


class RemovePasskey(webauthn.RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.object):
            messages.error(self.request, get_adapter().error_messages["cannot_delete_authenticator"])
            return redirect(self.success_url)
        return super().form_valid(form)


class CodeAgain(mfa.ReauthenticateView):
    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.cycle_key()
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        if form.has_error("code", "too_many_login_attempts"):
            actions.tell_of_guesses(self.request.user)
        return super().form_invalid(form)


class PasskeyAgain(webauthn.ReauthenticateWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.cycle_key()
        return super().form_valid(form)


def shown(request: HttpRequest, kind: str) -> None:
    """Write down that this session showed the second factor: it was used to set it up just now."""
    record_authentication(request, request.user, "mfa", type=kind)
    request.session.cycle_key()


index = for_staff(mfa.index)
set_up_app = for_staff(SetUpApp.as_view())
remove_app = for_staff(totp.deactivate_totp)
add_passkey = for_staff(AddPasskey.as_view())
remove_passkey = for_staff(RemovePasskey.as_view())
code_again = for_staff(CodeAgain.as_view())
passkey_again = for_staff(PasskeyAgain.as_view())
see_recovery_codes = for_staff(recovery_codes.view_recovery_codes)
download_recovery_codes = for_staff(recovery_codes.download_recovery_codes)
new_recovery_codes = for_staff(recovery_codes.generate_recovery_codes)
