"""The demo only: be any of its people with one click. Has no address elsewhere."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from contributors.accounts.models import User


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Sign in as an account of the demo, as if its second factor had been shown. 404 elsewhere."""
    if not settings.DEMO:
        raise Http404
    pk = request.POST.get("account", "")
    user = get_object_or_404(User, pk=pk if pk.isascii() and pk.isdigit() else 0, is_active=True)
    adapter = get_adapter()
    adapter.logout(request)
    record_authentication(request, user, "demo")
    adapter.login(request, user)
    return redirect(settings.LOGIN_REDIRECT_URL)
