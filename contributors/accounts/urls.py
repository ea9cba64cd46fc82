"""Every address of signing in. allauth's own list is not included: what is not here does not exist.

The names are allauth's, because it reverses them. `account_login` and `account_request_login_code`
are one page: a public contributor must never stand before a password.
"""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.conf import settings
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.http import require_http_methods

from contributors.accounts import views
from contributors.accounts.demo import views as demo
from contributors.accounts.devices import views as devices
from contributors.accounts.known_device import views as known_device
from contributors.accounts.second_factor import views as second_factor
from contributors.accounts.sign_in.decorators import constant_time

sign_in = constant_time(views.SignIn.as_view())


def page(
    route: str, view: Callable[..., HttpResponse], *, name: str, to_path: Callable[..., Any] = path
) -> URLPattern:
    """Return an address that is looked at or posted to; allauth's views would take PUT for a post."""
    return to_path(route, require_http_methods(["GET", "HEAD", "POST"])(view), name=name)


signing_in = [
    page("sign-in/", sign_in, name="account_login"),
    page("sign-in/", sign_in, name="account_request_login_code"),
    page("sign-in/code/", constant_time(views.enter_code), name="account_confirm_login_code"),
    page("sign-in/staff/", constant_time(views.StaffSignIn.as_view()), name="account_staff_login"),
    page("sign-in/staff/second-step/", mfa.authenticate, name="mfa_authenticate"),
    page("sign-in/staff/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    page("sign-in/new-device/", constant_time(known_device.new_device), name="account_new_device"),
    page("sign-in/closed/", account.account_inactive, name="account_inactive"),
    page("sign-out/", account.logout, name="account_logout"),
]
where_signed_in = [
    path("", devices.list_devices, name="account_devices"),
    path("sign-out/", devices.sign_out, name="account_sign_out_device"),
    path("sign-out-everywhere/", devices.sign_out_everywhere, name="account_sign_out_everywhere"),
]
again = [
    page("", views.step_up, name="account_step_up"),
    page("password/", views.told(views.PasswordAgain.as_view()), name="account_reauthenticate"),
    page("second-step/", views.told(second_factor.code_again), name="mfa_reauthenticate"),
    page("passkey/", second_factor.passkey_again, name="mfa_reauthenticate_webauthn"),
]
password = [
    page("change/", second_factor.for_staff(views.change_password), name="account_change_password"),
    page("reset/", constant_time(views.AskForNewPassword.as_view()), name="account_reset_password"),
    page("reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    page("reset/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    page(
        r"^reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
        to_path=re_path,
    ),
]
second_step = [
    page("", second_factor.index, name="mfa_index"),
    page("app/", second_factor.set_up_app, name="mfa_activate_totp"),
    page("app/remove/", second_factor.remove_app, name="mfa_deactivate_totp"),
    page("passkey/", second_factor.add_passkey, name="mfa_add_webauthn"),
    page("passkey/<int:pk>/remove/", second_factor.remove_passkey, name="mfa_remove_webauthn"),
    page("codes/", second_factor.see_recovery_codes, name="mfa_view_recovery_codes"),
    page("codes/download/", second_factor.download_recovery_codes, name="mfa_download_recovery_codes"),
    page("codes/new/", second_factor.new_recovery_codes, name="mfa_generate_recovery_codes"),
]
organisation: list[URLPattern | URLResolver] = [
    page("cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    page("error/", social.login_error, name="socialaccount_login_error"),
    path("", include("contributors.accounts.organisation_sign_in.urls")),
]

urlpatterns = [
    path("account/", include(signing_in)),
    path("account/devices/", include(where_signed_in)),
    path("account/again/", include(again)),
    path("account/password/", include(password)),
    path("account/second-step/", include(second_step)),
    path("account/organisation/", include(organisation)),
    path("account/roles/", include("contributors.accounts.confirming.urls")),
    path("who-are-you/", views.who_are_you, name="who_are_you"),
]
if settings.DEMO:
    urlpatterns.append(path("account/demo/", demo.sign_in_as, name="demo_sign_in"))
