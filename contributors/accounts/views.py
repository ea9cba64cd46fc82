"""Signing in and out. allauth's views with our words where they fit, our own where it has none."""

import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_not_required
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginByCodeStage, LoginStage, LoginStageController
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from contributors.accounts import actions, forms
from contributors.accounts.demo import queries as demo_queries
from contributors.accounts.devices import actions as devices
from contributors.accounts.known_device import actions as known_device
from contributors.accounts.middleware import ACTING
from contributors.accounts.step_up.process import StepUpCode
from coproduce.foundation.pages.requests import AuthenticatedRequest, signed_in

NO_CODE_HERE = _("Ask for a code here first. A code only works on the phone or computer that asked for it.")
TOO_OLD = _("That code has stopped working. Codes last 15 minutes. Ask for a new one.")
NO_PASSWORD_YET = _("You have no password yet. Ask for a link to choose one.")
ANOTHER_SENT = _("We have sent another code. Use the newest one.")


class SignIn(account.RequestLoginCodeView):
    """The first page: a code by e-mail, and the ways of staff."""

    def form_valid(self, form: forms.AskForCode) -> HttpResponse:
        if form.staff:
            actions.say_staff_use_password(form.staff)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "providers": organisation_sign_ins(self.request),
            "staff_url": self.passthrough_next_url(reverse("account_staff_login")),
            "demo_accounts": demo_queries.accounts() if settings.DEMO else [],
            "must_wait": must_wait(kwargs.get("form")),
        }


class EnterCode(account.ConfirmLoginCodeView):
    """The code from the e-mail. Only the browser that asked can use it; opening a link uses nothing up."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        staff_url = self.passthrough_next_url(reverse("account_staff_login"))
        return super().get_context_data(**kwargs) | {"staff_url": staff_url}

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        self._process.state["at"] = time.time()  # the new code gets its own 15 minutes
        messages.success(self.request, ANOTHER_SENT)
        return super()._resend_form_valid(form)

    def _verify_form_valid(self, form: forms.EnterCode) -> HttpResponse:
        response = super()._verify_form_valid(form)
        if signed_in(self.request) and form.cleaned_data["own_device"] == "yes":
            devices.keep(self.request)
        return response


@login_not_required
@never_cache
def enter_code(request: HttpRequest) -> HttpResponse:
    """Say why there is no code to enter, instead of only going back to the start."""
    if not request.user.is_authenticated:
        stage = LoginStageController.enter(request, LoginByCodeStage.key)
        if stage is None:
            messages.info(request, NO_CODE_HERE)
        elif not LoginCodeVerificationProcess(stage).is_valid():
            messages.info(request, TOO_OLD)
    return EnterCode.as_view()(request)


class StaffSignIn(account.LoginView):
    """E-mail and password; the second step follows."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> HttpResponse | None:
        if stage.key == LoginByCodeStage.key:  # asked for a code first, as the first page offers it
            clear_login(request)
            return None
        return super()._redirect_to_pending_stage(request, stage)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "providers": organisation_sign_ins(self.request),
            "must_wait": must_wait(kwargs.get("form")),
        }


class AskForNewPassword(account.PasswordResetView):
    """A link by e-mail to choose a password."""

    def form_valid(self, form: forms.AskForNewPassword) -> HttpResponse:
        if not known_device.may_try(self.request, "new_password", form.cleaned_data["email"]):
            form.add_error("email", get_adapter().validation_error("must_wait"))
            page = self.get_context_data(form=form, must_wait=True)
            return self.render_to_response(page, status=HTTPStatus.TOO_MANY_REQUESTS)
        return super().form_valid(form)


def must_wait(form: Any) -> bool:
    """Say whether a form was refused because the tries of its address are used up."""
    if form is None or not form.is_bound:
        return False
    return any(error.code == "must_wait" for errors in form.errors.as_data().values() for error in errors)


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Tell the account when too many passwords or codes were tried at a page for signed-in people."""

    @wraps(view)
    def tells(request: AuthenticatedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            actions.tell_of_guesses(request.user)
        return response

    return tells


class PasswordAgain(account.ReauthenticateView):
    def form_valid(self, form: forms.PasswordAgain) -> HttpResponse:
        self.request.session.cycle_key()
        return super().form_valid(form)


@told
def change_password(request: AuthenticatedRequest) -> HttpResponse:
    """Change the password. Staff who have none yet (passkey, organisation sign-in) get a link."""
    if not request.user.has_usable_password():
        messages.info(request, NO_PASSWORD_YET)
        return redirect("account_reset_password")
    return account.password_change(request)


@require_http_methods(["GET", "POST"])
def who_are_you(request: AuthenticatedRequest) -> HttpResponse:
    """At a shared mailbox, ask who is at the screen. Can be changed at any time."""
    people = [(person.ref, person.name) for person in request.user.people.order_by("name", "pk")]
    if len(people) < 2:
        return redirect(settings.LOGIN_REDIRECT_URL)
    acting = request.user.person.ref if request.user.person else None
    form = forms.WhoAreYou(request.POST or None, people=people, initial={"person": acting})
    if form.is_valid():
        request.session[ACTING] = form.cleaned_data["person"]
        return HttpResponseRedirect(get_next_redirect_url(request) or reverse(settings.LOGIN_REDIRECT_URL))
    return render(request, "account/who_are_you.html", {"form": form, "heading": form.fields["person"].label})


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("code")
@never_cache
def step_up(request: AuthenticatedRequest) -> HttpResponse:
    """Ask again who somebody is, in the way they sign in, then lead back to where they were going."""
    onward = get_next_redirect_url(request) or reverse(settings.LOGIN_REDIRECT_URL)
    if methods := get_adapter().get_reauthentication_methods(request.user):
        return HttpResponseRedirect(f"{methods[0]['url']}?{urlencode({'next': onward})}")
    if request.user.is_staff_member or request.user.is_staff:
        page = {"providers": organisation_sign_ins(request), "next": onward}
        return render(request, "account/step_up_organisation.html", page)
    return step_up_by_code(request, onward)


def step_up_by_code(request: AuthenticatedRequest, onward: str) -> HttpResponse:
    """Send a public contributor a fresh code when they say so, and check it."""
    if request.POST.get("action") == "send":
        if StepUpCode.start(request) is None:
            messages.error(request, get_adapter().error_messages["rate_limited"])
        return HttpResponseRedirect(request.get_full_path())
    process = StepUpCode.resume(request)
    if process is None:
        return render(request, "account/step_up.html", {})
    form = forms.StepUpCodeForm(request.POST or None, code=process.code)
    if form.is_valid():
        process.finish()
        return HttpResponseRedirect(onward)
    if form.is_bound and not process.record_invalid_attempt():
        actions.tell_of_guesses(request.user)
        messages.error(request, get_adapter().error_messages["too_many_login_attempts"])
        return HttpResponseRedirect(request.get_full_path())
    return render(request, "account/step_up.html", {"form": form, "email": request.user.email})


def organisation_sign_ins(request: HttpRequest) -> list[dict[str, str]]:
    """Return name and address of each OpenID Connect server in the settings."""
    onward = {"next": url} if (url := get_next_redirect_url(request)) else {}
    return [
        {"name": provider.app.name, "url": provider.get_login_url(request, **onward)}
        for provider in get_social_adapter().list_providers(request)
        if provider.app
    ]
