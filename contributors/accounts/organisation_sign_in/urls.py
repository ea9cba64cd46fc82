"""allauth's names for its addresses, because it reverses them; the views are ours."""

from django.urls import path
from django.views.decorators.http import require_http_methods

from contributors.accounts.organisation_sign_in import views

urlpatterns = [
    path(
        "oidc/<str:provider_id>/login/",
        require_http_methods(["GET", "HEAD", "POST"])(views.login),
        name="openid_connect_login",
    ),
    path(
        "oidc/<str:provider_id>/login/callback/",
        require_http_methods(["GET", "HEAD", "POST"])(views.callback),
        name="openid_connect_callback",
    ),
]
