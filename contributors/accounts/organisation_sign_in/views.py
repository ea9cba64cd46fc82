"""OpenID Connect with what allauth leaves out: a nonce, a signature that is always checked, one subject."""

import secrets
from typing import Any

import jwt
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from requests import RequestException

from contributors.accounts.organisation_sign_in import rules


class Adapter(OpenIDConnectOAuth2Adapter):
    """One sign-in at one server."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the server says of itself. Raises OAuth2Error if it does not, or is another."""
        try:
            said = super().openid_config
        except (RequestException, ValueError) as error:
            raise OAuth2Error("no answer") from error
        if not rules.speaks_for_itself(said, self.get_provider().app.settings["server_url"]):
            raise OAuth2Error("another server")
        return dict(said)

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Take the identity token; userinfo only adds to it. Raises OAuth2Error for what does not fit."""
        raw = kwargs["response"].get("id_token")
        if not raw:
            raise OAuth2Error("no identity token")
        claims = self._decode_id_token(app, raw)
        if not self.nonce or not constant_time_compare(str(claims.get("nonce", "")), self.nonce):
            raise OAuth2Error("another nonce")
        data = {"id_token": claims}
        if app.settings.get("fetch_userinfo", True) and not claims.get("email"):
            userinfo = self._fetch_user_info(token.token)
            if userinfo.get("sub") != claims.get("sub"):
                raise OAuth2Error("another subject")
            data["id_token"] = {**userinfo, **claims}
        return self.get_provider().sociallogin_from_response(request, data)

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            if not rules.is_identity_token(jwt.get_unverified_header(id_token)):
                raise OAuth2Error("another kind of token")
            return jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
                verify_signature=True,
            )
        except (jwt.PyJWTError, LookupError, TypeError, ValueError) as error:
            raise OAuth2Error("not a token we can read") from error


class Callback(OAuth2CallbackView):
    """Where the server sends people back to."""

    adapter: Adapter

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the organisation's server, by a button. Nothing of the address goes into what we ask there."""
    adapter = Adapter(request, provider_id)
    try:
        provider = adapter.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    if request.method != "POST":
        return render(request, "socialaccount/login.html", {"provider": provider, "process": "login"})
    nonce = secrets.token_urlsafe(24)
    try:
        _said = adapter.openid_config  # the provider would ask too, but believes whatever is said
        return provider.redirect(
            request,
            process="login",
            next_url=get_next_redirect_url(request),
            scope=provider.get_scope(),
            auth_params=provider.get_auth_params() | {"nonce": nonce},
            nonce=nonce,
        )
    except (OAuth2Error, RequestException):
        return _back(request)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the answer of the server."""
    adapter = Adapter(request, provider_id)
    try:
        return Callback.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except OAuth2Error:
        return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    messages.error(
        request,
        _("The sign-in of your organisation did not answer as it should. Try again in a few minutes."),
    )
    return redirect(settings.LOGIN_URL)
